"""A team of a force: what kind of work it does, where, and when somebody is there.

Who sits in a team is said by the roles held in it (person.py).
"""

from datetime import date, datetime, time, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hatereport.working_time import LONDON, is_working_day
from partners.models.area import PolicingArea
from partners.models.force import Force


def monday_to_friday() -> list[int]:
    return [1, 2, 3, 4, 5]


class Team(models.Model):
    class Kind(models.TextChoices):
        CONTROL_ROOM = "control_room", _("Control room")
        LOCAL_FOCUS = "local_focus", _("Local focus")
        RESPONSE = "response", _("Response")
        HATE_CRIME = "hate_crime", _("Hate crime")
        PROFESSIONAL_STANDARDS = "professional_standards", _("Professional standards")
        CRIME_REGISTRY = "crime_registry", _("Crime registry")
        DUTY = "duty", _("Duty inspector")
        DOMESTIC_ABUSE = "domestic_abuse", _("Domestic abuse")
        SEXUAL_OFFENCES = "sexual_offences", _("Sexual offences")
        SAFEGUARDING = "safeguarding", _("Safeguarding")

    code = models.SlugField(_("code"), unique=True, max_length=80)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="teams", verbose_name=_("force"))
    area = models.ForeignKey(
        PolicingArea, on_delete=models.PROTECT, null=True, blank=True, related_name="teams", verbose_name=_("area")
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    #: Somebody is there at every hour of every day.
    always_on = models.BooleanField(_("always there"), default=False)
    #: Days of the week a shift starts on, 1 = Monday; hours as the clock on the wall in London shows them.
    shift_days = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("days"), default=monday_to_friday, blank=True
    )
    shift_start = models.TimeField(_("starts"), default=time(8))
    #: Earlier than the start means that the shift ends on the next day.
    shift_end = models.TimeField(_("ends"), default=time(18))

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["force", "kind", "name"]
        constraints = [
            # The two that hold every clock at night: a roster must not be able to switch them off.
            models.CheckConstraint(
                condition=~models.Q(kind__in=["control_room", "duty"]) | models.Q(always_on=True),
                name="partners_control_room_and_duty_are_always_on",
            ),
            models.CheckConstraint(
                condition=models.Q(shift_days__contained_by=[1, 2, 3, 4, 5, 6, 7]),
                name="partners_shift_days_are_weekdays",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def on_shift(self, moment: datetime) -> bool:
        """Whether somebody of the team is there at this moment (aware)."""
        if self.always_on:
            return True
        there = moment.astimezone(LONDON)
        started_today = self._comes_on(there.date())
        if self.shift_start < self.shift_end:
            return started_today and self.shift_start <= there.time() < self.shift_end
        started_yesterday = self._comes_on(there.date() - timedelta(days=1))
        return (started_today and there.time() >= self.shift_start) or (
            started_yesterday and there.time() < self.shift_end
        )

    def _comes_on(self, day: date) -> bool:
        """Whether a shift begins on this day; who works no weekend is off on bank holidays as well."""
        works_weekends = not {6, 7}.isdisjoint(self.shift_days)
        return day.isoweekday() in self.shift_days and (works_weekends or is_working_day(day))
