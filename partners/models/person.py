"""A person who signs in, and the roles they hold, from when to when, and where.

Adding people, giving and ending roles are acts in partners/people.py. What roles exist is in partners/roles.py.
"""

import uuid
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hatereport import clock
from hatereport.audit import Actor
from partners.models.force import Force
from partners.models.organisation import Organisation
from partners.models.team import Team
from partners.roles import ADMINISTRATORS, ROLES, HangsOn

_OF_A_FORCE = [role.code for role in ROLES if role.hangs_on == HangsOn.FORCE]


class Covered(NamedTuple):
    """A role of somebody who is away, which their cover holds too in the same force."""

    person_id: uuid.UUID
    role: str
    force_id: str


def held_by_a_cover(held: "RoleHeld") -> bool:
    """Whether the holder covers for somebody now: asked beside the roles (Person.roles_held)."""
    return bool(getattr(held, "is_cover", False))


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Nobody is a superuser: what a person may do follows from the roles they hold today."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: Always lower case, which the database checks.
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("added"), default=clock.now, editable=False)
    #: An e-mail with a reference and nothing else when something is new for them; never between these hours.
    mail_news = models.BooleanField(_("mail that something is new"), default=True)
    quiet_from = models.TimeField(_("no mail from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no mail until"), null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="partners_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def roles_held(self) -> tuple["RoleHeld", ...]:
        """The roles held at this moment with their team: one query, kept for the life of this object (a request)."""
        if not hasattr(self, "_roles_held"):
            rows = RoleHeld.objects.current().filter(person=self).select_related("team")
            self._roles_held = tuple(rows.annotate(is_cover=models.Exists(self._covers_now())))
        return self._roles_held

    def covers_for(self) -> tuple[Covered, ...]:
        """What this person covers at this moment, role by role (absences.py sets it). Kept like the roles, which say
        whether there is anything to ask: for all who cover nobody it costs nothing.
        """
        if not hasattr(self, "_covers_for"):
            mine = {(held.role, held.force_id) for held in self.roles_held() if held.force_id and held_by_a_cover(held)}
            away = self._covers_now().values("person")
            rows = RoleHeld.objects.current().filter(person__in=away, person__is_active=True) if mine else ()
            theirs = [Covered(held.person_id, held.role, str(held.force_id)) for held in rows]
            self._covers_for = tuple(one for one in theirs if (one.role, one.force_id) in mine)
        return self._covers_for

    def _covers_now(self) -> models.QuerySet[Any]:
        now = clock.now()
        return self.covers.filter(starts_at__lte=now, ends_at__gt=now)

    def forget_roles(self) -> None:
        """Read roles and covers anew at the next question; people.py calls it after a change."""
        self.__dict__.pop("_roles_held", None)
        self.__dict__.pop("_covers_for", None)

    def roles(self, force: Force | str | None = None) -> set[str]:
        """Codes of the roles held today: all of them, or those held in one force (and those tied to no force)."""
        code = force.pk if isinstance(force, Force) else force
        return {held.role for held in self.roles_held() if code is None or held.force_id in (code, None)}

    def holds(self, *codes: str, force: Force | str | None = None) -> bool:
        return not self.roles(force).isdisjoint(codes)

    def force_codes(self) -> set[str]:
        return {held.force_id for held in self.roles_held() if held.force_id}

    def team_ids(self) -> set[int]:
        return {held.team_id for held in self.roles_held() if held.team_id}

    def administers(self) -> set[str]:
        """Codes of the forces whose administrator this person is. Who administers the platform looks after every force
        without a code here, and so after nothing that lies in the rooms of one, such as its terminals.
        """
        return {held.force_id for held in self.roles_held() if held.role == "force_administrator" and held.force_id}

    def as_actor(self, role: str = "") -> Actor:
        """This person as the audit log names them, in the role they act in: said, or the only one they hold."""
        held_roles = self.roles()
        if not role and len(held_roles) == 1:
            (role,) = held_roles
        in_role = [held.force_id for held in self.roles_held() if held.force_id and (not role or held.role == role)]
        return Actor(kind="person", id=self.pk, role=role, force=in_role[0] if in_role else "")

    # What django.contrib.admin asks of a user. Partners' own pages ask for roles.

    @property
    def is_staff(self) -> bool:
        return self.is_active and self.holds(*ADMINISTRATORS)

    @property
    def is_superuser(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and self.holds("platform_administrator")

    def has_perms(self, perms: list[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class RoleHeldQuerySet(models.QuerySet["RoleHeld"]):
    def current(self) -> "RoleHeldQuerySet":
        """Those that hold at this moment."""
        now = clock.now()
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gt=now), valid_from__lte=now)


class RoleHeld(models.Model):
    """A person holds a role, in a force and perhaps a team, or in an organisation. Ended, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="held", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=32, choices=[(role.code, role.label) for role in ROLES])
    force = models.ForeignKey(
        Force, on_delete=models.PROTECT, null=True, blank=True, related_name="held", verbose_name=_("force")
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="held", verbose_name=_("team")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="held",
        verbose_name=_("organisation"),
    )
    valid_from = models.DateTimeField(_("from"), default=clock.now)
    valid_to = models.DateTimeField(_("until"), null=True, blank=True)

    objects = RoleHeldQuerySet.as_manager()

    class Meta:
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        ordering = ["person", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "force", "team", "organisation"],
                condition=models.Q(valid_to=None),
                nulls_distinct=False,
                name="partners_role_held_once",
            ),
            # The three HangsOn of roles.py, so that no shell can hand out a role that belongs nowhere.
            models.CheckConstraint(
                condition=(
                    models.Q(role="platform_administrator", force=None, team=None, organisation=None)
                    | models.Q(
                        role__in=["partner_user", "centre_user"], force=None, team=None, organisation__isnull=False
                    )
                    | models.Q(role__in=_OF_A_FORCE, force__isnull=False, organisation=None)
                ),
                name="partners_role_hangs_on_its_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"
