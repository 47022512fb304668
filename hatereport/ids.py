"""Identifiers made before the row is: a sealed column is bound to its row's id, so the id must be known first.

The layout is that of UUID version 7 (RFC 9562): rows made together lie together in the index. An id therefore tells
when a row was made; what the public may see are references, which tell nothing.
"""

import os
import time
import uuid
from datetime import datetime

_VERSION_AND_VARIANT = (7 << 76) | (2 << 62)
_RANDOM_PARTS = ~((0xF << 76) | (0x3 << 62)) & ((1 << 80) - 1)


def uuid7() -> uuid.UUID:
    """A new id: 48 bits of milliseconds since 1970, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big") & _RANDOM_PARTS
    return uuid.UUID(int=(milliseconds & ((1 << 48) - 1)) << 80 | _VERSION_AND_VARIANT | random)


def first_uuid7(moment: datetime) -> uuid.UUID:
    """Not larger than any id made at `moment` or later: to ask for rows by age without an index on their date."""
    milliseconds = int(moment.timestamp() * 1000)
    return uuid.UUID(int=(milliseconds & ((1 << 48) - 1)) << 80)
