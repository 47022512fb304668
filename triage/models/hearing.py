"""A day in court of a crime case: when, of what kind, what became of it. Words about it are in the record of the act."""

from django.db import models

from hatereport.ids import uuid7
from triage.models.case import Case
from triage.models.move import Move


class Hearing(models.Model):
    class Kind(models.TextChoices):
        FIRST = "first", "First hearing"
        PLEA = "plea", "Plea and trial preparation"
        TRIAL = "trial", "Trial"
        SENTENCE = "sentence", "Sentence"
        OTHER = "other", "Another hearing"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearings")
    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FIRST)
    on = models.DateField(db_index=True)
    #: Moved to another day, or it fell away: the row stays.
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
