"""What a deadline counts: working days, nights, the hour that is lost; and that it counts from the sending."""

import datetime as dt

import pytest

from hatereport import clock
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from tests.triage.clocks.on_the_clock import LONDON, MINUTE, events, london, proposed_at, running
from triage.receipt import receive

pytestmark = pytest.mark.django_db


# --- calendars --------------------------------------------------------------------------------------------------------


def test_two_working_days_from_a_friday_end_on_tuesday() -> None:
    case = proposed_at(london(2026, 3, 6, 15))

    assert running(case, "endorsement").due_at.astimezone(LONDON).date() == dt.date(2026, 3, 10)


def test_bank_holidays_are_no_working_days() -> None:
    case = proposed_at(london(2026, 4, 2, 15))  # the Thursday before Easter: Good Friday and Easter Monday are closed

    assert running(case, "endorsement").due_at.astimezone(LONDON).date() == dt.date(2026, 4, 8)


def test_what_concerns_safety_runs_through_the_night_and_the_weekend() -> None:
    with clock.at(london(2026, 4, 5, 23, 30)):  # the night of Easter Sunday
        case = report_received()

    assert running(case, "attendance").due_at == london(2026, 4, 6, 0, 30)
    assert running(case, "specialist_review").due_at == london(2026, 4, 6, 23, 30)


def test_an_hour_is_an_hour_when_the_clocks_go_forward() -> None:
    with clock.at(london(2026, 3, 29, 0, 30)):  # at one it is two
        case = report_received()

    assert running(case, "attendance").due_at - case.report.received_at == dt.timedelta(hours=1)
    assert running(case, "attendance").due_at.astimezone(LONDON).hour == 2


def test_an_hour_is_an_hour_when_the_clocks_go_back() -> None:
    with clock.at(london(2026, 10, 25, 1, 30)):
        case = report_received()

    assert running(case, "attendance").due_at - case.report.received_at == dt.timedelta(hours=1)


def test_working_days_end_at_the_close_of_the_office_on_both_sides_of_the_change() -> None:
    before, after = proposed_at(london(2026, 3, 26, 12)), proposed_at(london(2026, 3, 30, 12), **chain.ELSEWHERE)

    closing = [running(case, "endorsement").due_at.astimezone(LONDON).time() for case in (before, after)]
    assert closing[0] == closing[1]


# --- from the sending -------------------------------------------------------------------------------------------------


def test_the_attendance_clock_runs_from_the_sending_and_not_from_the_routing() -> None:
    sent = clock.now()
    with clock.at(sent):
        report = chain.send_answers(chain.ANSWERS).report_id
    with clock.at(sent + 90 * MINUTE):  # the worker was down
        case = receive(report)

    assert running(case, "attendance").due_at == sent + 60 * MINUTE
    assert case.next_due_at <= sent + 60 * MINUTE


def test_assessing_an_incident_as_a_crime_does_not_win_time() -> None:
    sent = clock.now()
    with clock.at(sent):
        case = report_received(**chain.NO_CRIME)
    with clock.at(sent + 30 * MINUTE):
        road = {**chain.dispatching(cast.officer(), cast.supervising_sergeant()), "road": "dispatch"}
        does(cast.control_room_sergeant(), "assess_as_crime", case, **road)

    crime = case.led_to.get()
    assert running(crime, "attendance").due_at == sent + 60 * MINUTE
    assert running(crime, "supervision_acceptance").due_at == sent + 40 * MINUTE


def test_a_visit_that_is_not_made_has_no_clock() -> None:
    case = report_received()
    chosen = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    del chosen["log_number"]
    data = chosen | {"allocation_reason": "online", "victims_view": "No visit."}
    does(cast.control_room_sergeant(), "allocate_without_attendance", case, **data)

    chain.signs(cast.duty_inspector(), case)

    assert not case.clocks.filter(kind="attendance", state="running").exists()


def test_not_seen_sets_the_alarm_again_and_is_no_success() -> None:
    case = crime_in("dispatched")

    does(cast.officer(), "not_seen", case, reasons="Nobody in.", next_attempt="4")

    assert running(case, "attendance").due_at - case.moves.latest("seq").at == dt.timedelta(hours=4)
    assert events(case, "attendance") == []
