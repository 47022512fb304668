"""The secret return code: 95 random bits and a check symbol, kept only as a fingerprint (rulings 4).

No lock-out and no slow hash: the code cannot be searched even with the pepper stolen, and either would be a
gift to whoever wants the page shut. Unknown, retired and expired codes and wrong PINs (pins.py) get the same answer for
the same work. How a code is changed, narrowed, replaced and ended is in code_changes.py.
"""

import uuid
from datetime import datetime
from typing import NewType

from django.db import connection, transaction

from hatereport import clock
from hatereport.sealing import return_code_digests
from incidents import pins
from incidents.models import Party, Report, ReturnCode
from incidents.references import ALPHABET, check_symbol, random_symbols
from partners.spellings import plain_symbols

#: Twenty symbols without separators. Secret: never in an address, a title, a log, an e-mail or the database.
Passcode = NewType("Passcode", str)

RANDOM_SYMBOLS = 19
LENGTH = RANDOM_SYMBOLS + 1
#: As people copy it: five groups of four.
GROUP = 4
#: The id of no row: what is written after a miss goes there.
_NOBODY = uuid.UUID(int=0)
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


class Mistyped(ValueError):
    """This cannot be a code: it is not 20 letters and numbers, or the check symbol does not agree."""


class NoSuchCode(LookupError):
    """No live code like this: never given, retired or expired. Nobody is told which."""


def fresh() -> Passcode:
    symbols = random_symbols(RANDOM_SYMBOLS)
    return Passcode(symbols + check_symbol(symbols))


def grouped(code: Passcode) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def symbols_of(typed: str) -> str:
    """What was typed, in our alphabet as far as it goes: any separators, small letters, full-width forms and O, I, L."""
    return plain_symbols(typed[:200]).translate(_LOOK_ALIKES)


def parse(typed: str) -> Passcode:
    """What was meant. Raises Mistyped."""
    symbols = symbols_of(typed)
    if len(symbols) != LENGTH or any(symbol not in ALPHABET for symbol in symbols):
        raise Mistyped
    if check_symbol(symbols[:-1]) != symbols[-1]:
        raise Mistyped
    return Passcode(symbols)


def sealed_row(code: Passcode, report: Report, party: Party, at: datetime) -> ReturnCode:
    """The unsaved row of a fresh code."""
    version, digest = return_code_digests(code)[0]
    return ReturnCode(report=report, party=party, lookup=digest, pepper_version=version, created_at=at)


def find(code: Passcode) -> ReturnCode:
    """The live row of this code, for a session that was given it and needs no PIN. Raises NoSuchCode."""
    row = ReturnCode.objects.select_related("report", "party").filter(lookup__in=_digests(code)).first()
    if row is None or not _lives(row, clock.now()):
        raise NoSuchCode
    return row


def enter(code: Passcode, pin: str = "") -> ReturnCode:
    """The row that a typed code and PIN open; a wrong PIN is counted.

    Three queries and the same fingerprints whatever was typed. Raises NoSuchCode, for every reason there is.
    """
    row = _tried(code, pin)
    if row is None:
        raise NoSuchCode
    _move_to_newest_pepper(row, code, pin)
    return row


@transaction.atomic
def _tried(code: Passcode, pin: str) -> ReturnCode | None:
    """Locked while it is judged, so that a hundred guesses at once are a hundred guesses."""
    now = clock.now()
    with connection.cursor() as cursor:
        # Waiting for the disk would tell a wrong PIN, which is written, from an unknown code, which is not.
        cursor.execute("SET LOCAL synchronous_commit TO off")
    codes = ReturnCode.objects.select_related("report", "party").select_for_update(of=("self",))
    found = codes.filter(lookup__in=_digests(code)).first()
    row = found if found is not None and _lives(found, now) else None
    tried = pins.try_one(row, code, pin, now)
    ReturnCode.objects.filter(pk=row.pk if row else _NOBODY).update(
        pin_failures=tried.failures, pin_failed_at=tried.failed_at
    )
    return row if tried.fits else None


def _move_to_newest_pepper(row: ReturnCode, code: Passcode, pin: str) -> None:
    """Only now is the code here to be fingerprinted anew; one day nothing needs the older pepper any more."""
    version, digest = return_code_digests(code)[0]
    if row.pepper_version == version:
        return
    row.lookup, row.pepper_version = digest, version
    if row.pin_digest is not None:
        row.pin_digest = pins.fingerprint(code, pin, version)
    row.save(update_fields=["lookup", "pepper_version", "pin_digest"])


def _lives(row: ReturnCode, now: datetime) -> bool:
    return row.retired_at is None and (row.expires_at is None or row.expires_at > now)


def _digests(code: Passcode) -> list[bytes]:
    return [digest for _version, digest in return_code_digests(code)]
