"""Saved searches: kept, counted and found again; shared with a team, changed by their owner alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Team
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import at_desk
from tests.triage.finding.searching import SEARCH, asked, ellen
from triage.finding import saved
from triage.models import Case, SavedSearch
from triage.refusals import NotInScope, Refused

pytestmark = pytest.mark.django_db


def test_a_search_is_kept_counted_and_found_again():
    for _ in range(3):
        chain.report_received()
    browser = at_desk(ellen())

    browser.post("/desk/search/saved/", {"filters": "stage=control_room&sort=due", "name": "  New   ones "})
    page = browser.get(SEARCH)

    (one,) = page.context["saved"]
    assert (one.row.name, one.row.filters, one.count) == ("New ones", "stage=control_room&sort=due", "3")
    assert "?stage=control_room&amp;sort=due" in page.content.decode()


def test_a_count_stops_at_fifty(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(saved, "COUNTED", 2)
    for _ in range(3):
        chain.report_received()
    saved.save(asked("stage=control_room"), "New")
    saved.save(asked("stage=dispatched"), "Sent")

    with CaptureQueriesContext(connection) as queries:
        shown = saved.shown_to(ellen())

    assert {one.row.name: one.count for one in shown} == {"New": "2+", "Sent": "0"}
    assert sum("triage_case" in query["sql"] for query in queries) == 1


def test_a_team_shares_its_searches_and_each_counts_their_own_scope():
    chain.report_received()
    team = ellen().roles_held()[0].team
    assert team is not None
    mine = saved.save(asked("holder=me"), "In my hands", str(team.pk))
    neil = cast.control_room_sergeant(2)
    does(neil, "take", Case.objects.get())

    assert [(one.row, one.count, one.is_mine) for one in saved.shown_to(ellen())] == [(mine, "0", True)]
    assert [(one.row, one.count, one.is_mine) for one in saved.shown_to(neil)] == [(mine, "1", False)]
    assert saved.shown_to(cast.local_focus_sergeant()) == []


def test_only_its_owner_renames_or_deletes_it():
    team = ellen().roles_held()[0].team
    assert team is not None
    row = saved.save(asked("danger=yes"), "Danger", str(team.pk))
    neil = at_desk(cast.control_room_sergeant(2))

    assert neil.post(f"/desk/search/saved/{row.pk}/", {"do": "delete"}).status_code == 404
    assert neil.post(f"/desk/search/saved/{row.pk}/", {"name": "Mine"}).status_code == 404
    browser = at_desk(ellen())
    browser.post(f"/desk/search/saved/{row.pk}/", {"do": "rename", "name": "In danger"})
    assert SavedSearch.objects.get().name == "In danger"
    browser.post(f"/desk/search/saved/{row.pk}/", {"do": "delete"})
    assert not SavedSearch.objects.exists()
    with pytest.raises(NotInScope):
        saved.delete(ellen(), row.pk)


@pytest.mark.parametrize(
    ("query", "name", "team"),
    [
        ("", "Everything", ""),
        ("crime=26A/1", "A number", ""),
        ("reference=HC-1", "Unreadable", ""),
        ("danger=yes", "", ""),
        ("danger=yes", "x" * 61, ""),
        ("danger=yes", "07700 900123", ""),
        ("danger=yes", "amina@home.example", ""),
        ("danger=yes", "Somebody else's team", "1"),
        ("danger=yes", "No team", "٣"),
    ],
)
def test_what_may_not_be_kept_is_refused_in_a_sentence(query: str, name: str, team: str):
    other = Team.objects.filter(force="leicestershire").first()
    assert other is not None

    with pytest.raises(Refused):
        saved.save(asked(query), name, str(other.pk) if team == "1" else team)
    assert not SavedSearch.objects.exists()


def test_a_name_is_used_once_and_there_are_at_most_twenty():
    for number in range(20):
        saved.save(asked("danger=yes"), f"Search {number}")

    with pytest.raises(Refused, match="Delete one"):
        saved.save(asked("danger=yes"), "One more")
    SavedSearch.objects.latest("pk").delete()
    with pytest.raises(Refused, match="already"):
        saved.save(asked("danger=yes"), "Search 1")


def test_a_search_kept_before_its_team_was_dissolved_says_so_and_breaks_nothing():
    row = saved.save(asked("danger=yes"), "Danger")
    SavedSearch.objects.filter(pk=row.pk).update(filters="team=99999&area=atlantis&nonsense=1")

    (one,) = saved.shown_to(ellen())
    assert one.count == "0"
    assert at_desk(ellen()).get(SEARCH).status_code == 200
