"""One offence of a crime case, with its own outcome and its own time limit. A case ends when every row has ended."""

import datetime as dt

from django.db import models
from django.db.models.functions import Upper
from django.utils.timezone import localtime

from hatereport.ids import uuid7
from triage.law.offences import OFFENCE_BY_CODE, OFFENCES, OUTCOME_BY_CODE, OUTCOMES, OffenceKind, Outcome
from triage.models.case import Case


class Result(models.TextChoices):
    """What the court found."""

    CONVICTED = "convicted", "Convicted"
    ACQUITTED = "acquitted", "Acquitted"
    DISCONTINUED = "discontinued", "Discontinued"


class Offence(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="offences")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, choices=[(kind.code, kind.label) for kind in OFFENCES])
    aggravated = models.BooleanField(default=False)
    crime_reference = models.CharField(max_length=40, blank=True)
    committed_on = models.DateField(null=True)
    #: The day the police recorded the crime: what public figures count by (practice.md 24).
    recorded_on = models.DateField(null=True)
    #: Whose offence it is, where the report names several people.
    victim = models.ForeignKey("incidents.Party", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    #: The last day on which a prosecution of a summary offence can begin; null where there is no limit.
    time_limit_on = models.DateField(null=True)
    suspect_interviewed = models.BooleanField(default=False)
    outcome_code = models.CharField(max_length=2, blank=True, choices=[(o.code, o.label) for o in OUTCOMES])
    outcome_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    result_on = models.DateField(null=True)
    #: Whether the court said that it raised the sentence for hostility (Sentencing Act 2020 s.66).
    uplift_stated = models.BooleanField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="triage_one_offence_a_number"),
            models.CheckConstraint(
                condition=models.Q(
                    code__in=list(OFFENCE_BY_CODE),
                    outcome_code__in=["", *OUTCOME_BY_CODE],
                    result__in=["", *Result.values],
                ),
                name="triage_an_offence_is_of_a_known_kind",
            ),
        ]
        indexes = [
            # As the search compares it: in any case of letters (finding/keys.py).
            models.Index(Upper("crime_reference"), name="triage_crime_references"),
            models.Index(
                fields=["time_limit_on"], condition=models.Q(outcome_code=""), name="triage_time_limits_that_run"
            ),
        ]

    def __str__(self) -> str:
        return self.settled.label

    @property
    def settled(self) -> OffenceKind:
        return OFFENCE_BY_CODE[self.code]

    @property
    def day_of_law(self) -> dt.date:
        """Whose law holds for it: the day of the offence, else the day in London on which the report came in."""
        return self.committed_on or localtime(self.case.report.received_at).date()

    @property
    def outcome(self) -> Outcome | None:
        return OUTCOME_BY_CODE.get(self.outcome_code)
