"""What cases can be filtered by, as a table: coded facts of the case and its report, and exact numbers it goes by.

A facet says what may be chosen, how what stands in an address is read, and which cases it leaves. Reading the address as
a whole is filters.py's. Words, names and contact details are no facets.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Q

from hatereport import clock
from hatereport.working_time import LONDON
from incidents import flags, strands
from incidents.models import Evidence, Report
from incidents.references import NotAReference, parse_reference
from partners.models import Person, PolicingArea, Team
from triage import wording
from triage.law.offences import OUTCOMES
from triage.models import Case, Dispatch, FirstLook, Offence
from triage.roads.advisory_flags import ADVISORY
from triage.roads.table import ROAD_OF, ROADS
from triage.states import GRADES, STATES

Choice = tuple[str, str]
Group = Literal["Stage", "What and why", "Where and who", "Urgency", "When", "Numbers"]
GROUPS: tuple[Group, ...] = ("Stage", "Urgency", "What and why", "Where and who", "When", "Numbers")
ME, NOBODY, UNKNOWN = "me", "nobody", "none"
_YES: tuple[Choice, ...] = (("yes", "Yes"),)
_LONGEST_SILENCE = 3650


class NotAnAnswer(ValueError):
    """What stands in the address is no answer to this filter; the message is a sentence saying what is."""


@dataclass(frozen=True)
class Facet:
    """`where` takes the person who looks and the values read. `several`: more than one may be chosen, any of them will do.

    `saved`: may stand in a saved search and, as it is, in the log; what is not is a number somebody typed.
    """

    code: str
    label: str
    group: Group
    where: Callable[[Person, list[Any]], Q]
    why: str
    choices: Callable[[Person], list[Choice]] | tuple[Choice, ...] = ()
    read: Callable[[str], Any] | None = None
    several: bool = False
    saved: bool = True
    #: How it is asked where there are no choices: a number of days, a date, a line.
    asked_as: Literal["choices", "number", "date", "line"] = "choices"
    hint: str = ""

    def choices_for(self, person: Person) -> list[Choice]:
        return self.choices(person) if callable(self.choices) else list(self.choices)


# --- what may be chosen ----------------------------------------------------------------------------------------------


def _areas(person: Person) -> list[Choice]:
    rows = PolicingArea.objects.filter(force__in=person.force_codes()).order_by("name")
    return [*rows.values_list("pk", "name"), (UNKNOWN, "Not known")]


def _teams(person: Person) -> list[Choice]:
    rows = Team.objects.filter(force__in=person.force_codes()).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _holders(person: Person) -> list[Choice]:
    """Oneself, nobody, and whoever sits in a team of theirs; anybody else of the force by an address or by name."""
    near = Person.objects.filter(held__team__in=person.team_ids(), held__valid_to=None, is_active=True)
    named = near.exclude(pk=person.pk).order_by("name").values_list("pk", "name").distinct()
    return [(ME, "Me"), (NOBODY, "Nobody yet"), *((str(pk), name) for pk, name in named)]


# --- how it is read --------------------------------------------------------------------------------------------------


def _days(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 6 or not 0 < int(text) <= _LONGEST_SILENCE:
        raise NotAnAnswer("Enter the days as a whole number, for example 14.")
    return int(text)


def _date(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise NotAnAnswer("Enter a real date, for example 2026-03-27.") from None
    if not 1990 <= day.year <= 2100:
        raise NotAnAnswer("Enter a date of this age, for example 2026-03-27.")
    return day


def _reference(text: str) -> str:
    try:
        return parse_reference(text)
    except NotAReference:
        raise NotAnAnswer("Enter the whole reference, for example HC-7F3K-2MQ9.") from None


def _number(text: str) -> str:
    if not text.isprintable() or len(text) > 40:
        raise NotAnAnswer("Enter the whole number as it was given, at most 40 characters.")
    return text


def _person(text: str) -> str:
    """One of the words above, or the id of a person."""
    if text in (ME, NOBODY):
        return text
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise NotAnAnswer("Choose who holds it; this is nobody here.") from None


# --- which cases are left --------------------------------------------------------------------------------------------


def _any_of(field: str) -> Callable[[Person, list[Any]], Q]:
    return lambda _person, values: Q(**{f"{field}__in": values})


def _overlap(field: str) -> Callable[[Person, list[Any]], Q]:
    return lambda _person, values: Q(**{f"{field}__overlap": values})


def _in_area(_who: Person, codes: list[str]) -> Q:
    return Q(area__in=codes) | (Q(area=None) if UNKNOWN in codes else Q(pk=None))


def _held_by(person: Person, values: list[str]) -> Q:
    found = Q(pk=None)
    for value in values:
        found |= Q(holder=None) if value == NOBODY else Q(holder=person.pk if value == ME else value)
    return found


def _open(_who: Person, values: list[str]) -> Q:
    return {"open": Q(ended_at=None), "closed": Q(ended_at__isnull=False)}.get(values[0], Q())


def _silent(_who: Person, values: list[int]) -> Q:
    return Q(silence_since__lt=clock.now() - dt.timedelta(days=values[0]))


def _reported_from(_who: Person, values: list[dt.date]) -> Q:
    """A case is never opened before its report came: the second half lets the index of arrival begin there."""
    start = dt.datetime.combine(values[0], dt.time(), LONDON)
    return Q(report__received_at__gte=start, opened_at__gte=start)


def _reported_until(_who: Person, values: list[dt.date]) -> Q:
    return Q(report__received_at__lt=dt.datetime.combine(values[0] + dt.timedelta(days=1), dt.time(), LONDON))


def _called(_who: Person, values: list[str]) -> Q:
    return Q(report__reference=values[0]) if values[0].startswith("HR") else Q(reference=values[0])


def _recorded_as(_who: Person, values: list[str]) -> Q:
    return Q(pk__in=Offence.objects.filter(crime_reference__iexact=values[0]).values("case"))


def _logged_as(_who: Person, values: list[str]) -> Q:
    return Q(pk__in=Dispatch.objects.filter(log_number__iexact=values[0]).values("case"))


def _unopened(person: Person, _values: list[str]) -> Q:
    return ~Q(pk__in=FirstLook.objects.filter(person=person).values("case"))


_STAGES = tuple({state.code: state.label for state in STATES}.items())
_STRANDS = tuple((code, str(row.label)) for code, row in strands.BY_CODE.items())
_FLAGS = tuple((code, wording.flag_labels([code])[0]) for code in flags.BY_CODE if code not in ROAD_OF)

FACETS: tuple[Facet, ...] = (
    Facet(
        "open", "Open or closed", "Stage", _open, "Work to do, or work done.",
        choices=(("open", "Open"), ("closed", "Closed"), ("all", "Both")),
    ),
    Facet(
        "kind", "Kind", "Stage", _any_of("kind"), "Two machines, two roads.", choices=tuple(Case.Kind.choices), several=True
    ),
    Facet("stage", "Stage", "Stage", _any_of("state"), "Where it stands.", choices=_STAGES, several=True),
    Facet("grade", "Grade", "Urgency", _any_of("grade"), "How quickly somebody goes.", choices=GRADES, several=True),
    Facet("danger", "Danger", "Urgency", lambda _who, _values: Q(danger=True), "Practice rule 1.", choices=_YES),
    Facet(
        "overdue", "Overdue", "Urgency", lambda _who, _values: Q(next_due_at__lt=clock.now()), "A deadline has passed.",
        choices=_YES,
    ),
    Facet(
        "silence", "Has not heard from us for days", "Urgency", _silent, "The silence that never pauses.",
        read=_days, asked_as="number",
    ),
    Facet("strand", "Strand", "What and why", _overlap("strands"), "Why, as recorded.", choices=_STRANDS, several=True),
    Facet(
        "road", "Special road", "What and why", _overlap("flags"), "What runs beside the chain.",
        choices=tuple((road.flag, road.label) for road in ROADS), several=True,
    ),
    Facet("flag", "Flag", "What and why", _overlap("flags"), "What made it weigh more.", choices=_FLAGS, several=True),
    Facet(
        "noticed", "Noticed at receipt", "What and why", _overlap("flags"), "What other reports say: advice, and no more.",
        choices=tuple((flag.code, flag.label) for flag in ADVISORY), several=True,
    ),
    Facet(
        "repeat", "Happened before", "What and why", _any_of("report__repeat"), "A course of conduct.",
        choices=tuple((code, str(label)) for code, label in Report.Repeat.choices if code), several=True,
    ),
    Facet(
        "evidence", "Has files", "What and why",
        lambda _who, _values: Q(report__in=Evidence.objects.values("report")), "Pictures and papers to look at.",
        choices=_YES,
    ),
    Facet(
        "channel", "How it came", "What and why", _any_of("report__channel"), "On the web, or told to somebody.",
        choices=tuple(Report.Channel.choices), several=True,
    ),
    Facet(
        "outcome", "Outcome", "What and why",
        lambda _who, codes: Q(pk__in=Offence.objects.filter(outcome_code__in=codes).values("case")),
        "Home Office outcome of an offence in it.",
        choices=tuple((outcome.code, f"{outcome.code} {outcome.label}") for outcome in OUTCOMES), several=True,
    ),
    Facet("area", "Area", "Where and who", _in_area, "Where it happened.", choices=_areas, several=True),
    Facet("team", "Team", "Where and who", _any_of("holding_team"), "Who answers for it.", choices=_teams, several=True),
    Facet(
        "holder", "Holder", "Where and who", _held_by, "Whose hands it is in.", choices=_holders, read=_person, several=True
    ),
    Facet("unopened", "I have not opened it yet", "Where and who", _unopened, "What is new to me.", choices=_YES),
    Facet("from", "Reported from", "When", _reported_from, "A stretch of time.", read=_date, asked_as="date"),
    Facet("to", "Reported until", "When", _reported_until, "A stretch of time.", read=_date, asked_as="date"),
    Facet(
        "crime", "Crime reference", "Numbers", _recorded_as, "What the records system calls it.",
        read=_number, saved=False, asked_as="line",
    ),
    Facet(
        "log", "Command and control log number", "Numbers", _logged_as, "What the control room calls it.",
        read=_number, saved=False, asked_as="line",
    ),
    Facet(
        "reference", "Reference of a case or report", "Numbers", _called, "What it is called here.",
        read=_reference, saved=False, asked_as="line",
    ),
)  # fmt: skip
FACET = {facet.code: facet for facet in FACETS}
