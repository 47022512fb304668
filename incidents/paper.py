"""The questions as they are printed: from the same forms as the screen, for a pen.

No answer of anybody is ever in it. The core only: a person who helps may add the rest at the screen.
"""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import DatePartsField, NarrativeField
from incidents import easy_read
from incidents.forms import FORMS
from incidents.questions import CORE

#: Lines to write on.
SHORT, LONG = 1, 8


@dataclass(frozen=True)
class PaperQuestion:
    label: str | Promise
    hints: list[str]
    choices: list[str]
    lines: range
    #: In Easy Read: an id in symbols.svg.
    symbol: str = ""


@dataclass(frozen=True)
class Sheet:
    number: int
    title: Promise
    questions: list[PaperQuestion] = field(default_factory=list)


def sheets(*, easy: bool) -> list[Sheet]:
    """One a question page, in the usual or in easier words."""
    found = []
    for section in CORE:
        # As for somebody under 18: paper cannot hide a question, so every one is printed.
        form = FORMS[section.code](answers={"who": {"filer": "victim", "under_18": "yes"}})
        if easy:
            easy_read.put_into(form, section.code)
        found.append(Sheet(section.step, section.title, [_question(one) for one in form.fields.values()]))
    return found


def _question(asked: forms.Field) -> PaperQuestion:
    choices = _choices(asked)
    lines = 0 if choices else LONG if isinstance(asked, NarrativeField) else SHORT
    hints = [*str(asked.help_text).splitlines(), *([str(_DATE)] if isinstance(asked, DatePartsField) else [])]
    return PaperQuestion(asked.label or "", hints, choices, range(lines), getattr(asked, "symbol", ""))


_DATE = _("Write day, month and year.")


def _choices(asked: forms.Field) -> list[str]:
    """The answers to tick. An area is written, not picked: there are too many to print."""
    given: Any = getattr(asked, "choices", ())
    return [] if isinstance(asked.widget, forms.Select) else [str(label) for code, label in given if code]
