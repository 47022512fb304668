"""Somebody searched for what is their own. Raised and answered in triage/search_alarms.py."""

from django.db import models

from hatereport.ids import uuid7


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
