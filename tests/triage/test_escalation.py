"""A missed deadline that stays untouched goes up step by step, in its time and no further; silence is told of, too."""

import datetime as dt

import pytest

from hatereport import clock, outbox
from hatereport.working_time import LONDON
from partners.models import Team
from partners.roles import ROLE
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from tests.triage.desk_browser import at_desk
from triage import aftermath
from triage.clocks import sweeping
from triage.clocks.escalation import LADDER, LEAST, told_after
from triage.clocks.kinds import CLOCK_KINDS
from triage.clocks.silence import TOO_LONG, tell_of_silence
from triage.models import Case, Clock, ClockEvent, DeskNotice
from triage.news import alarms

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
URGENT = {"what": {"words": "He has a knife.", "kinds": ["hit", "weapon"]}}


def swept(moment: dt.datetime) -> None:
    """The sweep, and what the worker does with what it says."""
    with clock.at(moment):
        sweeping.sweep()
        for notice in outbox.Notice.objects.filter(topic="clock.spoke", done_at=None):
            aftermath.clock_spoke(notice.payload["clock_id"], notice.payload["event"], notice.payload["level"])
            notice.done_at = clock.now()
            notice.save()


def told(case: Case, kind: str) -> list[tuple[str, str]]:
    facts = ClockEvent.objects.filter(clock__case=case, clock__kind=kind).exclude(what="warned").order_by("id")
    return list(facts.values_list("what", "told"))


def live(case: Case, kind: str) -> Clock:
    return case.clocks.exclude(state=Clock.State.STOPPED).get(kind=kind)


# --- the ladder -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CLOCK_KINDS, ids=lambda kind: kind.code)
@pytest.mark.parametrize("on_paper", [True, False])
def test_every_ladder_ends_and_names_no_role_twice(kind, on_paper):
    told: list[str] = []
    while role := told_after(kind, len(told), on_paper=on_paper, restricted=False):
        told.append(role)
        assert len(told) <= len(LADDER)

    assert told[-1] in ("hate_crime_lead", "professional_standards")
    assert len(set(told)) == len(told)
    assert set(told) <= ROLE.keys()


def test_of_a_restricted_case_only_those_hear_who_may_see_it():
    danger = next(kind for kind in CLOCK_KINDS if kind.code == "danger")

    assert told_after(danger, 0, on_paper=False, restricted=True) == "duty_inspector"
    assert told_after(danger, 1, on_paper=False, restricted=True) == ""


# --- in its time ------------------------------------------------------------------------------------------------------


def test_an_urgent_case_nobody_takes_reaches_the_duty_inspector_in_its_time():
    case = report_received(**URGENT)
    due = live(case, "first_read").due_at
    assert due == case.report.received_at + 15 * MINUTE
    fiona = cast.duty_inspector()

    with clock.at(due - MINUTE):
        assert not alarms.calls_for(fiona)
    swept(due)

    assert told(case, "first_read") == [("breached", "duty_inspector")]
    assert DeskNotice.objects.get(case=case, what="breached:first_read").team.kind == "duty"
    with clock.at(due):
        (call,) = alarms.calls_for(fiona)
        assert (call.reference, call.rings) == (case.reference, True)
        assert "nobody has read it" in at_desk(fiona).get("/desk/alarms/").content.decode()
        assert [call.reference for call in alarms.calls_for(cast.control_room_operator())] == [case.reference]
        does(cast.control_room_sergeant(), "take", case)
        assert not alarms.calls_for(fiona)


def test_what_does_not_look_serious_does_not_sound_when_it_is_not_read():
    case = report_received(**chain.NO_CRIME)

    with clock.at(live(case, "first_read").due_at + MINUTE):
        assert not alarms.calls_for(cast.duty_inspector())


def test_a_breach_nobody_touches_goes_to_the_next_and_then_to_nobody():
    case = report_received(**URGENT)
    due = live(case, "first_read").due_at
    lead = cast.hate_crime_lead()
    Team.objects.filter(force=case.force, kind="hate_crime").update(always_on=True)

    for wait in (0, 1, 14, 15, 16, 300, 3000):
        swept(due + wait * MINUTE)

    assert told(case, "first_read") == [("breached", "duty_inspector"), ("escalated", "hate_crime_lead")]
    assert DeskNotice.objects.get(case=case, what="escalated:first_read").person == lead


def test_it_stops_when_somebody_takes_it():
    case = report_received(**URGENT)
    due = live(case, "first_read").due_at
    swept(due)
    with clock.at(due + 5 * MINUTE):
        does(cast.control_room_sergeant(), "take", case)

    swept(due + 60 * MINUTE)

    assert told(case, "first_read") == [("breached", "duty_inspector")]


def test_nothing_waits_for_a_lead_who_is_off_shift():
    sunday = dt.datetime(2026, 3, 8, 3, 0, tzinfo=LONDON)
    with clock.at(dt.datetime(2026, 3, 2, 9, tzinfo=LONDON)):
        cast.hate_crime_lead()
    with clock.at(sunday):
        case = report_received(**URGENT)

    swept(sunday + 15 * MINUTE)
    swept(sunday + 30 * MINUTE)

    assert told(case, "first_read") == [("breached", "duty_inspector"), ("escalated", "duty_inspector")]


def test_a_short_clock_leaves_a_quarter_of_an_hour_before_the_next_is_told():
    case = report_received(danger={"danger": "yes"})
    due = live(case, "danger").due_at
    swept(due)

    swept(due + LEAST - MINUTE)
    assert len(told(case, "danger")) == 1
    swept(due + LEAST)

    assert [what for what, _ in told(case, "danger")] == ["breached", "escalated"]


def test_paper_is_escalated_in_working_days_and_wakes_nobody():
    with clock.at(dt.datetime(2026, 3, 2, 9, tzinfo=LONDON)):
        case = crime_in("outcome_proposed")  # endorsed within two working days
    due = live(case, "endorsement").due_at
    assert due.astimezone(LONDON).isoweekday() == 3

    swept(due)
    swept(due + dt.timedelta(hours=12))
    assert told(case, "endorsement") == [("breached", "hate_crime_inspector")]
    swept(due + dt.timedelta(days=1))

    assert told(case, "endorsement")[1:] == [("escalated", "hate_crime_lead")]


def test_a_sweep_that_was_away_leaves_the_first_who_hears_their_time():
    case = report_received(**URGENT)
    due = live(case, "first_read").due_at

    swept(due + dt.timedelta(hours=9))
    swept(due + dt.timedelta(hours=9, minutes=14))

    assert len(told(case, "first_read")) == 1


def test_the_worker_may_tell_twice_and_each_hears_once():
    case = report_received(**URGENT)
    due = live(case, "first_read").due_at
    cast.hate_crime_lead()
    swept(due)
    swept(due + 15 * MINUTE)

    aftermath.clock_spoke(live(case, "first_read").pk, "escalated", 4)

    assert DeskNotice.objects.filter(case=case, what="escalated:first_read").count() == 1


# --- silence ----------------------------------------------------------------------------------------------------------


def silent_notices(case: Case) -> int:
    return DeskNotice.objects.filter(case=case, what="silence").count()


def test_four_weeks_without_a_word_are_told_once_and_then_again():
    case = chain.incident_in("local_focus")
    since = case.silence_since

    for days, expected in ((27, 0), (28, 1), (29, 1), (55, 1), (56, 2)):
        with clock.at(since + dt.timedelta(days=days)):
            tell_of_silence()
        assert silent_notices(case) == expected, days


def test_an_outage_of_months_tells_of_silence_once():
    case = chain.incident_in("local_focus")

    with clock.at(case.silence_since + 5 * TOO_LONG):
        tell_of_silence()
        tell_of_silence()

    assert silent_notices(case) == 1


def test_contact_ends_the_silence_and_waiting_for_the_reporter_does_not():
    case = chain.incident_in("local_focus")
    sarah, since = cast.local_focus_sergeant(), case.silence_since
    does(sarah, "take", case)
    with clock.at(since + dt.timedelta(days=22)):
        does(sarah, "ask_for_information", case, question="When was it?")
    with clock.at(since + dt.timedelta(days=28)):
        tell_of_silence()
    assert silent_notices(case) == 1

    with clock.at(since + dt.timedelta(days=29)):
        does(sarah, "go_on_without_answer", case, reasons="Enough is known.")
        reached = {"contact_channel": "return_page", "contact_result": "reached", "contact_words": "Talked."}
        does(sarah, "record_contact_attempt", case, **reached)
    with clock.at(since + dt.timedelta(days=56)):
        tell_of_silence()

    assert silent_notices(case) == 1


def test_where_a_crime_owes_progress_its_own_clock_speaks():
    case = crime_in("under_investigation")

    with clock.at(clock.now() + TOO_LONG):
        tell_of_silence()

    assert live(case, "progress_contact")
    assert silent_notices(case) == 0
