"""Coming back: the return code (as an HMAC only) and the visit it opens.

The code's alphabet, parser and look-up are in incidents/return_codes.py.
"""

from django.db import models

from hatereport.ids import uuid7
from incidents.models.party import Party
from incidents.models.report import Report


class ReturnCode(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="return_codes")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="return_codes")
    lookup = models.BinaryField(max_length=32, unique=True)
    pepper_version = models.SmallIntegerField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    #: Null while the report has open work; 12 months after closing otherwise.
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"return code of {self.report_id}"


class ReturnVisit(models.Model):
    """One sitting behind a code: 20 minutes idle, two hours in all. Knows the report, not the code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token_digest = models.BinaryField(max_length=32, unique=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    #: What this person saw at their last visit, to notice a stranger's.
    previous_visit_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"visit to {self.report_id}"
