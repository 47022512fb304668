"""Which team holds a case in a state, and how serious it looks. Rules choose the team; a person comes by taking it."""

from collections.abc import Iterable

from partners.models import Team
from triage.models.case import Case
from triage.states import STATE_OF

#: Flags that put a case at the top of a queue before anybody has read it (domain.md 1.5).
SERIOUS = frozenset(
    {"weapon", "injury", "suspect_near", "suicidal", "domestic", "under_18", "sexual", "terrorism", "police_suspect"}
)
RISK_OF_LEVEL = {"low": 1, "medium": 2, "high": 3, "critical": 4}
DANGER = 4


class NobodyHolds(LookupError):
    """The force has no team that could hold this; the force administrator must add a control room team."""


def team_for(case: Case, state: str) -> Team:
    """The team that holds the case in a state: of its area, else of its force, else the control room. Never none.

    Raises NobodyHolds only where a force on board has no control room at all.
    """
    if case.restricted:
        kinds = ["professional_standards", "duty", "control_room"]
    else:
        wanted = STATE_OF[case.kind, state].team
        if not wanted:
            return case.holding_team
        kinds = [wanted, "control_room"]
    teams = list(Team.objects.filter(force_id=case.force_id, kind__in=kinds))
    if not teams:
        raise NobodyHolds(NobodyHolds.__doc__)
    return min(
        teams,
        key=lambda team: (kinds.index(team.kind), team.area_id != case.area_id, team.area_id is not None, team.pk),
    )


def team_of_kind(force_id: str, kind: str, area_id: str | None = None) -> Team | None:
    """A team of one kind in a force, the area's own first."""
    teams = Team.objects.filter(force_id=force_id, kind=kind)
    return min(teams, key=lambda team: (team.area_id != area_id, team.pk), default=None)


def risk_of(flags: Iterable[str], *, danger: bool, level: str = "", crime: bool = False) -> int:
    """0 to 4 for sorting. A person's level replaces the flags; a danger stays on top until somebody is sent."""
    if danger:
        return DANGER
    if level:
        return RISK_OF_LEVEL[level]
    flagged = set(flags)
    if flagged & SERIOUS:
        return 3
    return 2 if flagged else int(crime)
