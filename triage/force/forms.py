"""The questions of the pages about a force, its people and who is there. They read what was typed; the acts judge it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from hatereport.formkit import Checkboxes, ChoiceField, DatePartsField, MultipleChoiceField, QuestionForm, Radios
from hatereport.working_time import LONDON
from partners.models import ForceNotice, NonCrimeRegime, Person, Team
from partners.roles import ROLE, ROLES, HangsOn

DAYS = tuple(
    zip("1234567", ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
ROLES_OF_A_FORCE = tuple((role.code, str(role.label)) for role in ROLES if role.hangs_on is HangsOn.FORCE)
YES_NO = (("yes", "Yes"), ("no", "No"))
SCHEMES = (("", "None"), ("police", "The police scheme"), ("cps", "The scheme of the Crown Prosecution Service"))
_CHOOSE = ("", "Choose")


def line(
    label: str, hint: str = "", *, longest: int = 120, width: str = "20", required: bool = True
) -> forms.CharField:
    widget = forms.TextInput(attrs={"data-width": width})
    said = {"max_length": f"Shorten “{label.removesuffix(' (optional)')}” to {longest} characters."}
    return forms.CharField(
        label=label, help_text=hint, max_length=longest, required=required, widget=widget, error_messages=said
    )


def missing(sentence: str) -> dict[str, str]:
    """What a choice says that was not made: which one, for the list at the top of the page."""
    return {"required": sentence}


class TimeField(forms.TimeField):
    """An hour on the wall in London."""

    widget = forms.TimeInput(attrs={"type": "time", "data-width": "5"}, format="%H:%M")


class MomentField(forms.CharField):
    """A day and an hour on the wall in London, as an aware moment."""

    widget = forms.TextInput(attrs={"type": "datetime-local", "data-width": "20"})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)
        except ValueError:
            raise ValidationError("Enter a day and an hour, such as 27 3 2026 at 14:30.") from None


class AreaForm(QuestionForm):
    name = line("Name of the area", "As people who live there call it.", longest=80)
    district = ChoiceField(label="Council’s district", required=False, widget=forms.Select)
    outcodes = line("First halves of postcodes in it (optional)", "With commas between, such as NN1, NN2.", longest=600,
                    width="", required=False)  # fmt: skip

    def __init__(self, *args: Any, districts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("district", [("", "Across districts, or none"), *districts])


class EndForm(QuestionForm):
    last_day = DatePartsField(label="Last day", help_text="Today or later.")


class DistrictForm(QuestionForm):
    name = line("Name of the district", longest=80)
    gss = line("Area code", "Of the Office for National Statistics, such as E06000063.", longest=9, width="10")
    valid_from = DatePartsField(label="First day (optional)", required=False)


class HoursForm(QuestionForm):
    """When somebody of a team is there."""

    reveals: ClassVar[dict[str, tuple[str, str]]] = {
        "days": ("always_on", "no"),
        "starts": ("always_on", "no"),
        "ends": ("always_on", "no"),
    }
    always_on = ChoiceField(label="Is somebody always there?", choices=YES_NO, widget=Radios(inline=True))
    days = MultipleChoiceField(label="Days on which a shift starts", choices=DAYS, required=False, widget=Checkboxes)
    starts = TimeField(label="It starts at", required=False)
    ends = TimeField(label="It ends at", help_text="Earlier than the start: on the next day.", required=False)

    def hours(self) -> dict[str, Any]:
        """As teams.set_hours takes them."""
        said = self.cleaned_data
        return {
            "always_on": said["always_on"] == "yes",
            "days": [int(day) for day in said["days"] or []],
            "starts": said["starts"] or dt.time(8),
            "ends": said["ends"] or dt.time(18),
        }


class RoleForm(QuestionForm):
    """A role and the team it is held in. Where a kind of team exists once in the force, it need not be chosen."""

    role = ChoiceField(
        label="Role",
        choices=[_CHOOSE, *ROLES_OF_A_FORCE],
        widget=forms.Select,
        error_messages=missing("Choose the role."),
    )
    team = ChoiceField(label="Team", required=False, widget=forms.Select)

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        own = ((key, team.name) for key, team in self.teams.items())
        self.offer("team", [("", "The force’s one team for this role, or none"), *own])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        kind = ROLE[said["role"]].team_kind if said.get("role") else ""
        if kind and not said.get("team"):
            of_kind = [key for key, team in self.teams.items() if team.kind == kind]
            if len(of_kind) != 1:
                self.add_error("team", "Choose the team: the force has more than one of this kind, or none yet.")
            else:
                said["team"] = of_kind[0]
        return said

    @property
    def chosen_team(self) -> Team | None:
        return self.teams.get(self.cleaned_data.get("team") or "")


class InviteForm(RoleForm):
    name = line("Name", "As colleagues write it, without the rank.")
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="The invitation goes there, and works for a week.",
        error_messages={
            "invalid": "Write the whole e-mail address, like name@force.police.uk.",
            "max_length": "Shorten the e-mail address.",
        },
    )
    field_order = ["name", "email", "role", "team"]


class RegimeForm(QuestionForm):
    regime = ChoiceField(
        label="Rules",
        choices=NonCrimeRegime.Regime.choices,
        error_messages=missing("Choose the rules that were signed."),
    )
    valid_from = DatePartsField(label="From")
    signed_by = line("Signed by", "Name and rank of the officer who signed it.")
    signed_on = DatePartsField(label="Signed on")


class ClockForm(QuestionForm):
    """A time of the force's own."""

    reveals: ClassVar[dict[str, tuple[str, str]]] = {"hours": ("counted", "hours"), "working_days": ("counted", "days")}
    counted = ChoiceField(
        label="How is it counted?", choices=(("hours", "In hours on the wall"), ("days", "In working days"))
    )
    hours = forms.DecimalField(label="Hours", help_text="0.25 is a quarter of an hour.", max_digits=7, decimal_places=2,
                               widget=forms.TextInput(attrs={"data-width": "5"}), required=False)  # fmt: skip
    working_days = forms.IntegerField(
        label="Working days", widget=forms.TextInput(attrs={"data-width": "5"}), required=False
    )
    valid_from = DatePartsField(label="From", help_text="Today or later. Clocks that run keep their time.")
    signed_by = line("Signed by", "Name and rank.")


class OutcomeForm(QuestionForm):
    nfa = ChoiceField(
        label="Does it count as no further action, and go to the specialist inspector?",
        choices=YES_NO,
        widget=Radios(inline=True),
    )
    review = ChoiceField(label="Whose review may the victim ask for?", choices=SCHEMES, required=False)
    valid_from = DatePartsField(label="From", help_text="Today or later.")
    signed_by = line("Signed by", "Name and rank.")
    signed_on = DatePartsField(label="Signed on")


def _page(label: str) -> forms.URLField:
    said = {"invalid": f"Write the whole address of “{label}”, beginning with https://."}
    return forms.URLField(label=label, required=False, assume_scheme="https", error_messages=said)


class NoticeForm(forms.ModelForm, QuestionForm):  # type: ignore[type-arg]  # generic in its stubs only
    """Who answers for the force to the public; what is left empty is not promised."""

    privacy_url = _page("The force’s own privacy notice")
    complaints_url = _page("Complaints: page")

    class Meta:
        model = ForceNotice
        exclude: ClassVar[list[str]] = ["force"]
        field_classes: ClassVar[dict[str, Any]] = {"statement_prepared_on": DatePartsField, "tested_on": DatePartsField}
        widgets: ClassVar[dict[str, Any]] = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "complaints_address": forms.Textarea(attrs={"rows": 3}),
            "noncompliances": forms.Textarea(attrs={"rows": 3}),
        }


class AwayForm(QuestionForm):
    """Who is away, who covers, and when."""

    person = ChoiceField(label="Who is away?", widget=forms.Select, error_messages=missing("Choose who is away."))
    cover = ChoiceField(
        label="Who covers?",
        help_text="Somebody who does the same work.",
        widget=forms.Select,
        error_messages=missing("Choose who covers."),
    )
    starts_at = MomentField(label="From")
    ends_at = MomentField(label="Until")

    def __init__(self, *args: Any, people: list[Person], covers: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(who.pk): who for who in [*people, *covers]}
        self.offer("person", [(str(who.pk), who.name) for who in people])
        self.offer("cover", [_CHOOSE, *((str(who.pk), who.name) for who in covers)])


class TurnForm(QuestionForm):
    """Who is on duty, and when."""

    person = ChoiceField(label="Who?", widget=forms.Select, error_messages=missing("Choose who is on duty."))
    starts_at = MomentField(label="From")
    ends_at = MomentField(label="Until")

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(who.pk): who for who in people}
        self.offer("person", [_CHOOSE, *((str(who.pk), who.name) for who in people)])
