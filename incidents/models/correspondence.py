"""What passes between the reporter and the police after sending: progress lines and messages.

Progress lines are pushed by triage (incidents/progress.py holds the sentences); messages go both ways.
"""

import uuid

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import Envelope, Sealed
from incidents.models.report import Report


class ProgressLine(models.Model):
    """A sentence for the reporter by its id, with codes and dates to fill in; never free words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="progress")
    message_id = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["report", "at"])]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.message_id


class Message(models.Model):
    class Direction(models.TextChoices):
        TO_REPORTER = "to_reporter", "To the reporter"
        FROM_REPORTER = "from_reporter", "From the reporter"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=20, choices=Direction)
    #: The envelope of the report's content: shredded with it.
    content = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    words_sealed = models.BinaryField(null=True)
    words = Sealed("words_sealed", envelope="content")
    #: The danger question on a reporter's message; null on one to them.
    danger = models.BooleanField(null=True)
    author = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    #: Hidden in the form; a replayed submit meets it again.
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["report", "sent_at"])]
        ordering = ["sent_at"]

    def __str__(self) -> str:
        return self.direction
