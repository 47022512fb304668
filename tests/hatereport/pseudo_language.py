"""A language in which every gathered sentence stands between ⟦ and ⟧, and a reader that finds what stands outside.

Whatever a public page says outside the marks never went through a catalogue: nobody could translate it.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.test import override_settings

from hatereport.languages.choosing import offered
from hatereport.languages.gathering import gather
from hatereport.languages.table import BY_CODE, LANGUAGES

#: Speaks in the place of Welsh, whose own words Django brings along.
LANGUAGE = BY_CODE["cy"]
OPEN, CLOSE = "⟦", "⟧"
#: Attributes that are read out or shown.
READ_OUT = ("aria-label", "title", "alt", "placeholder")
#: Attributes in which a script finds its words.
OF_SCRIPTS = ("data-copied", "data-two", "data-one", "data-large", "data-sending", "data-lost")


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """The pages are in this language while it lasts; `folder` holds the catalogue."""
    catalogue = Catalog(locale=LANGUAGE.folder)
    for sentence in gather():
        plural = bool(sentence.plural)
        marked = f"{OPEN}{sentence.text}{CLOSE}", f"{OPEN}{sentence.plural}{CLOSE}"
        forms = (marked[0], *[marked[1]] * (LANGUAGE.forms - 1))
        catalogue.add(
            (sentence.text, sentence.plural) if plural else sentence.text,
            forms if plural else marked[0],
            context=sentence.context or None,
        )
    offered()  # what the house offers, before it is looked for in another folder
    target = folder / LANGUAGE.folder / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    with override_settings(LOCALE_PATHS=[folder]):
        yield


class Outside(HTMLParser):
    """Collects what is read outside the marks: text, and attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._depth = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "title"):
            self._silent += 1
        self.found += [unmarked(value)[0] for name, value in attrs if name in READ_OUT + OF_SCRIPTS and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "title"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            outside, self._depth = unmarked(data, self._depth)
            self.found.append(outside)


def unmarked(text: str, depth: int = 0) -> tuple[str, int]:
    """What stands outside the marks, and how deep the text ends in them."""
    outside = []
    for symbol in text:
        depth += (symbol == OPEN) - (symbol == CLOSE)
        if depth == 0 and symbol != CLOSE:
            outside.append(symbol)
    return "".join(outside), depth


def untranslated(html: str, names: Iterable[str]) -> list[str]:
    """Words outside the marks that are no name, number, address or thing the person typed."""
    reader = Outside()
    reader.feed(html)
    known = sorted({*names, *(language.own_name for language in LANGUAGES)}, key=len, reverse=True)
    left = []
    for text in reader.found:
        rest = re.sub(r"https?://\S+|\S+@\S+", " ", text)
        for name in known:
            rest = rest.replace(name, " ")
        if re.search(r"[^\W\d_]{2,}", rest):
            left.append(" ".join(text.split()))
    return left
