"""Answers as they are read back: on check answers, beside a newer version, and by officers.

Works from codes and saved words alone; questions nobody answered are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Field
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import DatePartsField, MultipleChoiceField
from hatereport.languages.dates import day
from incidents import easy_read, strands
from incidents.forms import FORMS
from incidents.questions import Answers


@dataclass(frozen=True)
class Row:
    """One question and its answer, as components/summary_list.html draws it."""

    key: str
    values_list: tuple[str, ...]
    change_address: str = ""


def rows(
    section: str,
    answers: Answers,
    change_address: str = "",
    names: Mapping[str, str] | None = None,
    *,
    easy: bool = False,
) -> list[Row]:
    """Every answered question of a section, in the order of its form. `names` says what other codes are called."""
    given = answers.get(section, {})
    asked = {**FORMS[section].base_fields, **_ASKED_ELSEWHERE}
    return [
        Row(
            str((easy and easy_read.label(section, name)) or field.label),
            values_list=tuple(
                str((easy and easy_read.answer(section, name, one)) or _word(field, one, names or {}))
                for one in _listed(given[name])
            ),
            change_address=change_address,
        )
        for name, field in asked.items()
        if name in given
    ]


#: One question of the page, several fields of the form.
_ASKED_ELSEWHERE = {
    "details": MultipleChoiceField(
        label=_("More about why"),
        choices=[(detail.code, detail.label) for strand in strands.STRANDS for detail in strand.details],
    )
}
#: Choices that depend on where the person is; every code that may have been chosen.
_CODES = {strand.code: strand.label for strand in strands.STRANDS} | {strands.NOT_SURE: _("I am not sure")}


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _word(field: Field, value: str, names: Mapping[str, str]) -> str:
    if isinstance(field, DatePartsField):
        return day(date.fromisoformat(value))
    for code, label in getattr(field, "choices", ()):
        options = label if isinstance(label, list) else [(code, label)]
        for option, words in options:
            if option == value:
                return str(words)
    return str(names.get(value) or (_CODES.get(value) if isinstance(field, MultipleChoiceField) else None) or value)
