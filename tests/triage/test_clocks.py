"""Clocks: deadlines on two calendars, the sweep that may be away, pauses, budgets of a force's own, and who is told."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hatereport import clock, outbox
from partners.models import Team
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, incident_in, report_received
from triage import aftermath
from triage.acting import act_as_system
from triage.clocks import sweeping
from triage.clocks.kinds import CLOCK_KIND
from triage.models import Case, Clock, ClockEvent, ClockProfile, DeskNotice
from triage.receipt import receive
from triage.tasks import sweep_clocks

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
MINUTE = dt.timedelta(minutes=1)


def london(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=LONDON)


def running(case: Case, kind: str) -> Clock:
    return case.clocks.get(kind=kind, state=Clock.State.RUNNING)


def events(case: Case, kind: str) -> list[str]:
    return list(
        ClockEvent.objects.filter(clock__case=case, clock__kind=kind).order_by("id").values_list("what", flat=True)
    )


def spoken(case: Case) -> None:
    """What the worker would do with every notice of a clock of this case."""
    for notice in outbox.Notice.objects.filter(topic="clock.spoke", done_at=None):
        aftermath.clock_spoke(notice.payload["clock_id"], notice.payload["event"], notice.payload["level"])


def proposed_at(moment: dt.datetime, **sections: Any) -> Case:
    """An outcome is proposed at a moment; the cast begins long before, so that their roles hold."""
    with clock.at(london(2026, 3, 2, 9)):
        case = crime_in("under_investigation", **sections)
    with clock.at(moment):
        chain.proposed(case)
    return case


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


# --- waiting for the reporter -----------------------------------------------------------------------------------------


def asked(case: Case, at: dt.datetime) -> None:
    with clock.at(at):
        does(cast.local_focus_sergeant(), "take", case)
        does(cast.local_focus_sergeant(), "ask_for_information", case, question="When was it?")


def test_a_pause_is_added_to_the_deadline() -> None:
    case, now = incident_in("local_focus"), clock.now()
    due = running(case, "finalise").due_at
    asked(case, now + dt.timedelta(hours=1))
    assert case.clocks.get(kind="finalise").state == "paused"

    with clock.at(now + dt.timedelta(hours=49)):
        does(cast.local_focus_sergeant(), "go_on_without_answer", case, reasons="We know enough.")

    assert running(case, "finalise").due_at == due + dt.timedelta(hours=48)


def test_what_concerns_safety_does_not_pause() -> None:
    case, now = crime_in("dispatched"), clock.now()
    with clock.at(now):
        does(cast.officer(), "ask_for_information", case, question="Where are you now?")

    assert running(case, "attendance").due_at == case.report.received_at + 60 * MINUTE


def test_on_day_seven_it_is_decided_on_what_there_is() -> None:
    case, now = incident_in("local_focus"), clock.now()
    due = running(case, "finalise").due_at
    asked(case, now)

    with clock.at(now + dt.timedelta(days=6, hours=23)):
        sweep_clocks()
    case.refresh_from_db()
    assert case.state == "awaiting_information"
    with clock.at(now + dt.timedelta(days=7, hours=5)):
        sweep_clocks()
        sweep_clocks()

    case.refresh_from_db()
    assert case.state == "local_focus"
    assert case.moves.filter(act="information_received").count() == 1
    assert case.holder == cast.local_focus_sergeant()
    assert running(case, "finalise").due_at == due + dt.timedelta(days=7)


def test_a_pause_never_counts_for_more_than_a_week() -> None:
    case, now = incident_in("local_focus"), clock.now()
    due = running(case, "finalise").due_at
    asked(case, now)

    with clock.at(now + dt.timedelta(days=30)):  # the sweep was away for a month
        sweep_clocks()

    assert running(case, "finalise").due_at == due + dt.timedelta(days=7)


def test_days_without_a_word_do_not_pause() -> None:
    case, now = incident_in("local_focus"), clock.now()
    silent_since = case.silence_since
    asked(case, now + dt.timedelta(days=1))

    case.refresh_from_db()
    assert case.silence_since == silent_since


def test_only_real_contact_ends_the_silence() -> None:
    case = incident_in("local_focus")
    focus, since = cast.local_focus_sergeant(), case.silence_since
    does(focus, "take", case)
    trying = {"contact_channel": "return_page", "contact_words": "Tried."}

    does(focus, "record_contact_attempt", case, contact_result="no_answer", **trying)
    assert case.silence_since == since
    does(focus, "record_contact_attempt", case, contact_result="reached", **trying)

    assert case.silence_since > since


# --- a force's own budgets --------------------------------------------------------------------------------------------


def test_a_force_s_own_budget_counts_from_its_date_and_for_new_clocks_only() -> None:
    now = clock.now()
    old = report_received()
    ClockProfile.objects.create(
        force_id="cumbria", kind="attendance", hours=2, valid_from=now + MINUTE, signed_by="ACC"
    )
    ClockProfile.objects.create(force_id="leicestershire", kind="assessment", hours=9, valid_from=now, signed_by="ACC")

    with clock.at(now + 5 * MINUTE):
        new = report_received(**chain.ELSEWHERE)

    assert running(old, "attendance").due_at - running(old, "attendance").started_at == 60 * MINUTE
    assert running(new, "attendance").due_at - running(new, "attendance").started_at == 120 * MINUTE
    assert running(new, "attendance").profile is not None
    assert running(new, "assessment").due_at - running(new, "assessment").started_at == 60 * MINUTE


def test_the_newest_profile_of_a_force_counts() -> None:
    now = clock.now()
    for ago, hours in ((30, 5), (10, 3)):
        ClockProfile.objects.create(
            force_id="cumbria", kind="attendance", hours=hours, valid_from=now - dt.timedelta(days=ago), signed_by="ACC"
        )

    case = report_received()

    assert running(case, "attendance").due_at - running(case, "attendance").started_at == 180 * MINUTE


def test_a_profile_may_count_working_days() -> None:
    ClockProfile.objects.create(
        force_id="cumbria", kind="endorsement", working_days=4, valid_from=london(2026, 1, 1), signed_by="ACC"
    )

    case = proposed_at(london(2026, 3, 6, 15))

    assert running(case, "endorsement").due_at.astimezone(LONDON).date() == dt.date(2026, 3, 12)


def test_a_risk_flag_shortens_the_first_read() -> None:
    plain = report_received()
    flagged = report_received(**chain.ELSEWHERE, who={"filer": "victim", "under_18": "yes"})

    budgets = [running(case, "first_read").due_at - running(case, "first_read").started_at for case in (plain, flagged)]
    assert budgets == [dt.timedelta(hours=2), 15 * MINUTE]


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
