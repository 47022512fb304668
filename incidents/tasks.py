"""Celery's way into this app."""

from celery import shared_task

from incidents import expiry


@shared_task
def erase_expired() -> None:
    expiry.erase_expired()
