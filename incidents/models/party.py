"""The people of a report: who they are, how they may be reached, what they agreed to.

Names and addresses are sealed in the contact envelope, apart from the report's content, so that either can
be shredded without the other. The rules are coded so that safe_contact.allowed() can apply them.
"""

from typing import Any

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import Envelope, Sealed, SealedJSON
from incidents.models.report import Report, codes


class Party(models.Model):
    class Role(models.TextChoices):
        REPORTER = "reporter", "Reporter"
        VICTIM = "victim", "Victim"
        WITNESS = "witness", "Witness"
        REPORTED_FOR = "reported_for", "Person reported for"
        TRUSTED_PERSON = "trusted_person", "Trusted person"
        ORGANISATION = "organisation", "Organisation"

    class Agreement(models.TextChoices):
        UNSAID = "", "Not said"
        YES = "yes", "They agreed"
        NO = "no", "They did not agree"
        NOT_ASKED = "not_asked", "They do not know"
        CANNOT_DECIDE = "cannot_decide", "They cannot decide for themselves"

    class GuardianMayKnow(models.TextChoices):
        UNSAID = "", "Not said"
        YES = "yes", "A parent or carer may know"
        NO = "no", "No parent or carer may know"
        UNSURE = "unsure", "Not sure whether a parent or carer may know"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=Role)
    #: The one who filled in the form and holds its return code.
    is_filer = models.BooleanField(default=False)
    #: Only of a person reported for: a third party's tick is not the victim's consent.
    agreement = models.CharField(max_length=20, choices=Agreement, blank=True)
    under_18 = models.BooleanField(null=True)
    #: Of somebody under 18: whether a parent or carer may know of the report.
    guardian_may_know = models.CharField(max_length=10, choices=GuardianMayKnow, blank=True)

    contact = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    contact_details_sealed = models.BinaryField(null=True)
    #: name, preferred_name, pronouns, phone, email, address, relation, organisation ...
    contact_details = SealedJSON("contact_details_sealed", envelope="contact")
    safe_contact_sealed = models.BinaryField(null=True)
    #: Their own words: when it is safe, who must not know, what else to mind.
    safe_contact = Sealed("safe_contact_sealed", envelope="contact")

    #: Ways the person asked for and bans on them: codes of incidents/safe_contact.py.
    channels = codes(20)
    bans = codes(30)
    #: Hours that are safe, as codes of safe_contact.TIMES; empty is any time.
    safe_times = codes(20)
    #: How a call or message may announce itself: a code of safe_contact.ANNOUNCEMENTS.
    announce = models.CharField(max_length=20, blank=True)
    #: Communication needs: codes of incidents/questions.py.
    needs = codes(30)

    #: The changes nobody has decided on, where a reader brought them along; None: ask the database.
    undecided: list[Any] | None = None

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(is_filer=True), name="incidents_one_filer_a_report"
            ),
        ]

    def __str__(self) -> str:
        return self.role


class Consent(models.Model):
    """One person's yes to one organisation. Withdrawn is dated, not deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consents")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")
    #: What may be passed on: contact (name and how to reach me) or contact_and_report.
    scope = models.CharField(max_length=30)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "organisation"],
                condition=models.Q(withdrawn_at=None),
                name="incidents_one_live_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.scope
