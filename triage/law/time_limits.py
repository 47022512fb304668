"""The six months within which a prosecution of a summary offence must begin: the last day, and the warnings before it.

Source: Magistrates' Courts Act 1980 s.127 (unverified; some statutes give longer, and the short limit is the safe one). The
day is stored on the offence row when it is recorded, and so is its clock; who is warned, and when, is in
clocks/limit_warnings.py. A report that says when it happened is looked at when it comes in, before anybody names an offence.
"""

import calendar
import datetime as dt

from django.utils.timezone import localtime

from hatereport.working_time import LONDON
from triage.law.offences import OFFENCE_BY_CODE

MONTHS = 6
NEAR = dt.timedelta(weeks=8)
#: The flag of a case, set at receipt.
TIME_LIMIT_NEAR = "time_limit_near"


def last_day(committed_on: dt.date) -> dt.date:
    """The same day of the month six months later, or the last of a shorter month."""
    month = committed_on.month - 1 + MONTHS
    year, month = committed_on.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(committed_on.day, calendar.monthrange(year, month)[1]))


def limit_of(offence: str, committed_on: dt.date | None) -> dt.date | None:
    """The last day for an offence of this kind; None where there is no limit or no day is known."""
    summary_only = OFFENCE_BY_CODE[offence].summary_only
    return last_day(committed_on) if summary_only and committed_on else None


def end_of(day: dt.date) -> dt.datetime:
    """Midnight after the last day, in London."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), LONDON).astimezone(dt.UTC)


def is_near(occurred_on: dt.date | None, at: dt.datetime) -> bool:
    """Whether a summary offence of that day would be within eight weeks of its limit, or past it."""
    return occurred_on is not None and last_day(occurred_on) - NEAR <= localtime(at, LONDON).date()


def in_words(limit: dt.date | None, today: dt.date) -> str:
    """Where a limit stands on a day, as a sentence."""
    if limit is None:
        return "No time limit runs."
    left = (limit - today).days
    if left < 0:
        return f"The time limit of six months passed on {limit:%-d %B %Y}."
    days = "today is the last day" if left == 0 else "1 day is left" if left == 1 else f"{left} days are left"
    return f"A prosecution must begin by {limit:%-d %B %Y}: {days}."
