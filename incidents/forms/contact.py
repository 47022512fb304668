"""Whether and how the police may make contact: the page on which a wrong word can do the most harm.

What each choice means stands beside it, no more and no less than the code does (rulings.md 13). The rules chosen here
are applied by incidents/safe_contact.py, whoever sends.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import CharacterCount, ChoiceField, MultipleChoiceField, NarrativeField
from incidents import questions, safe_contact
from incidents.forms.section import SectionForm, words


class ContactForm(SectionForm):
    section = "contact"
    page_heading = "contact"
    grave = frozenset({"contact", "guardian"})
    reveals = {
        **dict.fromkeys(
            ("name", "channels", "phone", "email", "address", "bans", "safe_times", "announce", "safe_words"),
            ("contact", "yes"),
        ),
        **dict.fromkeys(
            ("trusted_name", "trusted_relation", "trusted_phone", "trusted_email", "trusted_words"),
            ("contact", "trusted"),
        ),
        **dict.fromkeys(("record_name", "record_phone"), ("contact", "record_only")),
    }

    contact = ChoiceField(
        label=_("May the police contact you?"),
        help_text=_("You choose. Whatever you choose, you get a code to come back with and read what happens."),
        choices=(
            ("yes", _("Yes"), _("You say how, when, and what to be careful about.")),
            ("trusted", _("Only through someone I trust")),
            (
                "record_only",
                _("No, just record it"),
                _("We do not contact you. If a life or a child is at risk, we may have to act."),
            ),
            (
                "anonymous",
                _("No, and I do not give my name"),
                _(
                    "We can answer you here, through your code. We cannot find you from this form, so we cannot ask you "
                    "more, and it is usually harder to take it to court. If a life or a child is at risk, we may have "
                    "to act on what you wrote."
                ),
            ),
        ),
        error_messages={"required": _("Choose whether we may contact you")},
    )
    guardian = ChoiceField(
        label=_("May a parent or carer know about this?"),
        help_text=_("You choose. Officers see your answer before they do anything. If you do not answer, it means no."),
        choices=questions.YES_NO_UNSURE,
        required=False,
    )
    name = words(_("What should we call you?"))
    channels = MultipleChoiceField(
        label=_("How may we reach you?"),
        help_text=_("Choose only what is safe for you."),
        choices=tuple((channel.code, channel.label) for channel in safe_contact.CHANNELS),
        required=False,
    )
    phone = words(_("Phone number"), limit=40, width="20", mode="tel")
    email = words(_("Email address"), limit=254, mode="email")
    address = words(_("Address for letters or visits"), limit=500)
    bans = MultipleChoiceField(
        label=_("What must we not do?"),
        help_text=_("Every officer sees this before they contact you."),
        choices=tuple((ban.code, ban.label) for ban in safe_contact.BANS),
        required=False,
    )
    safe_times = MultipleChoiceField(
        label=_("When is it safe?"),
        help_text=_("Leave this empty if any time is safe."),
        choices=tuple((slot.code, slot.label) for slot in safe_contact.TIMES),
        required=False,
    )
    announce = ChoiceField(
        label=_("If someone else might answer or read it"),
        choices=tuple(safe_contact.ANNOUNCEMENTS.items()),
        required=False,
    )
    safe_words = NarrativeField(
        label=_("Anything else to be careful about?"),
        help_text=_("For example who must not find out, or a safe place to meet."),
        limit=questions.LONGEST_NOTE,
        required=False,
        widget=CharacterCount(attrs={"rows": 3}),
    )
    trusted_name = words(_("Their name"), required=True, missing=_("Write the name of the person you trust"))
    trusted_relation = words(_("Who are they to you?"), _("For example a friend or a support worker."))
    trusted_phone = words(_("Their phone number"), limit=40, width="20", mode="tel")
    trusted_email = words(_("Or their email address"), limit=254, mode="email")
    trusted_words = NarrativeField(
        label=_("Anything to be careful about?"),
        limit=questions.LONGEST_NOTE,
        required=False,
        widget=CharacterCount(attrs={"rows": 3}),
    )
    record_name = words(_("Your name"))
    record_phone = words(_("A phone number, only for a danger to life"), limit=40, width="20", mode="tel")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not questions.is_young(self.answers):
            del self.fields["guardian"]
        if not settings.SMS_URL:
            offered = [channel for channel in safe_contact.CHANNELS if channel.code != safe_contact.TEXT]
            self.offer("channels", [(channel.code, channel.label) for channel in offered])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("contact") == "yes":
            self._check_channels(cleaned)
        if cleaned.get("contact") == "trusted" and not (cleaned.get("trusted_phone") or cleaned.get("trusted_email")):
            self.add_error("trusted_phone", _("Write a phone number or an email address of the person you trust"))
        return cleaned

    def _check_channels(self, cleaned: dict[str, Any]) -> None:
        chosen = cleaned.get("channels", [])
        if not chosen and "channels" not in self.errors:
            self.add_error("channels", _("Choose at least one way to reach you, or choose another answer above"))
        needed = {channel.needs_detail for channel in safe_contact.CHANNELS if channel.code in chosen}
        sentences = {
            "phone": _("Write a phone number, or untick calls and texts"),
            "email": _("Write an email address, or untick email"),
            "address": _("Write an address, or untick letters"),
        }
        for detail in sorted(needed & sentences.keys()):
            if not cleaned.get(detail) and detail not in self.errors:
                self.add_error(detail, sentences[detail])
        if set(chosen) == {safe_contact.VISIT} and not (cleaned.get("address") or cleaned.get("safe_words")):
            self.add_error(
                "address", _("Write an address, or below a safe place to meet, or choose one more way to reach you")
            )
        if cleaned.get("email") and "@" not in cleaned["email"]:
            self.add_error("email", _("Check the email address. It should look like name@example.org"))
        if cleaned.get("phone") and sum(symbol.isdigit() for symbol in cleaned["phone"]) < 7:
            self.add_error("phone", _("Check the phone number. It should have at least 7 digits"))
        if "only_times" in cleaned.get("bans", []) and not (cleaned.get("safe_times") or cleaned.get("safe_words")):
            self.add_error("safe_times", _("Say when it is safe, by ticking or in your own words"))
