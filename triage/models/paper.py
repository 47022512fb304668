"""What leaves the desk or is laid into a case by hand: attachments of officers, prints, hand-over of a shift."""

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import Envelope, Sealed, SealedJSON
from incidents.evidence.kinds import BY_CODE
from incidents.models import Evidence
from triage.law.purposes import PURPOSE
from triage.models.case import Case


class Attachment(models.Model):
    """A file an officer added to a case; the reporter never sees it. Sealed and scanned like evidence."""

    Scan = Evidence.Scan

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    number = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    #: A code of incidents/evidence/kinds.py.
    kind = models.CharField(max_length=10)
    #: Name as given, size in bytes, sha256, the key of the file, and what it shows in the officer's words.
    custody_sealed = models.BinaryField(null=True)
    custody = SealedJSON("custody_sealed", envelope="staff_envelope")
    #: Its name in the vault.
    file = models.UUIDField(null=True)
    scan = models.CharField(max_length=12, choices=Scan, default=Scan.PENDING)
    scanned_at = models.DateTimeField(null=True)
    quarantined_at = models.DateTimeField(null=True)
    quarantined_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    shut_for_good_at = models.DateTimeField(null=True)
    shut_for_good_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="triage_one_number_an_attachment"),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(BY_CODE)), name="triage_an_attachment_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(shut_for_good_at=None) | models.Q(quarantined_at__isnull=False),
                name="triage_shut_for_good_is_out_of_reach",
            ),
        ]

    def __str__(self) -> str:
        return f"attachment {self.number} of {self.case_id}"

    @property
    def staff_envelope(self) -> object:
        return self.case.staff


class Disclosure(models.Model):
    """A case left as paper or PDF: to whom, for what, and the fingerprint of what left. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures")
    made_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    format = models.CharField(max_length=5)
    purpose = models.CharField(max_length=20)
    with_names = models.BooleanField()
    #: Of the file that left; empty for a print from the browser.
    sha256 = models.CharField(max_length=64, blank=True)
    to_sealed = models.BinaryField(null=True)
    to = Sealed("to_sealed", envelope="staff_envelope")

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose__in=list(PURPOSE)), name="triage_a_disclosure_is_for_a_known_purpose"
            )
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def staff_envelope(self) -> object:
        return self.case.staff


class ShiftSummary(models.Model):
    """What one shift leaves to the next: figures by code, words sealed, and who took it over."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    since = models.DateTimeField()
    #: Counts by code, and the ids of cases named in it.
    facts = models.JSONField(default=dict)
    staff = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    words_sealed = models.BinaryField(null=True)
    words = Sealed("words_sealed", envelope="staff")
    taken_by = models.ForeignKey(
        "partners.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["team", "-made_at"], name="triage_summaries_of_a_team")]

    def __str__(self) -> str:
        return f"summary for {self.team_id}"
