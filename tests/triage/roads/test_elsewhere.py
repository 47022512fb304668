"""Handed over: the railway, another force, counter-terrorism (practice.md 15); set aside (16); nobody to reach (17)."""

import datetime as dt

import pytest

from hatereport import clock
from tests import cast
from tests.triage import chain
from tests.triage.chain import does, incident_in, report_received
from tests.triage.roads.on_the_road import (
    ANSWERS,
    REFUSED,
    on_road,
    road_task,
    told,
)
from triage.models import DeskNotice
from triage.news import waiting
from triage.refusals import Incomplete, Refused

pytestmark = pytest.mark.django_db


# --- 15 railway, other forces -----------------------------------------------------------------------------------------


def test_a_railway_case_is_handed_over_with_the_receipt_of_who_took_it() -> None:
    case = on_road("railway")
    sergeant = cast.control_room_sergeant()
    elsewhere = {"to_force": "lancashire", "known": "All.", "transfer_danger": "No."}
    does(cast.duty_inspector(), "offer_transfer", case, **elsewhere)

    with pytest.raises(Incomplete):
        does(sergeant, "accept_transfer", case)
    does(sergeant, "accept_transfer", case, acknowledged_by="PS Shaw", acknowledged_number="77")

    assert case.state == "transferred"
    words = case.transfers.get().words
    assert words is not None
    assert words["acknowledged_by"] == "PS Shaw"
    assert not case.led_to.exists()


def test_the_sender_keeps_the_clocks_until_the_transfer_is_accepted() -> None:
    case = report_received()
    before = set(case.clocks.filter(state="running").values_list("kind", "due_at"))
    offer = {"to_force": "leicestershire", "known": "All.", "transfer_danger": "No."}

    does(cast.control_room_sergeant(), "offer_transfer", case, **offer)
    assert before <= set(case.clocks.filter(state="running").values_list("kind", "due_at"))
    does(cast.dev("control_room_sergeant"), "accept_transfer", case)

    assert not case.clocks.exclude(state="stopped").exists()
    assert case.led_to.get().clocks.filter(kind="assessment", state="running").exists()


def test_professional_standards_there_take_a_restricted_case_over_and_need_no_other_role() -> None:
    case = on_road("police_suspect")
    offer = {"to_force": "leicestershire", "known": "All.", "transfer_danger": "No."}
    does(cast.professional_standards(), "offer_transfer", case, **offer)
    told(case)

    dev = cast.dev("professional_standards")
    assert [transfer.case for transfer in waiting.transfers_for(dev)] == [case]
    assert DeskNotice.objects.get(case=case, team__force="leicestershire").team.kind == "professional_standards"
    does(dev, "accept_transfer", case)

    theirs = case.led_to.get()
    assert (theirs.restricted, theirs.holding_team.kind) == (True, "professional_standards")


def test_danger_goes_with_a_case_that_is_transferred() -> None:
    case = report_received(danger={"danger": "yes"})
    offer = {"to_force": "leicestershire", "known": "All.", "transfer_danger": "Yes."}
    does(cast.control_room_sergeant(), "offer_transfer", case, **offer)

    does(cast.dev("control_room_sergeant"), "accept_transfer", case)

    theirs = case.led_to.get()
    assert (case.danger, theirs.danger, theirs.risk) == (False, True, 4)
    assert theirs.clocks.filter(kind="danger", state="running").exists()
    assert not case.clocks.exclude(state="stopped").exists()


def test_the_duty_inspector_was_told_of_terrorism_in_one_field() -> None:
    case = on_road("terrorism")

    does(cast.control_room_operator(), "inspector_told", case, told_inspector=str(cast.duty_inspector().pk))

    move = case.moves.get(act="inspector_told")
    assert move.codes["told_inspector"] == str(cast.duty_inspector().pk)
    assert not case.clocks.filter(kind="terrorism", state="running").exists()


# --- 16 not a report --------------------------------------------------------------------------------------------------


def test_what_was_set_aside_is_kept_and_restored_within_four_weeks() -> None:
    case, sergeant = report_received(**chain.NO_CRIME), cast.control_room_sergeant()
    does(cast.control_room_operator(), "mark_not_a_report", case, not_report_reason="test")
    assert case.state == "not_a_report"

    with clock.at(clock.now() + dt.timedelta(days=29)), pytest.raises(Refused, match="28 days"):
        does(sergeant, "reopen", case, what_is_new="It was real.")
    does(sergeant, "reopen", case, what_is_new="It was real.")

    assert case.state == "local_focus"
    assert case.report.narrative


@pytest.mark.parametrize("flag", ["under_18", "domestic", "railway", "another_language"])
def test_one_operator_does_not_end_a_special_road_by_setting_the_report_aside(flag: str) -> None:
    family = {"what": REFUSED | {"who_did": ["family"]}}
    case = report_received(**family if flag == "domestic" else chain.NO_CRIME | ANSWERS[flag])
    running = set(case.clocks.filter(state="running").values_list("kind", flat=True))

    with pytest.raises(Refused, match="action"):
        does(cast.control_room_operator(), "mark_not_a_report", case, not_report_reason="other_service")

    assert set(case.clocks.filter(state="running").values_list("kind", flat=True)) == running
    assert road_task(case).road == flag


def test_a_crime_cannot_be_set_aside_as_no_report() -> None:
    with pytest.raises(Refused, match="no such act"):
        does(cast.control_room_operator(), "mark_not_a_report", report_received(), not_report_reason="test")


# --- 17 nobody reachable ----------------------------------------------------------------------------------------------


def test_an_anonymous_report_reaches_its_end_with_nobody_reachable() -> None:
    anonymous = {"contact": {"contact": "anonymous"}, "who": {"filer": "witness"}}
    case = report_received(**anonymous)
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    unreached = {**chain.SUPPORT, "support": "not_reached"}
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(officer, sergeant) | unreached)
    nobody = {"victim_seen": "none", "none_reachable": "Left no name; asked along the street."}
    seen = {"attendance_safety": "Street patrolled.", "evidence": "Film asked for."}
    does(officer, "record_attendance", case, **nobody, **seen, **unreached)
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist() | unreached)
    chain.proposed(case)
    does(sergeant, "endorse", case, reasons="Agreed.")
    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())
    posted = chain.telling() | {"contact_result": "not_appropriate", "review_told": "posted"} | unreached
    does(officer, "tell_victim", case, **posted)

    assert case.state == "closed"
    assert case.report.messages.filter(direction="to_reporter").exists()


def test_an_anonymous_incident_reaches_its_end_too() -> None:
    case = incident_in("closed", contact={"contact": "anonymous"}, who={"filer": "witness"})

    assert case.state == "closed"
