"""Celery's way into the outbox."""

from uuid import UUID

from celery import shared_task

from hatereport.outbox import delivery, notices, nudge

#: One sweep's share of a backlog; the next sweep runs beside it when a worker is free.
SWEEP = 500


@shared_task
def deliver(notice_id: str) -> None:
    with nudge.by_one_hand(UUID(notice_id)) as at_hand:
        for each in at_hand:
            delivery.deliver(each)


@shared_task
def sweep() -> None:
    delivery.sweep(SWEEP)


@shared_task
def clear_away() -> None:
    notices.clear_away()
