"""The forms beside a code that was just given: whether it was copied right, and a PIN."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import Checkboxes, MultipleChoiceField, QuestionForm
from incidents import pins, return_codes
from incidents.forms.section import without_invisible, words
from incidents.return_codes import Passcode

WITHOUT = "without"


class CopiedForm(QuestionForm):
    """Nobody has to answer it; somebody who does learns at once whether it is right."""

    copied = words(
        _("Type the last four letters and numbers from your own copy"),
        _("Then we can tell you if you copied it right. You can also type the whole code, or leave this empty."),
        width="10",
    )

    def __init__(self, data: Any = None, *, code: Passcode, **kwargs: Any) -> None:
        self.code = code
        super().__init__(without_invisible(data), **kwargs)

    def clean_copied(self) -> bool | None:
        """Whether it was copied right; None where nothing was typed."""
        symbols = return_codes.symbols_of(self.cleaned_data["copied"])
        if not symbols:
            return None
        if symbols not in (self.code, self.code[-return_codes.GROUP :]):
            raise forms.ValidationError(
                _("This is not the same as your code. Look at both again and correct your copy")
            )
        return True


class CopiedOrNotWantedForm(CopiedForm):
    """After sending, somebody may also want no code at all."""

    wish = MultipleChoiceField(
        label=_("Or"),
        choices=[(WITHOUT, _("I do not want a code"), _("Then nobody can come back to this report, not even you."))],
        required=False,
        widget=Checkboxes,
    )


class PinForm(QuestionForm):
    """Shown while it is typed: who cannot see what they type mistypes it, and it is asked only once."""

    pin = words(
        _("Your PIN"),
        _("4 to 12 numbers. Do not use a birthday. Do not write it next to your code."),
        width="10",
        mode="numeric",
        required=True,
        missing=_("Write a PIN of 4 to 12 numbers"),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(without_invisible(data), **kwargs)

    def clean_pin(self) -> str:
        try:
            return pins.parse(self.cleaned_data["pin"])
        except pins.NotAPin:
            raise forms.ValidationError(_("A PIN has 4 to 12 numbers and nothing else")) from None
