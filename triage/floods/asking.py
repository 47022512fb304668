"""Whether somebody knows anyone in a flood: asked once for each group, before a word of it is shown, and kept as their first
look (first_looks.py): a yes at each report of it, a no at those that are alike.

Who says yes is out of the group, and of whatever joins it later: what blames one person in one text is one to them. Reports
that stand out are opened by themselves, and asked about by themselves.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from hatereport import audit
from partners.models import Person
from triage import first_looks, search_alarms
from triage.floods.grouping import Group, groups
from triage.floods.reading import Opened, unassessed
from triage.floods.standing_out import Sorted, sort

SAY_FIRST = "Say first whether you know anyone in these reports."


def groups_of(person: Person, reports: Iterable[Opened]) -> list[Sorted]:
    """The groups this person may read and clear, largest first: none in which they know somebody."""
    found = groups(reports)
    closed = {_text_of(group) for group in found if any(one.is_aside and not one.target for one in _all_of(group))}
    return [
        sort(replace(group, others=tuple(one for one in group.others if not one.is_aside)))
        for group in found
        if _text_of(group) not in closed and not any(one.is_aside for one in group.members)
    ]


def group_of(person: Person, days: int, lead: uuid.UUID) -> Sorted | None:
    """The group this case is in now; it is looked for anew each time, since nothing about it is stored."""
    for found in groups_of(person, unassessed(person, days)):
        if any(one.case.pk == lead for one in _all_of(found.group)):
            return found
    return None


def is_answered(found: Sorted) -> bool:
    """Whether the person it was opened for has said that they know nobody: of one of its text is of all of them."""
    return any(one.is_declared for one in found.alike or reports_of(found))


def reports_of(found: Sorted) -> list[Opened]:
    return [*found.alike, *(one for one, _ in found.standing)]


@transaction.atomic
def answer(person: Person, found: Sorted, *, knows_somebody: bool) -> None:
    """Write the answer down. A yes is of every report that is in the group now; a no of those that are alike, which nobody
    opens one by one: what stands out is asked about when it is opened. Raises as declare() does.
    """
    reports = reports_of(found)
    if not knows_somebody:
        reports = list(found.alike) or reports[:1]
        search_alarms.opened(person, reports[0].case)  # what is alike blames one and the same
    else:
        for one in reports:
            if one.case.holder_id == person.pk:  # there is something to let go of
                first_looks.declare(person, one.case, conflict=True, key=uuid.uuid4().hex)
    ids = [one.case.pk for one in reports]
    first_looks.write_for_all(person, ids, conflict=knows_somebody)
    detail = {"conflict": knows_somebody, "count": len(ids)}
    audit.record(person.as_actor(), "alteration", "queue", person.pk, "flood_first_look", detail)


def _all_of(group: Group) -> tuple[Opened, ...]:
    return (*group.members, *group.others)


def _text_of(group: Group) -> tuple[str, str]:
    """By which it is closed whomever it blames, where somebody knows one of whom the name was removed since."""
    return group.members[0].case.force_id, group.text
