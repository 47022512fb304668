"""What a force has settled about itself: its rules for reports that are no crime, who answers to the public, whether names
are shown for a reason. And who may settle it.

Regimes are signed and dated, and never changed: a new row holds from its day on. Putting a force on board is
onboarding.py's, its places places.py's.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from hatereport import audit, clock
from partners.looking_after import administrator
from partners.models import Force, ForceNotice, NonCrimeRegime, Person
from partners.roles import NotYourForce

#: A later year is a slip of the finger.
CENTURY = 2100


class CannotSettle(ValueError):
    """The message says why it cannot be settled like this."""


def administered(by: Person) -> QuerySet[Force]:
    """The forces this person looks after: their own, or every force that could work here."""
    if by.holds("platform_administrator"):
        return Force.objects.filter(kind=Force.Kind.TERRITORIAL)
    return Force.objects.filter(pk__in=by.administers())


def must_administer(by: Person, force: Force) -> None:
    """Raises NotYourForce."""
    if not (by.holds("platform_administrator") or force.pk in by.administers()):
        raise NotYourForce(NotYourForce.__doc__)
    if force.kind != Force.Kind.TERRITORIAL:
        raise NotYourForce("Only a territorial force of England and Wales works here.")


def regime_on(force: Force, day: dt.date) -> NonCrimeRegime | None:
    """The rules in force on a day."""
    return force.regimes.filter(valid_from__lte=day).order_by("-valid_from").first()


def sign_regime(
    by: Person, force: Force, *, regime: str, valid_from: dt.date, signed_by: str, signed_on: dt.date
) -> NonCrimeRegime:
    """A new row of rules, from a day on. Raises NotYourForce and CannotSettle."""
    must_administer(by, force)
    today = clock.today()
    if signed_on > today:
        raise CannotSettle("Enter the day on which it was signed: today or earlier.")
    if force.on_board and valid_from < today and regime_on(force, today) is not None:
        raise CannotSettle("New rules hold from today or a later day: what was decided before stays decided.")
    if valid_from.year > CENTURY:
        raise CannotSettle("Enter a day of this century from which they hold.")
    with transaction.atomic():
        row, is_new = NonCrimeRegime.objects.get_or_create(
            force=force,
            valid_from=valid_from,
            defaults={"regime": regime, "signed_by": signed_by.strip(), "signed_on": signed_on},
        )
        if not is_new:
            raise CannotSettle("Rules are signed for that day already, and are not overwritten: choose another day.")
        record(by, force, "regime_signed", {"regime": regime, "from": valid_from, "signed_on": signed_on})
    return row


def keep_notice(by: Person, force: Force, said: Mapping[str, Any]) -> ForceNotice:
    """Who answers for data, complaints and accessibility. Raises NotYourForce."""
    must_administer(by, force)
    with transaction.atomic():
        notice, _ = ForceNotice.objects.select_for_update().get_or_create(force=force)
        changed = sorted(name for name, value in said.items() if getattr(notice, name) != value)
        for name in changed:
            setattr(notice, name, said[name])
        notice.save()
        if changed:
            record(by, force, "notice_changed", {"fields": changed})
    return notice


def ask_reason_for_names(by: Person, force: Force, needed: bool) -> None:
    """Whether somebody who does not hold a case says why before names are shown. Raises NotYourForce."""
    must_administer(by, force)
    with transaction.atomic():
        if Force.objects.filter(pk=force.pk).exclude(reveal_needs_reason=needed).update(reveal_needs_reason=needed):
            record(by, force, "reason_for_names_settled", {"needed": needed})
    force.reveal_needs_reason = needed


def record(by: Person, force: Force, act: str, codes: Mapping[str, Any] | None = None) -> None:
    """One entry on the chain of the force."""
    audit.record(administrator(by), "alteration", "force", force.pk, act, dict(codes or {}), force=force.pk)
