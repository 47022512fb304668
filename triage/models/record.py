"""A dated, signed piece of work on a case (triage/records says which kinds there are and what each asks). Append-only."""

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import SealedJSON
from triage.models.case import Case
from triage.models.move import Move
from triage.models.offence import Offence


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="records", db_index=False)
    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    made_by = models.ForeignKey(
        "partners.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    #: Where a record is about one offence of several.
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, null=True, related_name="records")
    codes = models.JSONField(default=dict)
    words_sealed = models.BinaryField(null=True)
    words = SealedJSON("words_sealed", envelope="staff_envelope")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["case", "kind", "at"])]

    def __str__(self) -> str:
        return self.kind

    @property
    def staff_envelope(self) -> object:
        return self.case.staff
