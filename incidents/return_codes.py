"""The secret return code: 95 random bits and a check symbol, kept only as a fingerprint (rulings 4).

No lock-out and no slow hash: the code cannot be searched even with the pepper stolen, and either would be a
gift to whoever wants the page shut. Unknown, retired and expired codes get the same answer for the same work.
"""

from datetime import datetime
from typing import NewType

from hatereport import clock
from hatereport.sealing import return_code_digests
from incidents.models import Party, Report, ReturnCode
from incidents.references import ALPHABET, check_symbol, plain_symbols, random_symbols

#: Twenty symbols without separators. Secret: never in an address, a title, a log, an e-mail or the database.
Passcode = NewType("Passcode", str)

RANDOM_SYMBOLS = 19
LENGTH = RANDOM_SYMBOLS + 1
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


class Mistyped(ValueError):
    """This cannot be a code: it is not 20 letters and numbers, or the check symbol does not agree."""


class NoSuchCode(LookupError):
    """No live code like this: never given, retired or expired. Nobody is told which."""


def fresh() -> Passcode:
    symbols = random_symbols(RANDOM_SYMBOLS)
    return Passcode(symbols + check_symbol(symbols))


def grouped(code: Passcode) -> str:
    """As people copy it: five groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def parse(typed: str) -> Passcode:
    """What was meant, with any separators, small letters, full-width forms and O, I, L. Raises Mistyped."""
    symbols = plain_symbols(typed[:200]).translate(_LOOK_ALIKES)
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
    """The live row of this code, by every pepper. One query whatever the code. Raises NoSuchCode."""
    digests = [digest for _version, digest in return_code_digests(code)]
    row = ReturnCode.objects.select_related("report", "party").filter(lookup__in=digests).first()
    if row is None or row.retired_at is not None or (row.expires_at is not None and row.expires_at <= clock.now()):
        raise NoSuchCode
    return row
