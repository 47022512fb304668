"""The sweep: brings every clock whose moment has come up to now. A deadline is stored when its clock starts, so a missed
sweep loses nothing; however long it was away, what is true now is what is recorded, once.

Who hears of a breach is escalation.py's to say.
"""

import datetime as dt
import uuid

from django.db import transaction

from hatereport import clock, outbox
from partners.roles import ROLE
from partners.teams import team_for
from triage.clocks import escalation
from triage.clocks.kinds import CLOCK_KIND
from triage.clocks.running import BREACHED, NEVER, WARN_AT, began, checkpoint, on_paper, own_budget, share
from triage.models import Case, Clock, ClockEvent


def sweep(limit: int = 500) -> int:
    """Look at every clock whose moment has come: warn, then record the breach and escalate. Safe to run twice."""
    with transaction.atomic():
        now = clock.now()
        due = (
            Clock.objects.filter(state=Clock.State.RUNNING, next_check_at__lte=now)
            .select_related("case", "profile")
            .order_by("next_check_at")
            .select_for_update(skip_locked=True, of=("self",))[:limit]
        )
        events = [event for running in due if (event := _look_at(running, now))]
        ClockEvent.objects.bulk_create(events)
        for event in events:
            outbox.add(
                "clock.spoke",
                key=str(event.clock_id),
                clock_id=event.clock_id,
                event=event.what,
                level=event.clock.level,
            )
        return len(events)


def waited_too_long() -> list[uuid.UUID]:
    """Cases that have waited for their reporter for the whole seven days: it is decided on what there is."""
    over = Clock.objects.filter(kind="information", state=Clock.State.RUNNING, due_at__lte=clock.now())
    return list(over.values_list("case_id", flat=True)[:500])


def _look_at(running: Clock, now: dt.datetime) -> ClockEvent | None:
    """Bring one clock up to now; however long the sweep was away, what is true now is what is recorded, once."""
    if running.level >= BREACHED or now >= running.due_at:
        return _tell_upwards(running, now)
    level = sum(now >= share(running, part) for part in WARN_AT)
    warns = level > running.level
    running.level = max(level, running.level)
    running.next_check_at = checkpoint(running)
    running.save(update_fields=["level", "next_check_at"])
    told = CLOCK_KIND[running.kind].owner
    return _event(running, ClockEvent.What.WARNED, told, now) if warns else None


def _tell_upwards(running: Clock, now: dt.datetime) -> ClockEvent | None:
    """The breach goes to whoever the table says, and each time it stays untouched to the next above."""
    kind, times = CLOCK_KIND[running.kind], max(0, running.level - BREACHED + 1)
    restricted = running.case.restricted
    told = escalation.told_after(kind, times, on_paper=on_paper(running), restricted=restricted and times > 0)
    ran, budget = running.due_at - began(running), own_budget(running.profile)
    running.next_check_at = escalation.again_at(kind.code, now, ran, budget) if told else NEVER
    running.level = BREACHED + times if told else running.level
    running.save(update_fields=["level", "next_check_at"])
    what = ClockEvent.What.ESCALATED if times else ClockEvent.What.BREACHED
    return _event(running, what, told, now) if told else None


def _event(running: Clock, what: ClockEvent.What, told: str, now: dt.datetime) -> ClockEvent:
    if not on_paper(running) and not _somebody_there(running.case, told, now):
        told = "duty_inspector"  # nothing waits for a person off shift (practice.md 1)
    return ClockEvent(clock=running, what=what, at=now, due_at=running.due_at, told=told)


def _somebody_there(case: Case, role: str, now: dt.datetime) -> bool:
    return team_for(ROLE[role].team_kind, case.force_id, case.area_id).on_shift(now)
