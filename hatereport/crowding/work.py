"""Proof of work in the format of ALTCHA (SHA-256): a number that is tedious to find and quick to check.

Asked for only while a door is crowded, and only of browsers with scripts (static/src/js/crowding.js); ALTCHA's own
widget starts workers from blobs and writes markup, which our pages forbid. It makes a flood cost something; it proves
nothing about a person, keeps nobody out, and costs a cheap telephone a second or two.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from typing import Any, Final

from django.utils.crypto import salted_hmac

from hatereport import clock
from hatereport.crowding import spent

ALGORITHM: Final = "SHA-256"
#: The number to find lies below this: a second or two on a cheap telephone, and up to four times as much the longer
#: the line is.
EASY, HARD = 25_000, 100_000
_EXPIRES, _END = "?expires=", "."


def challenge(pressure: float) -> dict[str, Any]:
    """What a browser is to solve; `pressure` from 0 to 1."""
    most = round(EASY + (HARD - EASY) * pressure)
    until = int((clock.now() + spent.GOOD_FOR).timestamp())
    # The sign at the end keeps the two apart that are hashed side by side: else digits of the number could become digits
    # of the date, and a piece of work would be good for ever.
    salt = f"{secrets.token_hex(12)}{_EXPIRES}{until}{_END}"
    digest = _digest(salt, secrets.randbelow(most + 1))
    return {
        "algorithm": ALGORITHM,
        "challenge": digest,
        "maxnumber": most,
        "salt": salt,
        "signature": _signature(digest),
    }


def done(payload: str) -> bool:
    """Whether this is the answer to a challenge of ours that is still good and was not used before."""
    try:
        answer = json.loads(base64.b64decode(payload[:1000], validate=True))
        salt, number, digest = str(answer["salt"]), int(answer["number"]), str(answer["challenge"])
        until = int(salt.partition(_EXPIRES)[2].removesuffix(_END))
        ours = hmac.compare_digest(_signature(digest), str(answer["signature"]))
        fits = salt.endswith(_END) and hmac.compare_digest(_digest(salt, number), digest)
    except (binascii.Error, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return False
    return ours and fits and until > clock.now().timestamp() and spent.spend(digest)


def _digest(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def _signature(digest: str) -> str:
    return salted_hmac("hatereport.crowding.work", digest, algorithm="sha256").hexdigest()
