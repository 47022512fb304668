"""The forms behind a return code: the code itself, and a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import CharacterCount, NarrativeField, QuestionForm
from incidents import messages, return_codes
from incidents.forms.section import danger_now, without_invisible, words

#: Said by the browser too, before anything is sent (static/src/js/codes.js).
MISTYPED = _("Check the code. It should have 20 letters and numbers, and one of them may be wrong")


class NotWrittenOut(forms.TextInput):
    """Is typed anew: a page that comes back must not hold the code and the PIN side by side."""

    def format_value(self, value: Any) -> None:
        return None


class CodeForm(QuestionForm):
    code = words(
        _("Your code"),
        _("It has 20 letters and numbers. Small letters, spaces and dashes do not matter."),
        limit=200,
        width="30",
        required=True,
        missing=_("Write your code"),
    )
    pin = words(_("Your PIN"), _("Only if you set one. Leave it empty if not."), width="10", mode="numeric")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(without_invisible(data), **kwargs)
        self.fields["pin"].widget = NotWrittenOut(self.fields["pin"].widget.attrs)

    def clean_code(self) -> return_codes.Passcode:
        try:
            return return_codes.parse(self.cleaned_data["code"])
        except return_codes.Mistyped:
            raise forms.ValidationError(MISTYPED) from None


class MessageForm(QuestionForm):
    grave = frozenset({"danger"})

    danger = danger_now()
    words = NarrativeField(
        label=_("Your message"),
        help_text=_("The officers who look after your report read this."),
        limit=messages.LONGEST,
        widget=CharacterCount(attrs={"rows": 5}),
        error_messages={"required": _("Write your message")},
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(without_invisible(data), **kwargs)
