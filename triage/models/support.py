"""Help named to a person at a stage (signpost), and a person handed to an organisation (referral)."""

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import SealedJSON
from triage.models.case import Case


class Signpost(models.Model):
    """An organisation named at a stage, by which rule. Information only: nothing about the person left."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="signposts", db_index=False)
    stage = models.CharField(max_length=40)
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "stage", "organisation"], name="triage_one_signpost_a_stage")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} at {self.stage}"


class Referral(models.Model):
    """A case handed to an organisation, on a stated legal basis and, for a charity, with the person's own yes."""

    class State(models.TextChoices):
        SENT = "sent", "Sent"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        CLOSED = "closed", "Closed"
        RECALLED = "recalled", "Recalled"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="referrals")
    basis = models.CharField(max_length=32)
    state = models.CharField(max_length=8, choices=State, default=State.SENT)
    sent_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    #: What the organisation is told: only what the officer wrote for it, never the report.
    told_sealed = models.BinaryField(null=True)
    told = SealedJSON("told_sealed", envelope="staff_envelope")

    class Meta:
        ordering = ["-sent_at", "id"]
        indexes = [models.Index(fields=["organisation", "-sent_at", "id"])]

    def __str__(self) -> str:
        return f"referral to {self.organisation_id}"

    @property
    def staff_envelope(self) -> object:
        return self.case.staff
