"""Six months for a summary offence: the last day, the clock, the weeks before it, and a report that comes in late."""

import datetime as dt

import pytest

from hatereport import clock
from hatereport.working_time import LONDON
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received, signs
from triage.clocks import limit_warnings
from triage.law import time_limits
from triage.models import Case, ClockEvent, DeskNotice

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 31)
OFFENCE = {"offence": "common_assault", "committed_on": DAY.isoformat()}


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), LONDON).astimezone(dt.UTC)


def recorded(**answers: str) -> Case:
    """A crime under investigation since a few days after it happened, with one offence of that day."""
    with clock.at(at(DAY + dt.timedelta(days=3))):
        case = crime_in("under_investigation")
        row = case.offences.get()
        does(cast.officer(), "record_offence", case, **OFFENCE | {"offence_row": str(row.pk)} | answers)
    return case


@pytest.mark.parametrize(
    ("committed", "last"),
    [
        (dt.date(2026, 1, 15), dt.date(2026, 7, 15)),
        (dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
        (dt.date(2027, 8, 31), dt.date(2028, 2, 29)),
        (dt.date(2026, 3, 31), dt.date(2026, 9, 30)),
        (dt.date(2026, 12, 1), dt.date(2027, 6, 1)),
    ],
)
def test_the_last_day_is_the_same_day_six_months_on_or_the_end_of_the_month(committed: dt.date, last: dt.date) -> None:
    assert time_limits.last_day(committed) == last


def test_a_summary_offence_stores_its_last_day_and_runs_to_the_midnight_after_it() -> None:
    case = recorded()

    row, running = case.offences.get(), case.clocks.get(kind="time_limit")

    assert row.time_limit_on == dt.date(2026, 9, 30)
    assert running.due_at == dt.datetime(2026, 10, 1, tzinfo=LONDON).astimezone(dt.UTC)
    assert case.next_due_at < running.due_at


def test_an_offence_that_is_not_summary_has_no_limit_and_a_change_of_mind_takes_it_away() -> None:
    case = recorded()
    row = case.offences.get()

    does(cast.officer(), "record_offence", case, offence="actual_bodily_harm", offence_row=str(row.pk))

    row.refresh_from_db()
    assert row.time_limit_on is None
    assert not case.clocks.filter(kind="time_limit", state="running").exists()
    assert not ClockEvent.objects.filter(clock__case=case, clock__kind="time_limit").exists()


def test_each_offence_runs_to_its_own_day() -> None:
    case = recorded()

    with clock.at(at(DAY + dt.timedelta(days=5))):
        later = {"offence": "harassment", "committed_on": "2026-04-02", "offence_row": "new"}
        does(cast.officer(), "record_offence", case, **later)

    limits = case.clocks.filter(kind="time_limit", state="running").order_by("due_at")
    assert [one.offence.time_limit_on for one in limits if one.offence] == [dt.date(2026, 9, 30), dt.date(2026, 10, 2)]


@pytest.mark.parametrize(("weeks", "inspector"), [(8, False), (4, False), (1, True)])
def test_officer_and_supervisor_are_warned_and_in_the_last_week_the_inspector(weeks: int, inspector: bool) -> None:
    case = recorded()
    due = case.clocks.get(kind="time_limit").due_at

    with clock.at(due - dt.timedelta(weeks=weeks, hours=-1)):
        assert limit_warnings.warn() == 1
        assert limit_warnings.warn() == 0

    notices = DeskNotice.objects.filter(case=case, what="warned:time_limit")
    assert {one.person for one in notices if one.person} == {cast.officer(), cast.supervising_sergeant()}
    assert any(one.team.kind == "hate_crime" for one in notices) == inspector


def test_all_three_warnings_come_once_each_over_the_weeks() -> None:
    case = recorded()
    due = case.clocks.get(kind="time_limit").due_at

    for weeks in (9, 7, 6, 3, 2, 0.5):
        with clock.at(due - dt.timedelta(weeks=weeks)):
            limit_warnings.warn()

    events = ClockEvent.objects.filter(clock__case=case, clock__kind="time_limit")
    assert [event.what for event in events] == ["warned", "warned", "warned"]


def test_a_sweep_that_was_away_tells_the_nearest_warning_and_no_older_one() -> None:
    case = recorded()
    due = case.clocks.get(kind="time_limit").due_at

    with clock.at(due - dt.timedelta(days=2)):
        assert limit_warnings.warn() == 1
        assert limit_warnings.warn() == 0


def test_a_charge_in_time_meets_it() -> None:
    case = recorded()

    with clock.at(at(DAY + dt.timedelta(days=30))):
        from_officer = {"charged": [str(case.offences.get().pk)], "reasons": "Film."}
        does(cast.officer(), "charge", case, **from_officer)
        signs(cast.supervising_sergeant(), case)

    stopped = case.clocks.get(kind="time_limit")
    assert stopped.state == "stopped"
    assert stopped.events.get().what == "met"


@pytest.mark.parametrize("by", ["new_evidence", "decide_review"])
def test_a_case_that_opens_again_runs_to_the_same_day(by: str) -> None:
    case = recorded()
    with clock.at(at(DAY + dt.timedelta(days=60))):
        chain.proposed(case, "15", interviewed="yes")
        does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")
        does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())
        does(cast.officer(), "tell_victim", case, **chain.telling())
        assert not case.clocks.filter(kind="time_limit", state="running").exists()

        if by == "new_evidence":
            does(cast.officer(), "new_evidence", case, what_is_new="A film.")
        else:
            does(cast.hate_crime_lead(), "request_review", case, reasons="She does not agree.")
            does(
                cast.hate_crime_lead(), "decide_review", case, review_decision="overturned", reasons="A line was left."
            )

    limit = case.clocks.get(kind="time_limit", state="running")
    assert (limit.offence, limit.due_at) == (case.offences.get(), at(dt.date(2026, 10, 1), 0))


def test_a_review_that_stands_starts_no_limit() -> None:
    case = crime_in("review_requested", code="15")

    does(cast.hate_crime_lead(), "decide_review", case, review_decision="upheld", reasons="Nothing is left.")

    assert case.state == "closed"
    assert not case.clocks.filter(kind="time_limit", state="running").exists()


def test_a_report_of_long_ago_says_so_when_it_comes_in() -> None:
    with clock.at(at(dt.date(2026, 9, 1))):
        old = report_received(when={"when": "exact", "on": "2026-03-31"})
        fresh = report_received(when={"when": "exact", "on": "2026-08-30"})

    assert time_limits.TIME_LIMIT_NEAR in old.flags
    assert time_limits.TIME_LIMIT_NEAR not in fresh.flags


def test_a_limit_that_is_near_changes_no_clock_and_no_level() -> None:
    with clock.at(at(dt.date(2026, 9, 1))):
        old = report_received(when={"when": "exact", "on": "2026-03-31"})
        fresh = report_received()

    assert old.risk == fresh.risk
    assert old.clocks.get(kind="first_read").due_at == fresh.clocks.get(kind="first_read").due_at


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (dt.date(2026, 9, 29), "1 day is left"),
        (dt.date(2026, 9, 30), "today is the last day"),
        (dt.date(2026, 10, 1), "passed on 30 September 2026"),
    ],
)
def test_where_it_stands_is_said_in_words(today: dt.date, words: str) -> None:
    assert words in time_limits.in_words(dt.date(2026, 9, 30), today)
