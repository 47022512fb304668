"""Somebody is away, and a colleague covers for them from one moment to another: the only code that writes Absence.

Nothing moves: while it lasts, the cover sees and does what the absent person may, in the roles both hold in one force
(Person.covers_for; triage/scope.py and triage/relations.py ask it), and plays their own part in it. It ends by itself.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hatereport import audit, clock
from partners.models import Absence, Person, RoleHeld
from partners.roles import ROLES, Sees

#: Roles in which somebody has work that can be covered.
WORKING = frozenset(
    role.code for role in ROLES if role.sees in (Sees.OWN_FORCE, Sees.OWN_AREA, Sees.OWN_TEAM, Sees.OWN_CASES)
)
#: role -> who may say, beside the person, that they are away. (local design: rank as in the chain)
SUPERVISED_BY: dict[str, tuple[str, ...]] = {
    "control_room_operator": ("control_room_sergeant", "duty_inspector"),
    "control_room_sergeant": ("duty_inspector",),
    "duty_inspector": ("duty_inspector",),
    "local_focus_sergeant": ("local_focus_inspector", "duty_inspector"),
    "local_focus_inspector": ("duty_inspector",),
    "officer": ("supervising_sergeant", "duty_inspector"),
    "supervising_sergeant": ("duty_inspector",),
    "hate_crime_sergeant": ("hate_crime_inspector", "hate_crime_lead"),
    "hate_crime_inspector": ("hate_crime_lead",),
    "hate_crime_lead": ("duty_inspector",),
    "force_crime_registrar": (),
    "professional_standards": ("professional_standards",),
}
LONGEST = dt.timedelta(days=190)


class NotTheirSupervisor(PermissionError):
    """Only the person themselves or somebody who supervises them says that they are away."""


class CannotCover(ValueError):
    """The message says why this absence cannot be entered as it was typed."""


def away(by: Person, person: Person, cover: Person, starts_at: dt.datetime, ends_at: dt.datetime) -> Absence:
    """From one moment to another `cover` stands in for `person`. Raises NotTheirSupervisor and CannotCover."""
    if not may_say(by, person):
        raise NotTheirSupervisor(NotTheirSupervisor.__doc__)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # two tabs must not enter the same absence
        if reason := _against(by, person, cover, starts_at, ends_at):
            raise CannotCover(reason)
        absence = Absence.objects.create(person=person, cover=cover, starts_at=starts_at, ends_at=ends_at, set_by=by)
        _record(by, absence, "absence_set")
    return absence


def back(by: Person, absence: Absence) -> None:
    """The person is back, or does not go: the cover ends now. Ending it twice changes nothing.

    Raises NotTheirSupervisor.
    """
    if not may_say(by, absence.person):
        raise NotTheirSupervisor(NotTheirSupervisor.__doc__)
    now = clock.now()
    with transaction.atomic():
        kept = Absence.objects.select_for_update().filter(pk=absence.pk, ends_at__gt=now).first()
        if kept is None:
            return
        _record(by, kept, "absence_ended")
        if kept.starts_at >= now:
            kept.delete()  # it never began: nobody saw anything by it, and the log keeps that it was meant
        else:
            Absence.objects.filter(pk=kept.pk).update(ends_at=now)


def may_say(by: Person, person: Person) -> bool:
    """Whether `by` may enter and end absences of this person."""
    if by.pk == person.pk:
        return True
    return any(by.holds(*SUPERVISED_BY.get(held.role, ()), force=held.force_id) for held in person.roles_held())


def supervised(by: Person) -> QuerySet[Person]:
    """Those whose absences this person may enter, by name, themselves left out."""
    theirs = Q(pk=None)
    for held in by.roles_held():
        below = [role for role, above in SUPERVISED_BY.items() if held.role in above]
        theirs |= Q(force=held.force_id, role__in=below) if below else Q(pk=None)
    ids = RoleHeld.objects.current().filter(theirs).values("person")
    return Person.objects.filter(pk__in=ids, is_active=True).exclude(pk=by.pk).order_by("name")


def who_could(*people: Person) -> QuerySet[Person]:
    """Everybody who holds a role that one of these people holds too, in the same force, by name; never that one person."""
    same = RoleHeld.objects.current().filter(person__in=people, force=OuterRef("force"), role=OuterRef("role"))
    shared = RoleHeld.objects.current().filter(Exists(same.exclude(person=OuterRef("person"))), role__in=WORKING)
    return Person.objects.filter(pk__in=shared.values("person"), is_active=True).order_by("name")


def known_to(person: Person) -> QuerySet[Absence]:
    """Absences not over yet that concern this person: their own, those they cover, and of those they supervise."""
    concerns = Q(person=person) | Q(cover=person) | Q(person__in=supervised(person).order_by().values("pk"))
    rows = Absence.objects.filter(concerns, ends_at__gt=clock.now())
    return rows.select_related("person", "cover").order_by("starts_at", "id")


def _against(by: Person, person: Person, cover: Person, starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """The sentence that stands against it, or none."""
    overlapping = Absence.objects.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if ends_at <= starts_at or ends_at <= clock.now():
        return "Enter an end that is after the beginning and still to come."
    if ends_at - starts_at > LONGEST:
        return "Nobody is covered for longer than half a year: hand the work over instead."
    if cover.pk == by.pk:  # else whoever supervises could open anybody's cases by a word of their own
        return (
            "Nobody makes themselves somebody's cover: choose a colleague, or let them or another supervisor enter it."
        )
    if not who_could(person).filter(pk=cover.pk).exists():
        return f"{cover.name} holds none of the roles of {person.name}: choose somebody who does the same work."
    if overlapping.filter(person=cover).exists():
        return f"{cover.name} is away in that time too: choose somebody else."
    if overlapping.filter(person=person, cover=cover).exists():
        return f"{cover.name} covers for {person.name} in that time already."
    return ""


def _record(by: Person, absence: Absence, act: str) -> None:
    said = {"cover": absence.cover_id, "from": absence.starts_at, "until": absence.ends_at}
    force = next((held.force_id for held in absence.person.roles_held() if held.force_id), None)
    audit.record(by.as_actor(), "alteration", "person", absence.person_id, act, said, force=force or "")
