"""Moments in London, and what a case's clocks say, for the tests of clocks."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from hatereport import clock, outbox
from tests.triage import chain
from tests.triage.chain import crime_in
from triage import aftermath
from triage.models import Case, Clock, ClockEvent

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
