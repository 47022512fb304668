"""Evidence: a file the reporter added, where its sealed copies lie, and who looked at the one with hidden details.

The files are in the vault (incidents/evidence/vault.py), their keys, names and hashes here, sealed with the report's
content: shredding that makes the files noise.
"""

import base64
from typing import Any

from django.db import models
from django.utils.functional import Promise

from hatereport.ids import uuid7
from hatereport.sealing import Envelope, Sealed, SealedJSON
from incidents.evidence.kinds import BY_CODE
from incidents.models.report import Report

#: Files of one report. The database refuses the sixth.
MOST = 5


class Evidence(models.Model):
    class Scan(models.TextChoices):
        PENDING = "pending", "Waiting for the virus scanner"
        CLEAN = "clean", "Scanned, nothing found"
        INFECTED = "infected", "A virus was found"
        ERROR = "error", "The virus scanner gave no verdict; it is asked again"
        NOT_SCANNED = "not_scanned", "Not scanned for viruses"

    class Stripping(models.TextChoices):
        PENDING = "pending", "Hidden details are being taken out"
        DONE = "done", "Hidden details taken out"
        KEPT = "kept", "Kept as it is"
        FAILED = "failed", "Could not be read, so hidden details could not be taken out"
        NONE = "none", "Not tried"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    #: Hidden in the form; a replayed submit meets it again.
    submission_key = models.UUIDField(unique=True)
    received_at = models.DateTimeField()
    #: A code of incidents/evidence/kinds.py.
    kind = models.CharField(max_length=10)
    #: The file as it was sent is kept beside the stripped copy.
    keeps_original = models.BooleanField()

    #: The envelope of the report's content.
    content = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    #: name as given; for "original" and "copy": size in bytes, sha256, the salt of its fingerprint,
    #: and the key of the file while it is there.
    custody_sealed = models.BinaryField(null=True)
    custody = SealedJSON("custody_sealed", envelope="content")
    #: Names in the vault. The original is also what waits to be stripped.
    original_file = models.UUIDField(null=True)
    copy_file = models.UUIDField(null=True)

    scan = models.CharField(max_length=12, choices=Scan, default=Scan.PENDING)
    scanned_at = models.DateTimeField(null=True)
    stripping = models.CharField(max_length=8, choices=Stripping, default=Stripping.PENDING)
    #: Intimate, or of abuse: opens for nobody at the desk.
    quarantined_at = models.DateTimeField(null=True)
    quarantined_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    #: From then on nobody takes that back (incidents/teeth.py).
    shut_for_good_at = models.DateTimeField(null=True)
    shut_for_good_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["number"]
        indexes = [models.Index(fields=["scan", "scanned_at"])]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="incidents_one_number_a_file"),
            models.CheckConstraint(condition=models.Q(number__range=(1, MOST)), name="incidents_five_files_a_report"),
            models.CheckConstraint(condition=models.Q(kind__in=list(BY_CODE)), name="incidents_a_file_of_a_known_kind"),
            models.CheckConstraint(
                condition=models.Q(shut_for_good_at=None) | models.Q(quarantined_at__isnull=False),
                name="incidents_shut_for_good_is_out_of_reach",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.number} of {self.report_id}"

    @property
    def may_be_opened(self) -> bool:
        """Stripped or kept as it is, and nothing found by a scanner where there is one. Fails closed."""
        return self.copy_file is not None and self._is_safe

    @property
    def original_may_be_opened(self) -> bool:
        return self.keeps_original and self.original_file is not None and self._is_safe

    @property
    def _is_safe(self) -> bool:
        return self.quarantined_at is None and self.scan in (self.Scan.CLEAN, self.Scan.NOT_SCANNED)

    @property
    def is_waiting(self) -> bool:
        return self.scan == self.Scan.PENDING or self.stripping == self.Stripping.PENDING

    @property
    def name(self) -> str | None:
        """As the file was called by whoever sent it; None once shredded. Never used to name anything."""
        return (self.custody or {}).get("name")

    def size(self, which: str) -> int:
        return int((self.custody or {}).get(which, {}).get("size", 0))

    def sha256(self, which: str) -> str:
        return str((self.custody or {}).get(which, {}).get("sha256", ""))

    def key(self, which: str) -> bytes | None:
        """What opens the file in the vault; None when there is no such file, or it was shredded."""
        kept: dict[str, Any] = (self.custody or {}).get(which, {})
        return base64.b64decode(kept["key"]) if "key" in kept else None

    @property
    def state(self) -> "str | Promise":
        """The one thing to say of it, gravest first."""
        if self.quarantined_at:
            return "Out of reach: marked as intimate or as abuse"
        if self.scan in (self.Scan.INFECTED, self.Scan.ERROR):
            return self.Scan(self.scan).label
        if self.stripping in (self.Stripping.PENDING, self.Stripping.FAILED):
            return self.Stripping(self.stripping).label
        return self.Scan(self.scan).label


class OriginalOpened(models.Model):
    """Somebody opened a file with its hidden details, and why. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="original_openings")
    by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    #: The envelope of the report's content.
    content = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    reason_sealed = models.BinaryField(null=True)
    reason = Sealed("reason_sealed", envelope="content")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"original of {self.evidence_id} opened"
