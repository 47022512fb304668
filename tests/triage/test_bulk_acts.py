"""Several cases at once: each by itself, said one by one, and never a way to end any."""

import uuid

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from incidents.models import Letter
from partners.models import Person, RoleHeld
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, at_desk, at_most
from triage.handling import bulk_acts
from triage.models import Case, FirstLook
from triage.workflow import WORKFLOW

pytestmark = pytest.mark.django_db
SEVERAL = "/desk/several/"


def opened(*cases: Case, by: Person | None = None) -> None:
    """Somebody of the control room has opened them."""
    looks = [FirstLook(case=case, person=by or cast.control_room_sergeant(2), at=clock.now()) for case in cases]
    FirstLook.objects.bulk_create(looks)


def ticked(*cases: Case, **said: object) -> dict[str, object]:
    return {"case": [f"{case.reference}.{case.version}" for case in cases], "key": uuid.uuid4().hex, **said}


def assigned(who, *cases, to, **said):
    return at_desk(who).post(SEVERAL, ticked(*cases, what="assign", sent="yes", person=str(to.pk), **said))


def test_two_cases_are_handed_to_a_colleague_and_each_has_its_own_move_and_entry():
    cases = [chain.report_received(), chain.report_received(**chain.ELSEWHERE)]
    opened(*cases)
    ellen, neil = cast.control_room_sergeant(), cast.control_room_sergeant(2)

    page = assigned(ellen, *cases, to=neil).content.decode()

    assert "2 done" in page
    for case in cases:
        case.refresh_from_db()
        assert case.holder == neil
        assert case.moves.latest("seq").act == "hand_over"
        assert Entry.objects.filter(chain=f"case:{case.pk}", act="hand_over").count() == 1
    entry = Entry.objects.get(act="several")
    assert entry.detail == {"act": "hand_over", "chosen": 2, "done": 2}


@pytest.mark.parametrize("where", ["/desk/?tab=team", "/desk/search/?kind=hate_crime"])
def test_the_lines_of_a_list_can_be_ticked(where):
    case = chain.report_received()
    twin = chain.report_received(**chain.ELSEWHERE)

    page = at_desk(cast.control_room_sergeant()).get(where).content.decode()

    for one in (case, twin):
        assert f'form="several" value="{one.reference}.{one.version}"' in page
    assert f'id="several" method="post" action="{SEVERAL}"' in page


def test_what_nobody_has_opened_is_left_out_and_said():
    read, unread = chain.report_received(), chain.report_received(**chain.ELSEWHERE)
    opened(read)
    neil = cast.control_room_sergeant(2)

    page = assigned(cast.control_room_sergeant(), read, unread, to=neil).content.decode()

    assert "1 done, 1 not" in page
    assert bulk_acts.UNOPENED in page
    unread.refresh_from_db()
    assert unread.holder is None


@pytest.mark.parametrize(("what", "to"), [("take", 1), ("hand_over", 2), ("cover", 2)])
def test_what_only_another_team_has_opened_is_left_out(what: str, to: int):
    case, ellen = chain.report_received(), cast.control_room_sergeant()
    opened(case, by=cast.local_focus_sergeant())
    until = {"cover_until_day": "1", "cover_until_month": "12", "cover_until_year": "2099"} if what == "cover" else {}

    page = assigned(ellen, case, to=cast.control_room_sergeant(to), **until).content.decode()

    assert bulk_acts.UNOPENED in page
    assert case.moves.latest("seq").act == "receive"


def test_a_letter_is_written_only_by_who_has_opened_the_case():
    ellen, posted, page_only = two_to_write_to()
    unread = chain.report_received(**BY_POST)
    opened(unread)
    does(ellen, "take", unread)

    page = letters_to(ellen, posted, page_only, unread, seen="yes")

    assert "2 done, 1 not" in page
    assert bulk_acts.UNASKED in page
    assert not unread.report.letters.exists()


def test_one_refusal_undoes_no_other():
    mine, theirs = chain.report_received(), chain.report_received(**chain.ELSEWHERE)
    opened(mine, theirs)
    does(cast.control_room_sergeant(2), "take", theirs)

    page = assigned(cast.control_room_sergeant(), mine, theirs, to=cast.control_room_sergeant()).content.decode()

    mine.refresh_from_db()
    assert mine.holder == cast.control_room_sergeant()
    assert "done" in page


def test_a_case_of_a_colleague_is_covered_until_a_day_and_not_handed_over():
    case = chain.report_received()
    opened(case)
    ellen, neil, katie = cast.control_room_sergeant(), cast.control_room_sergeant(2), cast.officer(2)
    RoleHeld.objects.create(person=katie, role="control_room_sergeant", force_id="cumbria")
    does(neil, "take", case)

    refused = assigned(ellen, case, to=katie).content.decode()
    assert "This is for whoever holds the case." in refused

    day = {"cover_until_day": "1", "cover_until_month": "12", "cover_until_year": "2099"}
    page = assigned(ellen, case, to=katie, **day).content.decode()
    assert f"{katie.name} covers it." in page
    assert case.moves.latest("seq").act == "cover"


def test_sent_twice_it_is_done_once():
    case = chain.report_received()
    opened(case)
    neil = cast.control_room_sergeant(2)
    said = ticked(case, what="assign", sent="yes", person=str(neil.pk))
    browser = at_desk(cast.control_room_sergeant())

    browser.post(SEVERAL, said)
    browser.post(SEVERAL, said)

    assert case.moves.filter(act="hand_over").count() == 1


def test_more_than_fifty_are_never_taken():
    values = [f"HC-2222-{number:04d}.1" for number in range(60)]

    picks = bulk_acts.picked(cast.control_room_sergeant(), values)

    assert picks.left_over == 10


def test_what_is_out_of_scope_is_not_named():
    case = chain.report_received()
    opened(case)

    answer = assigned(cast.dev("control_room_sergeant"), case, to=cast.control_room_sergeant())

    assert answer.status_code == 302
    assert case.moves.latest("seq").act == "receive"


def test_who_acted_since_the_list_was_drawn_is_respected():
    case = chain.report_received()
    opened(case)
    version = case.version
    does(cast.control_room_sergeant(2), "take", case)
    said = ticked(case, what="assign", sent="yes", person=str(cast.duty_inspector(2).pk))
    said["case"] = [f"{case.reference}.{version}"]
    said["person"] = str(cast.control_room_sergeant().pk)

    page = at_desk(cast.control_room_sergeant()).post(SEVERAL, said).content.decode()

    assert bulk_acts.OVERTAKEN in page


def test_nothing_ticked_leads_back_and_nothing_chosen_is_said():
    case = chain.report_received()
    opened(case)
    browser = at_desk(cast.control_room_sergeant())

    assert browser.post(SEVERAL, {"what": "assign"})["Location"] == "/desk/"
    page = browser.post(SEVERAL, ticked(case, what="assign", sent="yes"))
    assert page.status_code == 422
    assert "Choose a person." in page.content.decode()


def test_the_questions_for_fifty_take_few_queries():
    cases = [chain.report_received() for _ in range(50)]
    opened(*cases)
    browser = at_desk(cast.control_room_sergeant())

    with at_most(MOST):
        page = browser.post(SEVERAL, ticked(*cases, what="assign")).content.decode()

    assert "50 cases" in page


def test_nothing_that_can_be_done_to_several_ends_or_moves_a_case():
    rows = [row for row in WORKFLOW if row.name in bulk_acts.ACTS]

    assert {row.name for row in rows} == set(bulk_acts.ACTS)
    assert all(row.event for row in rows)


@pytest.mark.parametrize("name", ["uphold_nfa", "cancel_record", "mark_not_a_report", "approve"])
def test_no_other_act_can_be_asked_for(name):
    case = chain.report_received()
    opened(case)

    at_desk(cast.control_room_sergeant()).post(SEVERAL, ticked(case, what=name, sent="yes", reasons="All."))

    case.refresh_from_db()
    assert case.state == "control_room"
    assert case.moves.count() == 1


# --- a letter --------------------------------------------------------------------------------------------------------

BY_POST = {
    "contact": {
        "contact": "yes",
        "name": "Tom Hartley",
        "address": "1 Castle Street\nCarlisle",
        "channels": ["letter", "return_page"],
    }
}


def letters_to(who, *cases, **said):
    asked = ticked(*cases, what="letter", sent="yes", letter_kind="received", letter_words="")
    return at_desk(who).post(SEVERAL, asked | said).content.decode()


def two_to_write_to():
    ellen = cast.control_room_sergeant()
    posted, page_only = chain.report_received(**BY_POST), chain.report_received(**chain.ELSEWHERE)
    opened(posted, page_only, by=ellen)
    for case in (posted, page_only):
        does(ellen, "take", case)
    return ellen, posted, page_only


def test_the_letter_is_shown_first_and_nothing_is_kept():
    ellen, posted, page_only = two_to_write_to()

    page = letters_to(ellen, posted, page_only)

    assert f"The first of them, {posted.reference}" in page
    assert "1 Castle Street" in page
    assert "Sam Example" in page
    assert not Letter.objects.exists()


def test_it_goes_by_post_where_that_is_safe_and_else_to_their_page():
    ellen, posted, page_only = two_to_write_to()

    page = letters_to(ellen, posted, page_only, seen="yes")

    assert "2 done" in page
    assert "To be printed and posted." in page
    assert "Put on their page." in page
    ways = dict(Letter.objects.values_list("report__reference", "sent_by_channel"))
    assert ways == {posted.report.reference: "letter", page_only.report.reference: "return_page"}


def test_who_does_not_hold_a_case_writes_nobody_and_is_told_why():
    ellen, posted, page_only = two_to_write_to()
    does(ellen, "hand_over", page_only, person=str(cast.control_room_sergeant(2).pk))

    page = letters_to(ellen, posted, page_only, seen="yes")

    assert "1 done, 1 not" in page
    assert "This is for whoever holds the case." in page
    assert Letter.objects.count() == 1


def test_a_domestic_case_gets_nothing_by_post():
    ellen = cast.control_room_sergeant()
    domestic = chain.report_received(
        what={"words": "My husband hit me again.", "kinds": ["hit"], "who_did": ["partner"]}, **BY_POST
    )
    opened(domestic, by=ellen)
    does(ellen, "take", domestic)

    page = letters_to(ellen, domestic, seen="yes")

    assert "To be printed and posted." not in page
    assert not Letter.objects.filter(sent_by_channel="letter").exists()


def test_no_letter_of_a_decision_is_written_to_several():
    ellen, posted, _ = two_to_write_to()

    page = at_desk(ellen).post(
        SEVERAL, ticked(posted, what="letter", sent="yes", seen="yes", letter_kind="no_further_action")
    )

    assert page.status_code == 422
    assert not Letter.objects.exists()
