"""One spelling for what is compared by fingerprint: two ways of writing one telephone number are one number.

Reports are linked by these (incidents/link_keys.py), searches are (triage), and so is a search for oneself
(own_keys.py). Postcodes are read in postcodes.py.
"""

import re
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
#: Before a number inside a house.
_FLATS = frozenset({"apartment", "apt", "flat", "room", "unit"})


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
    """The name of the street in an address, without numbers: "Flat 3, 12a Castle St., Carlisle" is "castle street"."""
    parts = [words for part in re.split(r"[,;\n]", typed) if (words := _of_a_street(_words(part)))]
    named = [words for words in parts if not _STREETS.isdisjoint(words)]
    return " ".join((named or parts or [[]])[0])


def _of_a_street(words: list[str]) -> list[str]:
    """Up to the word with which a street ends; all where there is none. The first word is no short form: St Nicholas."""
    if words[:1] and words[0] in _FLATS and all(_is_number(word) for word in words[1:2]):
        words = words[2:]
    words = [word for word in words if not _has_digits(word)]
    words = words[:1] + [_STREETS_SHORT.get(word, word) for word in words[1:]]
    last = max((at for at, word in enumerate(words) if word in _STREETS), default=len(words) - 1)
    return words[: last + 1]


def _is_number(word: str) -> bool:
    """3, 3a or B."""
    return _has_digits(word) or len(word) == 1


def _has_digits(word: str) -> bool:
    return any(symbol.isdecimal() for symbol in word)


def _words(typed: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", typed).casefold()
    return "".join(symbol if symbol.isalnum() else " " for symbol in folded).split()


def _digit(symbol: str) -> str:
    """Arabic-Indic and other decimal digits as 0-9 (NFKC leaves them alone)."""
    value = unicodedata.decimal(symbol, None)
    return symbol if value is None else str(value)
