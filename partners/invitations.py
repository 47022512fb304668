"""Inviting somebody to work here: a link by mail, which works once and for a week.

The link names the invitation and is signed; who opens it chooses a password and goes on to the second step
(second_factor.py). An account that was closed, or whose invitation was taken back, is opened anew by inviting the same
address. Whom an administrator looks after is looking_after.py's.
"""

from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from hatereport import audit, clock, outbox
from partners import looking_after, people
from partners.models import Force, Invitation, Organisation, Person, Team
from partners.sign_in import ClosedDoorAdapter

WORKS_FOR = timedelta(days=7)
SUBJECT = people.SUBJECT


class NoSuchInvitation(LookupError):
    """No open invitation like this: used, taken back, replaced, or more than a week old. Nobody is told which."""


class NotWaiting(ValueError):
    """This invitation waits for nobody any more."""


@transaction.atomic
def invite(
    by: Person | None,
    email: str,
    name: str,
    role: str,
    *,
    force: Force | None = None,
    team: Team | None = None,
    organisation: Organisation | None = None,
) -> Invitation:
    """A person with their first role, and the mail that lets them in.

    Raises people.AlreadyHere, looking_after.NotYourPeople, looking_after.NotForYourself and people.WrongPlace.
    """
    person = _closed_account(by, email) or people.add_person(by, email, name)
    people.grant(by, person, role, force=force, team=team, organisation=organisation)
    return _send(by, person, "invited")


@transaction.atomic
def resend(by: Person | None, invitation: Invitation) -> Invitation:
    """Another mail for another week; the link of the first stops working. Raises NotWaiting and NotYourPeople."""
    looking_after.must_look_after(by, invitation.person)
    if not _close(invitation):
        raise NotWaiting(NotWaiting.__doc__)
    return _send(by, invitation.person, "invited_again")


@transaction.atomic
def withdraw(by: Person | None, invitation: Invitation) -> None:
    """Take it back: the link stops working and the account is closed with its roles. Raises NotWaiting, NotYourPeople."""
    looking_after.must_look_after(by, invitation.person)
    if not _close(invitation):
        raise NotWaiting(NotWaiting.__doc__)
    force = looking_after.force_of(invitation.person)
    audit.record(
        looking_after.administrator(by),
        "alteration",
        SUBJECT,
        invitation.person_id,
        "invitation_withdrawn",
        force=force,
    )
    people.let_go(by, invitation.person)


def token_of(invitation: Invitation) -> str:
    return _signer().sign(invitation.pk.hex)


def find(token: str) -> Invitation:
    """The invitation a link names, while it works. Raises NoSuchInvitation."""
    try:
        key = UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        raise NoSuchInvitation from None
    since = clock.now() - WORKS_FOR
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, invited_at__gt=since)
    invitation = waiting.select_related("person").filter(pk=key, person__is_active=True).first()
    # A password chosen by "I forgot my password" has let them in already: the link must not choose another.
    if invitation is None or invitation.person.has_usable_password():
        raise NoSuchInvitation
    return invitation


@transaction.atomic
def accept(invitation: Invitation, password: str) -> Person:
    """The invited has chosen a password. Raises NoSuchInvitation when another tab was first."""
    person = invitation.person
    open_still = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not open_still.update(accepted_at=clock.now()):
        raise NoSuchInvitation
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record(person.as_actor(), "alteration", SUBJECT, person.pk, "invitation_accepted")
    return person


def mail(invitation_id: UUID | str) -> None:
    """The mail itself, from the outbox: the service's name and the link. Nothing when it was taken back meanwhile."""
    waiting = Invitation.objects.filter(pk=invitation_id, accepted_at=None, withdrawn_at=None)
    invitation = waiting.select_related("person").first()
    if invitation is not None:
        link = settings.SITE_URL + reverse("account_invitation", args=[token_of(invitation)])
        ClosedDoorAdapter().render_mail("account/email/invitation", invitation.person.email, {"link": link}).send()


def _closed_account(by: Person | None, email: str) -> Person | None:
    """Somebody who left, or whose invitation was taken back: opened anew, with nothing of what let them in before."""
    person = Person.objects.select_for_update().filter(email=email.strip().lower(), is_active=False).first()
    if person is None:
        return None
    looking_after.must_look_after(by, person)
    person.is_active = True
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    Authenticator.objects.filter(user=person).delete()
    force = looking_after.force_of(person)
    audit.record(looking_after.administrator(by), "alteration", SUBJECT, person.pk, "account_opened_again", force=force)
    return person


def _send(by: Person | None, person: Person, act: str) -> Invitation:
    # A left-over of an account that was closed while its invitation waited.
    Invitation.objects.filter(person=person, accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())
    invitation = Invitation.objects.create(person=person, invited_by=by)
    codes, force = {"invitation": invitation.pk}, looking_after.force_of(person)
    audit.record(looking_after.administrator(by), "alteration", SUBJECT, person.pk, act, codes, force=force)
    outbox.add("invitation.sent", invitation.pk, invitation_id=invitation.pk)
    return invitation


def _close(invitation: Invitation) -> bool:
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    return bool(waiting.update(withdrawn_at=clock.now()))


def _signer() -> Signer:
    """Made when it is needed: the secret is not there yet when a module is read for types or translations."""
    return Signer(sep=".", salt="invitation")
