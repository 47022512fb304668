"""Working days of England and Wales, and deadlines on two calendars.

Risk runs on the clock on the wall: a budget given as `timedelta` is 24x7. Paperwork runs on working days: Monday to
Friday, until five in London, without bank holidays. Whatever closes a day makes a deadline later or leaves it, never
earlier (a test holds every calendar to that).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
CLOSES = time(17)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Override:
    """A day the library does not know yet, or has wrong: a bank holiday proclaimed at short notice, or one moved."""

    day: date
    closed: bool
    why: str
    source: str


#: One-off bank holidays since the service's subject began to be counted that way; the library knows them too, and the
#: table keeps them if it is ever replaced. A day proclaimed tomorrow is one more line here.
OVERRIDES: tuple[Override, ...] = (
    Override(date(2022, 6, 3), True, "Platinum Jubilee", "Royal proclamation, gov.uk/bank-holidays"),
    Override(
        date(2022, 9, 19), True, "State funeral of Queen Elizabeth II", "Royal proclamation, gov.uk/bank-holidays"
    ),
    Override(date(2023, 5, 8), True, "Coronation of King Charles III", "Royal proclamation, gov.uk/bank-holidays"),
)


@dataclass(frozen=True)
class WorkingDays:
    """A budget of whole working days; the day it starts is not counted, it ends when the last one closes."""

    days: int


Budget: TypeAlias = timedelta | WorkingDays
IsWorkingDay: TypeAlias = Callable[[date], bool]


def is_working_day(day: date) -> bool:
    """Monday to Friday and no bank holiday in England and Wales."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def add_working_days(day: date, days: int, *, calendar: IsWorkingDay = is_working_day) -> date:
    """The day on which `days` working days after `day` are over; `day` itself is not counted."""
    while days > 0:
        day += _DAY
        days -= calendar(day)
    return day


def deadline(start: datetime, budget: Budget, *, calendar: IsWorkingDay = is_working_day) -> datetime:
    """When a budget that began to run at `start` (aware) is used up, in UTC."""
    if isinstance(budget, timedelta):
        return start.astimezone(UTC) + budget
    return _closing(add_working_days(start.astimezone(LONDON).date(), budget.days, calendar=calendar))


def put_off(
    due: datetime,
    paused_at: datetime,
    stood: timedelta,
    *,
    on_paper: bool,
    calendar: IsWorkingDay = is_working_day,
) -> datetime:
    """A deadline whose clock stood still from `paused_at` on: later by as long, in UTC. On the working calendar by whole
    days, to the nearest, and no sooner than an office closes after it goes on.
    """
    if not on_paper:
        return due.astimezone(UTC) + stood
    days, goes_on = round(stood / _DAY), paused_at.astimezone(UTC) + stood
    if not days and goes_on <= due:
        return due.astimezone(UTC)
    day = due.astimezone(LONDON).date() + days * _DAY
    while not calendar(day) or _closing(day) < goes_on:
        day += _DAY
    return _closing(day)


def _closing(day: date) -> datetime:
    return datetime.combine(day, CLOSES, LONDON).astimezone(UTC)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    known = set(holidays.country_holidays("GB", subdiv="ENG", years=year))
    for override in OVERRIDES:
        if override.day.year == year:
            (known.add if override.closed else known.discard)(override.day)
    return frozenset(known)
