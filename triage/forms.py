"""The form of an act, drawn from its questions: one control a field, in the order of the table.

It only draws and carries: what was typed is judged by fields.read_all() inside act(), the same for a page and the API, and
comes back here as sentences beside the controls. Everything typed stands there again.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property

from hatereport.formkit import (
    Checkboxes,
    ChoiceField,
    DateParts,
    DatePartsField,
    MultipleChoiceField,
    QuestionForm,
    Radios,
)
from hatereport.formkit.questions import Question, questions
from triage.colleagues import People
from triage.fields import Choice, Field, options
from triage.models import Case
from triage.situation import Situation

#: More answers than this are asked with a drop-down.
_IN_SIGHT = 6
_NOBODY_YET: Choice = ("", "Choose")
#: Beside a question for a person: somebody who is not among those near the case.
ELSE = "_else"
_SOMEBODY_ELSE = "Or somebody else, by name or e-mail address"
_ROW_OF_REVIEW = re.compile(r"^row(\d+)_")


@dataclass(frozen=True)
class Group:
    """Questions under one heading; `folded` ones are opened when there is something in them to see, others may stand side
    by side.
    """

    heading: str
    questions: tuple[Question, ...]
    drawn: str  # "", "folded" or "beside"
    opened: bool


class ActForm(QuestionForm):
    """The questions of one act in one case. `wrong(errors)` puts the sentences of act() where they belong."""

    def __init__(self, ctx: Situation, data: QueryDict | None = None) -> None:
        self.asked = ctx.act.questions(ctx)
        self.reveals = {field.name: field.only_if for field in self.asked if field.only_if}  # type: ignore[misc]  # per form
        super().__init__(data, initial=_starts(self.asked, ctx))
        for field in self.asked:
            self.fields[field.name] = _DRAWN[field.kind](field, ctx)
            if isinstance(field.choices, People) and field.choices.near(ctx)[1]:
                self.fields[field.name + ELSE] = forms.CharField(label=_SOMEBODY_ELSE, required=False)

    def wrong(self, errors: Mapping[str, str]) -> None:
        """Show why act() did not take it; an error of no field stands above all."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, sentence)

    @cached_property
    def groups(self) -> list[Group]:
        """The questions in order; what is folded away stays beside the question it belongs to."""
        headings = {name: _heading(field) for field in self.asked for name in (field.name, field.name + ELSE)}
        found = []
        for (heading, drawn), together in groupby(questions(self), key=lambda question: headings[question.name]):
            inner = tuple(together)
            found.append(Group(heading, inner, drawn, any(self._speaks(question) for question in inner)))
        return found

    def _speaks(self, question: Question) -> bool:
        """An error, or something other than what stood there before anybody typed."""
        bound, widget = question.bound, question.widget
        if question.errors or not self.is_bound:
            return bool(question.errors)
        if isinstance(widget, DateParts):
            return widget.parts(bound.data) != widget.parts(bound.initial)
        return bound.field.has_changed(bound.initial, bound.data)


def act_form(ctx: Situation, data: QueryDict | None = None) -> ActForm:
    """The form of ctx.act, empty or with what was typed."""
    return ActForm(ctx, data)


def typed_answers(asked: Iterable[Field], data: QueryDict) -> dict[str, Any]:
    """What was posted, as act() takes it."""
    return {field.name: _typed(field, data) for field in asked}


# --- controls --------------------------------------------------------------------------------------------------------


def _words(field: Field, ctx: Situation) -> forms.Field:
    rows = 2 if field.beside else 3
    return forms.CharField(
        **_said(field), strip=False, widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "true"})
    )


def _line(field: Field, ctx: Situation) -> forms.Field:
    return forms.CharField(**_said(field), strip=False, widget=forms.TextInput(attrs={"data-width": "20"}))


def _choice(field: Field, ctx: Situation) -> forms.Field:
    choices = options(field, ctx)
    if len(choices) > _IN_SIGHT:
        return _Chosen(**_said(field), choices=[_NOBODY_YET, *choices], widget=forms.Select)
    return _Chosen(**_said(field), choices=choices, widget=Radios(inline=len(choices) <= 2))


def _one_of_many(field: Field, ctx: Situation) -> forms.Field:
    near = field.choices.near(ctx)[0] if isinstance(field.choices, People) else options(field, ctx)
    return _Chosen(**_said(field), choices=[_NOBODY_YET, *near], widget=forms.Select)


def _team(field: Field, ctx: Situation) -> forms.Field:
    """The area's own team stands first and is the start: where it goes is a rule, not a judgement."""
    return _Chosen(**_said(field), choices=options(field, ctx), widget=forms.Select)


def _several(field: Field, ctx: Situation) -> forms.Field:
    return _ChosenSeveral(**_said(field), choices=options(field, ctx), widget=Checkboxes)


def _tick(field: Field, ctx: Situation) -> forms.Field:
    return forms.BooleanField(**_said(field), widget=forms.CheckboxInput(attrs={"value": "yes"}))


def _date(field: Field, ctx: Situation) -> forms.Field:
    return forms.Field(**_said(field), widget=DateParts)


_DRAWN: dict[str, Callable[[Field, Situation], forms.Field]] = {
    "words": _words,
    "line": _line,
    "choice": _choice,
    "yes_no": _choice,
    "choices": _several,
    "organisations": _several,
    "tick": _tick,
    "person": _one_of_many,
    "force": _one_of_many,
    "team": _team,
    "date": _date,
}


class _Chosen(ChoiceField):
    """Draws choices; fields.read() is the judge of what came back."""

    def validate(self, value: Any) -> None:
        return


class _ChosenSeveral(MultipleChoiceField):
    def validate(self, value: Any) -> None:
        return


def _said(field: Field) -> dict[str, Any]:
    optional = "" if field.required or field.fold or field.beside else " (optional)"
    return {"label": f"{field.label}{optional}", "help_text": field.hint, "required": False}


def _heading(field: Field) -> tuple[str, str]:
    """Under which heading, and how it is drawn."""
    if field.fold:
        return field.fold, "folded"
    if field.beside:
        return field.beside, "beside"
    row = _ROW_OF_REVIEW.match(field.name)
    return (f"Offence {row[1]}", "") if row else ("", "")


# --- what stands there, and what came back ---------------------------------------------------------------------------


def _starts(asked: Iterable[Field], ctx: Situation) -> dict[str, Any]:
    """Facts of the report that the officer would only copy; a judgement starts empty (practice.md 25)."""
    case: Case = ctx.case
    known = {"strands": case.strands, "grade": case.grade, "committed_on": case.report.occurred_from}
    known["letter_language"] = case.report.language
    known["asked_about"] = next(
        (code for field in asked if field.name == "asked_about" for code, _ in options(field, ctx)), None
    )
    return {field.name: field.start or known.get(field.name) for field in asked}


def _typed(field: Field, data: QueryDict) -> Any:
    if field.kind in ("choices", "organisations"):
        return data.getlist(field.name)
    if field.kind == "date":
        return _iso(DateParts().value_from_datadict(data, None, field.name))
    if isinstance(field.choices, People) and (named := data.get(field.name + ELSE, "").strip()):
        return named
    return data.get(field.name, "")


def _iso(parts: list[str]) -> str:
    """The date, read as on every other page; or the three parts side by side for fields.read() to refuse."""
    try:
        day = DatePartsField(required=False).clean(parts)
    except ValidationError:
        return " ".join(parts)
    return day.isoformat() if day else ""
