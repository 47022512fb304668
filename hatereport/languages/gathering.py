"""Every sentence the public may read, found in the source without GNU gettext.

Python is read by Babel; a template is first turned into something like Python by Django; what an administrator may
reword (the directory) is read from its fixture. Staff words are not gathered: the desk is in English.
"""

import ast
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

#: What a sentence is wrapped in; `p` comes with a context, `n` with a plural.
KEYWORDS = dict.fromkeys(f"{kind}gettext{lazy}" for kind in ("", "n", "p", "np") for lazy in ("", "_lazy", "_noop")) | {
    "_": None
}

#: Where the public reads, roughly in the order of a visit: the catalogues keep this order.
PUBLIC: tuple[str, ...] = (
    "templates/base.html",
    "templates/base_public.html",
    "templates/components/*.html",
    "templates/incidents/**/*.html",
    "hatereport/context.py",
    "hatereport/languages/*.py",
    "hatereport/formkit/**/*.py",
    "templates/govuk/**/*.html",
    "incidents/**/*.py",
    "partners/directory.py",
    "partners/directory_filter.py",
    "partners/signposting.py",
    "templates/partners/support.html",
    "templates/base_error.html",
    "templates/[45]*.html",
    "templates/csrf_failure.html",
    "templates/crowding/*.html",
)

#: Inside those, what only staff read.
STAFF: dict[str, str] = {
    "incidents/classification.py": "the reasons of a proposal stand before officers",
    "incidents/flags.py": "flags stand before officers",
    "incidents/migrations/*": "no page",
    "templates/components/alarm.html": "the desk's alarm",
    "templates/components/pagination.html": "the desk's lists",
}

#: One class of a file that else belongs to the back office.
PUBLIC_CLASSES: tuple[tuple[str, str], ...] = (("partners/models/organisation.py", "Kind"),)

DIRECTORY = "partners/fixtures/organisations.json"
#: Rows whose name says what they are; every other name is a name and stays as it is.
NAMED_BY_WHAT_THEY_ARE = frozenset({"police-999", "police-101", "btp-text", "sexual-assault-referral-centre"})


@dataclass
class Sentence:
    """One msgid, with its context and plural, and the files that say it."""

    text: str
    plural: str = ""
    context: str = ""
    files: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text


def gather(root: Path | None = None) -> list[Sentence]:
    """Each public sentence once, in a stable order. A plural anywhere makes it plural everywhere."""
    base = root or settings.BASE_DIR
    found: dict[tuple[str, str], Sentence] = {}
    for sentence in _all(base):
        known = found.setdefault(sentence.key, sentence)
        known.plural = known.plural or sentence.plural
        if sentence.files[0] not in known.files:
            known.files += sentence.files
    return list(found.values())


def _all(base: Path) -> Iterator[Sentence]:
    for path in public_files(base):
        name = path.relative_to(base).as_posix()
        source = path.read_text(encoding="utf-8")
        yield from _said_in_python(f"(\n{templatize(source)}\n)" if path.suffix == ".html" else source, name)
    for name, wanted in PUBLIC_CLASSES:
        source = (base / name).read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef) and node.name == wanted:
                yield from _said_in_python(ast.get_source_segment(source, node) or "", name)
    for row in json.loads((base / DIRECTORY).read_text(encoding="utf-8"))["rows"]:
        if row.get("is_public", True):
            words = (row["name"] if row["code"] in NAMED_BY_WHAT_THEY_ARE else "", row.get("about"), row.get("hours"))
            yield from (Sentence(text, files=(DIRECTORY,)) for text in words if text)


def public_files(base: Path) -> list[Path]:
    """The templates and modules that speak to the public, each once."""
    staff = {path for pattern in STAFF for path in base.glob(pattern)}
    ordered = (path for pattern in PUBLIC for path in sorted(base.glob(pattern)))
    return [path for path in dict.fromkeys(ordered) if path not in staff]


def _said_in_python(source: str, name: str) -> Iterator[Sentence]:
    for _line, function, said, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {}):
        arguments: Any = said  # Babel says list, and gives a string, a tuple or None
        words = [arguments] if isinstance(arguments, str) else list(arguments or [None])
        context = words.pop(0) if "pgettext" in str(function) else ""
        plural = words[1] if str(function).startswith("n") else ""
        if words[0]:  # None where a call holds a variable: what it may hold is gathered where it is written
            yield Sentence(words[0], plural, context, (name,))
