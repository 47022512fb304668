"""Adding people, giving and ending their roles, letting them in again: the only code that gives and ends roles, but for
the cast of the demo.

Who may do it to whom is looking_after.py's: nobody to themselves, so that no one person can make a reviewer of their own
work. Every act leaves an audit entry.
`by` is None only for the commands a deployer runs at the keyboard of the server.
"""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from axes.utils import reset as forget_failures
from django.db import IntegrityError, transaction

from hatereport import audit, clock
from partners import terminals
from partners.looking_after import administrator, force_of, must_administer, must_look_after, must_reach
from partners.models import Force, Organisation, Person, RoleHeld, Team
from partners.roles import ROLE, HangsOn
from partners.sign_in import counted_as

SUBJECT = "person"


class WrongPlace(ValueError):
    """This role is held in another kind of place."""


class AlreadyHere(ValueError):
    """There is a person with this e-mail address already."""


class StillNeeded(ValueError):
    """What is open must be handed over first; the message says what that is."""


#: Asks what keeps somebody here: sentences, none where nothing does. The roles are those they would go on holding in
#: that force; no force means all of them. The apps above hang their own question in when they start (triage/apps.py).
WhatKeeps = Callable[[Person, str, frozenset[str]], list[str]]
KEEPERS: list[WhatKeeps] = []


def what_keeps(person: Person, force: str = "", keeps: frozenset[str] = frozenset()) -> list[str]:
    """Everything that must be handed over before this person gives up all but these roles; empty when nothing is open."""
    return [sentence for keeper in KEEPERS for sentence in keeper(person, force, keeps)]


def add_person(by: Person | None, email: str, name: str, password: str | None = None) -> Person:
    """A new person who holds no role yet. Without a password they choose one by "I forgot my password".

    Raises NotYourPeople and AlreadyHere.
    """
    must_administer(by)
    address = email.strip().lower()
    with transaction.atomic():
        person = Person(email=address, name=name.strip())
        person.set_password(password)
        try:
            with transaction.atomic():  # asked of the database alone: two may add the same person at once
                person.save(force_insert=True)
        except IntegrityError:
            raise AlreadyHere(AlreadyHere.__doc__) from None
        audit.record(administrator(by), "collection", SUBJECT, person.pk, "person_added")
    return person


def grant(
    by: Person | None,
    person: Person,
    role: str,
    *,
    force: Force | None = None,
    team: Team | None = None,
    organisation: Organisation | None = None,
) -> RoleHeld:
    """Give a role from now on; the one already held if it is the same.

    Raises NotYourPeople, NotForYourself and WrongPlace.
    """
    force = force or (team.force if team else None)
    _check_place(role, force, team, organisation)
    must_reach(by, person, force, organisation)
    with transaction.atomic():
        held, is_new = RoleHeld.objects.get_or_create(
            person=person, role=role, force=force, team=team, organisation=organisation, valid_to=None
        )
        if is_new:
            audit.record(
                administrator(by),
                "alteration",
                SUBJECT,
                person.pk,
                "role_given",
                _codes(held),
                force=held.force_id or "",
            )
    person.forget_roles()
    return held


def end(by: Person | None, held: RoleHeld) -> None:
    """Take a role away from this moment. Ending it twice changes nothing.

    Raises NotYourPeople, NotForYourself, and StillNeeded while work is open that needs the role.
    """
    # What is ended is the row in the database, whatever a form has made of the one in hand.
    kept = RoleHeld.objects.select_related("person", "force", "team", "organisation").get(pk=held.pk)
    must_reach(by, kept.person, kept.force, kept.organisation)
    with transaction.atomic():
        Person.objects.select_for_update().get(
            pk=kept.person_id
        )  # an act that names them now is waited for, as in let_go
        if kept.force_id and kept.valid_to is None:
            others = kept.person.held.filter(force=kept.force, valid_to=None).exclude(pk=kept.pk)
            _refuse_needed(kept.person, kept.force_id, frozenset(others.values_list("role", flat=True)))
        ended = RoleHeld.objects.filter(pk=kept.pk, valid_to=None).update(valid_to=clock.now())
        if ended:
            audit.record(
                administrator(by),
                "alteration",
                SUBJECT,
                kept.person_id,
                "role_ended",
                _codes(kept),
                force=kept.force_id or "",
            )
    held.person.forget_roles()


def let_go(by: Person | None, person: Person) -> None:
    """The person leaves: no role and no way in from now on. What they did stays in their name.

    Raises NotYourPeople, NotForYourself, and StillNeeded while anything is open in their hands.
    """
    must_look_after(by, person)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        _refuse_needed(person)
        person.held.filter(valid_to=None).update(valid_to=clock.now())
        Person.objects.filter(pk=person.pk).update(is_active=False)
        audit.record(administrator(by), "alteration", SUBJECT, person.pk, "person_let_go", force=force_of(person))
    person.is_active = False
    person.forget_roles()


def let_in_again(by: Person | None, person: Person) -> None:
    """Open an account that was locked by wrong passwords, at once instead of after the waiting time."""
    must_look_after(by, person)
    with transaction.atomic():
        for place in (None, *terminals.ids_of(person.force_codes())):
            forget_failures(username=counted_as(person.email, place))
        audit.record(administrator(by), "alteration", SUBJECT, person.pk, "lock_lifted", force=force_of(person))


def take_second_factor(by: Person | None, person: Person) -> None:
    """A lost telephone: the person sets up a new second factor at the next sign-in. Check who is asking first."""
    must_look_after(by, person)
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        force = force_of(person)
        audit.record(administrator(by), "alteration", SUBJECT, person.pk, "second_factor_taken", force=force)


def _refuse_needed(person: Person, force: str = "", keeps: frozenset[str] = frozenset()) -> None:
    if sentences := what_keeps(person, force, keeps):
        raise StillNeeded(" ".join([f"{person.name} is still needed.", *sentences]))


def _check_place(role: str, force: Force | None, team: Team | None, organisation: Organisation | None) -> None:
    named = {HangsOn.FORCE: force, HangsOn.ORGANISATION: organisation}
    hangs_on = ROLE[role].hangs_on
    superfluous = [place for place, row in named.items() if row is not None and place is not hangs_on]
    if superfluous or (hangs_on in named and named[hangs_on] is None):
        raise WrongPlace(f"{role} is held in: {hangs_on}.")
    # A force that joins has its teams, and so its people, before the day it goes live (onboarding.py).
    if force is not None and not force.on_board and not force.teams.exists():
        raise WrongPlace(f"{force.code} does not work here.")
    if team is not None and force is not None and team.force_id != force.pk:
        raise WrongPlace(f"{team.code} is a team of another force.")


def _codes(held: RoleHeld) -> dict[str, str]:
    places = {
        "force": held.force_id,
        "team": held.team.code if held.team else None,
        "organisation": held.organisation.code if held.organisation else None,
    }
    return {"role": held.role} | {name: code for name, code in places.items() if code}
