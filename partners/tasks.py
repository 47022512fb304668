"""Celery's way into this app."""

from celery import shared_task

from hatereport import outbox
from partners import invitations, own_sessions


@outbox.consumer("invitation.sent")
def invitation_sent(notice: outbox.Notice) -> None:
    invitations.mail(notice.payload["invitation_id"])


@shared_task
def clear_sessions() -> None:
    own_sessions.clear_away()
