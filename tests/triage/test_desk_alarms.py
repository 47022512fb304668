"""Danger: it calls on open pages before anybody has opened a case, and one field sends somebody."""

import datetime as dt
import html
import re

import pytest

from hatereport import clock
from hatereport.working_time import LONDON
from incidents.models import Report
from incidents.sending import send_answers
from partners.models import RoleHeld
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk, at_most, in_danger
from triage.acting import act_as_system
from triage.models import Case
from triage.news import alarms

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(seconds=61)
BY_SCRIPT = {"HX-Request": "true"}


def test_danger_is_shown_at_once_and_heard_after_a_minute():
    case = in_danger()
    joan = cast.control_room_operator()

    (at_first,) = alarms.calls_for(joan)
    with clock.at(clock.now() + LATER):
        (later,) = alarms.calls_for(joan)

    assert (at_first.reference, at_first.rings) == (case.reference, False)
    assert later.rings


def test_the_duty_inspector_is_called_after_two_minutes():
    in_danger()
    fiona = cast.duty_inspector()

    with clock.at(clock.now() + LATER):
        assert not alarms.calls_for(fiona)
    with clock.at(clock.now() + 2 * LATER):
        assert [call.rings for call in alarms.calls_for(fiona)] == [True]


def test_danger_calls_once_and_not_also_for_being_unread():
    case = in_danger()
    joan = cast.control_room_operator()

    with clock.at(clock.now() + dt.timedelta(hours=3)):
        calls = alarms.calls_for(joan)

    assert case.clocks.filter(kind="first_read", due_at__lt=clock.now() + dt.timedelta(hours=3)).exists()
    assert [(call.reference, call.report_id) for call in calls] == [(case.reference, case.report_id)]


def test_danger_calls_once_whoever_is_both_control_room_and_duty_inspector():
    case = in_danger()
    fiona = cast.duty_inspector()
    RoleHeld.objects.create(person=fiona, role="control_room_sergeant", force=case.force, team=case.holding_team)

    with clock.at(clock.now() + 2 * LATER):
        (call,) = alarms.calls_for(fiona)

    assert (call.reference, call.rings) == (case.reference, True)


def test_danger_calls_while_the_worker_is_down():
    send_answers({**chain.ANSWERS, "danger": {"danger": "yes"}})
    assert not Case.objects.exists()

    with clock.at(clock.now() + LATER):
        page = at_desk(cast.control_room_operator()).get("/desk/alarms/", headers=BY_SCRIPT)

    assert "data-alarm" in page.content.decode()
    assert "not opened yet" in page.content.decode()


def test_one_field_sends_somebody_before_there_is_a_case():
    report = send_answers({**chain.ANSWERS, "danger": {"danger": "yes"}}).report_id
    desk = at_desk(cast.control_room_operator())

    answer = desk.post("/desk/dispatch-now/", {"report": str(report), "log_number": "CC-1", "key": "now"})

    case = Case.objects.get(report=report)
    assert answer["Location"] == address(case)
    assert case.dispatches.get().at_once
    assert Report.objects.get(pk=report).danger_touched_at is not None
    assert not alarms.calls_for(cast.control_room_operator())


def test_on_a_sunday_at_three_he_is_at_the_door_and_nobody_else_is_there():
    """Local focus, specialists and lead are off shift, no sergeant is signed in, and no worker has opened a case."""
    with clock.at(dt.datetime(2026, 3, 2, 9, tzinfo=LONDON)):
        joan, fiona = cast.control_room_operator(), cast.duty_inspector()
        cast.local_focus_sergeant(), cast.hate_crime_lead()
    sunday = dt.datetime(2026, 3, 8, 3, 0, tzinfo=LONDON)
    with clock.at(sunday):
        report = send_answers({**chain.ANSWERS, "danger": {"danger": "yes"}}).report_id
        desk = at_desk(joan)
        assert "not opened yet" in desk.get("/desk/", headers={}).content.decode()
    with clock.at(sunday + dt.timedelta(seconds=60)):
        assert "data-alarm" in desk.get("/desk/alarms/", headers=BY_SCRIPT).content.decode()
    with clock.at(sunday + dt.timedelta(minutes=2)):
        assert [call.rings for call in alarms.calls_for(fiona)] == [True]

    with clock.at(sunday + dt.timedelta(minutes=2, seconds=30)):
        desk.post("/desk/dispatch-now/", {"report": str(report), "log_number": "CC-2026-0300", "key": "now"})

    case = Case.objects.get(report=report)
    assert case.dispatches.get().log_number == "CC-2026-0300"
    with clock.at(sunday + dt.timedelta(minutes=3)):
        assert not alarms.calls_for(joan)
        assert not alarms.calls_for(fiona)


def test_without_a_log_number_nobody_is_sent_and_it_goes_on_calling():
    case = in_danger()
    desk = at_desk(cast.control_room_operator())

    page = desk.post("/desk/dispatch-now/", {"report": str(case.report_id), "log_number": " ", "key": "now"})

    assert page.status_code == 422
    assert "Enter the log number" in page.content.decode()
    assert not case.dispatches.exists()
    assert page.context["calls"]


def test_taking_a_case_in_danger_ends_the_call():
    case = in_danger()
    joan = cast.control_room_operator()
    ellen = cast.control_room_sergeant()

    does(ellen, "take", case)

    assert not alarms.calls_for(joan)
    assert b"Danger" in at_desk(ellen).get(address(case)).content


def test_danger_behind_a_case_that_has_ended_calls_and_is_answered():
    case = chain.report_received(what={"words": "Buy our pills.", "kinds": ["excluded"]})
    joan = cast.control_room_operator()
    does(joan, "mark_not_a_report", case, not_report_reason="spam")
    act_as_system(case, "danger_reported", key="a later message")

    assert [call.reference for call in alarms.calls_for(joan)] == [case.reference]
    at_desk(joan).post("/desk/dispatch-now/", {"report": str(case.report_id), "log_number": "CC-2", "key": "now"})

    assert case.dispatches.get().log_number == "CC-2"
    assert not alarms.calls_for(joan)


def test_danger_in_a_restricted_case_still_calls_the_control_room():
    case = chain.report_received(
        danger={"danger": "yes"}, what={"words": "He is an officer.", "kinds": ["hit"], "who_did": ["police"]}
    )

    assert [call.reference for call in alarms.calls_for(cast.control_room_operator())] == [case.reference]


def test_other_forces_and_other_roles_are_not_called():
    report = in_danger().report_id
    dev = cast.dev("control_room_sergeant")
    others = (dev, cast.officer(), cast.local_focus_sergeant())

    with clock.at(clock.now() + 2 * LATER):
        assert not any(alarms.calls_for(who) for who in others)
    answer = at_desk(dev).post("/desk/dispatch-now/", {"report": str(report), "log_number": "CC-1", "key": "now"})

    assert answer.status_code == 404


def test_a_danger_nobody_has_touched_goes_on_calling_in_the_other_force():
    case = in_danger()
    holder, dev = cast.control_room_sergeant(), cast.dev("control_room_sergeant")
    does(holder, "offer_transfer", case, to_force="leicestershire", known="Moved.", transfer_danger="At the door.")
    untouched = case.clocks.filter(kind="danger", state="running").exists()

    with clock.at(clock.now() + 10 * LATER):
        does(dev, "accept_transfer", case)
        (call,) = alarms.calls_for(cast.dev("control_room_operator"))

    assert untouched
    assert (call.rings, call.since) == (True, case.clocks.filter(kind="danger").earliest("started_at").started_at)


def test_supervision_nobody_accepted_calls_the_duty_inspector_and_the_sergeant():
    case = chain.report_received()
    alan = cast.supervising_sergeant()
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(cast.officer(), alan))

    with clock.at(clock.now() + dt.timedelta(minutes=11)):
        for who in (cast.duty_inspector(), alan):
            assert [call.reference for call in alarms.calls_for(who)] == [case.reference]
        assert not alarms.calls_for(cast.supervising_sergeant(2))
        assert not alarms.calls_for(cast.control_room_operator())


def test_nothing_new_is_no_answer_so_that_nothing_typed_is_lost():
    in_danger()
    desk = at_desk(cast.control_room_operator())
    first = desk.get("/desk/alarms/", headers=BY_SCRIPT)
    seen = first.context["seen"]

    assert desk.get(f"/desk/alarms/?seen={seen}", headers=BY_SCRIPT).status_code == 204
    with clock.at(clock.now() + LATER):
        assert desk.get(f"/desk/alarms/?seen={seen}", headers=BY_SCRIPT).status_code == 200


def test_asking_for_alarms_is_cheap():
    desk = at_desk(cast.control_room_operator())

    with at_most(6):  # session, person, roles, whom they cover, clocks, reports
        desk.get("/desk/alarms/", headers=BY_SCRIPT)


def test_the_page_of_alarms_works_without_a_script():
    case = in_danger()

    page = at_desk(cast.control_room_operator()).get("/desk/alarms/").content.decode()

    assert case.reference in page
    assert 'name="log_number"' in page


def test_the_page_of_alarms_goes_on_showing_each_of_them():
    cases = [in_danger() for _ in range(3)]
    desk = at_desk(cast.control_room_operator())
    page = desk.get("/desk/alarms/").content.decode()
    again = html.unescape(re.findall(r'hx-get="(/desk/alarms/[^"]+)"', page)[0])

    in_danger()
    renewed = desk.get(again, headers=BY_SCRIPT).content.decode()

    assert all(case.reference in renewed for case in cases)
    assert "all=1" in renewed


def test_where_nothing_calls_the_page_says_so_until_something_does():
    desk = at_desk(cast.control_room_operator())
    assert "Nothing calls." in desk.get("/desk/alarms/").content.decode()
    assert "Nothing calls." in desk.get("/desk/alarms/?all=1", headers=BY_SCRIPT).content.decode()

    in_danger()

    assert "Nothing calls." not in desk.get("/desk/alarms/?all=1", headers=BY_SCRIPT).content.decode()
