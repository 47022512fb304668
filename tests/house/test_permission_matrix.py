"""Every address x every role x every record: the table in permissions.py against what a browser and the API get.

Acts with another force's identifiers are in test_another_force.py.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from partners.models import Person
from partners.roles import ROLES
from tests import cast
from tests.house.permissions import MATRIX, NO_RECORD, OTHER_FORCE, RECORDS, Row, addresses_with_a_record, arguments
from tests.house.records_of import world
from tests.triage.desk_browser import at_desk

pytestmark = pytest.mark.django_db

#: The person got through: the page, a way on, or a sentence why not, which says that the record exists.
REACHED = {200, 201, 302, 303, 400, 409, 422}
HIDDEN = {403, 404}
#: Ids of no record at all.
NOTHING = {"id": uuid.UUID(int=1)}


def everybody() -> dict[str, Person]:
    """One of each role; nobody is named in any case."""
    others = {
        "platform_administrator": cast.platform_administrator,
        "partner_user": cast.victim_support,
        "centre_user": cast.rosa,
    }
    return {role.code: others[role.code]() if role.code in others else cast.person(role.code) for role in ROLES}


def asks(browser: Client, row: Row, things: dict[str, Any]) -> int:
    """One request, and nothing of it stays."""
    address = reverse(row.name, kwargs=arguments(row, things))
    with undone():
        if row.post and row.name.startswith("api_"):
            attempt = {"version": 1, "key": uuid.uuid4().hex, "data": {}}
            return int(browser.post(address, attempt, content_type="application/json").status_code)
        return int((browser.post(address) if row.post else browser.get(address)).status_code)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_address_that_takes_a_record_has_a_row() -> None:
    """A new address: write in permissions.py who reaches which record through it, or why it takes none."""
    found, rows = set(addresses_with_a_record()), {row.name for row in MATRIX}

    assert not found - rows, f"no row in tests/house/permissions.py for: {', '.join(sorted(found - rows))}"
    assert not rows - found, f"rows for addresses that are gone: {', '.join(sorted(rows - found))}"
    assert not rows & NO_RECORD.keys()
    assert all(row.why for row in MATRIX if not row.reach)


def test_every_role_reaches_what_the_table_says_and_nothing_else() -> None:
    records, people, wrong = world(), everybody(), []

    for role, person in people.items():
        browser = at_desk(person)
        for row in MATRIX:
            for record in RECORDS:
                got = asks(browser, row, records[record])
                wanted = REACHED if role in row.reach.get(record, ()) else HIDDEN
                if got not in wanted:
                    wrong.append(f"{row.name} as {role}, {record}: {got}")

    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong)


def test_nobody_of_another_force_reaches_anything_of_ours() -> None:
    records = world()
    for role in cast.CHAIN:
        dev = cast.dev(role)  # one person, in every role of theirs
    browser = at_desk(dev)

    reached = [
        f"{row.name}, {record}"
        for row in MATRIX
        for record in RECORDS
        if record != OTHER_FORCE
        and asks(browser, row, records[record]) not in (HIDDEN if not row.same else {asks(browser, row, NOTHING)})
    ]

    assert not reached


def test_one_s_own_case_does_not_lend_its_address_to_another_s_things() -> None:
    """Our reference with an id of theirs, and theirs with one of ours."""
    records = world()
    ours, theirs = records["own area"], records[OTHER_FORCE]
    mixed = [row for row in MATRIX if len(row.takes) > 1 and "reference" in row.takes and "name" not in row.takes]
    browsers = [at_desk(cast.control_room_sergeant()), at_desk(cast.dev("control_room_sergeant"))]

    assert len(mixed) > 5
    for row in mixed:
        (other,) = [key for key in row.takes.values() if key != "reference"]
        for browser in browsers:
            for things in (ours | {other: theirs[other]}, theirs | {other: ours[other]}):
                assert asks(browser, row, things) in HIDDEN, row.name


def test_nobody_who_is_not_signed_in_reaches_a_record() -> None:
    records, browser = world(), Client()

    for row in MATRIX:
        address = reverse(row.name, kwargs=arguments(row, records["own area"]))
        answer = browser.post(address) if row.post else browser.get(address)
        sent_away = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        assert sent_away or answer.status_code in (401, 403), row.name
