"""Celery's way into the log."""

from celery import shared_task

from hatereport import outbox
from hatereport.audit import anchors, checking

#: Seconds a walk over the whole log may take; a year of a large force is some minutes.
LONGEST = 3600


@shared_task
def anchor() -> None:
    anchors.anchor()


@shared_task(soft_time_limit=LONGEST, time_limit=LONGEST + 60)
def check() -> None:
    checking.check()


@outbox.consumer("audit.check")
def check_asked(notice: outbox.Notice) -> None:
    """On as a task of its own: a notice has a minute, the walk may need more."""
    check.delay()
