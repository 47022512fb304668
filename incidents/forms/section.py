"""What the forms of all sections share: from saved answers to fields, and back.

An answer left empty is no answer and is not kept. Invisible characters that PostgreSQL or a printer chokes on
are taken out before anything is judged; no word a person typed is lost with them.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import ChoiceField, QuestionForm, Radios, TooLong
from incidents.questions import YES_NO, Answers


class Reach(forms.CharField):
    """An e-mail address or a telephone number, as it is dialled: what copying out of a text from right to left brings
    along and nobody sees (Unicode's class Cf) is no part of it.
    """

    def to_python(self, value: Any) -> str:
        seen = (symbol for symbol in super().to_python(value) or "" if unicodedata.category(symbol) != "Cf")
        return "".join(seen).strip()


def words(
    label: Any,
    help_text: Any = "",
    *,
    limit: int = 200,
    width: str = "",
    mode: str = "",
    required: bool = False,
    missing: Any = None,
) -> forms.CharField:
    """A short answer in one box."""
    attrs = {"data-width": width} if width else {}
    if mode:
        attrs["inputmode"] = mode
    field = (Reach if mode in ("email", "tel") else forms.CharField)(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.TextInput(attrs={"spellcheck": "false", **attrs}),
        # Not max_length: the browser would cut off what is pasted without saying so.
        validators=[TooLong(limit)],
    )
    if missing:
        field.error_messages["required"] = missing
    return field


def danger_now() -> ChoiceField:
    """Asked with everything that is sent behind the code (rulings.md 12)."""
    return ChoiceField(
        label=_("Is anyone in danger right now?"),
        help_text=_("We ask this every time, so that you get help quickly."),
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": _("Choose yes if someone is in danger now, or no if not")},
    )


class SectionForm(QuestionForm):
    """The questions of one section. Nothing is required unless a form says so."""

    section: ClassVar[str]

    def __init__(self, data: Mapping[str, Any] | None = None, *, answers: Answers, **kwargs: Any) -> None:
        self.answers = answers
        super().__init__(without_invisible(data), initial=self.to_fields(answers.get(self.section, {})), **kwargs)

    def to_fields(self, given: dict[str, Any]) -> dict[str, Any]:
        """Saved answers as the fields show them."""
        return given

    def to_answers(self) -> dict[str, Any]:
        """What was answered, as it is saved."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
            if value not in (None, "", [])
        }


def without_invisible(data: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The same answers without NUL and lone surrogates, which no keyboard makes and no database takes."""
    if not isinstance(data, MultiValueDict):
        return data
    return MultiValueDict({name: [_visible(value) for value in values] for name, values in data.lists()})


def _visible(value: str) -> str:
    return value.replace("\x00", "").encode("utf-8", "ignore").decode()
