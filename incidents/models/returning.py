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
    #: HMAC of a PIN the person chose with this code; null without one. Never printed, never shown, never changed.
    pin_digest = models.BinaryField(max_length=32, null=True)
    pin_failures = models.PositiveSmallIntegerField(default=0)
    pin_failed_at = models.DateTimeField(null=True)
    #: From here on it opens a message with the danger question and nothing else: another code took its place, or its
    #: holder asked to stop. So whoever finds a code cannot shut its owner out.
    narrowed_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    #: The officer who gave it after an identity check; null for a code the person drew.
    issued_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")

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
