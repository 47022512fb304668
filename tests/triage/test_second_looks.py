"""One in ten of what was no report falls by lot to a second person, who agrees or opens it again."""

import datetime as dt
import uuid
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction

from hatereport import clock
from hatereport.audit.models import Entry
from partners.models import Person
from tests import cast
from tests.triage.chain import does, report_received
from tests.triage.desk_browser import MOST, at_desk, at_most
from triage import first_looks
from triage.models import Case, DeskNotice, FirstLook, Move, SecondLook
from triage.refusals import Incomplete, NotInScope, Refused
from triage.reviewing import lots, second_looks

pytestmark = pytest.mark.django_db

KIND = SecondLook.Kind.NOT_A_REPORT


def marked(who: Person | None = None, words: str = "Just testing this form.") -> Case:
    """Marked as no report, and drawn whatever the lot said."""
    case = report_received(what={"words": words, "kinds": ["refused"]})
    with patch.object(lots, "_falls", return_value=True):
        does(who or cast.control_room_operator(), "mark_not_a_report", case, not_report_reason="test")
    return case


def declared(who: Person, *cases: Case) -> Person:
    """The same person, who has said that they know nobody in them."""
    for case in cases:
        first_looks.declare(who, case, conflict=False, key="once")
    return who


def test_about_one_in_ten_is_drawn():
    drawn = sum(lots._falls(uuid.uuid4(), KIND, 10) for _ in range(5000))

    assert 400 < drawn < 600


def test_the_lot_answers_the_same_when_asked_again_and_another_key_draws_others(settings):
    moves = [uuid.uuid4() for _ in range(300)]
    first = [lots._falls(move, KIND, 10) for move in moves]

    assert first == [lots._falls(move, KIND, 10) for move in moves]
    settings.AUDIT_KEY = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="
    assert first != [lots._falls(move, KIND, 10) for move in moves]


def test_marking_draws_in_the_same_act():
    case = marked()

    look = SecondLook.objects.get()
    assert (look.case, look.first_by, look.kind) == (case, cast.control_room_operator(), KIND)


def test_it_falls_to_somebody_else_and_never_to_who_marked_it():
    ellen, neil = cast.control_room_sergeant(), cast.control_room_sergeant(2)
    look = marked(ellen).second_looks.get()

    assert list(second_looks.due_for(neil, KIND)) == [look]
    assert not second_looks.due_for(ellen, KIND).exists()
    assert not second_looks.due_for(cast.control_room_operator(), KIND).exists()
    assert not second_looks.due_for(cast.dev("control_room_sergeant"), KIND).exists()
    with pytest.raises(NotInScope):
        second_looks.answer(look.pk, ellen, KIND, agrees=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondLook.objects.filter(pk=look.pk).update(reader=ellen)


def test_who_agrees_leaves_it_as_it_is():
    case = marked()
    neil = declared(cast.control_room_sergeant(2), case)

    second_looks.answer(case.second_looks.get().pk, neil, KIND, agrees=True)

    case.refresh_from_db()
    look = case.second_looks.get()
    assert (case.state, look.agrees, look.reader) == ("not_a_report", True, neil)
    assert Entry.objects.get(act="second_look").detail["agrees"] is True
    assert not second_looks.due_for(neil, KIND).exists()


def test_it_was_a_report_and_is_opened_again_with_the_reason():
    case = marked()
    neil = declared(cast.control_room_sergeant(2), case)

    second_looks.it_was_a_report(case.second_looks.get().pk, neil, "She names the street.")

    case.refresh_from_db()
    move = Move.objects.get(case=case, act="reopen")
    assert (case.state, move.actor) == ("local_focus", neil)
    assert move.words == {"what_is_new": "She names the street."}
    assert case.second_looks.get().words == "She names the street."


def test_too_late_to_open_it_again_the_reasons_are_kept_and_the_duty_inspector_is_told():
    case, taken = marked(), marked()
    neil = declared(cast.control_room_sergeant(2), case, taken)
    second_looks.answer(taken.second_looks.get().pk, neil, KIND, agrees=True)
    looks = [str(one.second_looks.get().pk) for one in (case, taken)]

    with clock.at(clock.now() + dt.timedelta(days=29)):
        answers = {"looks": looks, **{f"answer_{look}": "report" for look in looks}, "why": "She names the street."}
        page = at_desk(neil).post("/desk/second-looks/", answers, follow=True).content.decode()

    look = case.second_looks.get()
    assert (look.agrees, look.reader, look.words) == (False, neil, "She names the street.")
    assert {notice.team.kind for notice in DeskNotice.objects.filter(what=second_looks.TOO_LATE)} == {"duty"}
    assert not Move.objects.filter(act="reopen").exists()
    assert "the duty inspector is told: 1." in page
    assert "a colleague has acted meanwhile: 1." in page
    assert "Opened again" not in page


def test_an_answer_given_meanwhile_takes_no_reasons_away_nor_the_way_to_open_it_again():
    case = marked()
    neil, look = declared(cast.control_room_sergeant(2), case), case.second_looks.get()
    second_looks.answer(look.pk, neil, KIND, agrees=True)

    sent = {"looks": str(look.pk), f"answer_{look.pk}": "report", "why": "She names the street."}
    page = at_desk(neil).post("/desk/second-looks/", sent)
    does(neil, "reopen", case, what_is_new="She names the street.")

    assert page.status_code == 409
    assert "a colleague has acted meanwhile: 1." in page.content.decode()
    assert "She names the street." in page.content.decode()
    assert case.state != "not_a_report"


def test_who_disagrees_says_why():
    look = marked().second_looks.get()
    neil = declared(cast.control_room_sergeant(2), look.case)

    with pytest.raises(Incomplete):
        second_looks.it_was_a_report(look.pk, neil, " ")

    look.refresh_from_db()
    assert look.read_at is None


def test_after_a_week_the_duty_inspector_hears_of_it_once():
    case = marked()
    second_looks.tell_of_late()
    assert not DeskNotice.objects.filter(what=second_looks.LATE).exists()

    with clock.at(clock.now() + dt.timedelta(days=8)):
        assert (second_looks.tell_of_late(), second_looks.tell_of_late()) == (1, 0)

    notices = DeskNotice.objects.filter(case=case, what=second_looks.LATE)
    assert {notice.team.kind for notice in notices} == {"duty"}


def test_the_same_text_is_answered_once_on_the_page():
    cases = [marked(words="Just testing this form.") for _ in range(4)] + [marked(words="My neighbour was beaten.")]
    browser = at_desk(declared(cast.control_room_sergeant(2), *cases))

    with at_most(MOST):
        page = browser.get("/desk/second-looks/")
    same, real = sorted(page.context["looks"], key=lambda one: -one["times"])
    assert (same["times"], real["times"]) == (4, 1)
    answers = {f"answer_{same['ids'][0]}": "agree", f"answer_{real['ids'][0]}": "report"}
    looks = [",".join(one["ids"]) for one in (same, real)]
    without_reason = browser.post("/desk/second-looks/", {"looks": looks, **answers})
    browser.post("/desk/second-looks/", {"looks": looks, "why": "A beating.", **answers})

    assert without_reason.status_code == 422
    assert [one["chosen"] for one in without_reason.context["looks"]] == ["agree", "report"]
    assert without_reason.content.decode().count(" checked>") == 2
    states = [Case.objects.get(pk=case.pk).state for case in cases]
    assert states == ["not_a_report"] * 4 + ["local_focus"]


def test_what_nobody_chose_an_answer_for_is_left():
    look = marked().second_looks.get()
    browser = at_desk(declared(cast.control_room_sergeant(2), look.case))

    browser.post("/desk/second-looks/", {"looks": [str(look.pk)]})

    look.refresh_from_db()
    assert look.read_at is None


LOOKS = "/desk/second-looks/"


def test_no_word_is_shown_before_they_have_said_whether_they_know_anyone():
    case, other = marked(words="Just testing this form."), marked(words="The neighbour again.")
    neil = cast.control_room_sergeant(2)
    browser = at_desk(neil)

    page = browser.get(LOOKS).content.decode()
    assert "testing this form" not in page
    assert "neighbour again" not in page
    with pytest.raises(Refused, match="Say first"):
        second_looks.answer(case.second_looks.get().pk, neil, KIND, agrees=True)
    browser.post(LOOKS, {"looks": str(case.second_looks.get().pk), "declared": "no"})

    page = browser.get(LOOKS).content.decode()
    assert "testing this form" in page
    assert "neighbour again" not in page
    assert other.reference in page


def test_who_knows_somebody_leaves_the_look_to_a_colleague():
    look, neil = marked().second_looks.get(), cast.control_room_sergeant(2)
    browser = at_desk(neil)

    browser.post(LOOKS, {"looks": str(look.pk), "declared": "yes"})

    assert look.case.reference not in browser.get(LOOKS).content.decode()
    assert not second_looks.due_for(neil, KIND).exists()
    assert FirstLook.objects.filter(case=look.case, person=neil, conflict=True).exists()


def test_of_one_text_it_is_asked_once():
    cases = [marked(words="Just testing this form.") for _ in range(3)]
    neil = cast.control_room_sergeant(2)
    browser = at_desk(neil)

    (one,) = browser.get(LOOKS).context["unasked"]
    browser.post(LOOKS, {"looks": ",".join(one["ids"]), "declared": "no"})

    assert browser.get(LOOKS).context["unasked"] == []
    assert first_looks.opened_by(neil, [case.pk for case in cases]) == {case.pk for case in cases}
