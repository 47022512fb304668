"""Which clearings a person works through: those of their forces, and none in which they know somebody.

What they have said of a clearing that is in their sight, and what they do with it, is clearing.py's.
"""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from partners.models import Person
from triage.floods.grouping import are_alike, plain
from triage.floods.reading import CONFIRMERS, Opened, opened_again, stood_aside_from
from triage.models import FirstLook, FloodClearing


def recent_for(person: Person, most: int) -> list[FloodClearing]:
    """The newest clearings this person works through."""
    return _without_whom_they_know(person, _seen_by(person)[:most])


def found_for(person: Person, clearing_id: uuid.UUID) -> FloodClearing | None:
    return next(iter(_without_whom_they_know(person, _seen_by(person).filter(pk=clearing_id))), None)


def _seen_by(person: Person) -> QuerySet[FloodClearing]:
    """Clearings of the forces in which this person works through floods, the newest first; none of reports they stood aside
    from.
    """
    forces = {held.force_id for held in person.roles_held() if held.role in CONFIRMERS}
    aside = FirstLook.objects.filter(person=person, conflict=True).values("case")
    found = FloodClearing.objects.filter(force__in=forces).exclude(cases__overlap=aside)
    return found.select_related("proposed_by", "decided_by", "staff")


def _without_whom_they_know(person: Person, seen: Iterable[FloodClearing]) -> list[FloodClearing]:
    """None of which the text and the name are those of a report they stood aside from: such reports may come again."""
    found = list(seen)
    aside = stood_aside_from(person, {clearing.force_id for clearing in found})
    if not aside:
        return found
    first = {one.case.pk: one.target for one in opened_again(clearing.cases[0] for clearing in found)}
    return [clearing for clearing in found if not _is_of_one_with(clearing, first.get(clearing.cases[0], ""), aside)]


def _is_of_one_with(clearing: FloodClearing, blames: str, aside: Iterable[Opened]) -> bool:
    text, name = plain((clearing.words or {}).get("text", "")), plain(blames)
    # Of whom the name was removed since, nobody can tell whom it was.
    named = (one for one in aside if one.case.force_id == clearing.force_id and plain(one.target) in ((), name))
    return any(are_alike(plain(one.words), text) for one in named)
