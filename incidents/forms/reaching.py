"""The forms behind a return code by which a person says how else to reach them, and whether news may be sent.

Nothing that is on file is filled in, and nothing that is asked depends on it: whoever found the code would read it
from there (practice.md 4).
"""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import ChoiceField, QuestionForm
from incidents import news
from incidents.forms.contact import ContactForm
from incidents.forms.section import without_invisible, words
from incidents.models import NewsChoice

#: The questions of the contact page that are asked again, in its order.
ASKED_AGAIN = ("name", "channels", "phone", "email", "address", "bans", "safe_times", "announce", "safe_words")
_SHORTEST_NUMBER = 7


class ContactChangeForm(ContactForm):
    """The contact page for somebody who may be reached: the same questions and sentences, and nobody else's."""

    page_heading = ""
    reveals = {}

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, answers={}, **kwargs)
        self.fields = {name: self.fields[name] for name in ASKED_AGAIN}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("channels"):
            self._check_channels(cleaned)
        elif "channels" not in self.errors:
            self.add_error(
                "channels",
                _("Choose at least one way. If nobody should contact you, choose the last one"),
            )
        return cleaned


class NewsForm(QuestionForm):
    """Where to, by which way, in which words. Without a gateway for texts only e-mail is offered (rulings.md 15)."""

    reveals = {"email": ("channel", "email"), "phone": ("channel", "text")}

    channel = ChoiceField(
        label=_("How shall we tell you?"),
        choices=(("email", _("By email")), ("text", _("By text message"))),
        error_messages={"required": _("Choose email or text message")},
    )
    email = words(_("Email address"), limit=254, mode="email", required=True, missing=_("Write the email address"))
    phone = words(
        _("Mobile number"), limit=40, width="20", mode="tel", required=True, missing=_("Write the mobile number")
    )
    wording = ChoiceField(
        label=_("What shall the message say?"),
        help_text=_("It says this and nothing else. There is no link and no name in it."),
        choices=tuple((wording.code, wording.text) for wording in news.WORDINGS),
        error_messages={"required": _("Choose what the message says")},
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(without_invisible(data), **kwargs)
        if not settings.SMS_URL:
            self.reveals = {}  # type: ignore[misc]  # of this form: there is nothing to decide
            del self.fields["channel"], self.fields["phone"]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email:
            try:
                forms.EmailField().clean(email)
            except forms.ValidationError:
                raise forms.ValidationError(
                    _("Check the email address. It should look like name@example.org")
                ) from None
        return email

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        if phone and sum(symbol.isdigit() for symbol in phone) < _SHORTEST_NUMBER:
            raise forms.ValidationError(_("Check the phone number. It should have at least 7 digits"))
        return phone

    @property
    def channel_chosen(self) -> str:
        return str(self.cleaned_data.get("channel") or NewsChoice.Channel.EMAIL)

    @property
    def address(self) -> str:
        return str(self.cleaned_data["phone" if self.channel_chosen == NewsChoice.Channel.TEXT else "email"])
