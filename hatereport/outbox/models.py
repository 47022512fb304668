"""A notice: one thing that must still happen."""

from django.db import models
from django.db.models import Q

from hatereport.ids import uuid7


class Notice(models.Model):
    """Written with the change it follows from; done, waiting, or dead and waiting for a person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=80, help_text="Id of what it is about.")
    payload = models.JSONField(default=dict, help_text="Ids and codes; never words.")
    created_at = models.DateTimeField()
    available_at = models.DateTimeField(help_text="Not tried before then.")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=80, blank=True, help_text="Class of what went wrong; never its message.")
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("available_at",), condition=Q(done_at=None, dead_at=None), name="notices_waiting"),
            models.Index(fields=("dead_at",), condition=~Q(dead_at=None), name="notices_dead"),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
