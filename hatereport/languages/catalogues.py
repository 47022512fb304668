"""The catalogues of locale/: written from what was gathered, read with Babel, compiled in Python (rulings.md 20).

A .po is kept in the repository and edited by translators; a .mo is build output. What a translator wrote stays when the
source is gathered again; a sentence that is gone from the source goes; a new one stands empty, and `check` names it.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po
from django.conf import settings

from hatereport.languages.gathering import Sentence
from hatereport.languages.table import TRANSLATED, Language


def po_file(language: Language, root: Path | None = None) -> Path:
    return (root or settings.LOCALE_PATHS[0]) / language.folder / "LC_MESSAGES" / "django.po"


def read(language: Language, root: Path | None = None) -> Catalog:
    """The catalogue as it stands; an empty one where there is no file yet."""
    path = po_file(language, root)
    if not path.exists():
        return Catalog(locale=language.folder)
    with path.open("rb") as file:
        return read_po(file, locale=language.folder)


def refresh(sentences: Iterable[Sentence], root: Path | None = None) -> None:
    """Write every catalogue anew: these sentences, in this order, with the translations there are."""
    wanted = list(sentences)
    for language in TRANSLATED:
        kept = read(language, root)
        entries = [_entry(sentence, kept, language.forms) for sentence in wanted]
        path = po_file(language, root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([_head(language), *entries]), encoding="utf-8")


def compile_all(root: Path | None = None) -> list[Language]:
    """Make each .mo that is older than its .po, and say which. Words a translator marked as fuzzy are left out."""
    made = []
    for language in TRANSLATED:
        source = po_file(language, root)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns):
            continue
        beside = target.with_suffix(f".{os.getpid()}")
        with beside.open("wb") as file:
            write_mo(file, read(language, root))
        beside.replace(target)  # whoever reads at this moment reads a whole file
        made.append(language)
    return made


def _entry(sentence: Sentence, kept: Catalog, number: int) -> str:
    said = kept.get(sentence.text, sentence.context or None)
    lines = [f"#: {file}" for file in sentence.files]
    if said and said.fuzzy:
        lines.append("#, fuzzy")
    if sentence.context:
        lines.append(f"msgctxt {_quoted(sentence.context)}")
    lines.append(f"msgid {_quoted(sentence.text)}")
    if sentence.plural:
        lines.append(f"msgid_plural {_quoted(sentence.plural)}")
        forms = list(said.string) if said and isinstance(said.string, (list, tuple)) else []
        forms = (forms + [""] * number)[:number]
        lines += [f"msgstr[{which}] {_quoted(form)}" for which, form in enumerate(forms)]
    else:
        lines.append(f"msgstr {_quoted(said.string if said and isinstance(said.string, str) else '')}")
    return "\n".join(lines) + "\n"


def _head(language: Language) -> str:
    head = (
        f"# {language.english_name} ({language.own_name}). Gathered by `python -m hatereport.languages gather`;\n"
        "# translators fill in msgstr. Placeholders such as %(number)s and tags stay as they are.\n"
        'msgid ""\n'
        'msgstr ""\n'
    )
    facts = {
        "Project-Id-Version": "HateReport",
        "Language": language.folder,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language.plurals,
    }
    return head + "".join(f"{_quoted(f'{name}: {value}{chr(10)}')}\n" for name, value in facts.items())


def _quoted(text: str) -> str:
    return normalize(text, width=0)
