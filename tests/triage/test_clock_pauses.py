"""A clock may stand still for a reason that is kept, up to a cap; both ends are facts, and nothing is due sooner by it."""

import datetime as dt
from typing import Any

import pytest

from hatereport import clock
from hatereport.working_time import LONDON
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk
from triage.clocks import deadlines, sweeping
from triage.clocks.kinds import PAUSES
from triage.models import Case, Clock, ClockEvent, ClockProfile
from triage.workflow import WORKFLOW

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def asked(case: Case, who: Any, at: dt.datetime) -> None:
    with clock.at(at):
        does(who, "ask_for_information", case, question="When was it?")


def goes_on(case: Case, who: Any, at: dt.datetime) -> None:
    with clock.at(at):
        does(who, "go_on_without_answer", case, reasons="Enough is known.")


def with_sarah() -> Case:
    case = chain.incident_in("local_focus")
    does(cast.local_focus_sergeant(), "take", case)
    return case


def test_the_acts_that_pause_are_those_of_the_table():
    known = {act.name for act in WORKFLOW}

    assert {pause.act for pause in PAUSES} <= known
    assert all(pause.cap > dt.timedelta(0) and pause.source for pause in PAUSES)


def test_both_ends_of_a_pause_are_facts_with_the_deadline_of_their_moment():
    case, sarah, now = with_sarah(), cast.local_focus_sergeant(), clock.now()
    due = case.clocks.get(kind="finalise").due_at

    asked(case, sarah, now + DAY)
    standing = case.clocks.get(kind="finalise")
    assert (standing.state, standing.paused_for) == ("paused", "ask_for_information")
    goes_on(case, sarah, now + 3 * DAY)

    facts = ClockEvent.objects.filter(clock=standing).order_by("id").values_list("what", "at", "due_at")
    assert list(facts) == [("paused", now + DAY, due), ("resumed", now + 3 * DAY, due + 2 * DAY)]
    standing.refresh_from_db()
    assert (standing.paused_for, standing.paused_seconds) == ("ask_for_information", 2 * 24 * 3600)


def test_the_case_says_why_its_clock_stands_still_and_that_silence_does_not():
    case, sarah, now = with_sarah(), cast.local_focus_sergeant(), clock.now()
    asked(case, sarah, now)

    page = at_desk(sarah).get(address(case)).content.decode()

    assert "the reporter was asked something" in page
    assert "Has not heard from us" in page


def test_paper_that_stood_still_is_due_when_an_office_closes():
    """Two working days from Wednesday, asked on Thursday, gone on with on Saturday: Monday, and not Sunday."""
    with clock.at(dt.datetime(2026, 3, 2, 9, tzinfo=LONDON)):
        case = chain.crime_in("under_investigation")
    with clock.at(dt.datetime(2026, 3, 4, 10, tzinfo=LONDON)):
        chain.proposed(case)
    due = case.clocks.get(kind="endorsement").due_at
    assert due == dt.datetime(2026, 3, 6, 17, tzinfo=LONDON)

    at = dt.datetime(2026, 3, 5, 10, tzinfo=LONDON)
    deadlines.pause(case, at, "ask_for_information")
    deadlines.resume(case, at + 2 * DAY)

    assert case.clocks.get(kind="endorsement").due_at == dt.datetime(2026, 3, 9, 17, tzinfo=LONDON)


def test_paper_that_was_late_when_it_was_paused_is_not_on_time_again():
    """Late on Friday at five, asked at half past and answered two hours later: not due on Monday."""
    with clock.at(dt.datetime(2026, 3, 2, 9, tzinfo=LONDON)):
        case = chain.crime_in("under_investigation")
    with clock.at(dt.datetime(2026, 3, 4, 10, tzinfo=LONDON)):
        chain.proposed(case)
    due = case.clocks.get(kind="endorsement").due_at
    with clock.at(due):
        sweeping.sweep()

    deadlines.pause(case, due + DAY / 48, "ask_for_information")
    deadlines.resume(case, due + DAY / 8)

    late = case.clocks.get(kind="endorsement")
    assert (late.due_at, late.paused_seconds) == (due, 0)


def test_what_stood_still_in_time_when_its_case_ended_was_not_missed():
    case, sarah = with_sarah(), cast.local_focus_sergeant()
    standing = case.clocks.get(kind="finalise")
    asked(case, sarah, standing.due_at - DAY)

    deadlines.stop_all(case, standing.due_at + DAY)

    assert not ClockEvent.objects.filter(clock=standing, what__in=("met", "breached")).exists()


def test_what_was_late_stays_late_and_is_told_of_once():
    case, sarah = with_sarah(), cast.local_focus_sergeant()
    due = case.clocks.get(kind="finalise").due_at
    with clock.at(due):
        sweeping.sweep()
    asked(case, sarah, due + DAY)
    with clock.at(due + 7 * DAY):
        sweeping.sweep()
    goes_on(case, sarah, due + 3 * DAY)

    for days in (3, 4, 5, 6, 7, 8):
        with clock.at(due + days * DAY):
            sweeping.sweep()

    what = ClockEvent.objects.filter(clock__case=case, clock__kind="finalise").exclude(what="warned")
    assert list(what.order_by("id").values_list("what", flat=True)) == ["breached", "paused", "resumed"]
    with clock.at(due + 9 * DAY):  # half of fourteen days after the breach, and two more for the pause
        sweeping.sweep()
    assert what.latest("id").what == "escalated"


def test_a_clock_that_stood_still_warns_by_the_time_it_had():
    case, sarah, now = with_sarah(), cast.local_focus_sergeant(), clock.now()
    started = case.clocks.get(kind="finalise").started_at
    asked(case, sarah, now)
    goes_on(case, sarah, now + 6 * DAY)

    for days, expected in ((12, 0), (14, 1), (16, 1), (18, 2)):
        with clock.at(started + days * DAY):
            sweeping.sweep()
        assert ClockEvent.objects.filter(clock__kind="finalise", what="warned").count() == expected, days


def test_a_profile_in_working_days_is_paper_whatever_the_service_says():
    monday = dt.datetime(2026, 3, 2, 9, tzinfo=LONDON)
    with clock.at(monday):
        case = chain.incident_in("inspector_review")
        ClockProfile.objects.create(
            force_id=case.force_id, kind="inspector_review", working_days=3, valid_from=monday, signed_by="ACC"
        )
        deadlines.start(case, ("inspector_review",), monday)
    due = case.clocks.get(kind="inspector_review", state=Clock.State.RUNNING).due_at
    assert due == dt.datetime(2026, 3, 5, 17, tzinfo=LONDON)

    deadlines.pause(case, monday + DAY, "ask_for_information")
    deadlines.resume(case, monday + 3 * DAY)

    stood = case.clocks.get(kind="inspector_review", state=Clock.State.RUNNING)
    assert stood.due_at == dt.datetime(2026, 3, 9, 17, tzinfo=LONDON)


def test_a_changed_profile_moves_no_clock_that_runs():
    case, now = with_sarah(), clock.now()
    old = case.clocks.get(kind="finalise").due_at
    ClockProfile.objects.create(force_id=case.force_id, kind="finalise", hours=1, valid_from=now, signed_by="ACC")

    with clock.at(now + 2 * DAY):
        sweeping.sweep()

    kept = case.clocks.get(kind="finalise")
    assert (kept.due_at, kept.profile) == (old, None)
    assert not ClockEvent.objects.filter(clock=kept).exists()
