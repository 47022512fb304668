"""Reports that may belong together: an alert to be answered, and a reversible link once somebody said so."""

from django.db import models

from hatereport.ids import uuid7
from triage.models.case import Case


class PatternAlert(models.Model):
    """Two cases share something. Open until an officer confirms or dismisses it; a dismissed pair is not raised again."""

    class Kind(models.TextChoices):
        SAME_CONTACT = "same_contact", "Same contact details"
        SAME_PLACE = "same_place", "Same place"
        SAME_SUSPECT = "same_suspect", "Same suspect"
        SAME_WORDS = "same_words", "The same words"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CONFIRMED = "confirmed", "Confirmed"
        DISMISSED = "dismissed", "Dismissed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="alerts")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "other", "kind"], name="triage_one_alert_a_pair")]

    def __str__(self) -> str:
        return self.kind


class SameEvent(models.Model):
    """Two reports are about one event. Each keeps its words, code and contact rules; undoing keeps the row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey("incidents.Report", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("incidents.Report", on_delete=models.PROTECT, related_name="+")
    linked_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    undone_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "other"], condition=models.Q(undone_at=None), name="triage_one_live_link"
            ),
            models.CheckConstraint(condition=~models.Q(report=models.F("other")), name="triage_no_link_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} = {self.other_id}"
