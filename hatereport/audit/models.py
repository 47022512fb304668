"""The log's two tables: entries, and the head of each record's chain.

Nothing here writes: log.py does, in SQL, because an entry and its head must be one statement. The application's role
may add entries and move heads on, and nothing else (teeth.py).
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class ActorKind(models.TextChoices):
    PERSON = "person"
    SYSTEM = "system"
    REPORTER = "reporter"


class Action(models.TextChoices):
    """The kinds of processing that must be logged (Data Protection Act 2018, section 62)."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"


#: Chains sort by their bytes, whatever the language of the database: the verifier reads them in that order.
_BYTES = "C"


class Entry(models.Model):
    """One act of one actor on one record. Never changed, never deleted."""

    chain = models.CharField(max_length=120, db_collation=_BYTES, help_text="subject type:subject id")
    seq = models.PositiveIntegerField(help_text="Place in the chain, from 1, without gaps.")
    at = models.DateTimeField(help_text="When it happened, by the house clock.")
    written_at = models.DateTimeField(db_default=Now(), help_text="When the database took it; not fingerprinted.")
    actor_kind = models.CharField(max_length=8, choices=ActorKind.choices)
    actor_id = models.UUIDField(null=True, blank=True)
    role = models.CharField(max_length=40, blank=True, help_text="Code of the role acted in.")
    force = models.CharField(
        max_length=40,
        blank=True,
        help_text="Code of the force whose record it is, or whose person; its auditor reads it.",
    )
    action = models.CharField(max_length=12, choices=Action.choices)
    act = models.CharField(max_length=60, help_text="Code of what was done.")
    detail = models.JSONField(default=dict, help_text="Codes, ids and numbers; never words.")
    fingerprint = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "entries"
        constraints = (
            models.UniqueConstraint(fields=("chain", "seq"), name="one_entry_a_place_in_a_chain"),
            models.CheckConstraint(condition=Q(action__in=Action.values), name="entry_action_is_known"),
            models.CheckConstraint(condition=Q(actor_kind__in=ActorKind.values), name="entry_actor_kind_is_known"),
        )
        indexes = (
            models.Index(fields=("actor_id", "at"), condition=~Q(actor_id=None), name="what_a_person_did"),
            models.Index(fields=("force", "-at", "-id"), name="newest_of_a_force"),
        )

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}: {self.act}"


class ChainHead(models.Model):
    """The newest entry of a record's chain; locked while an entry is added, so only that record waits."""

    chain = models.CharField(max_length=120, primary_key=True, db_collation=_BYTES)
    seq = models.PositiveIntegerField()
    fingerprint = models.BinaryField(max_length=32)
    anchored = models.BooleanField(default=False, help_text="An anchor outside the database names this head.")

    class Meta:
        indexes = (models.Index(fields=("chain",), condition=Q(anchored=False), name="heads_to_anchor"),)

    def __str__(self) -> str:
        return f"{self.chain} ends at {self.seq}"
