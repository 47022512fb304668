"""What is asked of the numbers: force, area, part of the page, and the days; all of it in the address, to be shared."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from hatereport import clock
from hatereport.working_time import LONDON
from partners.models import Person, PolicingArea
from triage.performance.reach import Reach, reaches_of

Day = dt.date
#: A financial year of the police begins in April.
APRIL = 4


@dataclass(frozen=True)
class Period:
    """`days` gives the first day and the day after the last, seen from a day."""

    code: str
    label: str
    days: Callable[[Day], tuple[Day, Day]]


def _month(day: Day, back: int = 0) -> Day:
    """The first of the month so many months before this day's."""
    months = day.year * 12 + day.month - 1 - back
    return Day(months // 12, months % 12 + 1, 1)


def _quarter(day: Day) -> Day:
    return Day(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _financial_year(day: Day) -> Day:
    return Day(day.year - (day.month < APRIL), APRIL, 1)


PERIODS: tuple[Period, ...] = (
    Period("this_month", "This month", lambda day: (_month(day), _month(day, -1))),
    Period("last_month", "Last month", lambda day: (_month(day, 1), _month(day))),
    Period("quarter", "This quarter", lambda day: (_quarter(day), _month(_quarter(day), -3))),
    Period("year", "This financial year", lambda day: (_financial_year(day), _month(_financial_year(day), -12))),
)
PERIOD = {period.code: period for period in PERIODS}
CUSTOM = "custom"
LONGEST = dt.timedelta(days=3 * 366)
_OF_THIS_AGE = 1990


@dataclass(frozen=True)
class Asked:
    """Read from an address; what it could not mean falls back to what everybody begins with, and is said."""

    reach: Reach
    area: str
    period: str
    first: Day
    after: Day
    wrong: str = ""
    #: What stood in the two boxes while it was wrong; nothing typed is lost.
    typed: tuple[str, str] = ("", "")

    @property
    def start(self) -> dt.datetime:
        return dt.datetime.combine(self.first, dt.time(), LONDON)

    @property
    def end(self) -> dt.datetime:
        """The first moment after it."""
        return dt.datetime.combine(self.after, dt.time(), LONDON)

    @property
    def last(self) -> Day:
        return self.after - dt.timedelta(days=1)

    @property
    def days(self) -> dict[str, str]:
        """The days as an address carries them."""
        own = {"from": self.first.isoformat(), "to": self.last.isoformat()} if self.period == CUSTOM else {}
        return {"period": self.period, **own}

    @property
    def address(self) -> str:
        """The same question as the end of an address."""
        named = {"force": self.reach.force, "area": self.area, **self.days}
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def codes(self) -> dict[str, str]:
        """For the log."""
        return {
            "area": self.area,
            "period": self.period,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
        }

    def within(self, name: str) -> dict[str, dt.datetime]:
        """Moments of a field in the days asked for."""
        return {f"{name}__gte": self.start, f"{name}__lt": self.end}


class NobodysNumbers(LookupError):
    """This person counts nothing in this force."""


def asked(person: Person, said: Mapping[str, str]) -> Asked:
    """Raises NobodysNumbers for a force or an area that is not theirs to count."""
    reaches = reaches_of(person)
    reach = reaches.get(said.get("force") or next(iter(sorted(reaches)), ""))
    area = said.get("area", "")
    if reach is None or (area and not _counts_in(reach, area)):
        raise NobodysNumbers(NobodysNumbers.__doc__)
    today = clock.today()
    code = said.get("period", PERIODS[0].code)
    first, after = PERIOD.get(code, PERIODS[0]).days(today)
    if code != CUSTOM:
        return Asked(reach, area, code if code in PERIOD else PERIODS[0].code, first, after)
    typed = said.get("from", ""), said.get("to", "")
    usual = Asked(reach, area, PERIODS[0].code, first, after, typed=typed)
    try:
        chosen = Day.fromisoformat(typed[0]), Day.fromisoformat(typed[1])
    except ValueError:
        return replace(usual, wrong="Enter the first and the last day of your own period.")
    if not dt.timedelta(0) <= chosen[1] - chosen[0] <= LONGEST or not _OF_THIS_AGE <= chosen[0].year <= 2100:
        return replace(usual, wrong="Enter a last day that follows the first, within three years of it.")
    return Asked(reach, area, CUSTOM, chosen[0], chosen[1] + dt.timedelta(days=1))


def _counts_in(reach: Reach, area: str) -> bool:
    """Whether it is an area of the force, and within the reach: what stands in the log is a code, never what was typed."""
    if reach.areas is not None:
        return area in reach.areas
    return area.isprintable() and PolicingArea.objects.filter(pk=area, force=reach.force).exists()
