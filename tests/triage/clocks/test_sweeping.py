"""The sweep: warnings, a breach kept once, and whose a clock is off shift."""

import datetime as dt

import pytest

from hatereport import clock
from partners.models import Team
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from tests.triage.clocks.on_the_clock import MINUTE, events, london, proposed_at, running, spoken
from tests.triage.desk_browser import address, at_desk
from triage.clocks import deadlines, sweeping
from triage.clocks.kinds import CLOCK_KIND
from triage.models import ClockEvent, ClockProfile, DeskNotice

pytestmark = pytest.mark.django_db


# --- the sweep --------------------------------------------------------------------------------------------------------


def test_the_sweep_warns_twice_and_then_records_the_breach_once() -> None:
    case = report_received()
    begun = running(case, "attendance").started_at

    for minutes in (10, 31, 32, 49, 50, 60, 61, 89):
        with clock.at(begun + minutes * MINUTE):
            sweeping.sweep()

    assert events(case, "attendance") == ["warned", "warned", "breached"]


def test_a_sweep_that_was_away_records_what_is_true_when_it_returns() -> None:
    case = report_received()
    due = running(case, "attendance").due_at

    with clock.at(due + dt.timedelta(days=2)):
        sweeping.sweep()
        sweeping.sweep()

    assert events(case, "attendance") == ["breached"]
    assert running(case, "attendance").due_at == due


def test_an_outage_of_hours_over_many_deadlines_records_each_fact_once() -> None:
    cases = [report_received(**chain.ELSEWHERE), report_received(danger={"danger": "yes"})]
    with clock.at(clock.now() + dt.timedelta(hours=9)):
        while sweeping.sweep(limit=3):  # a backlog, a few at a time
            pass
        assert sweeping.sweep() == 0

    for case in cases:
        assert events(case, "attendance") == ["breached"]
        assert events(case, "first_read") == ["breached"]
        assert events(case, "specialist_review") == []
    assert events(cases[1], "danger_inspector") == ["breached"]


def test_a_deadline_missed_while_nothing_swept_is_still_a_breach() -> None:
    case = crime_in("dispatched")
    due = running(case, "attendance").due_at

    with clock.at(due + MINUTE):
        does(cast.officer(), "record_attendance", case, **chain.attendance())

    assert events(case, "attendance") == ["breached"]


def test_two_sweeps_tell_once() -> None:
    case = report_received()
    with clock.at(running(case, "attendance").due_at):
        sweeping.sweep()
        spoken(case)
        sweeping.sweep()
        spoken(case)

    assert DeskNotice.objects.filter(case=case, what="breached:attendance").count() == 1


def test_nothing_of_an_ended_case_is_swept() -> None:
    case = crime_in("closed")

    with clock.at(clock.now() + dt.timedelta(days=400)):
        sweeping.sweep()

    assert not ClockEvent.objects.filter(clock__case=case, at__gt=case.ended_at).exists()


def test_an_end_does_not_make_other_deadlines_met() -> None:
    case = crime_in("victim_to_be_told")
    with clock.at(clock.now() + MINUTE):
        does(cast.officer(), "tell_victim", case, **chain.telling())

    assert events(case, "tell_victim") == ["met"]
    assert events(case, "support_referral") == []


def test_what_fell_away_is_not_said_to_be_met() -> None:
    case = crime_in("dispatched")
    at = clock.now() + MINUTE
    deadlines.stop(case, ("attendance",), at)
    with clock.at(running(case, "needs_assessment").due_at + MINUTE):
        deadlines.stop(case, ("needs_assessment",), clock.now())
    deadlines.stop_all(case, at)

    page = at_desk(cast.control_room_sergeant()).get(address(case))

    ended = {one.label: one.due.text for one in page.context["stopped"]}
    assert ended["Attendance"] == "Met"
    assert ended["Needs assessment"] == "Breached"
    assert ended["Specialist hate crime review"] == "Fell away"


# --- off shift --------------------------------------------------------------------------------------------------------


def test_the_clock_of_a_team_that_is_asleep_belongs_to_the_duty_inspector() -> None:
    with clock.at(london(2026, 3, 6, 12)):  # Friday noon: the specialist team is there until six
        case = crime_in("dispatched")
    due = running(case, "specialist_review").due_at

    with clock.at(due):  # Saturday noon: it is not
        sweeping.sweep()
        spoken(case)

    breach = ClockEvent.objects.get(clock__case=case, clock__kind="specialist_review", what="breached")
    assert breach.told == "duty_inspector"
    assert DeskNotice.objects.get(case=case, what="breached:specialist_review").team.kind == "duty"


def test_the_same_clock_belongs_to_the_team_by_day() -> None:
    with clock.at(london(2026, 3, 4, 12)):
        case = crime_in("dispatched")

    with clock.at(running(case, "specialist_review").due_at):
        sweeping.sweep()
        spoken(case)

    assert DeskNotice.objects.get(case=case, what="breached:specialist_review").team.kind == "hate_crime"


def test_paperwork_wakes_nobody() -> None:
    case = proposed_at(london(2026, 3, 6, 15))
    Team.objects.filter(force="cumbria", kind__in=("response", "hate_crime")).update(always_on=False, shift_days=[])

    with clock.at(running(case, "endorsement").due_at + dt.timedelta(hours=6)):
        sweeping.sweep()

    told = ClockEvent.objects.get(clock__case=case, clock__kind="endorsement", what="breached").told
    assert told == CLOCK_KIND["endorsement"].escalates_to


def test_what_a_force_counts_in_working_days_wakes_nobody_with_a_warning() -> None:
    with clock.at(london(2026, 3, 6, 12)):  # Friday noon
        case = crime_in("dispatched")
        begins = clock.now()
        ClockProfile.objects.create(
            force_id=case.force_id, kind="specialist_review", working_days=1, valid_from=begins, signed_by="ACC"
        )
        deadlines.start(case, ("specialist_review",), begins)

    with clock.at(london(2026, 3, 8, 12)):  # Sunday: more than half of it is over, and the team is not there
        sweeping.sweep()

    warned = ClockEvent.objects.get(clock__case=case, clock__kind="specialist_review", what="warned")
    assert warned.told == CLOCK_KIND["specialist_review"].owner


@pytest.mark.django_db
def test_a_transfer_does_not_begin_the_hour_of_attendance_anew():
    case = chain.report_received()
    holder, dev = cast.control_room_sergeant(), cast.dev("control_room_sergeant")
    chain.does(holder, "take", case)
    chain.does(holder, "offer_transfer", case, to_force="leicestershire", known="She has moved.", transfer_danger="No.")

    chain.does(dev, "accept_transfer", case)

    theirs = case.led_to.get()
    attendance = theirs.clocks.get(kind="attendance", state="running")
    assert attendance.started_at == case.report.received_at
    assert theirs.next_due_at <= attendance.due_at
