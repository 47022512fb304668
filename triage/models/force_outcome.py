"""A force's own word on an outcome code, from a day on: it may add codes to the inspector's review, never take one away.

The service's own table is in triage/law/offences.py; which row holds is asked in triage/law/outcome_rules.py.
"""

from django.db import models

from triage.law.offences import OUTCOME_BY_CODE


class ForceOutcome(models.Model):
    force = models.ForeignKey("partners.Force", on_delete=models.PROTECT, related_name="+")
    #: An outcome of offences.OUTCOMES.
    code = models.CharField(max_length=2)
    #: Counts as no further action.
    is_nfa = models.BooleanField()
    #: Whose scheme the victim may use: "", police or cps.
    review = models.CharField(max_length=6, blank=True)
    valid_from = models.DateField()
    signed_by = models.CharField(max_length=120)
    signed_on = models.DateField()

    class Meta:
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["force", "code", "valid_from"], name="triage_one_outcome_a_day"),
            models.CheckConstraint(
                condition=models.Q(code__in=list(OUTCOME_BY_CODE)), name="triage_a_force_s_outcome_is_one_of_ours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force_id} {self.code}"
