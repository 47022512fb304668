"""The PIN somebody may set with a fresh code: it is never printed, never shown, and nobody who finds the code knows it.

It belongs to the code: set once, while the code is still on the page it was given on, and gone with it. After five wrong
ones in a row the code waits a quarter of an hour; nobody is told that it waits, nor that there is a PIN at all.

Whoever has found the code and tries on through the waits is heard of: after twenty the police are told, not by the page,
which does the same for every refusal, but by the round of expiry.py.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from hatereport import clock, outbox
from hatereport.sealing import pin_digest
from incidents.models import ReturnCode
from partners.spellings import plain_symbols

FEWEST, MOST = 4, 12
#: Wrong ones in a row before the code waits.
TRIES = 5
WAIT = timedelta(minutes=15)
#: Wrong ones in a row that are no slip of memory any more: the police are told.
MANY = 20
#: Counted no further, so that the column never overflows; a round number of TRIES.
_MOST_COUNTED = 1000
TOPIC = "report.pin_tried"
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
    if since is not None and row.pin_failures % TRIES == 0 and now - since < WAIT:
        return Tried(False, row.pin_failures, since)
    if right:
        return Tried(True, 0, None)
    counted = row.pin_failures if row.pin_failures < _MOST_COUNTED else _MOST_COUNTED - TRIES
    return Tried(False, counted + 1, now)


@transaction.atomic
def tell_of_many() -> None:
    """Leave one notice for each live code that was tried too often. Asked for every few minutes."""
    live = Q(retired_at=None) & (Q(expires_at=None) | Q(expires_at__gt=clock.now()))
    tried = ReturnCode.objects.filter(live, pin_failures__gte=MANY)
    codes = {str(code): report for code, report in tried.values_list("pk", "report_id")}
    told = set(outbox.Notice.objects.filter(topic=TOPIC, key__in=codes).values_list("key", flat=True))
    for code in codes.keys() - told:
        outbox.add(TOPIC, key=code, report_id=codes[code], code_id=code)
