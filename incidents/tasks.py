"""Celery's way into this app."""

from celery import shared_task

from hatereport import outbox
from incidents import expiry
from incidents.evidence import making_safe


@outbox.consumer("evidence.received")
def evidence_received(notice: outbox.Notice) -> None:
    making_safe.make_safe(notice.payload["evidence_id"])


@shared_task
def erase_expired() -> None:
    expiry.erase_expired()


@shared_task
def rescan_evidence() -> None:
    making_safe.rescan()


@shared_task
def remove_left_behind() -> None:
    making_safe.remove_left_behind()
