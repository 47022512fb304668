"""Days since a person last heard from us: no clock, so nothing pauses it; whoever holds the case is told when they are
too many.

The moment itself is Case.silence_since, which only real contact sets anew (effects/letters.py). Where a crime's clock of
progress updates runs, that clock speaks (sweeping.py).
"""

import datetime as dt

from django.db.models import Exists, F, OuterRef, QuerySet

from hatereport import clock
from triage import aftermath
from triage.models import Case, Clock, DeskNotice

#: Victims' Code right 6, as for progress updates: every 28 days unless agreed otherwise.
TOO_LONG = dt.timedelta(days=28)
SILENCE = "silence"


def tell_of_silence(limit: int = 200) -> int:
    """A notice for each open case whose person has not heard from us for 28 days, and again every 28 days. Safe to run
    twice; what an outage missed is told when it is over, once.
    """
    silent = list(_silent(clock.now()).select_related("holding_team", "holder")[:limit])
    for case in silent:
        weeks = (clock.now() - case.silence_since) // TOO_LONG
        aftermath.tell(case, SILENCE, cause=f"silence:{case.pk}:{case.silence_since:%Y%m%d%H%M}:{weeks}")
    return len(silent)


def _silent(now: dt.datetime) -> QuerySet[Case]:
    told = DeskNotice.objects.filter(case=OuterRef("pk"), what=SILENCE, at__gt=now - TOO_LONG)
    speaks = Clock.objects.filter(case=OuterRef("pk"), kind="progress_contact", state=Clock.State.RUNNING)
    silent = Case.objects.filter(ended_at=None, silence_since__lte=now - TOO_LONG)
    told_of_this = told.filter(at__gt=OuterRef("silence_since"))
    return silent.exclude(Exists(told_of_this)).exclude(Exists(speaks)).order_by(F("silence_since").asc())
