"""A case offered to another force. The sender keeps the clocks until somebody there has said yes."""

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import SealedJSON
from triage.models.case import Case


class Transfer(models.Model):
    class State(models.TextChoices):
        OFFERED = "offered", "Offered"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    to_force = models.ForeignKey("partners.Force", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OFFERED)
    offered_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    decided_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    #: What is known and the danger; for a force off the platform, who acknowledged it: name, time, number.
    words_sealed = models.BinaryField(null=True)
    words = SealedJSON("words_sealed", envelope="staff_envelope")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="offered"), name="triage_one_open_transfer"
            )
        ]
        indexes = [
            models.Index(fields=["to_force"], condition=models.Q(state="offered"), name="triage_transfers_offered")
        ]

    def __str__(self) -> str:
        return f"transfer to {self.to_force_id}"

    @property
    def staff_envelope(self) -> object:
        return self.case.staff
