"""One running clock: when it began, when it is looked at next, and on whose budget it runs."""

import datetime as dt

from hatereport.working_time import WorkingDays
from triage.clocks.kinds import CLOCK_KIND, Budget
from triage.models import Clock, ClockProfile

NEVER = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
#: Shares of the time at which somebody is warned.
WARN_AT = (0.5, 0.8)
#: Level of a clock whose deadline has passed; each escalation counts it up by one.
BREACHED = 3


def began(running: Clock) -> dt.datetime:
    """As if it had started later by as long as it stood still."""
    return running.started_at + dt.timedelta(seconds=running.paused_seconds)


def share(running: Clock, part: float) -> dt.datetime:
    return began(running) + (running.due_at - began(running)) * part


def checkpoint(running: Clock) -> dt.datetime:
    """When the sweep looks at it next, before its deadline or at it."""
    return share(running, WARN_AT[running.level]) if running.level < len(WARN_AT) else running.due_at


def on_paper(running: Clock) -> bool:
    """Whether it is counted in working days: by the force's own budget, else by the service's."""
    return isinstance(own_budget(running.profile) or CLOCK_KIND[running.kind].budget, WorkingDays)


def own_budget(profile: ClockProfile | None) -> Budget | None:
    if profile is None:
        return None
    if profile.working_days is not None:
        return WorkingDays(profile.working_days)
    return dt.timedelta(hours=float(profile.hours or 0))
