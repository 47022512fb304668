"""The queues of the desk: which cases a person is shown first, and in which order.

A tab is a row of TABS; every tab is a filter inside the person's own scope (scope.py), read in the order of an index and
page by page from a place in it, never counted. What a line says is in lines.py, days in court are in hearings.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from hatereport import clock
from partners.models import Person
from partners.roles import ROLE, Sees
from triage.finding.sorts import URGENCY
from triage.models import Case, Clock, Task
from triage.places import Place
from triage.scope import BESIDE_THE_CHAIN, covered, visible_to
from triage.states import STATES

PAGE = 50
ORDER = URGENCY.order
_NOTHING = Q(pk=None)
_DESK = frozenset({Sees.OWN_FORCE, Sees.OWN_AREA, Sees.OWN_TEAM, Sees.OWN_CASES})
DESK_ROLES = frozenset(role.code for role in ROLE.values() if role.sees in _DESK)
_WHOLE_FORCE = tuple(role.code for role in ROLE.values() if role.sees == Sees.OWN_FORCE)


@dataclass(frozen=True)
class Tab:
    """One queue. `roles`: whose desk has it, empty for every desk; `lands`: whose desk opens with it."""

    code: str
    label: str
    where: Callable[[Person], Q]
    why: str
    roles: tuple[str, ...] = ()
    lands: tuple[str, ...] = ()
    #: Kinds of team: whoever sits in one of them has it.
    teams: frozenset[str] = frozenset()

    def shown_to(self, person: Person) -> bool:
        if self.teams:
            return any(held.team is not None and held.team.kind in self.teams for held in person.roles_held())
        return not self.roles or person.holds(*self.roles)


def _mine(person: Person) -> Q:
    """What this person holds, and what they cover for somebody who is away."""
    return Q(holder=person) | covered(person)


def _team(person: Person) -> Q:
    """Held by a team of theirs, in a state one of their roles owns."""
    teams = {held.team_id for held in person.roles_held() if held.team_id and held.role in DESK_ROLES}
    return Q(holding_team__in=teams) & _owned(person) if teams else _NOTHING


def _owned(person: Person) -> Q:
    roles = person.roles()
    if "professional_standards" in roles:
        return Q()
    owned = [
        Q(kind=kind, state__in=states)
        for kind in ("hate_incident", "hate_crime")
        if (states := [row.code for row in STATES if row.kind == kind and row.open and _answers_in(row.owners, roles)])
    ]
    return reduce(or_, owned, Q()) if owned else _NOTHING


def _answers_in(owners: tuple[str, ...], roles: set[str]) -> bool:
    """A waiting case stays with its team; the control room is one room; the duty inspector answers at any hour."""
    if not owners or roles & set(owners):
        return True
    return "control_room_sergeant" in owners and bool(roles & {"control_room_operator", "duty_inspector"})


def _mine_or_team(person: Person) -> Q:
    return _mine(person) | _team(person)


def _forces(person: Person, *roles: str) -> Q:
    return Q(force__in={held.force_id for held in person.roles_held() if held.role in roles})


def _duty(person: Person) -> Q:
    """What a duty inspector answers for in the night: everything of the force whose deadline has passed, and danger."""
    return _forces(person, "duty_inspector") & (Q(next_due_at__lt=clock.now()) | Q(danger=True))


def _beside(person: Person) -> Q:
    """What a team beside the chain was asked to own, answered or not, for as long as somebody works on the report."""
    sits = [held.team for held in person.roles_held() if held.team and held.team.kind in BESIDE_THE_CHAIN]
    return Q(report__in=Task.objects.filter(team__in=sits).exclude(road="").values("case__report"))


def _reviews(person: Person) -> Q:
    waiting = Clock.objects.filter(case=OuterRef("pk"), kind="specialist_review").exclude(state=Clock.State.STOPPED)
    return _forces(person, "hate_crime_sergeant") & Q(kind="hate_crime") & Q(Exists(waiting))


TABS: tuple[Tab, ...] = (
    Tab("mine", "Mine", _mine, "What this person holds.", lands=("officer",)),
    Tab(
        "team",
        "My team’s",
        _team,
        "What waits where this person's roles are answerable.",
        lands=(
            "control_room_operator",
            "control_room_sergeant",
            "local_focus_sergeant",
            "local_focus_inspector",
            "supervising_sergeant",
            "hate_crime_inspector",
            "hate_crime_lead",
            "professional_standards",
        ),
    ),
    Tab("unassigned", "Unassigned", lambda person: _team(person) & Q(holder=None), "Nobody has taken it yet."),
    Tab(
        "overdue",
        "Overdue",
        lambda person: _mine_or_team(person) & Q(next_due_at__lt=clock.now()),
        "A deadline has passed.",
    ),
    Tab(
        "supervised",
        "I supervise",
        lambda person: Q(supervising_sergeant=person),
        "Wherever it stands.",
        roles=("supervising_sergeant",),
    ),
    Tab(
        "reviews",
        "Specialist reviews",
        _reviews,
        "Runs beside the chain, so no state shows it (workflow.md).",
        roles=("hate_crime_sergeant",),
        lands=("hate_crime_sergeant",),
    ),
    Tab(
        "beside",
        "Beside the chain",
        _beside,
        "Domestic abuse, sexual offences and safeguarding own their side of a case (practice.md 12 to 14).",
        teams=BESIDE_THE_CHAIN,
    ),
    Tab(
        "duty",
        "Needs the duty inspector",
        _duty,
        "Practice rule 1.",
        roles=("duty_inspector",),
        lands=("duty_inspector",),
    ),
    Tab(
        "force",
        "Whole force",
        lambda person: _forces(person, *_WHOLE_FORCE),
        "For roles that answer for all of it.",
        roles=_WHOLE_FORCE,
        lands=("force_crime_registrar",),
    ),
)
TAB = {tab.code: tab for tab in TABS}


def tabs_of(person: Person) -> list[Tab]:
    return [tab for tab in TABS if tab.shown_to(person)]


def landing(person: Person) -> Tab:
    """The tab a desk opens with: that of the first of the person's roles in the order of partners/roles.py."""
    for role in ROLE:
        for tab in TABS:
            if role in tab.lands and person.holds(role):
                return tab
    return TAB["mine"]


def cases_in(tab: Tab, person: Person, after: Place | None = None) -> QuerySet[Case]:
    """Open cases of a tab from a place on, most serious and most urgent first."""
    cases = visible_to(person).filter(tab.where(person), ended_at=None)
    if after is not None:
        cases = cases.filter(after.beyond())
    return cases.order_by(*ORDER.fields)
