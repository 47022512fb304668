"""Celery's way into this app."""

from hatereport import outbox
from partners import invitations


@outbox.consumer("invitation.sent")
def invitation_sent(notice: outbox.Notice) -> None:
    invitations.mail(notice.payload["invitation_id"])
