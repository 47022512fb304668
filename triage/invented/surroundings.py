"""What loading needs of a force: areas with their outcodes, one person a role, teams."""

from dataclasses import dataclass

from partners.models import Force, Outcode, Person, RoleHeld, Team
from partners.teams import team_for
from triage.invented.journeys import ROADS
from triage.states import STATE_OF


class NobodyToActFor(LookupError):
    """A force needs one person in each role of the roads before cases can be loaded: run load_demo first."""


@dataclass(frozen=True)
class Surroundings:
    """One force as loading needs it: areas with their outcodes, one person a role, teams by (kind, area)."""

    force: Force
    outcodes: tuple[tuple[str, str], ...]
    people: dict[str, Person]
    teams: dict[tuple[str, str], Team]


def surroundings() -> list[Surroundings]:
    """Every force on board that has people in all roles. Raises NobodyToActFor."""
    found = []
    for force in Force.objects.filter(on_board=True).order_by("code"):
        outcodes = tuple(
            Outcode.objects.filter(force=force).exclude(area=None).order_by("code").values_list("code", "area_id")
        )
        wanted = {leg.role for road in ROADS.values() for leg in road if leg.role}
        held = (
            RoleHeld.objects.current().filter(force=force, role__in=wanted).select_related("person").order_by("person")
        )
        people: dict[str, Person] = {}
        for row in held:
            people.setdefault(row.role, row.person)
        if wanted <= people.keys() and outcodes:
            kinds = {STATE_OF[kind, leg.to].team for kind, road in ROADS.items() for leg in road}
            areas = {area for _code, area in outcodes}
            teams = {(kind, area): team_for(kind, force, area) for kind in kinds for area in areas}
            found.append(Surroundings(force, outcodes, people, teams))
    if not found:
        raise NobodyToActFor(NobodyToActFor.__doc__)
    return found
