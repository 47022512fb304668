"""Celery's way into the log."""

from celery import shared_task

from hatereport.audit import anchors


@shared_task
def anchor() -> None:
    anchors.anchor()
