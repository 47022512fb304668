"""Who may look after whom: a platform administrator everybody, a force administrator the people of one force; nobody looks
after themselves. What they may then do to them is people.py's and invitations.py's.
"""

from django.db.models import F

from hatereport.audit import SYSTEM, Actor
from partners.models import Force, Organisation, Person


class NotYourPeople(PermissionError):
    """Only an administrator of the force, or of the platform, may do this."""


class NotForYourself(PermissionError):
    """Nobody changes their own roles: ask another administrator."""


def may_look_after(by: Person, person: Person) -> bool:
    """Whether an administrator may change this person: theirs, or nobody's yet; never themselves."""
    if by.pk == person.pk:
        return False
    if by.holds("platform_administrator"):
        return True
    held = person.roles_held() or tuple(person.held.all())  # who left is still of those they worked for
    if not by.holds("force_administrator") or any(row.role == "platform_administrator" for row in held):
        return False
    theirs = by.administers()
    organisations = Organisation.objects.filter(pk__in=[row.organisation_id for row in held if row.organisation_id])
    return {row.force_id for row in held if row.force_id} <= theirs and all(
        _serves_only(theirs, row) for row in organisations
    )


def must_look_after(by: Person | None, person: Person) -> None:
    """Raises NotYourPeople and NotForYourself."""
    if by is None:
        return
    if by.pk == person.pk:
        raise NotForYourself(NotForYourself.__doc__)
    if not may_look_after(by, person):
        raise NotYourPeople(NotYourPeople.__doc__)


def must_reach(by: Person | None, person: Person, force: Force | None, organisation: Organisation | None) -> None:
    """For giving and ending a role of this person in that place. Raises NotYourPeople and NotForYourself."""
    if by is None:
        return
    if by.pk == person.pk:
        raise NotForYourself(NotForYourself.__doc__)
    if by.holds("platform_administrator"):
        return
    theirs = by.administers()
    in_their_force = force is not None and force.pk in theirs
    if not (in_their_force or (organisation is not None and _serves_only(theirs, organisation))):
        raise NotYourPeople(NotYourPeople.__doc__)


def must_administer(by: Person | None) -> None:
    """Raises NotYourPeople."""
    if by is not None and not by.holds("platform_administrator", "force_administrator"):
        raise NotYourPeople(NotYourPeople.__doc__)


def administrator(by: Person | None) -> Actor:
    """As the log names who changes a person."""
    if by is None:
        return SYSTEM
    role = "platform_administrator" if by.holds("platform_administrator") else "force_administrator"
    return by.as_actor(role)


def force_of(person: Person) -> str:
    """Whose auditor reads what is done about this person: the force they work for, else worked for last; "" of none."""
    held = person.held.exclude(force=None).order_by(F("valid_to").desc(nulls_first=True), "force")
    return held.values_list("force_id", flat=True).first() or ""


def _serves_only(forces: set[str], organisation: Organisation) -> bool:
    """What other forces refer to an organisation its people read too: then they are the platform's to look after."""
    return bool(organisation.forces) and set(organisation.forces) <= forces
