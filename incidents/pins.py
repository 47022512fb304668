"""The PIN somebody may set with a fresh code: it is never printed, never shown, and nobody who finds the code knows it.

It belongs to the code: set once, while the code is still on the page it was given on, and gone with it. After five wrong
ones in a row the code waits a quarter of an hour; nobody is told that it waits, nor that there is a PIN at all.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from hatereport.sealing import pin_digest
from incidents.models import ReturnCode
from incidents.references import plain_symbols

FEWEST, MOST = 4, 12
#: Wrong ones in a row before the code waits.
TRIES = 5
WAIT = timedelta(minutes=15)
_LONGEST_TYPED = 100


class NotAPin(ValueError):
    """A PIN is 4 to 12 digits."""


@dataclass(frozen=True)
class Tried:
    """Whether the code opens, and how often it was tried in vain since it last did."""

    fits: bool
    failures: int
    failed_at: datetime | None


def parse(typed: str) -> str:
    """The digits that were meant, in any script and with any spaces. Raises NotAPin."""
    digits = plain(typed)
    if not (digits.isdecimal() and FEWEST <= len(digits) <= MOST):
        raise NotAPin
    return digits


def plain(typed: str) -> str:
    """What was typed, as it is compared: nothing is judged here, so that nothing is learned."""
    return plain_symbols(typed[:_LONGEST_TYPED])


def set_once(row: ReturnCode, code: str, pin: str) -> bool:
    """Give a fresh code its PIN; whether it had none yet."""
    digest = pin_digest(code, pin, row.pepper_version)
    return bool(ReturnCode.objects.filter(pk=row.pk, pin_digest=None).update(pin_digest=digest))


def fingerprint(code: str, typed: str, pepper: int) -> bytes:
    """Of a PIN that was right, under another pepper."""
    return pin_digest(code, plain(typed), pepper)


def try_one(row: ReturnCode | None, code: str, typed: str, now: datetime) -> Tried:
    """Judge a PIN against the row of a code, which may be none: one fingerprint and one comparison in every case."""
    digest = pin_digest(code, plain(typed), row.pepper_version if row else None)
    right = hmac.compare_digest(digest, bytes(row.pin_digest) if row and row.pin_digest else bytes(len(digest)))
    if row is None or row.pin_digest is None:
        return Tried(row is not None, 0, None)
    since = row.pin_failed_at
    if since is not None and row.pin_failures >= TRIES and now - since < WAIT:
        return Tried(False, row.pin_failures, since)
    if right:
        return Tried(True, 0, None)
    return Tried(False, row.pin_failures % TRIES + 1, now)
