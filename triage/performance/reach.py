"""Whose numbers a person may read: the whole force, their area, or their team; nobody's by default, and no case that is
restricted. Narrower than visible_to(), which still decides where a case is named.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from partners.models import Person
from triage.roads.table import KEPT_OUT

#: role -> how far its holder counts.
COUNTS: dict[str, str] = {
    "duty_inspector": "force",
    "hate_crime_inspector": "force",
    "hate_crime_lead": "force",
    "force_crime_registrar": "force",
    "local_focus_inspector": "area",
    "supervising_sergeant": "team",
}
_WIDEST_FIRST = ("force", "area", "team")


@dataclass(frozen=True)
class Reach:
    """One force, and within it perhaps only some areas or teams."""

    force: str
    areas: frozenset[str] | None = None
    teams: frozenset[int] | None = None

    def cases(self, area: str = "", at: str = "") -> Q:
        """Cases of this reach, asked of a model that leads to them by `at` ("case__")."""
        asked = {"force": self.force, "restricted": False}
        found = Q(**{f"{at}{name}": value for name, value in asked.items()})
        if self.areas is not None:
            found &= Q(**{f"{at}area__in": sorted(self.areas)})
        if self.teams is not None:
            found &= Q(**{f"{at}holding_team__in": sorted(self.teams)})
        return found & Q(**{f"{at}area": area}) if area else found


def reaches_of(person: Person) -> dict[str, Reach]:
    """The widest reach in each force the person has one in, by force."""
    found: dict[str, Reach] = {}
    for width in _WIDEST_FIRST:
        for held in person.roles_held():
            if COUNTS.get(held.role) != width or not held.force_id:
                continue
            if width == "force":
                found[held.force_id] = Reach(held.force_id)
            elif held.team_id and (reach := _within(found.get(held.force_id), held, width)):
                found[held.force_id] = reach
    return found


def apart(at: str = "") -> Q:
    """For breakdowns by strand, place, language or reference: cases that could point at a person stay out."""
    return ~Q(**{f"{at}flags__overlap": sorted(KEPT_OUT)})


def _within(known: Reach | None, held: Any, width: str) -> Reach | None:
    """A part of the force beside the parts known already; None where the person has the wider view."""
    if width == "area":
        if known and known.areas is None:
            return None
        if held.team.area_id is None:
            return Reach(held.force_id)
        return Reach(held.force_id, areas=frozenset((known.areas if known else None) or ()) | {held.team.area_id})
    if known and known.teams is None:
        return None
    return Reach(held.force_id, teams=frozenset((known.teams if known else None) or ()) | {held.team_id})
