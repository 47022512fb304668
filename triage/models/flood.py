"""Clearing a flood: many reports that are one text or one target, proposed by one person, confirmed by another.

Which reports belong together is worked out in memory and never stored (practice.md 19); this row is the decision.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import Envelope, SealedJSON


class FloodClearing(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", "Waits for a second person"
        CONFIRMED = "confirmed", "Confirmed, being carried out"
        REFUSED = "refused", "Refused"
        DONE = "done", "Done"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    force = models.ForeignKey("partners.Force", on_delete=models.PROTECT, related_name="+")
    #: As in mark_not_a_report.
    reason = models.CharField(max_length=16)
    cases = ArrayField(models.UUIDField())
    proposed_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    cleared = models.PositiveIntegerField(default=0)
    #: Moved on, marked or in danger meanwhile: left where they are.
    left = models.PositiveIntegerField(default=0)
    staff = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    #: What they have in common, and the proposer's words.
    words_sealed = models.BinaryField(null=True)
    words = SealedJSON("words_sealed", envelope="staff")

    class Meta:
        ordering = ["-proposed_at"]
        indexes = [models.Index(fields=["force", "-proposed_at"], name="triage_clearings_of_a_force")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="triage_nobody_clears_a_flood_alone",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "refused"]) | models.Q(decided_by__isnull=False),
                name="triage_a_flood_is_cleared_by_two",
            ),
        ]

    def __str__(self) -> str:
        return self.state
