"""The one clock. Nothing else in the house asks what time it is.

Stories of the demo and tests need a past: `at()` sets the clock for the code inside it and for this thread only. Where
people's reports are real it refuses, because a moved clock would move deadlines and falsify the log.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.conf import settings
from django.utils.timezone import localdate

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


class ClockLocked(RuntimeError):
    """The clock can only be set in the demo and in tests."""


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _set_to.get() or datetime.now(UTC)


def today() -> date:
    """The day on the calendar in London: between midnight and one o'clock of a summer's day UTC still has the day before."""
    return localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let it be `moment` (aware) inside the block; it stands still there. Raises ClockLocked outside demo and tests."""
    if not (settings.DEMO or getattr(settings, "TESTING", False)):
        raise ClockLocked(ClockLocked.__doc__)
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone could be any of 38 moments.")
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield moment
    finally:
        _set_to.reset(token)
