"""Leaving a notice, looking after those that died, and clearing away those long done."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from hatereport import clock
from hatereport.codes import coded
from hatereport.ids import first_uuid7
from hatereport.outbox.models import Notice
from hatereport.outbox.nudge import nudge

#: How long a done notice is kept: long enough to ask what happened to a report last month.
KEPT = timedelta(days=30)


class OutsideTransaction(RuntimeError):
    """A notice must be left in the transaction of what it follows from: open one with atomic()."""


def add(topic: str, key: UUID | str, **ids: Any) -> Notice:
    """Leave a notice of ids and codes in the caller's transaction; one INSERT, and a message after the commit.

    Raises OutsideTransaction, and WordsWhereCodesBelong for anything but ids, codes, numbers and dates. A broker that
    is away raises nothing: the sweep finds the row.
    """
    notice = add_for_later(timedelta(0), topic, key, **ids)
    transaction.on_commit(partial(nudge, notice.id), robust=True)
    return notice


def add_for_later(wait: timedelta, topic: str, key: UUID | str, **ids: Any) -> Notice:
    """The same, not tried before `wait` has passed; the sweep finds it then. Raises the same."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(OutsideTransaction.__doc__)
    now = clock.now()
    return Notice.objects.create(topic=topic, key=str(key), payload=coded(ids), created_at=now, available_at=now + wait)


def dead_letters() -> QuerySet[Notice]:
    """Notices that failed for good, oldest first, for staff to see."""
    return Notice.objects.exclude(dead_at=None).order_by("dead_at")


def revive(notice_id: UUID) -> bool:
    """Try a dead notice again from the start. The caller writes the audit entry. False when it is not dead."""
    revived = Notice.objects.filter(id=notice_id, done_at=None).exclude(dead_at=None)
    return bool(revived.update(dead_at=None, attempts=0, last_error="", available_at=clock.now()))


def clear_away(limit: int = 10_000) -> int:
    """Delete notices done and older than KEPT, oldest first; how many. What waits or is dead stays whatever its age."""
    old = Notice.objects.filter(id__lt=first_uuid7(clock.now() - KEPT)).exclude(done_at=None)
    deleted, _ = Notice.objects.filter(id__in=old.order_by("id").values("id")[:limit]).delete()
    return deleted
