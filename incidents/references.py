"""References: what a report or a case is called aloud. They open nothing by themselves (rulings 5).

Seven random Crockford symbols and a check symbol, `HR-XXXX-XXXX`. The secret return code is in
return_codes.py; both use the check symbol of this page.
"""

import secrets
from typing import NewType

from partners.spellings import plain_symbols

Reference = NewType("Reference", str)

#: Crockford's base 32: no I, L, O (they look like 1 and 0) and no U (it spells things).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})

REPORT, INCIDENT, CRIME = "HR", "HI", "HC"


class NotAReference(ValueError):
    """This is not a reference: a symbol is missing or mistyped."""


def report_reference() -> Reference:
    """A fresh report reference, for example `HR-7F3K-2MQ9`. Unique only once the database has agreed."""
    return _reference(REPORT)


def case_reference(prefix: str) -> Reference:
    """A fresh case reference; prefix is `HI` (hate incident) or `HC` (hate crime)."""
    if prefix not in (INCIDENT, CRIME):
        raise ValueError(f"A case reference starts with {INCIDENT} or {CRIME}, not {prefix}.")
    return _reference(prefix)


def parse_reference(typed: str) -> Reference:
    """The reference a person meant, however they wrote it. Raises NotAReference."""
    symbols = plain_symbols(typed)
    prefix, body = symbols[:2], symbols[2:].translate(_LOOK_ALIKES)
    if prefix not in (REPORT, INCIDENT, CRIME) or len(body) != 8:
        raise NotAReference
    if any(symbol not in VALUES for symbol in body) or check_symbol(body[:-1]) != body[-1]:
        raise NotAReference
    return Reference(f"{prefix}-{body[:4]}-{body[4:]}")


def _reference(prefix: str) -> Reference:
    body = random_symbols(7)
    body += check_symbol(body)
    return Reference(f"{prefix}-{body[:4]}-{body[4:]}")


def random_symbols(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


# The check symbol: sum of alpha^(i+1) times symbol i over GF(32), x^5 + x^2 + 1. Weights differ and none
# is 1 (the weight of the check symbol itself), so every wrong symbol and every swap of two is noticed,
# the check symbol's own included; a sum that starts at alpha^0 misses swaps of the first with the last.
def _powers() -> tuple[int, ...]:
    powers, value = [], 1
    for _ in range(31):
        powers.append(value)
        value <<= 1
        if value & 0b100000:
            value ^= 0b100101
    return tuple(powers)


_POWERS = _powers()
_LOGS = {value: exponent for exponent, value in enumerate(_POWERS)}


def check_symbol(symbols: str) -> str:
    """The check symbol of up to 30 Crockford symbols."""
    total = 0
    for index, symbol in enumerate(symbols):
        if value := VALUES[symbol]:
            total ^= _POWERS[(_LOGS[value] + index + 1) % 31]
    return ALPHABET[total]
