"""Keeping the directory right: the only code that writes Organisation once it is loaded."""

from datetime import timedelta

from django.db import transaction

from hatereport import audit, clock
from partners.directory import forget_crisis_lines
from partners.models import Organisation, Person

#: How long a checked contact may be shown before somebody has to check it again (half a year).
CHECKED_FOR = timedelta(days=182)


def keep(by: Person, organisation: Organisation, is_new: bool = False) -> None:
    """Save a changed or new row. A changed contact counts as unchecked until somebody says otherwise."""
    before = None if is_new else Organisation.objects.filter(pk=organisation.pk).first()
    if before is not None and _contact(before) != _contact(organisation):
        organisation.verified_on = organisation.verify_by = None
    with transaction.atomic():
        organisation.save()
        _record(by, organisation, "organisation_added" if is_new else "organisation_changed")
    forget_crisis_lines()


def mark_checked(by: Person, organisation: Organisation) -> None:
    """Say that the contact was tried today and is right. Shows it for half a year."""
    organisation.verified_on = clock.today()
    organisation.verify_by = organisation.verified_on + CHECKED_FOR
    with transaction.atomic():
        organisation.save(update_fields=["verified_on", "verify_by"])
        _record(by, organisation, "contact_checked")
    forget_crisis_lines()


def _contact(organisation: Organisation) -> tuple[str, ...]:
    return organisation.phone, organisation.text_number, organisation.email, organisation.url


def _record(by: Person, organisation: Organisation, act: str) -> None:
    role = "platform_administrator" if by.holds("platform_administrator") else "force_administrator"
    audit.record(by.as_actor(role), "alteration", "organisation", organisation.code, act)
