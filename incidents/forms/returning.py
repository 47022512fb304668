"""The forms behind a return code: the code itself, and a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import CharacterCount, ChoiceField, NarrativeField, QuestionForm, Radios
from incidents import messages, return_codes
from incidents.forms.section import without_invisible, words
from incidents.questions import YES_NO


class CodeForm(QuestionForm):
    code = words(
        _("Your code"),
        _("It has 20 letters and numbers. Small letters, spaces and dashes do not matter."),
        limit=200,
        width="30",
        required=True,
        missing=_("Write your code"),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(without_invisible(data), **kwargs)

    def clean_code(self) -> return_codes.Passcode:
        try:
            return return_codes.parse(self.cleaned_data["code"])
        except return_codes.Mistyped:
            raise forms.ValidationError(
                _("Check the code. It should have 20 letters and numbers, and one of them may be wrong")
            ) from None


class MessageForm(QuestionForm):
    grave = frozenset({"danger"})

    danger = ChoiceField(
        label=_("Is anyone in danger right now?"),
        help_text=_("We ask this every time, so that you get help quickly."),
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": _("Choose yes if someone is in danger now, or no if not")},
    )
    words = NarrativeField(
        label=_("Your message"),
        help_text=_("The officers who look after your report read this."),
        limit=messages.LONGEST,
        widget=CharacterCount(attrs={"rows": 5}),
        error_messages={"required": _("Write your message")},
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(without_invisible(data), **kwargs)
