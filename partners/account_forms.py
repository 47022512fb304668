"""Forms of the own account beside those of signing in (sign_in_forms.py)."""

from typing import Any

from django import forms

from hatereport.formkit import ChoiceField, QuestionForm
from partners import spellings
from partners.models import Force, Person

#: The clock is written in text: a phone shows its own picker, and whoever types it may.
_CLOCK = {"type": "time", "data-width": "5"}
_BOX = {"data-width": "20"}


class NewsForm(QuestionForm):
    """Whether mail says that something is new, and at which hours never."""

    mail_news = forms.BooleanField(
        label="Send me an e-mail when something is new for me",
        required=False,
        help_text="It carries a reference and nothing else. Alarms never come by e-mail.",
    )
    quiet_from = forms.TimeField(label="No e-mail from", required=False, widget=forms.TimeInput(attrs=_CLOCK))
    quiet_until = forms.TimeField(label="until", required=False, widget=forms.TimeInput(attrs=_CLOCK))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        initial = {
            "mail_news": person.mail_news,
            "quiet_from": _clock(person.quiet_from),
            "quiet_until": _clock(person.quiet_until),
        }
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if (first is None) != (last is None) and not self.errors:
            self.add_error("quiet_until" if last is None else "quiet_from", "Fill in both hours, or neither.")
        if first is not None and first == last:
            self.add_error("quiet_until", "Choose another hour than the first. To get no mail at all, untick the box.")
        return cleaned


class OwnDetailsForm(QuestionForm):
    """What is a person's own. Nothing is shown again: only fingerprints are kept."""

    name = forms.CharField(
        label="Another name you are known by",
        required=False,
        max_length=120,
        help_text="For example before a marriage.",
        widget=forms.TextInput(attrs=_BOX),
    )
    phone = forms.CharField(label="Telephone number", required=False, max_length=30, widget=forms.TextInput(attrs=_BOX))
    email = forms.EmailField(label="Own e-mail address", required=False, widget=forms.EmailInput(attrs=_BOX))
    street = forms.CharField(
        label="Street of your home",
        required=False,
        max_length=120,
        help_text="Without the number, for example Castle Street.",
        widget=forms.TextInput(attrs=_BOX),
    )
    postcode = forms.CharField(
        label="Postcode of your home",
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"data-width": "10"}),
    )

    def clean_phone(self) -> str:
        return self._readable("phone", spellings.phone, "Write the whole number, like 07700 900123.")

    def clean_street(self) -> str:
        return self._readable("street", spellings.street, "Write the name of the street, like Castle Street.")

    def clean_postcode(self) -> str:
        return self._readable("postcode", spellings.postcode, "Write the whole postcode, like CA1 1AA.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            self.add_error("phone", "Fill in at least one of these.")
        return cleaned

    def _readable(self, name: str, spelling: Any, sentence: str) -> str:
        typed: str = self.cleaned_data[name]
        if typed and not spelling(typed):
            raise forms.ValidationError(sentence)
        return typed


class TerminalForm(QuestionForm):
    """The computer an administrator sits at."""

    name = forms.CharField(
        label="What it is called",
        max_length=60,
        help_text="For example its place in the room.",
        widget=forms.TextInput(attrs=_BOX),
    )
    force = ChoiceField(label="Force")

    def __init__(self, *args: Any, forces: list[Force], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(forces) == 1:
            del self.fields["force"]
        else:
            self.offer("force", [(force.pk, force.name) for force in forces])


def _clock(time: Any) -> str:
    return time.strftime("%H:%M") if time else ""
