"""A decision drawn for a second person. The lot, the sample and the answer are in triage/reviewing/."""

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import Sealed
from triage.models.case import Case


class SecondLook(models.Model):
    """One decision of many, drawn by lot for a second person: 5% of upheld reviews blind, 10% of what was no report."""

    class Kind(models.TextChoices):
        NFA = "nfa", "Blind second reading of a final review"
        NOT_A_REPORT = "not_a_report", "Sample of what was not a report"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="second_looks")
    move = models.OneToOneField("triage.Move", on_delete=models.PROTECT, related_name="+")
    first_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reader = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    agrees = models.BooleanField(null=True)
    words_sealed = models.BinaryField(null=True)
    words = Sealed("words_sealed", envelope="staff_envelope")

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["kind", "asked_at"], condition=models.Q(read_at=None), name="triage_second_looks_due")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reader=None) | ~models.Q(reader=models.F("first_by")),
                name="triage_a_second_look_is_somebody_elses",
            )
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def staff_envelope(self) -> object:
        return self.case.staff
