"""Every page of the desk, of partners and of the API that shows something is one entry of the log, and only one.

The addresses are those of the two matrices; a new one is walked by itself. What shows nothing of anybody stands in
SHOWS_NOTHING.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from hatereport.audit.models import Action, Entry
from tests.house import permissions
from tests.house.permissions import ERASED, OTHER_FORCE, arguments
from tests.house.records_of import world
from tests.house.test_every_page import MATRIX
from tests.house.test_permission_matrix import everybody, undone
from tests.triage.desk_browser import at_desk

pytestmark = pytest.mark.django_db

AREAS = ("desk", "referral", "api_")
#: Pages without a person, a case or a report on them, and why they are no consultation.
SHOWS_NOTHING: dict[str, str] = {
    "desk_next": "leads on to a case, whose page is the entry",
    "desk_declare": "leads on to a case, whose page is the entry",
    "desk_search": "an empty form; what is asked of it is an entry",
    "desk_counters": "numbers beside the ways, renewed by script; the lists behind them are entries",
    "desk_mail": "one's own wish to be mailed",
    "desk_several": "nothing was ticked: leads back to the queue",
    "desk_new": "an empty form; the report it takes down is an entry",
    "desk_forces": "names of forces and whether they are on board",
    "desk_letters": "templates with invented people",
    "desk_letter_template": "templates with invented people",
    "desk_flood_group": "one report is no flood: leads back",
    "desk_code": "a button; the code behind it is an entry",
    "api_schema": "the description of the API",
    "api_docs": "the description of the API",
}
#: Files to take away: the figures leave the service.
LEAVES_AS_A_FILE = {"desk_performance_file"}


def looked_at() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """name, role, arguments: each address that is opened by looking, for the first who may."""
    records = world()
    rows = {row.name: row for row in permissions.MATRIX}
    for line in MATRIX:
        if line.post or (not line.who and line.name not in rows) or not line.name.startswith(AREAS):
            continue
        if row := rows.get(line.name):
            record, roles = next(((r, w) for r, w in row.reach.items() if r not in (OTHER_FORCE, ERASED)), ("", ()))
            if roles:
                yield line.name, roles[0], arguments(row, records[record])
        else:
            yield line.name, line.who[0], dict(line.kwargs)


def test_every_page_that_shows_something_is_one_entry() -> None:
    people, wrong, looks = everybody(), [], 0

    for name, role, kwargs in looked_at():
        browser, newest = at_desk(people[role]), Entry.objects.order_by("-id").values_list("id", flat=True).first()
        with undone():
            answer = browser.get(reverse(name, kwargs=kwargs))
            entries = Entry.objects.filter(id__gt=newest, actor_id=people[role].pk).exclude(act="first_look")
            said = list(entries.values_list("action", "act"))
        looks += len(said)
        word = "disclosure" if name in LEAVES_AS_A_FILE else "consultation"
        wanted = 0 if name in SHOWS_NOTHING else 1
        if answer.status_code >= 400 or len(said) != wanted or any(action != word for action, _ in said):
            wrong.append(f"{name} as {role}: {answer.status_code}, {said}")

    assert not wrong, "\n".join(wrong)
    assert looks > 20


def test_the_log_knows_six_words() -> None:
    """Data Protection Act 2018, section 62."""
    assert set(Action.values) == {
        "collection", "alteration", "consultation", "disclosure", "combination", "erasure",
    }  # fmt: skip
