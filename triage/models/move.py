"""What was done to a case, once and for ever: edges that exist, moves that were made, parts that people played.

The owner role syncs the edges from the workflow table (teeth/); the application may only add moves and parts.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import SealedJSON
from triage.models.case import Case


class Edge(models.Model):
    """One way from a state to a state by an act; a move without one cannot be stored, not even from psql."""

    id = models.CharField(primary_key=True, max_length=120)
    kind = models.CharField(max_length=13)
    act = models.CharField(max_length=40)
    frm = models.CharField(max_length=24, blank=True)
    to = models.CharField(max_length=24)
    roles = ArrayField(models.CharField(max_length=32))
    barred = ArrayField(models.CharField(max_length=24))
    countersigners = ArrayField(models.CharField(max_length=32))

    def __str__(self) -> str:
        return self.id


class Move(models.Model):
    """One act on a case. Its words are sealed; its codes, times and people are not. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves")
    seq = models.PositiveIntegerField()
    edge = models.ForeignKey(Edge, on_delete=models.PROTECT, related_name="+", db_index=False)
    act = models.CharField(max_length=40)
    frm = models.CharField(max_length=24, blank=True)
    to = models.CharField(max_length=24)
    at = models.DateTimeField()
    #: Null for what the system did.
    actor = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    actor_role = models.CharField(max_length=32)
    countersigned_by = models.ForeignKey(
        "partners.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    #: Said by the client with each attempt, so that a double click is one act.
    key = models.CharField(max_length=64)
    codes = models.JSONField(default=dict)
    words_sealed = models.BinaryField(null=True)
    words = SealedJSON("words_sealed", envelope="staff_envelope")

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="triage_one_move_a_number"),
            models.UniqueConstraint(fields=["case", "key"], name="triage_one_move_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"

    @property
    def staff_envelope(self) -> object:
        return self.case.staff

    @property
    def changes_state(self) -> bool:
        return self.frm != self.to


class Part(models.Model):
    """A person played a part in a case. Who may confirm an end is read from here. Append-only."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parts", db_index=False)
    person = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=24)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person", "part"], name="triage_one_part_each")]

    def __str__(self) -> str:
        return self.part
