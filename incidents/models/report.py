"""A report: what one person sent, never altered (the database refuses, incidents/teeth.py).

Words are sealed; what lists, rules and statistics need is kept beside them as codes. Who is in the report
is in party.py; the police work on it is a triage.Case.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hatereport.ids import uuid7
from hatereport.sealing import Envelope, Sealed, SealedJSON


class Kind(models.TextChoices):
    HATE_INCIDENT = "hate_incident", "Hate incident"
    HATE_CRIME = "hate_crime", "Hate crime"


def codes(length: int = 40) -> "ArrayField[list[str], list[str]]":
    """A short list of codes, empty by default."""
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class Report(models.Model):
    class Filer(models.TextChoices):
        VICTIM = "victim", "It happened to them"
        WITNESS = "witness", "Saw or heard it"
        ON_BEHALF = "on_behalf", "Reporting for someone else"
        ORGANISATION = "organisation", "An organisation or place was targeted"
        CENTRE = "centre", "A reporting centre"
        OFFICER = "officer", "An officer or call handler"

    class ContactChoice(models.TextChoices):
        YES = "yes", "Yes, contact me"
        TRUSTED = "trusted", "Through someone I trust"
        RECORD_ONLY = "record_only", "Just record it"
        ANONYMOUS = "anonymous", "Anonymous"

    class Repeat(models.TextChoices):
        UNSAID = "", _("Not said")
        NEVER = "never", _("No, this was the first time")
        ONCE = "once", _("Once before")
        MANY = "many", _("Many times")

    class Channel(models.TextChoices):
        WEB = "web", "On the web"
        CALL = "call", "By telephone (101)"
        COUNTER = "counter", "At a counter"
        IN_PERSON = "in_person", "To an officer"
        PAPER = "paper", "On paper"

    #: Who reports what happened to themselves or their place; everybody else saw it, or speaks for somebody.
    SPEAKS_AS_VICTIM = (Filer.VICTIM, Filer.ORGANISATION)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    #: Made when the check-answers page is first shown; a replayed submit meets it again.
    submission_key = models.UUIDField(unique=True)
    received_at = models.DateTimeField(db_index=True)
    language = models.CharField(max_length=10)

    force = models.ForeignKey("partners.Force", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("partners.PolicingArea", on_delete=models.PROTECT, null=True, related_name="+")
    #: How force and area were found: the basis code of partners.routing.
    placement_basis = models.CharField(max_length=40, blank=True)
    #: Whose it really is, when that force does not work here (or is the railway's): to be handed over with a receipt.
    belongs_to = models.ForeignKey("partners.Force", on_delete=models.PROTECT, null=True, related_name="+")

    #: An earlier report of the same person: this one was written behind its code.
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")

    content = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    narrative_sealed = models.BinaryField(null=True)
    narrative = Sealed("narrative_sealed", envelope="content")
    #: Every answer as given, by section (incidents/questions.py), but for contact details and the suspect.
    answers_sealed = models.BinaryField(null=True)
    answers = SealedJSON("answers_sealed", envelope="content")

    filer = models.CharField(max_length=20, choices=Filer)
    contact_choice = models.CharField(max_length=20, choices=ContactChoice)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    #: The officer or call handler who wrote down what was said; null where the person wrote it.
    taken_by = models.ForeignKey(
        "partners.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    danger = models.BooleanField(default=False)
    danger_touched_at = models.DateTimeField(null=True)
    kinds = codes()
    strands = codes()
    strand_details = codes()
    place_type = models.CharField(max_length=40, blank=True)
    online = models.BooleanField(default=False)
    outcode = models.CharField(max_length=4, blank=True)
    occurred_from = models.DateField(null=True)
    occurred_to = models.DateField(null=True)
    repeat = models.CharField(max_length=10, choices=Repeat, blank=True)
    #: Risk and special roads (incidents/flags.py). Immigration worries are never among them.
    flags = codes()
    #: Why this may not come from a person (honeypot, too_fast). Never a reason to refuse.
    signals = codes()
    proposed_kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        indexes = [
            models.Index(fields=["force", "received_at"]),
            models.Index(
                fields=["received_at"],
                condition=models.Q(danger=True, danger_touched_at=None),
                name="incidents_untouched_danger",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Classification(models.Model):
    """One answer to "incident or crime, and why": proposed by a rule or settled by a person. Append-only."""

    class Source(models.TextChoices):
        RULE = "rule", "Proposed by a rule"
        PERSON = "person", "Settled by a person"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="classifications")
    at = models.DateTimeField()
    source = models.CharField(max_length=10, choices=Source)
    kind = models.CharField(max_length=20, choices=Kind)
    strands = codes()
    rules = codes()
    #: The envelope of the report's content.
    content = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    reasons_sealed = models.BinaryField(null=True)
    reasons = SealedJSON("reasons_sealed", envelope="content")
    decided_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.kind} ({self.source})"


class SubjectDetail(models.Model):
    """Who is said to have done it, in an envelope of its own: it may have to go while the report stays."""

    class State(models.TextChoices):
        PENDING_THRESHOLD = "pending_threshold", "Waiting for the non-crime threshold"
        KEPT = "kept", "Kept"
        REMOVED = "removed", "Removed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="subject")
    subject = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    description_sealed = models.BinaryField(null=True)
    description = SealedJSON("description_sealed", envelope="subject")
    state = models.CharField(max_length=20, choices=State, default=State.PENDING_THRESHOLD)
    settled_at = models.DateTimeField(null=True)
    #: Kept beyond 28 days after closing because somebody signed for it (practice.md 19).
    held_until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.state


class LinkKey(models.Model):
    """A blind key of something two reports may share: a telephone number, an address, a postcode, the same words.

    Never of a suspect: that link needs the threshold to be decided first (practice.md 19), and is triage's.
    """

    class What(models.TextChoices):
        PHONE = "phone", "Telephone number"
        EMAIL = "email", "E-mail address"
        POSTCODE = "postcode", "Full postcode"
        WORDS = "words", "The same words"

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="link_keys")
    what = models.CharField(max_length=10, choices=What)
    value = models.BigIntegerField()
    #: Of the blind key that made the value.
    key_version = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["what", "value"])]

    def __str__(self) -> str:
        return self.what
