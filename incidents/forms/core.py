"""The first six of the seven question pages every reporter sees; the last is contact.py. Each question says why it is asked.

Only four things must be answered: is anyone in danger, who is telling us, what happened (in words or by ticking),
and whether we may make contact.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hatereport import clock
from hatereport.formkit import (
    CharacterCount,
    Checkboxes,
    ChoiceField,
    DatePartsField,
    MultipleChoiceField,
    NarrativeField,
    Radios,
)
from incidents import kinds, places, questions, strands
from incidents.areas import areas_to_pick
from incidents.forms.section import SectionForm, words
from incidents.models import Report
from partners.postcodes import parse_postcode


def earliest() -> date:
    """A year like 1026 is a slip of the finger."""
    return date(1900, 1, 1)


class DangerForm(SectionForm):
    section = "danger"
    page_heading = "danger"
    grave = frozenset({"danger"})

    danger = ChoiceField(
        label=_("Is anyone in danger right now, or is it still happening?"),
        help_text=_("We ask this first, so that you get help quickly if you need it."),
        choices=questions.YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": _("Choose yes if someone is in danger now, or no if not")},
    )


class WhoForm(SectionForm):
    section = "who"
    page_heading = "filer"
    reveals = {
        "agreement": ("filer", "on_behalf"),
        "their_name": ("filer", "on_behalf"),
        "their_reach": ("filer", "on_behalf"),
        "organisation_name": ("filer", "organisation"),
        "organisation_role": ("filer", "organisation"),
    }

    filer = ChoiceField(
        label=_("Who are you?"),
        help_text=_("We ask this to know whom we are speaking with. You do not have to give your name."),
        choices=(
            (Report.Filer.VICTIM, _("It happened to me")),
            (Report.Filer.WITNESS, _("I saw or heard it")),
            (
                Report.Filer.ON_BEHALF,
                _("I am reporting for someone else"),
                _("For example as a friend, parent, carer, teacher or support worker."),
            ),
            (Report.Filer.ORGANISATION, _("It happened to my organisation, group or building")),
        ),
        error_messages={"required": _("Choose the answer that fits you best")},
    )
    agreement = ChoiceField(
        label=_("Do they agree that you report this?"),
        help_text=_("We ask so that we do nothing against their wish or behind their back."),
        choices=questions.AGREEMENT,
        error_messages={"required": _("Choose whether the person agrees to this report")},
    )
    their_name = words(_("Their name"))
    their_reach = words(
        _("How can we reach them safely?"),
        _("If we reach them, we speak with them alone."),
        limit=500,
    )
    organisation_name = words(_("Name of the organisation, group or building"))
    organisation_role = words(_("What do you do there?"))
    under_18 = ChoiceField(
        label=_("Is the person it happened to under 18?"),
        help_text=_("If it happened to you, say it for yourself. Children and young people get extra protection."),
        choices=questions.YES_NO_UNSURE,
        required=False,
    )


class WhatForm(SectionForm):
    section = "what"

    words = NarrativeField(
        label=_("Tell us in your own words"),
        help_text=_(
            "Write as much or as little as you like. If you can, write the words that were used. "
            "We ask because your own words tell us most. You do not need proof."
        ),
        limit=questions.LONGEST_ACCOUNT,
        required=False,
        widget=CharacterCount(attrs={"rows": 10}),
    )
    kinds = MultipleChoiceField(
        label=_("Which of these fit?"),
        help_text=_("Tick all that fit. This helps the right person read your report first."),
        choices=tuple(
            (kind.code, kind.label, kind.hint) if kind.hint else (kind.code, kind.label) for kind in kinds.KINDS
        ),
        widget=Checkboxes(headings=kinds.GROUPS),
        required=False,
    )
    who_did = MultipleChoiceField(
        label=_("Who did it, as far as you know?"),
        help_text=_(
            "We ask because some people must not see this report, and some need other help. "
            "You can tell us more at the end."
        ),
        choices=questions.WHO_DID,
        widget=Checkboxes(exclusive="unknown"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "words" in cleaned and "kinds" in cleaned and not cleaned["words"] and not cleaned["kinds"]:
            self.add_error("words", _("Tell us what happened: write something, or tick what fits below"))
        return cleaned


class WhenForm(SectionForm):
    section = "when"
    reveals = {
        "on": ("when", "exact"),
        "time": ("when", "exact"),
        "since": ("when", "period"),
        "until": ("when", "period"),
        "around": ("when", "around"),
    }

    when = ChoiceField(
        label=_("When did it happen?"),
        help_text=_("We ask because cameras keep pictures for a short time only."),
        choices=questions.WHEN,
        required=False,
    )
    on = DatePartsField(label=_("Which day?"), required=False, not_before=earliest, not_after=clock.today)
    time = words(_("At about what time?"), _("For example 4pm, or after school."), limit=40, width="10")
    since = DatePartsField(label=_("From which day?"), required=False, not_before=earliest, not_after=clock.today)
    until = DatePartsField(
        label=_("Until which day?"),
        help_text=_("Leave this empty if it is still going on."),
        required=False,
        not_before=earliest,
        not_after=clock.today,
    )
    around = words(_("Roughly when?"), _("For example last summer, or before Easter."))
    repeat = ChoiceField(
        label=_("Has something like this happened before?"),
        help_text=_("If it has, the law may see it more seriously."),
        choices=[choice for choice in Report.Repeat.choices if choice[0]],
        required=False,
    )
    same_people = ChoiceField(
        label=_("If so, was it the same people?"),
        choices=questions.YES_NO_UNSURE,
        widget=Radios(inline=True),
        required=False,
    )
    told_before = words(
        _("Have you told anyone before?"),
        _("If you have a reference number from the police or someone else, write it here."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day must not be before the first day"))
        return cleaned


class WhereForm(SectionForm):
    section = "where"
    reveals = {"online_where": ("place_type", places.ONLINE)}

    place_type = ChoiceField(
        label=_("Where did it happen?"),
        help_text=_("We ask so that your report goes to the police who work there."),
        choices=tuple((place.code, place.label) for place in places.PLACE_TYPES),
        required=False,
    )
    online_where = words(
        _("Which site, app or number?"),
        _("For example a link, or the name of the account. Keep what you can: a picture of the screen helps."),
        limit=1_000,
    )
    postcode = words(
        _("Postcode"),
        _("The first half is enough, for example CA1. If it was online, the postcode where you live."),
        limit=20,
        width="10",
    )
    place = words(
        _("Or describe the place"), _("For example a street, a shop, a bus stop or a bus number."), limit=1_000
    )
    area = forms.ChoiceField(
        label=_("Or choose the area"),
        help_text=_("If you leave all of this empty, your report still goes to a control room."),
        choices=areas_to_pick,
        required=False,
        error_messages={"invalid_choice": _("Choose an area from the list")},
    )

    def clean_postcode(self) -> str:
        typed: str = self.cleaned_data["postcode"]
        if typed and not parse_postcode(typed)[0]:
            raise forms.ValidationError(
                _(
                    "Check the postcode. It should look like CA1 2AB, or only the first half. "
                    "You can also leave it empty and choose the area below"
                )
            )
        return typed

    def to_answers(self) -> dict[str, Any]:
        given, before = super().to_answers(), self.answers.get("where", {})
        # What was answered to "which of these areas?" holds as long as the postcode and the pick it was asked about.
        if "narrowed" in before and all(before.get(name) == given.get(name) for name in ("postcode", "area")):
            given["narrowed"] = before["narrowed"]
        return given


class AreaForm(SectionForm):
    """Asked only when a postcode reaches into more than one area."""

    section = "where"
    page_heading = "narrowed"

    narrowed = ChoiceField(
        label=_("Which of these areas was it in?"),
        help_text=_("This postcode belongs to more than one area. We ask so that the right team reads your report."),
        required=False,
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("narrowed", [*choices, ("unsure", _("I am not sure"))])


class WhyForm(SectionForm):
    section = "why"
    reveals = {f"details_{strand.code}": ("strands", strand.code) for strand in strands.STRANDS if strand.details}

    strands = MultipleChoiceField(
        label=_("Why do you think it happened?"),
        help_text=_(
            "Tick all that fit. What you felt is enough: you do not need proof, and it does not matter whether "
            "they were right about you. We ask because it changes what the law says and who can help you."
        ),
        required=False,
    )
    reason = NarrativeField(
        label=_("What made you think so?"),
        help_text=_("For example words, signs, or that only some people were picked on."),
        limit=questions.LONGEST_NOTE,
        required=False,
        widget=CharacterCount(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for strand in strands.STRANDS:
            if strand.details:
                self.fields[f"details_{strand.code}"] = MultipleChoiceField(
                    label=_("Was it about any of these?"),
                    choices=tuple((detail.code, detail.label) for detail in strand.details),
                    required=False,
                )
        local = self.answers.get("placement", {}).get("local_strands", ())
        chosen = self.answers.get("why", {}).get("strands", ())
        offered = strands.offered((*local, *chosen))
        labels = ((strand.code, strand.label) for strand in offered)
        self.offer("strands", [*labels, (strands.NOT_SURE, _("I am not sure"))])

    def to_fields(self, given: dict[str, Any]) -> dict[str, Any]:
        return {**given, **{name: given.get("details", []) for name in self.reveals}}

    def to_answers(self) -> dict[str, Any]:
        given = super().to_answers()
        details = [code for name in self.reveals for code in given.pop(name, [])]
        return {**given, "details": details} if details else given
