"""Which team holds a case in a state, and how serious it looks. Rules choose the team; a person comes by taking it."""

from collections.abc import Iterable

from partners.models import Team
from partners.teams import team_for
from triage.models.case import Case
from triage.roads.advisory_flags import ADVISORY_OF
from triage.roads.table import ANOTHER_LANGUAGE
from triage.states import STATE_OF

#: Flags that put a case at the top of a queue before anybody has read it (domain.md 1.5).
SERIOUS = frozenset({
    "weapon", "injury", "fire", "suspect_near", "suicidal",
    "domestic", "under_18", "sexual", "terrorism", "police_suspect",
})  # fmt: skip
RISK_OF_LEVEL = {"low": 1, "medium": 2, "high": 3, "critical": 4}
DANGER = 4


def holding_team(case: Case, state: str) -> Team:
    """The team that holds the case in a state. Never none: partners.teams falls back to the control room. One query."""
    if case.restricted:
        return team_for("professional_standards", case.force_id)
    wanted = STATE_OF[case.kind, state].team
    return team_for(wanted, case.force_id, case.area_id) if wanted else case.holding_team


def risks(flags: Iterable[str]) -> set[str]:
    """The flags that speak of risk; a language does not, and what other reports say shortens nobody's clock."""
    return set(flags) - {ANOTHER_LANGUAGE} - ADVISORY_OF.keys()


def risk_of(flags: Iterable[str], *, danger: bool, level: str = "", crime: bool = False) -> int:
    """0 to 4 for sorting. A person's level replaces the flags; a danger stays on top until somebody is sent."""
    if danger:
        return DANGER
    if level:
        return RISK_OF_LEVEL[level]
    flagged = risks(flags)
    if flagged & SERIOUS:
        return 3
    return 2 if flagged else int(crime)
