"""An act that needs a second person: asked for by one, signed or refused by another (countersigning.py)."""

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import SealedJSON
from triage.models.case import Case


class Countersignature(models.Model):
    class State(models.TextChoices):
        ASKED = "asked", "Asked for"
        SIGNED = "signed", "Signed"
        REFUSED = "refused", "Refused"
        LAPSED = "lapsed", "Lapsed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="countersignatures")
    act = models.CharField(max_length=40)
    asked_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+")
    asked_role = models.CharField(max_length=32)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    decided_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    #: The answers of the act, as they will be carried out.
    answers_sealed = models.BinaryField(null=True)
    answers = SealedJSON("answers_sealed", envelope="staff_envelope")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="asked"), name="triage_one_open_countersignature"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="triage_nobody_countersigns_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} ({self.state})"

    @property
    def staff_envelope(self) -> object:
        return self.case.staff
