"""Passkeys: which there are, which may go.

A passkey here is always asked to make sure of its person (fingerprint, face or PIN): what one has and what one is or
knows, in one gesture. So it signs in by itself and counts as both steps, and as the second step it counts like a code.
What is stored of it (allauth's Authenticator.data) is its public key, its id and the name its owner gave it: none is a
secret, nothing of it opens a door, and it is not sealed. The private key never leaves the person's device.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from hatereport import audit
from partners.models import Person

Type = Authenticator.Type
#: What signs in by itself or is a second step; recovery codes only stand in for these.
FACTORS = (Type.TOTP, Type.WEBAUTHN)
SUBJECT = "person"


class LastFactor(ValueError):
    """You need a second step to sign in here. Add another one before you remove this one."""


def of(person: Person) -> list[Authenticator]:
    """Oldest first."""
    return list(Authenticator.objects.filter(user=person, type=Type.WEBAUTHN).order_by("created_at", "pk"))


def is_only_factor(factor: Authenticator) -> bool:
    others = Authenticator.objects.filter(user_id=factor.user_id, type__in=FACTORS).exclude(pk=factor.pk)
    return not others.exists()


@transaction.atomic
def remove(person: Person, factor: Authenticator) -> None:
    """A person takes one of their own passkeys away. Raises LastFactor outside the demo."""
    # Two removed at once must not each count on the other.
    Person.objects.select_for_update().get(pk=person.pk)
    if is_only_factor(factor):
        if not settings.DEMO:
            raise LastFactor(LastFactor.__doc__)
        Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).delete()
    factor.delete()
    audit.record(person.as_actor(), "alteration", SUBJECT, person.pk, "passkey_removed", {"factor": factor.pk})
