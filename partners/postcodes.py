"""Reading a postcode the way people type it: any spacing, any case, full-width digits, O for 0 and I for 1."""

import re
import unicodedata
from itertools import zip_longest

#: Shapes of the first half (A letter, 9 digit), as the postal service defines them.
OUTWARD_SHAPES = ("A9", "A99", "AA9", "AA99", "A9A", "AA9A")
INWARD_SHAPE = "9AA"
LONGEST = 40

#: No district is called so: 0 is only ever the one digit after two letters (BS0).
_NO_DISTRICT = re.compile(r"[A-Z]0.*|[A-Z]{2}0.+")

_DIGIT_FOR = {"O": "0", "I": "1", "L": "1"}
_LETTER_FOR = {"0": "O", "1": "I"}


def parse_postcode(text: str) -> tuple[str, str]:
    """The outcode, and the whole postcode without a space ("" if only the first half was given).

    ("", "") if it is no postcode. Never raises, whatever is typed.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).upper()
    words = re.findall(r"[0-9A-Z]+", plain)
    squeezed = "".join(words)
    if 5 <= len(squeezed) <= 7:
        outward, inward = _outward(squeezed[:-3]), _fit(squeezed[-3:], INWARD_SHAPE)
        if outward and inward:
            return outward, outward + inward
    # "CA1 1" is a postcode half typed, in CA1; squeezed it would be CA11, another town.
    candidates = (words[0], squeezed) if words else ()
    return next((outcode for candidate in candidates if (outcode := _outward(candidate))), ""), ""


def _outward(text: str) -> str:
    """The reading with the fewest letters and digits swapped: CO1 is Colchester, not C01."""
    fitting = (_fit(text, shape) for shape in OUTWARD_SHAPES)
    readings = [reading for reading in fitting if reading and not _NO_DISTRICT.fullmatch(reading)]
    return min(readings, key=lambda reading: sum(a != b for a, b in zip(reading, text, strict=True)), default="")


def _fit(text: str, shape: str) -> str:
    """The text read as this shape, look-alikes swapped; "" if it cannot be."""
    read = []
    for symbol, place in zip_longest(text, shape, fillvalue=""):
        as_placed = (_DIGIT_FOR if place == "9" else _LETTER_FOR).get(symbol, symbol)
        if not (as_placed.isdigit() if place == "9" else as_placed.isalpha() and place == "A"):
            return ""
        read.append(as_placed)
    return "".join(read)
