"""A file out of reach: one click by whoever sees it; whose case it is takes it back or shuts it for good."""

import uuid
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from hatereport import clock
from hatereport.audit.models import Entry
from incidents.models import Evidence
from partners.models import Person
from tests import cast
from tests.files_of_the_cast import evidence_of
from tests.triage import chain
from tests.triage.desk_browser import address, at_desk
from triage.handling import quarantine
from triage.models import Attachment, Case
from triage.refusals import Refused

pytestmark = pytest.mark.django_db

Row = Evidence | Attachment


def reporters(case: Case) -> Row:
    return evidence_of(case.report)


def officers(case: Case) -> Row:
    added = {"added_by": cast.officer(), "added_at": clock.now(), "kind": "pdf", "scan": "clean", "file": uuid.uuid4()}
    return Attachment.objects.create(case=case, number=1, **added)


@pytest.fixture
def case() -> Case:
    return chain.crime_in("under_investigation")


@pytest.fixture(params=[reporters, officers])
def row(request: pytest.FixtureRequest, case: Case) -> Row:
    made: Callable[[Case], Row] = request.param
    return made(case)


def settled(who: Person, case: Case, row: Row, **said: str) -> str:
    """What the page says when they have pressed the button."""
    folder = "evidence" if isinstance(row, Evidence) else "attachments"
    browser = at_desk(who)
    browser.post(address(case, f"{folder}/{row.pk}/quarantine"), said)
    row.refresh_from_db()
    return browser.get(address(case)).content.decode()


def test_whoever_sees_the_case_puts_a_file_out_of_reach_and_cannot_settle_it(case: Case, row: Row) -> None:
    joan = cast.control_room_operator()

    page = settled(joan, case, row)

    assert row.quarantined_by == joan
    assert "Whose case it is, or the hate crime lead" in page
    for said in ({"do": "shut"}, {"do": "take_back", "why": "wrong_file"}):
        assert quarantine.NOT_YOURS in settled(joan, case, row, **said)
    assert (row.quarantined_by, row.shut_for_good_at) == (joan, None)


@pytest.mark.parametrize("who", [cast.officer, cast.supervising_sergeant, cast.hate_crime_lead])
def test_whose_case_it_is_or_the_lead_takes_it_back_with_a_reason(
    who: Callable[[], Person], case: Case, row: Row
) -> None:
    quarantine.put(row, case, cast.control_room_operator())

    assert "Choose why it is taken back." in settled(who(), case, row, do="take_back")
    page = settled(who(), case, row, do="take_back", why="wrong_file")

    assert (row.quarantined_at, row.quarantined_by) == (None, None)
    assert "opens for nobody" not in page
    entry = Entry.objects.get(act__startswith="take_back_")
    assert (entry.actor_id, entry.detail["why"]) == (who().pk, "wrong_file")


def test_shut_for_good_it_is_brought_back_by_nobody(case: Case, row: Row) -> None:
    quarantine.put(row, case, cast.control_room_operator())

    page = settled(cast.hate_crime_lead(), case, row, do="shut")

    assert row.shut_for_good_by == cast.hate_crime_lead()
    assert "Shut for good" in page
    with pytest.raises(Refused, match="shut for good"):
        quarantine.take_back(row, case, cast.officer(), "wrong_file")
    other = cast.auditor()
    for change in (
        {"quarantined_at": None},
        {"quarantined_by": other},
        {"shut_for_good_at": None},
        {"shut_for_good_by": other},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)


def test_what_is_within_reach_is_not_shut(case: Case, row: Row) -> None:
    with pytest.raises(Refused):
        quarantine.shut(row, case, cast.officer())

    row.refresh_from_db()
    assert row.shut_for_good_at is None
