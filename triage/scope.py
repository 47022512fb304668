"""Which cases a person may see at all: one function for lists, actions, exports and the API alike.

Nothing by default. How far a role looks is in partners/roles.py; here it becomes a filter. What they may *do* with a
case they see is the workflow table's (workflow/).
"""

from typing import Any

from django.db.models import Q, QuerySet

from partners.models import Person
from partners.roles import ROLE, Sees
from triage.models import Case, FirstLook
from triage.parts import CR_ANY

_NOTHING = Q(pk=None)
#: Teams that own a special road beside the chain: they see what they are asked about.
BESIDE_THE_CHAIN = frozenset({"domestic_abuse", "sexual_offences", "safeguarding"})
_OWNED_BESIDE = ("domestic", "sexual", "under_18")
_DESK = frozenset({Sees.OWN_FORCE, Sees.OWN_AREA, Sees.OWN_TEAM, Sees.OWN_CASES})


def visible_to(person: Person) -> QuerySet[Case]:
    """Cases of the person's own scope, but for those of a report in which they know somebody (first_looks.py): what led to
    a case, and what comes after it, shows the same words and people.

    One query for the roles, once a request; the filter itself asks nothing.
    """
    if not person.is_active:
        return Case.objects.none()
    stood_aside = FirstLook.objects.filter(person=person, conflict=True).values("case__report")
    return Case.objects.filter(_reach(person)).exclude(report__in=stood_aside)


def _reach(person: Person) -> Q:
    named = Q(holder=person) | Q(officer_in_case=person) | Q(supervising_sergeant=person)
    ordinary, control_room, restricted = _NOTHING, _NOTHING, _NOTHING
    forces: set[str | None] = set()
    for held in person.roles_held():
        sees = ROLE[held.role].sees
        if sees not in _DESK:
            continue
        forces.add(held.force_id)
        if held.team and held.team.kind in BESIDE_THE_CHAIN:
            ordinary |= Q(pk__in=_asked_of(held.team.pk))
        if held.role == "professional_standards":
            restricted |= Q(force_id=held.force_id) | Q(pk__in=_offered_to(held.force_id))
        elif sees == Sees.OWN_FORCE:
            ordinary |= Q(force_id=held.force_id)
            if held.role == "control_room_sergeant":
                ordinary |= Q(pk__in=_offered_to(held.force_id))
            if held.role in CR_ANY:
                control_room |= Q(force_id=held.force_id)
        elif sees == Sees.OWN_AREA:
            area = held.team.area_id if held.team else None
            ordinary |= Q(force_id=held.force_id) & (Q(area_id=area) | Q(area_id=None) if area else Q())
        elif sees == Sees.OWN_TEAM and held.team_id:
            ordinary |= Q(holding_team_id=held.team_id)
    # A life comes before secrecy: a danger is in the control room's sight even where the case is restricted.
    in_danger = control_room & Q(restricted=True, danger=True)
    mine = named & Q(force_id__in=forces)  # named once, and now of another force: no longer
    return mine | covered(person) | (ordinary & Q(restricted=False)) | in_danger | (restricted & Q(restricted=True))


def covered(person: Person) -> Q:
    """Cases of those this person covers for, in the roles both hold; what is restricted only within its own team."""
    found = _NOTHING
    for away in person.covers_for():
        if ROLE[away.role].sees not in _DESK:
            continue
        theirs = Q(holder_id=away.person_id)
        if away.role == "officer":
            theirs |= Q(officer_in_case_id=away.person_id)
        if away.role == "supervising_sergeant":
            theirs |= Q(supervising_sergeant_id=away.person_id)
        found |= theirs & Q(force_id=away.force_id, restricted=away.role == "professional_standards")
    return found


def _asked_of(team_id: int) -> QuerySet[Case, Any]:
    """What waits for an answer of theirs, and what they own beside the chain for as long as the report is worked on."""
    asked = Q(tasks__team_id=team_id, tasks__answered_at=None)
    owned = Q(ended_at=None, report__cases__tasks__team_id=team_id, report__cases__tasks__road__in=_OWNED_BESIDE)
    return Case.objects.filter(asked | owned).values("pk")


def _offered_to(force_id: str | None) -> QuerySet[Case, Any]:
    return Case.objects.filter(transfers__state="offered", transfers__to_force_id=force_id).values("pk")
