"""What is wrong with a catalogue: one plain sentence each. Every language must be free of them (rulings.md 21).

A translation must be there in all its forms, differ from the English, and keep what the program or the browser needs:
placeholders, tags, and the numbers people are to call.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from hatereport.languages.catalogues import read
from hatereport.languages.gathering import Sentence
from hatereport.languages.table import Language

#: What may be the same in another language: names, and words that many languages share with English.
SAME_EVERYWHERE = frozenset(
    {
        "Braille",
        "Roma",
        "Relay UK",
        "emergencySMS",
    }
)
#: Words that are the same in one language, each looked up and right.
SAME_IN: dict[str, frozenset[str]] = {
    "ro": frozenset({"Arab", "Autism", "Bisexual", "Gay", "Sikh", "Text", "Video"}),
}

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]+>|&#?\w+;")
#: Telephone numbers, symbols to press and examples to follow; "18001 101" counts as two.
NUMBER = re.compile(r"\d{2,}")
WORD = re.compile(r"[^\W\d_]{2,}")


def problems(language: Language, sentences: Iterable[Sentence], root: Path | None = None) -> Iterator[str]:
    """Every fault of one catalogue, named by its English sentence."""
    catalogue = read(language, root)
    for sentence in sentences:
        said = catalogue.get(sentence.text, sentence.context or None)
        if said is None:
            yield f"{sentence.text!r} is not in the catalogue: run `make words`"
            continue
        if said.fuzzy:
            yield f"{sentence.text!r} is marked fuzzy"
        forms = list(said.string) if isinstance(said.string, (list, tuple)) else [str(said.string)]
        if sentence.plural and len(forms) != language.forms:
            yield f"{sentence.text!r} has {len(forms)} forms of {language.forms}"
        for which, form in enumerate(forms):
            yield from (f"{sentence.text!r} {fault}" for fault in _faults(language, sentence, form, which))


def _faults(language: Language, sentence: Sentence, form: str, which: int) -> Iterator[str]:
    if not form.strip():
        yield "has no translation" if not sentence.plural else f"has no translation of form {which}"
        return
    if form in (sentence.text, sentence.plural) and not _may_be_the_same(language, sentence.text):
        yield "stands in English"
    counted = bool(sentence.plural)
    for what, pattern in (("placeholders", PLACEHOLDER), ("tags", TAG), ("numbers", NUMBER)):
        wanted, kept = sorted(pattern.findall(sentence.text)), sorted(pattern.findall(form))
        # "one place" may say its number as a word, in any language that has a form for one, two or none.
        if wanted != kept and not (counted and what == "placeholders" and set(kept) < set(wanted)):
            yield f"does not keep its {what}: {' '.join(wanted) or 'none'} became {' '.join(kept) or 'none'}"
    if sentence.text[:1].isspace() != form[:1].isspace() or sentence.text[-1:].isspace() != form[-1:].isspace():
        yield "begins or ends with another space"


def _may_be_the_same(language: Language, text: str) -> bool:
    return text in SAME_EVERYWHERE or text in SAME_IN.get(language.code, ()) or not WORD.search(text)
