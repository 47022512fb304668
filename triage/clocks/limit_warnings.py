"""Who is told, and when, that the six months of an offence run out: week by week before the last day, once each.

The limit itself is law/time_limits.py's, the clock's breach the sweep's (sweeping.py). Half of six months says nothing to
anybody, so these warnings go by weeks and not by shares. Called by a task every hour.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef, QuerySet

from hatereport import clock
from triage.aftermath import tell
from triage.law.time_limits import NEAR
from triage.models import Case, Clock, ClockEvent

_WHAT = "warned:time_limit"


@dataclass(frozen=True)
class LimitWarning:
    """So long before the last day, these are told; `roles` beside the officer in the case and the supervising sergeant."""

    before: dt.timedelta
    roles: tuple[str, ...]
    why: str


WARNINGS: tuple[LimitWarning, ...] = (
    LimitWarning(NEAR, (), "Time for a file to the prosecutors, who need it in good time."),
    LimitWarning(dt.timedelta(weeks=4), (), "Half of that is gone."),
    LimitWarning(dt.timedelta(weeks=1), ("hate_crime_inspector",), "What is not laid this week is lost for good."),
)


def warn(limit: int = 500) -> int:
    """Tell of every limit that has come nearer than a warning nobody was told. Safe to run twice; however long nobody
    looked, only the nearest warning is told, once.
    """
    now, told = clock.now(), 0
    for number in reversed(range(len(WARNINGS))):
        for clock_id in list(_untold(WARNINGS[number], now).values_list("pk", flat=True)[:limit]):
            told += _warn(clock_id, WARNINGS[number], now)
    return told


def _untold(warning: LimitWarning, now: dt.datetime) -> QuerySet[Clock]:
    since = ExpressionWrapper(OuterRef("due_at") - warning.before, output_field=DateTimeField())
    told = ClockEvent.objects.filter(clock=OuterRef("pk"), what=ClockEvent.What.WARNED, at__gte=since)
    near = Clock.objects.filter(kind="time_limit", state=Clock.State.RUNNING, due_at__gt=now)
    return near.filter(~Exists(told), due_at__lte=now + warning.before).order_by("due_at")


@transaction.atomic
def _warn(clock_id: uuid.UUID, warning: LimitWarning, now: dt.datetime) -> int:
    people = ("case__holding_team", "case__officer_in_case", "case__supervising_sergeant", "case__holder")
    rows = _untold(warning, now).select_related(*people).select_for_update(skip_locked=True, of=("self",))
    running = rows.filter(pk=clock_id).first()
    if running is None:
        return 0
    what, cause = ClockEvent.What.WARNED, f"limit:{running.pk.hex}:{warning.before.days}"
    ClockEvent.objects.create(clock=running, what=what, at=now, due_at=running.due_at, told="supervising_sergeant")
    _tell(running.case, cause, warning)
    return 1


def _tell(case: Case, cause: str, warning: LimitWarning) -> None:
    named = [person for person in (case.officer_in_case, case.supervising_sergeant) if person]
    for person in named:
        tell(case, _WHAT, cause=f"{cause}:{person.pk.hex}", person=person)
    if not named:
        tell(case, _WHAT, cause=cause)
    for role in warning.roles:
        tell(case, _WHAT, cause=f"{cause}:{role}", role=role)
