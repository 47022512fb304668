"""Which cases a person may see at all: one function for lists, actions, exports and the API alike.

Nothing by default. How far a role looks is in partners/roles.py; here it becomes a filter. What they may *do* with a
case they see is workflow.py's.
"""

from django.db.models import Q, QuerySet

from partners.models import Person
from partners.roles import ROLE, Sees
from triage.models import Case

_NOTHING = Q(pk=None)


def visible_to(person: Person) -> QuerySet[Case]:
    """Cases of the person's own scope. One query for the roles, once a request; the filter itself asks nothing."""
    if not person.is_active:
        return Case.objects.none()
    return Case.objects.filter(_reach(person))


def _reach(person: Person) -> Q:
    named = Q(holder=person) | Q(officer_in_case=person) | Q(supervising_sergeant=person)
    ordinary, any_desk_role = _NOTHING, False
    restricted = _NOTHING
    for held in person.roles_held():
        sees = ROLE[held.role].sees
        if held.role == "professional_standards":
            restricted |= Q(force_id=held.force_id)
            any_desk_role = True
        elif sees == Sees.OWN_FORCE:
            ordinary |= Q(force_id=held.force_id)
            any_desk_role = True
            if held.role == "control_room_sergeant":
                ordinary |= Q(pk__in=_offered_to(held.force_id))
        elif sees == Sees.OWN_AREA:
            area = held.team.area_id if held.team else None
            ordinary |= Q(force_id=held.force_id) & (Q(area_id=area) | Q(area_id=None) if area else Q())
            any_desk_role = True
        elif sees == Sees.OWN_TEAM and held.team_id:
            ordinary |= Q(holding_team_id=held.team_id)
            any_desk_role = True
        elif sees in (Sees.OWN_CASES, Sees.OWN_TEAM):
            any_desk_role = True
    if not any_desk_role:
        return _NOTHING
    # A life comes before secrecy: an untouched danger is in the control room's sight even where the case is restricted.
    in_danger = ordinary & Q(restricted=True, danger=True)
    return named | (ordinary & Q(restricted=False)) | in_danger | (restricted & Q(restricted=True))


def _offered_to(force_id: str | None) -> QuerySet[Case]:
    return Case.objects.filter(transfers__state="offered", transfers__to_force_id=force_id).values("pk")
