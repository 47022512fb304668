"""Stored deadlines, what became of them, and the budgets a force has set. Kinds are in clocks/kinds.py, the work in
clocks/deadlines.py.
"""

from django.db import models

from hatereport.ids import uuid7
from triage.clocks.kinds import CLOCK_KIND, PAUSE
from triage.models.case import Case
from triage.models.offence import Offence


class Clock(models.Model):
    """One running, paused or stopped clock of a case. The deadline is data, so a missed sweep costs nothing."""

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        PAUSED = "paused", "Paused"
        STOPPED = "stopped", "Stopped"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=24)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    #: Why it stands still or stood still: the act that paused it.
    paused_for = models.CharField(max_length=40, blank=True)
    stopped_at = models.DateTimeField(null=True)
    #: 0 untouched, 1 half gone, 2 four fifths gone, 3 breached, from 4 on escalated again and again.
    level = models.PositiveSmallIntegerField(default=0)
    next_check_at = models.DateTimeField()
    #: The force's profile this budget came from; null for the service's own default.
    profile = models.ForeignKey("ClockProfile", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "offence"],
                condition=~models.Q(state="stopped"),
                nulls_distinct=False,
                name="triage_one_live_clock_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(CLOCK_KIND), paused_for__in=["", *PAUSE]),
                name="triage_a_clock_is_of_a_known_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_check_at"], condition=models.Q(state="running"), name="triage_clocks_to_look_at"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class ClockEvent(models.Model):
    """A warning, a breach or an escalation, with the deadline of that moment. A fact for good."""

    class What(models.TextChoices):
        WARNED = "warned", "Warned"
        BREACHED = "breached", "Breached"
        MET = "met", "Met"
        ESCALATED = "escalated", "Escalated"
        PAUSED = "paused", "Paused"
        RESUMED = "resumed", "Resumed"

    id = models.BigAutoField(primary_key=True)
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=9, choices=What)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    #: The role that answers for it: the owner on shift, the duty inspector otherwise.
    told = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [models.Index(fields=["what", "at"], name="triage_clock_events_of_a_time")]

    def __str__(self) -> str:
        return self.what


class ClockProfile(models.Model):
    """A force's own budget for a kind of clock from a day on; old clocks keep the budget they began with."""

    force = models.ForeignKey("partners.Force", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    #: Exactly one of the two: hours on the wall, or working days.
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateTimeField()
    signed_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hours__isnull=False, working_days=None)
                | models.Q(hours=None, working_days__isnull=False),
                name="triage_one_budget_a_profile",
            ),
            models.UniqueConstraint(fields=["force", "kind", "valid_from"], name="triage_one_profile_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.force_id} {self.kind}"
