"""The small numbers in the head: what they count, where they end, what they cost, and that they leave no trace."""

import pytest

from hatereport.audit.models import Entry
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import at_desk, at_most, in_danger, under_investigation
from triage import aftermath, first_looks
from triage.countersigning import may_sign
from triage.models import Case
from triage.news import counters
from triage.news.counters import CAP, COUNTERS, counts_for
from triage.news.waiting import signatures_for
from triage.views import signing

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"HX-Request": "true"}


def test_each_number_counts_what_its_page_shows():
    case = chain.report_received(**chain.NO_CRIME)
    aftermath.follow_up(case.moves.get().pk)
    ellen, sarah = cast.control_room_sergeant(), cast.local_focus_sergeant()
    assert counts_for(ellen) | {"overdue": ""} == {
        "desk": "1", "overdue": "", "desk_actions": "", "desk_countersign": "", "desk_news": "1",
    }  # fmt: skip

    does(ellen, "assess_as_incident", case, **chain.assessment(case))

    assert counts_for(ellen)["desk"] == ""
    assert (counts_for(sarah)["desk"], counts_for(sarah)["desk_actions"]) == ("1", "1")


def _to_be_signed() -> Case:
    case = chain.report_received()
    does(cast.control_room_sergeant(), "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")
    return case


def test_a_signature_is_counted_for_whoever_may_give_it_and_nobody_else():
    case = _to_be_signed()
    asked = case.countersignatures.get()

    for who in (cast.duty_inspector(), cast.control_room_sergeant(), cast.officer(), cast.dev("duty_inspector")):
        waits = may_sign(case, asked, who)
        assert signatures_for(who).filter(pk=asked.pk).exists() == waits
        assert counts_for(who)["desk_countersign"] == ("1" if waits else "")
    assert counts_for(cast.duty_inspector())["desk_countersign"] == "1"


def test_what_is_not_theirs_to_sign_hides_nothing_that_is_and_all_of_it_is_reached(monkeypatch):
    aside, *theirs = (_to_be_signed() for _ in range(3))
    fiona = cast.duty_inspector()
    first_looks.write_for_all(fiona, [aside.pk], conflict=True)
    monkeypatch.setattr(signing, "PAGE", 1)
    desk = at_desk(fiona)

    first = desk.get("/desk/countersign/")
    second = desk.get("/desk/countersign/", {"after": first.context["next_place"]})

    assert counts_for(fiona)["desk_countersign"] == "2"
    shown = [asked.case for page in (first, second) for asked in page.context["signatures"]]
    assert shown == theirs
    assert not second.context["next_place"]


def test_what_is_overdue_is_counted_for_its_team():
    case = under_investigation()
    alan = cast.supervising_sergeant()
    assert counts_for(alan)["overdue"] == ""

    Case.objects.filter(pk=case.pk).update(next_due_at=case.opened_at)

    assert counts_for(alan)["overdue"] == "1"
    assert counts_for(cast.dev("supervising_sergeant"))["overdue"] == ""


def test_beyond_the_cap_it_says_many(monkeypatch):
    monkeypatch.setattr(counters, "CAP", 1)
    for _ in range(3):
        chain.report_received()

    assert counts_for(cast.control_room_sergeant())["desk"] == "1+"


def test_all_of_them_take_one_query_and_leave_no_entry():
    chain.report_received()
    desk = at_desk(cast.control_room_sergeant())
    before = Entry.objects.count()

    with at_most(7):  # session, person, roles, covers, the numbers, and two for the alarm
        answer = desk.get("/desk/counters/", headers=BY_SCRIPT)

    page = answer.content.decode()
    assert all(f'id="count-{counter.code}"' in page for counter in COUNTERS)
    assert page.count('hx-swap-oob="true"') == len(COUNTERS) + 1
    assert Entry.objects.count() == before


def test_the_alarm_has_its_number_for_those_who_are_called():
    in_danger()

    called = at_desk(cast.control_room_operator()).get("/desk/counters/", headers=BY_SCRIPT).content.decode()
    other = at_desk(cast.officer()).get("/desk/counters/", headers=BY_SCRIPT).content.decode()

    assert "count-desk_alarms" in called
    assert "count-desk_alarms" not in other


def test_without_a_script_the_numbers_are_drawn_with_the_page():
    chain.report_received()
    desk = at_desk(cast.control_room_sergeant())

    page = desk.get("/desk/").content.decode()

    assert 'id="count-desk">1<' in page
    assert 'id="count-desk_actions" hidden>' in page
    assert desk.get("/desk/counters/")["Location"] == "/desk/"


def test_the_numbers_are_read_out_as_words_and_never_aloud_by_themselves():
    page = at_desk(cast.control_room_sergeant()).get("/desk/").content.decode()
    head = page[page.index('class="bar__ways"') : page.index("</nav>")]

    assert "aria-live" not in head
    assert " waiting</span>" in head
    assert CAP == 50
