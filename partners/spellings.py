"""One spelling for what is compared by fingerprint: two ways of writing one telephone number are one number.

Reports are linked by these (incidents/link_keys.py), searches are (triage), and so is a search for oneself
(own_keys.py). Postcodes are read in postcodes.py.
"""

import unicodedata

from partners.postcodes import parse_postcode

#: Shorter is no telephone number of anybody.
FEWEST_DIGITS = 7
#: With what the name of a street ends, and how people shorten it. What is not listed is known as it was typed.
_STREETS_SHORT = {
    "ave": "avenue", "cl": "close", "cres": "crescent", "ct": "court", "dr": "drive", "gdns": "gardens", "gr": "grove",
    "ln": "lane", "pl": "place", "rd": "road", "sq": "square", "st": "street", "terr": "terrace", "wy": "way",
}  # fmt: skip
_STREETS = frozenset(
    {*_STREETS_SHORT.values(), "bank", "hill", "mews", "parade", "rise", "row", "view", "walk", "yard"}
)


def plain_symbols(typed: str) -> str:
    """Letters and digits only, in upper case; full-width and other compatible forms are folded (NFKC)."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(_digit(symbol) for symbol in folded if symbol.isalnum())


def phone(typed: str) -> str:
    """National digits: +44 7700 900123, 0044... and 07700 900123 are one number. "" where it is none."""
    digits = "".join(symbol for symbol in plain_symbols(typed) if symbol.isdecimal())
    national = digits.removeprefix("00").removeprefix("44").removeprefix("0")
    return national if len(national) >= FEWEST_DIGITS else ""


def email(typed: str) -> str:
    return typed.strip().casefold()


def postcode(typed: str) -> str:
    """The whole postcode; "" for half of one."""
    return parse_postcode(typed)[1]


def name(typed: str) -> str:
    """The words of a name in one order: "SMITH, Jo-Anne" is "Jo Anne Smith"."""
    return " ".join(sorted(_words(typed)))


def street(typed: str) -> str:
    """The name of a street, without numbers and what comes after it: "12a Castle St., Carlisle" is "castle street"."""
    words = _words(typed.partition(",")[0])
    words = [_STREETS_SHORT.get(word, word) for word in words if not any(symbol.isdecimal() for symbol in word)]
    last = max((at for at, word in enumerate(words) if word in _STREETS), default=len(words) - 1)
    return " ".join(words[: last + 1])


def _words(typed: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", typed).casefold()
    return "".join(symbol if symbol.isalnum() else " " for symbol in folded).split()


def _digit(symbol: str) -> str:
    """Arabic-Indic and other decimal digits as 0-9 (NFKC leaves them alone)."""
    value = unicodedata.decimal(symbol, None)
    return symbol if value is None else str(value)
