"""What one officer sets another to do, and what was sent out of the door."""

from django.db import models
from django.db.models.functions import Upper

from hatereport.ids import uuid7
from hatereport.sealing import Sealed
from triage.models.case import Case


class Task(models.Model):
    """An action of workflow.md: what, for which team, by when; answered before the stage can be left."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+")
    #: Null where a special road set it at receipt (roads/table.py).
    set_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    road = models.CharField(max_length=24, blank=True)
    set_at = models.DateTimeField()
    due_at = models.DateTimeField()
    what_sealed = models.BinaryField(null=True)
    what = Sealed("what_sealed", envelope="staff_envelope")
    answered_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_sealed = models.BinaryField(null=True)
    answer = Sealed("answer_sealed", envelope="staff_envelope")

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(
                fields=["team", "due_at", "id"], condition=models.Q(answered_at=None), name="triage_actions_of_a_team"
            )
        ]

    def __str__(self) -> str:
        return f"action of {self.case_id}"

    @property
    def staff_envelope(self) -> object:
        return self.case.staff


class Dispatch(models.Model):
    """The receipt of somebody being sent: without a log number there is no dispatch (practice.md 2)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dispatches")
    log_number = models.CharField(max_length=40)
    at = models.DateTimeField()
    sent_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    #: Sent at once on danger, before anything was classified; the sergeant reviews after.
    at_once = models.BooleanField(default=False)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(log_number=""), name="triage_a_dispatch_has_a_log_number")
        ]
        # As the search compares it: in any case of letters (finding/keys.py).
        indexes = [models.Index(Upper("log_number"), name="triage_log_numbers")]

    def __str__(self) -> str:
        return self.log_number
