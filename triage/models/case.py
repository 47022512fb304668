"""A case: the police work on one report, as a hate incident or a hate crime.

Opened by opening.py (invented ones by invented/), moved by moving.py, changed by act() (acting.py) and what it calls; the
database refuses a state that no move led to.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import Envelope
from triage.states import GRADES, STATE_OF, State


class Case(models.Model):
    class Kind(models.TextChoices):
        HATE_INCIDENT = "hate_incident", "Hate incident"
        HATE_CRIME = "hate_crime", "Hate crime"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    report = models.ForeignKey("incidents.Report", on_delete=models.PROTECT, related_name="cases")
    #: The case this one came out of: escalated, reclassified, transferred, or cancelled as a crime.
    came_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="led_to")
    kind = models.CharField(max_length=13, choices=Kind)
    #: "" only inside the transaction that opens the case.
    state = models.CharField(max_length=24, blank=True)
    #: The sequence number of the last move; each act counts it up.
    version = models.PositiveIntegerField(default=0)

    force = models.ForeignKey("partners.Force", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("partners.PolicingArea", on_delete=models.PROTECT, null=True, related_name="+")
    holding_team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    officer_in_case = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    supervising_sergeant = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    supervision_accepted_at = models.DateTimeField(null=True)

    grade = models.CharField(max_length=30, choices=GRADES, blank=True)
    #: 0 to 4, for sorting: 4 danger, 3 critical or high, 2 flagged or medium, 1 low, 0 nothing known.
    risk = models.PositiveSmallIntegerField(default=0)
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    strands = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    danger = models.BooleanField(default=False)
    #: A case whose suspect works for the police: outside every scope but that of professional standards.
    restricted = models.BooleanField(default=False)

    #: The nearest due_at of its running clocks; far away where none runs.
    next_due_at = models.DateTimeField()
    #: Since when the person has not heard from us; never pauses.
    silence_since = models.DateTimeField()
    opened_at = models.DateTimeField()
    entered_state_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    #: Reasons, notes and records of officers.
    staff = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["hate_incident", "hate_crime"], risk__lte=4),
                name="triage_a_case_is_of_a_known_kind",
            )
        ]
        indexes = [
            models.Index(
                fields=["holding_team", "-risk", "next_due_at", "id"],
                condition=models.Q(ended_at=None),
                name="triage_queue_of_a_team",
            ),
            models.Index(
                fields=["holder", "-risk", "next_due_at", "id"],
                condition=models.Q(ended_at=None),
                name="triage_queue_of_a_holder",
            ),
            models.Index(
                fields=["force", "-risk", "next_due_at", "id"],
                condition=models.Q(ended_at=None),
                name="triage_queue_of_a_force",
            ),
            models.Index(fields=["force", "-opened_at", "id"], name="triage_newest_of_a_force"),
            models.Index(
                fields=["force", "next_due_at", "id"],
                condition=models.Q(ended_at=None),
                name="triage_due_of_a_force",
            ),
            models.Index(
                fields=["force", "silence_since", "id"],
                condition=models.Q(ended_at=None),
                name="triage_silence_of_a_force",
            ),
            models.Index(
                fields=["force", "entered_state_at", "id"],
                condition=models.Q(ended_at=None),
                name="triage_stages_of_a_force",
            ),
            models.Index(fields=["force", "ended_at"], name="triage_ended_of_a_force"),
            models.Index(
                fields=["officer_in_case"], condition=models.Q(ended_at=None), name="triage_cases_of_an_officer"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def stage(self) -> State:
        return STATE_OF[self.kind, self.state]

    @property
    def open(self) -> bool:
        return self.ended_at is None
