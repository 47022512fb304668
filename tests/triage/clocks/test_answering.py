"""Who must answer in time: supervisors, second signers, the control room in danger."""

import datetime as dt

import pytest

from hatereport import clock
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from tests.triage.clocks.on_the_clock import MINUTE, events, running, spoken
from triage.acting import act_as_system
from triage.clocks import sweeping
from triage.models import Case, DeskNotice

pytestmark = pytest.mark.django_db


# --- supervision and second signatures --------------------------------------------------------------------------------


def test_supervision_is_accepted_within_ten_minutes_or_the_duty_inspector_is_alarmed() -> None:
    case = crime_in("dispatched")
    due = running(case, "supervision_acceptance").due_at
    assert due - case.moves.get(act="review_and_dispatch").at == 10 * MINUTE

    with clock.at(due):
        sweeping.sweep()
        spoken(case)

    assert events(case, "supervision_acceptance")[-1] == "breached"
    assert DeskNotice.objects.get(case=case, what="breached:supervision_acceptance").team.kind == "duty"


def test_accepting_in_time_is_kept_as_met() -> None:
    case = crime_in("dispatched")

    does(cast.supervising_sergeant(), "accept_supervision", case)

    assert events(case, "supervision_acceptance") == ["met"]


def test_a_new_supervisor_has_ten_minutes_too() -> None:
    case = crime_in("under_investigation")

    another = str(cast.supervising_sergeant(2).pk)
    does(cast.duty_inspector(), "change_supervisor", case, supervising_sergeant=another, reasons="Leave.")

    clock_row = running(case, "supervision_acceptance")
    assert clock_row.due_at - clock_row.started_at == 10 * MINUTE


@pytest.mark.parametrize("state", ["under_investigation", "outcome_proposed", "at_court", "nfa_final_review"])
def test_a_new_supervisor_can_accept_wherever_they_were_named(state: str) -> None:
    case, lisa = crime_in(state), cast.supervising_sergeant(2)
    does(cast.duty_inspector(), "change_supervisor", case, supervising_sergeant=str(lisa.pk), reasons="Leave.")

    does(lisa, "accept_supervision", case)

    assert events(case, "supervision_acceptance")[-1] == "met"


def test_supervision_is_not_due_where_nobody_can_record_it() -> None:
    case = crime_in("under_investigation")
    plan = {"plan": "As before.", "plan_lines": ["cctv"], "plan_done": [], "review_hours": "48"}
    does(cast.supervising_sergeant(), "supervise", case, **plan)
    does(cast.officer(), "ask_for_information", case, question="When?", contact_channel="return_page")
    assert case.clocks.get(kind="supervision_review").state == "paused"
    act_as_system(case, "information_received", key="came")

    chain.proposed(case)

    assert case.clocks.get(kind="supervision_review").state == "stopped"


def test_a_second_signature_has_a_clock_that_stops_with_it() -> None:
    case = report_received()
    sergeant = cast.control_room_sergeant()
    does(sergeant, "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")
    assert running(case, "countersignature").due_at - running(case, "countersignature").started_at == 30 * MINUTE

    chain.signs(cast.duty_inspector(), case, sign=False, reasons="It is one.")

    assert not case.clocks.filter(kind="countersignature", state="running").exists()


def test_a_signature_asked_for_a_stage_that_is_over_lapses() -> None:
    case = report_received()
    does(cast.control_room_sergeant(), "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")

    sending = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    does(cast.control_room_sergeant(2), "review_and_dispatch", case, **sending)

    assert case.countersignatures.get().state == "lapsed"
    assert not case.clocks.filter(kind="countersignature", state="running").exists()


# --- danger -----------------------------------------------------------------------------------------------------------


def test_an_untouched_danger_alarms_the_control_room_and_then_the_duty_inspector() -> None:
    case = report_received(danger={"danger": "yes"})
    sent = case.report.received_at
    assert running(case, "danger").due_at == sent + MINUTE
    assert running(case, "danger_inspector").due_at == sent + 2 * MINUTE

    with clock.at(sent + 2 * MINUTE):
        sweeping.sweep()
        spoken(case)

    assert DeskNotice.objects.get(case=case, what="breached:danger_inspector").team.kind == "duty"


def test_the_alarm_of_a_closed_case_is_not_put_off_by_looking_at_it() -> None:
    case = crime_in("closed")
    locked = Case.objects.select_for_update().get(pk=case.pk)
    act_as_system(locked, "danger_reported", key="again")
    due = running(case, "danger").due_at

    with clock.at(due - dt.timedelta(seconds=5)):
        does(cast.control_room_sergeant(), "reveal_identity", case, reasons="Danger.")

    assert running(case, "danger").due_at == due
    assert events(case, "danger") == []
