"""Leaving a notice, and looking after those that died."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from hatereport import clock
from hatereport.codes import coded
from hatereport.outbox.models import Notice
from hatereport.outbox.nudge import nudge


class OutsideTransaction(RuntimeError):
    """A notice must be left in the transaction of what it follows from: open one with atomic()."""


def add(topic: str, key: UUID | str, **ids: Any) -> Notice:
    """Leave a notice of ids and codes in the caller's transaction; one INSERT, and a message after the commit.

    Raises OutsideTransaction, and WordsWhereCodesBelong for anything but ids, codes, numbers and dates. A broker that
    is away raises nothing: the sweep finds the row.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(OutsideTransaction.__doc__)
    now = clock.now()
    notice = Notice.objects.create(topic=topic, key=str(key), payload=coded(ids), created_at=now, available_at=now)
    transaction.on_commit(partial(nudge, notice.id), robust=True)
    return notice


def dead_letters() -> QuerySet[Notice]:
    """Notices that failed for good, oldest first, for staff to see."""
    return Notice.objects.exclude(dead_at=None).order_by("dead_at")


def revive(notice_id: UUID) -> bool:
    """Try a dead notice again from the start. The caller writes the audit entry. False when it is not dead."""
    revived = Notice.objects.filter(id=notice_id, done_at=None).exclude(dead_at=None)
    return bool(revived.update(dead_at=None, attempts=0, last_error="", available_at=clock.now()))
