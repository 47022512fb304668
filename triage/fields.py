"""What an act asks: one question a field, read and checked the same way for a page, the API and the demo.

A field says what to type and why an empty answer is refused; it knows nothing of HTML (forms.py draws it) nor of who
may act (workflow/). `read()` is the only judge of what was typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from hatereport import clock
from triage.colleagues import NotFound, People

Kind = Literal[
    "words", "line", "choice", "choices", "yes_no", "tick", "person", "team", "force", "organisations", "date"
]
Choice = tuple[str, str]
#: A case's own choices: who could be sent, which offences it has. Called with the context of the act.
ChoicesOf = Callable[[Any], Iterable[Choice]]

WORDS_LIMIT = 8000
LINE_LIMIT = 200
#: No act is about a day outside them: what is typed there is a slip, and a limit or clock reckoned from it would be wrong.
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class Field:
    """One question. `sealed` answers are stored under the case's staff envelope, all others as codes."""

    name: str
    label: str
    kind: Kind = "words"
    missing: str = ""
    required: bool = True
    choices: tuple[Choice, ...] | ChoicesOf = ()
    hint: str = ""
    only_if: tuple[str, str] | None = None
    fold: str = ""  # a heading under which rarely needed fields are folded away
    beside: str = ""  # a heading under which short fields stand side by side, none of them folded away
    longest: int = 0  # characters of a line, where its column is narrower than LINE_LIMIT
    has_been: bool = False  # of a date: a day that is over or today, never one to come
    start: str = ""  # the answer that stands there before anybody has answered; never for a judgement

    @property
    def sealed(self) -> bool:
        return self.kind in ("words", "line")

    def prefixed(self, prefix: str, about: str = "") -> Field:
        """The same question under another name, saying what it is about where it is asked more than once."""
        only_if = (prefix + self.only_if[0], self.only_if[1]) if self.only_if else None
        label = f"{self.label} ({about})" if about else self.label
        return replace(self, name=prefix + self.name, label=label, only_if=only_if)

    def choices_for(self, ctx: Any) -> list[Choice]:
        return list(self.choices(ctx) if callable(self.choices) else self.choices)

    def asked(self, data: Mapping[str, Any]) -> bool:
        """Is the question put at all, given the answers before it?"""
        if self.only_if is None:
            return True
        answer = data.get(self.only_if[0])
        return self.only_if[1] in answer if isinstance(answer, (list, tuple)) else answer == self.only_if[1]


class Unreadable(ValueError):
    """What was typed cannot be used; the message is a whole sentence saying what to do."""


def read_all(fields: Iterable[Field], data: Mapping[str, Any], ctx: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """(answers, errors) of all fields; unasked questions are left out, errors are sentences by field name."""
    answers: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in fields:
        if not field.asked(data):
            continue
        try:
            answers[field.name] = read(field, data.get(field.name), ctx)
        except Unreadable as error:
            errors[field.name] = str(error)
    return answers, errors


def read(field: Field, value: Any, ctx: Any) -> Any:
    """The usable answer: str, list[str], ISO date, "" or [] when nothing was said.

    Raises Unreadable with the sentence for the person who typed it.
    """
    if field.kind in ("choices", "organisations"):
        values = [str(v) for v in (value if isinstance(value, (list, tuple)) else [value]) if v not in (None, "")]
        _refuse_unknown(field, values, ctx)
        return _present(field, values)
    if isinstance(value, dt.datetime | dt.date):
        value = value.isoformat()
    if value is not None and not isinstance(value, (str, int)):
        raise Unreadable(_sentence(field))
    # Neither NUL nor half of a pair of surrogates (the API's JSON can spell both) can be stored.
    text = str("" if value is None else value).replace("\x00", "").encode(errors="replace").decode().strip()
    if not text:
        return _present(field, text)
    if field.kind == "words" and len(text) > WORDS_LIMIT:
        raise Unreadable(f"Shorten this to {WORDS_LIMIT:,} characters; it has {len(text):,}.")
    if field.kind == "line" and len(text) > (longest := field.longest or LINE_LIMIT):
        raise Unreadable(f"Shorten this to {longest} characters; it has {len(text):,}.")
    if isinstance(field.choices, People):
        return _whom(field.choices, text, ctx)
    if field.kind in ("choice", "yes_no", "tick", "person", "team", "force"):
        _refuse_unknown(field, [text], ctx)
    if field.kind == "date":
        return _date(field, text).isoformat()
    return text


def options(field: Field, ctx: Any) -> list[Choice]:
    """The choices as offered, for drawing and for refusing everything else."""
    if field.kind == "yes_no":
        return [("yes", "Yes"), ("no", "No")]
    if field.kind == "tick":
        return [("yes", field.label)]
    return field.choices_for(ctx)


def _refuse_unknown(field: Field, values: list[str], ctx: Any) -> None:
    known = {code for code, _ in options(field, ctx)}
    if not known.issuperset(values):
        raise Unreadable("Choose one of the answers offered; the one sent is not among them.")


def _whom(people: People, text: str, ctx: Any) -> str:
    try:
        return people.whom(ctx, text)
    except NotFound as error:
        raise Unreadable(str(error)) from None


def _present(field: Field, value: Any) -> Any:
    if not value and field.required:
        raise Unreadable(_sentence(field))
    return value


def _sentence(field: Field) -> str:
    if field.missing:
        return field.missing
    ask = "Answer" if field.kind in ("words", "line") else "Choose an answer to"
    return f"{ask} “{field.label}”."


def _date(field: Field, text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = dt.date.min
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Unreadable("Enter a real date, such as 27 3 2026.")
    if field.has_been and day > clock.today():
        raise Unreadable("Enter a date that is today or in the past.")
    return day
