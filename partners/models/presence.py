"""Who is there: invited but not yet in, away and covered for, on duty at this hour; and the terminals of the control room.

Inviting, covering and enrolling are acts of their own files; who holds which role is in person.py.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hatereport import clock
from hatereport.ids import uuid7
from partners.models.force import Force
from partners.models.person import Person
from partners.models.team import Team


class Invitation(models.Model):
    """A link by which a new person chooses a password and a second factor. Works once, and for a week."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    accepted_at = models.DateTimeField(null=True)
    #: Taken back, or another was sent in its place.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="partners_one_open_invitation",
            )
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class Absence(models.Model):
    """Somebody is away, and somebody else sees and does their cases meanwhile. Nothing moves; it ends by itself."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    cover = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="covers")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(person=models.F("cover")), name="partners_nobody_covers_self"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="partners_absence_ends_later"
            ),
        ]
        indexes = [models.Index(fields=["cover", "ends_at"], name="partners_covers_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} away"


class DutyTurn(models.Model):
    """Who of a team is on duty from when to when: the name behind "the duty inspector" at three in the morning."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="turns")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="turns")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="partners_turn_ends_later"
            ),
            models.UniqueConstraint(fields=["team", "person", "starts_at"], name="partners_one_turn_once"),
        ]
        indexes = [models.Index(fields=["team", "ends_at"], name="partners_turns_of_a_team")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.team_id}"


class Terminal(models.Model):
    """A managed terminal of a control room: sessions on it last a whole shift of twelve hours (practice.md 25)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="terminals", verbose_name=_("force"))
    name = models.CharField(_("name"), max_length=60)
    #: HMAC of the secret in the terminal's own cookie.
    lookup = models.BinaryField(max_length=32, unique=True)
    pepper_version = models.SmallIntegerField()
    enrolled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
