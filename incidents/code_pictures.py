"""The picture of a code that a telephone's camera reads: the twenty symbols as people copy them, and nothing else.

No address is in it: whoever scans a slip of paper learns no more than whoever reads it.
"""

from dataclasses import dataclass
from itertools import groupby

import segno

from incidents.return_codes import Passcode, grouped

#: Light modules around it, without which cameras do not find it.
_QUIET = 4


@dataclass(frozen=True)
class Picture:
    """One path in a square of `size` units, for our own markup (templates/incidents/_code.html)."""

    size: int
    path: str


def picture(code: Passcode) -> Picture:
    rows = segno.make_qr(grouped(code), error="m").matrix
    strokes = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                strokes.append(f"M{x + _QUIET} {y + _QUIET}h{length}v1h-{length}z")
            x += length
    return Picture(len(rows) + 2 * _QUIET, "".join(strokes))
