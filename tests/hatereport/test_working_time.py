"""Working days of England and Wales, and deadlines that no holiday can bring forward."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatereport import working_time
from hatereport.working_time import (
    OVERRIDES,
    Override,
    WorkingDays,
    add_working_days,
    deadline,
    is_working_day,
    put_off,
)

LONDON = ZoneInfo("Europe/London")


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


# --- days ------------------------------------------------------------------------------------------------------------

#: As published at gov.uk/bank-holidays for England and Wales.
BANK_HOLIDAYS = {
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_bank_holidays_are_those_of_the_official_list(year: Any) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]

    closed = [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not is_working_day(day)]

    assert closed == BANK_HOLIDAYS[year].split()


@pytest.mark.parametrize("override", OVERRIDES, ids=lambda override: override.why)
def test_every_override_holds(override: Any) -> None:
    assert is_working_day(override.day) != override.closed
    assert override.source


def test_a_holiday_proclaimed_tomorrow_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    proclaimed = date(2026, 6, 19)
    assert is_working_day(proclaimed)

    monkeypatch.setattr(working_time, "OVERRIDES", (*OVERRIDES, Override(proclaimed, True, "a jubilee", "a test")))
    working_time._bank_holidays.cache_clear()

    assert not is_working_day(proclaimed)
    working_time._bank_holidays.cache_clear()


def test_a_scottish_holiday_is_a_working_day_here() -> None:
    assert is_working_day(date(2026, 11, 30))  # Saint Andrew's Day


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-02", 0, "2026-03-02"),
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-06", 1, "2026-03-09"),  # over a weekend
        ("2026-03-07", 1, "2026-03-09"),  # from a Saturday
        ("2026-04-02", 1, "2026-04-07"),  # over Easter
        ("2026-12-24", 3, "2026-12-31"),  # Christmas, and Boxing Day taken on the Monday
        ("2026-03-02", 10, "2026-03-16"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: Any, days: Any, end: Any) -> None:
    assert add_working_days(date.fromisoformat(start), days) == date.fromisoformat(end)


# --- deadlines -------------------------------------------------------------------------------------------------------


def test_risk_runs_by_day_and_night() -> None:
    assert deadline(london("2026-12-24 23:30"), timedelta(hours=1)) == london("2026-12-25 00:30")


def test_an_hour_is_an_hour_when_the_clocks_change() -> None:
    before_spring = london("2026-03-29 00:30")
    before_autumn = london("2026-10-25 00:30")

    assert deadline(before_spring, timedelta(hours=1)).astimezone(LONDON) == london("2026-03-29 02:30")
    assert deadline(before_autumn, timedelta(hours=2)).astimezone(LONDON).strftime("%H:%M %Z") == "01:30 GMT"


def test_working_days_end_when_the_office_closes_in_summer_and_winter() -> None:
    assert deadline(london("2026-03-27 16:00"), WorkingDays(1)) == datetime(2026, 3, 30, 16, tzinfo=UTC)  # summer time
    assert deadline(london("2026-03-26 16:00"), WorkingDays(1)) == datetime(2026, 3, 27, 17, tzinfo=UTC)


def test_the_day_begins_in_london() -> None:
    half_past_midnight_in_london = datetime(2026, 7, 6, 23, 30, tzinfo=UTC)  # the 7th there

    assert deadline(half_past_midnight_in_london, WorkingDays(1)) == london("2026-07-08 17:00")


# --- whatever closes a day never brings a deadline forward -----------------------------------------------------------

moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
budgets = st.one_of(
    st.builds(timedelta, minutes=st.integers(0, 60 * 24 * 60)),
    st.builds(WorkingDays, st.integers(0, 40)),
)
pauses = st.builds(timedelta, minutes=st.integers(0, 60 * 24 * 30))
closed_days = st.sets(st.integers(0, 90), max_size=30)


def also_closed(start: datetime, offsets: set[int]) -> Callable[[date], bool]:
    days = {start.date() + timedelta(days=offset) for offset in offsets}
    return lambda day: is_working_day(day) and day not in days


@given(start=moments, budget=budgets, closed=closed_days, also=closed_days)
def test_adding_a_holiday_never_makes_a_deadline_earlier(start: Any, budget: Any, closed: Any, also: Any) -> None:
    fewer, more = also_closed(start, closed), also_closed(start, closed | also)

    assert deadline(start, budget, calendar=more) >= deadline(start, budget, calendar=fewer)


@given(start=moments, later=pauses, budget=budgets)
def test_a_later_start_never_makes_a_deadline_earlier(start: Any, later: Any, budget: Any) -> None:
    assert deadline(start + later, budget) >= deadline(start, budget)


@given(start=moments, days=st.integers(1, 60))
def test_working_days_end_on_a_working_day(start: Any, days: Any) -> None:
    end = deadline(start, WorkingDays(days)).astimezone(LONDON)

    assert is_working_day(end.date())
    assert end.time() == working_time.CLOSES


@given(start=moments, budget=st.integers(1, 30), longer=st.integers(0, 30))
def test_a_longer_budget_never_makes_a_deadline_earlier(start: Any, budget: int, longer: int) -> None:
    for kind in (WorkingDays, lambda number: timedelta(hours=number)):
        assert deadline(start, kind(budget + longer)) >= deadline(start, kind(budget))


# --- a clock that stood still ----------------------------------------------------------------------------------------

before = st.builds(timedelta, minutes=st.integers(0, 60 * 24 * 14))


@given(due=moments, before=before, stood=pauses, on_paper=st.booleans(), closed=closed_days, also=closed_days)
def test_standing_still_never_makes_a_deadline_earlier_and_a_holiday_neither(
    due: Any, before: Any, stood: Any, on_paper: Any, closed: Any, also: Any
) -> None:
    at = due - before

    fewer = put_off(due, at, stood, on_paper=on_paper, calendar=also_closed(due, closed))
    more = put_off(due, at, stood, on_paper=on_paper, calendar=also_closed(due, closed | also))

    assert max(due, at + stood) <= fewer <= more


@given(due=moments, before=before, stood=pauses, longer=pauses)
def test_standing_still_longer_never_makes_a_deadline_earlier(due: Any, before: Any, stood: Any, longer: Any) -> None:
    at = due - before

    for on_paper in (True, False):
        assert put_off(due, at, stood + longer, on_paper=on_paper) >= put_off(due, at, stood, on_paper=on_paper)


@pytest.mark.parametrize(
    ("due", "paused_at", "goes_on", "put_off_to"),
    [
        ("2026-03-26 17:00", "2026-03-26 10:00", "2026-03-31 10:00", "2026-03-31 17:00"),  # over the spring change
        ("2026-10-22 17:00", "2026-10-22 10:00", "2026-10-27 10:00", "2026-10-27 17:00"),  # over the autumn change
        ("2026-04-01 17:00", "2026-04-01 10:00", "2026-04-03 10:00", "2026-04-07 17:00"),  # Good Friday: after Easter
        ("2026-12-23 17:00", "2026-12-22 10:00", "2026-12-24 10:00", "2026-12-29 17:00"),  # over Christmas
        ("2026-03-06 17:00", "2026-03-05 10:00", "2026-03-05 10:01", "2026-03-06 17:00"),  # a minute is no day
        ("2026-03-06 17:00", "2026-03-06 16:00", "2026-03-06 22:00", "2026-03-09 17:00"),  # the office closed meanwhile
        ("2026-03-06 17:00", "2026-03-02 22:00", "2026-03-03 08:00", "2026-03-06 17:00"),  # nobody was there
        ("2026-03-06 17:00", "2026-03-06 17:00", "2026-03-06 17:00", "2026-03-06 17:00"),
    ],
)
def test_paper_that_stood_still_is_due_as_many_whole_days_later(
    due: str, paused_at: str, goes_on: str, put_off_to: str
) -> None:
    stood = london(goes_on).astimezone(UTC) - london(paused_at).astimezone(UTC)

    assert put_off(london(due), london(paused_at), stood, on_paper=True) == london(put_off_to)
