"""Working days of England and Wales, and deadlines on two calendars.

Risk runs on the clock on the wall: a budget given as `timedelta` is 24x7. Paperwork runs on working days or working
hours: Monday to Friday, 9 to 5 in London, without bank holidays. Whatever closes a day makes a deadline later or
leaves it, never earlier (a test holds every calendar to that).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(9), time(17)
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


@dataclass(frozen=True)
class WorkingHours:
    """A budget of hours in which the office is open."""

    hours: float


Budget: TypeAlias = timedelta | WorkingDays | WorkingHours
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


def deadline(
    start: datetime,
    budget: Budget,
    pauses: timedelta = timedelta(0),
    *,
    calendar: IsWorkingDay = is_working_day,
) -> datetime:
    """When a budget that began to run at `start` (aware) and stood still for `pauses` is used up, in UTC.

    On the working calendars a pause counts as a later start: generous by at most the closed hours it covered, never
    early.
    """
    begun = start.astimezone(UTC) + pauses
    match budget:
        case timedelta():
            return begun + budget
        case WorkingDays(days):
            last = add_working_days(begun.astimezone(LONDON).date(), days, calendar=calendar)
            return _in_utc(last, CLOSES)
        case WorkingHours(hours):
            return _after_office_hours(begun.astimezone(LONDON), timedelta(hours=hours), calendar)


def put_off(due: datetime, stood: timedelta, *, on_paper: bool, calendar: IsWorkingDay = is_working_day) -> datetime:
    """A deadline whose clock stood still: later by as long, and on the working calendar no sooner than an office closes
    after that. In UTC.
    """
    moved = due.astimezone(UTC) + stood
    if not on_paper or not stood:
        return moved
    day = moved.astimezone(LONDON).date()
    while not calendar(day) or _in_utc(day, CLOSES) < moved:
        day += _DAY
    return _in_utc(day, CLOSES)


def _after_office_hours(begun: datetime, left: timedelta, calendar: IsWorkingDay) -> datetime:
    day, opens = begun.date(), max(_wall(begun), OPENS)
    while True:
        if calendar(day) and opens < CLOSES:
            room = datetime.combine(day, CLOSES) - datetime.combine(day, opens)
            if left <= room:
                return _in_utc(day, (datetime.combine(day, opens) + left).time())
            left -= room
        day, opens = day + _DAY, OPENS


def _wall(moment: datetime) -> time:
    return moment.time().replace(tzinfo=None)


def _in_utc(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, LONDON).astimezone(UTC)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    known = set(holidays.country_holidays("GB", subdiv="ENG", years=year))
    for override in OVERRIDES:
        if override.day.year == year:
            (known.add if override.closed else known.discard)(override.day)
    return frozenset(known)
