"""Who has opened a case and with what declaration, what somebody searches for again and again, and searches of oneself."""

from django.db import models

from hatereport.ids import uuid7
from hatereport.sealing import Sealed
from triage.models.case import Case


class FirstLook(models.Model):
    """Before a person opens a case for the first time they say whether they know anyone in it. Append-only.

    A declared conflict takes the case out of that person's sight for good, also when it is only noticed after a first
    "no": then there are two rows. A case nobody has a row for is unopened.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="first_looks", db_index=False)
    person = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    conflict = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "conflict"], name="triage_one_first_look_each")
        ]
        indexes = [
            models.Index(
                fields=["person", "case"], condition=models.Q(conflict=True), name="triage_conflicts_of_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} opens {self.case_id}"


class SavedSearch(models.Model):
    """Filters somebody comes back to: coded facets only, as the address they are. Never a name, a number or a word."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("partners.Person", on_delete=models.CASCADE, related_name="saved_searches")
    #: For everybody of a team, too.
    team = models.ForeignKey("partners.Team", on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=60)
    filters = models.CharField(max_length=500)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="triage_one_saved_search_a_name")]

    def __str__(self) -> str:
        return self.name


class OwnSearch(models.TextChoices):
    """What somebody searched for that is their own."""

    NAME = "name", "Their own name"
    PHONE = "phone", "Their own telephone number"
    EMAIL = "email", "Their own e-mail address"
    STREET = "street", "Their own street"
    POSTCODE = "postcode", "The postcode of their own home"
    REFERENCE = "reference", "The reference of a case that carries them"
    OPENED = "opened", "Opened a case that carries them"


class AlarmAnswer(models.TextChoices):
    EXPLAINED = "explained", "Explained"
    PASSED_ON = "passed_on", "Passed on"


class SearchAlarm(models.Model):
    """Somebody searched for their own name, number, address or street. Told to professional standards and the auditor."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    force = models.ForeignKey("partners.Force", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=OwnSearch)
    at = models.DateTimeField()
    answered_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=12, choices=AlarmAnswer, blank=True)

    class Meta:
        indexes = [models.Index(fields=["force", "-at"], name="triage_search_alarms")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("person")),
                name="triage_nobody_answers_their_own_alarm",
            ),
            models.CheckConstraint(
                condition=models.Q(what__in=OwnSearch.values, answer__in=["", *AlarmAnswer.values]),
                name="triage_an_alarm_is_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class SecondLook(models.Model):
    """One decision of many, drawn by lot for a second person: 5% of upheld reviews blind, 10% of what was no report."""

    class Kind(models.TextChoices):
        NFA = "nfa", "Blind second reading of a final review"
        NOT_A_REPORT = "not_a_report", "Sample of what was not a report"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="second_looks")
    move = models.OneToOneField("triage.Move", on_delete=models.PROTECT, related_name="+")
    first_by = models.ForeignKey("partners.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reader = models.ForeignKey("partners.Person", on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    agrees = models.BooleanField(null=True)
    words_sealed = models.BinaryField(null=True)
    words = Sealed("words_sealed", envelope="staff_envelope")

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["kind", "asked_at"], condition=models.Q(read_at=None), name="triage_second_looks_due")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reader=None) | ~models.Q(reader=models.F("first_by")),
                name="triage_a_second_look_is_somebody_elses",
            )
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def staff_envelope(self) -> object:
        return self.case.staff
