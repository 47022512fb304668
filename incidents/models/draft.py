"""A half-done report: one sealed row a browser session, gone after 20 minutes of silence (rulings 6).

After sending, the same row keeps what the confirmation page shows (the return code once), sealed, for as
long again; then it is shredded like any other.
"""

import uuid
from typing import Any

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import Envelope, SealedJSON
from incidents.models.report import Report


class Draft(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    #: HMAC of the cookie's token; the token itself is nowhere on the server.
    token_digest = models.BinaryField(max_length=32, unique=True)
    content = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    answers_sealed = models.BinaryField(null=True)
    answers = SealedJSON("answers_sealed", envelope="content")
    confirmation_sealed = models.BinaryField(null=True)
    confirmation = SealedJSON("confirmation_sealed", envelope="content")
    #: How often each section was saved: {"where": 2}. A page that saw an older number is stale.
    step_versions = models.JSONField(default=dict)
    #: Counts every save; a save that saw an older number reads again.
    version = models.PositiveIntegerField(default=0)
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True)
    #: Only where the person asked to save it: the fingerprint of the code they go on with, and its pepper.
    code_lookup = models.BinaryField(max_length=32, unique=True, null=True)
    code_pepper = models.SmallIntegerField(null=True)
    #: Begun behind the code of this report: "something else happened".
    follows = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=10)
    signals = models.JSONField(default=list)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"draft {self.id}"

    @property
    def given(self) -> dict[str, dict[str, Any]]:
        """The answers so far; none once the report was sent."""
        return self.answers or {}
