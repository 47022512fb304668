"""What may be added from check answers. Every question is optional; none is asked twice."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import CharacterCount, ChoiceField, MultipleChoiceField, NarrativeField, Radios
from incidents import questions
from incidents.forms.section import SectionForm, words


def note(label: Any, help_text: Any = "", rows: int = 4) -> NarrativeField:
    """An answer of a few sentences."""
    return NarrativeField(
        label=label,
        help_text=help_text,
        limit=questions.LONGEST_NOTE,
        required=False,
        widget=CharacterCount(attrs={"rows": rows}),
    )


def yes_or_no(label: Any, help_text: Any = "") -> ChoiceField:
    return ChoiceField(
        label=label, help_text=help_text, choices=questions.YES_NO, widget=Radios(inline=True), required=False
    )


class SuspectForm(SectionForm):
    section = "suspect"

    known = ChoiceField(
        label=_("Do you know who did it?"),
        help_text=_("We ask because it tells us where to start."),
        choices=questions.KNOWN,
        required=False,
    )
    how_many = ChoiceField(label=_("How many were they?"), choices=questions.HOW_MANY, required=False)
    near = MultipleChoiceField(
        label=_("Is any of this true?"),
        help_text=_("We ask so that we can keep you safe."),
        choices=questions.NEAR,
        required=False,
    )
    description = note(_("What did they look like, sound like or wear?"))
    suspect_name = words(
        _("Their name, if you know it"),
        _("It is kept apart from your report. If no crime is found it may have to be removed."),
    )
    vehicle = words(_("A car or other vehicle"), _("For example colour, make and number plate."))
    suspect_online = words(_("Their account or user name online"), limit=500)


class HarmForm(SectionForm):
    section = "harm"

    hurt = yes_or_no(_("Was anyone hurt?"), _("We ask because it changes what we must do, and what help you can have."))
    injuries = note(_("How were they hurt, and did they get medical help?"))
    damage = yes_or_no(_("Was anything broken, damaged or taken?"))
    loss = note(_("What was it, and what may it cost?"), rows=3)
    evidence = note(
        _("Is there anything we could look at?"),
        _("For example cameras, photos, messages, or people who saw it. Please keep them: do not send them yet."),
    )


class EffectForm(SectionForm):
    section = "effect"

    effects = MultipleChoiceField(
        label=_("How has it affected you?"),
        help_text=_("We ask so that you can have the right help. A court may also hear it."),
        choices=questions.EFFECTS,
        required=False,
    )
    safe = yes_or_no(_("Do you feel safe now?"))
    self_harm = yes_or_no(
        _("Have you thought about ending your life or hurting yourself?"),
        _("Many people do after something like this. If you say yes, we show you who listens right now."),
    )
    effect_words = note(_("Anything you would like to say about it"))


class CircumstancesForm(SectionForm):
    section = "circumstances"

    applies = MultipleChoiceField(
        label=_("Does any of this apply to you?"),
        help_text=_("We ask because it may mean more protection or faster news."),
        choices=questions.APPLIES,
        required=False,
    )


class CommunicationForm(SectionForm):
    section = "communication"

    needs = MultipleChoiceField(
        label=_("What would help you when we talk or write?"),
        help_text=_("We ask so that the right help is there the first time."),
        choices=questions.NEEDS,
        required=False,
    )
    spoken_language = words(_("Which language is easiest for you?"), limit=60, width="20")
    pronouns = words(_("Which pronouns do you use?"), _("For example she, he or they."), limit=60, width="20")
    communication_words = note(_("Anything else that helps"), rows=3)


class SupportForm(SectionForm):
    """Consent, one organisation at a time, nothing ticked beforehand."""

    section = "support"
    grave = frozenset({"organisations", "scope"})

    organisations = MultipleChoiceField(
        label=_("Would you like us to pass on your wish for support?"),
        help_text=_(
            "Tick only those you want. You can change your mind at any time. "
            "You can also call them yourself, whether or not you report."
        ),
        required=False,
    )
    scope = ChoiceField(label=_("What may we tell them?"), choices=questions.SCOPE, required=False)

    def __init__(self, *args: Any, choices: tuple[tuple[str, str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("organisations", [(code, name) for code, name, _about in choices])
        self.fields["organisations"].widget.hints = {code: about for code, _name, about in choices if about}
        if self.answers.get("contact", {}).get("contact") not in ("yes", "trusted"):
            self.cannot_offer: str | Promise = _(
                "You chose that nobody contacts you, so we pass nothing on. "
                "After sending, we show you who can help, and you can call them yourself."
            )
        elif not choices:
            self.cannot_offer = _("After sending, we show you who can help.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("organisations") and not cleaned.get("scope"):
            self.add_error("scope", _("Choose what we may tell them"))
        return cleaned


def _count(label: Any, name: str) -> forms.ChoiceField:
    unsaid = ("", _("I would rather not say"))
    return forms.ChoiceField(label=label, choices=(unsaid, *questions.ABOUT_YOU[name]), required=False)


class AboutYouForm(SectionForm):
    """Counted without your report: the answers are added up and cannot be led back to you."""

    section = "about_you"

    age = _count(_("How old are you?"), "age")
    sex = _count(_("What is your sex?"), "sex")
    gender_same = _count(_("Is your gender the same as the sex you were registered with at birth?"), "gender_same")
    ethnicity = _count(_("What is your ethnic group?"), "ethnicity")
    religion = _count(_("What is your religion?"), "religion")
    orientation = _count(_("Which of these describes you best?"), "orientation")
    disability = _count(_("Do you have a disability or long illness?"), "disability")
