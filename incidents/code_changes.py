"""What becomes of a return code: changed, narrowed, given back, replaced, given up, ended.

Whoever finds a code must not be able to shut its owner out. So a changed code is narrowed first: for seven days it still
opens a message with the danger question. A code whose holder asked to stop is narrowed too, until staff have spoken with
the person and given it back or retired it (triage's acts call restore() and retire()). The look-up is return_codes.py's.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from hatereport import audit, clock, outbox
from incidents import return_codes
from incidents.models import Party, Report, ReturnCode, ReturnVisit
from incidents.return_codes import Passcode
from partners.models import Person

NARROW_FOR = timedelta(days=7)
#: Never less than the twelve months that are promised.
KEPT_AFTER_CLOSING = timedelta(days=366)


class NotYours(Exception):
    """There is no whole code here to change: its holder asked to stop, or another one took its place."""


@transaction.atomic
def change(visit: ReturnVisit) -> Passcode:
    """A new code for the person behind this visit; the old one is narrowed, other open visits end. Raises NotYours."""
    now = clock.now()
    old = whole(visit.party)
    if old is None:
        raise NotYours
    code = _in_place_of(old, visit.report, visit.party, now)
    old.narrowed_at = now
    old.expires_at = min(now + NARROW_FOR, old.expires_at or now + NARROW_FOR)
    old.save(update_fields=["narrowed_at", "expires_at"])
    _end_others(visit)
    audit.record(audit.REPORTER, "alteration", "report", visit.report_id, "code_changed", force=visit.report.force_id)
    outbox.add("report.code_changed", key=old.pk, report_id=visit.report_id, code_id=old.pk)
    return code


def may_change(party: Party) -> bool:
    """Whether the person has a code that opens everything: else they asked to stop, or wanted none."""
    return _live(party).filter(narrowed_at=None).exists()


@transaction.atomic
def narrow(visit: ReturnVisit) -> bool:
    """Narrow every whole code of the person who asked to stop in this visit, and end their others; whether there was one."""
    if not _live(visit.party).filter(narrowed_at=None).update(narrowed_at=clock.now()):
        return False
    _end_others(visit)
    return True


def whole(party: Party) -> ReturnCode | None:
    """The person's live code that opens everything, locked."""
    return _live(party).select_for_update().filter(narrowed_at=None).order_by("-created_at").first()


@transaction.atomic
def replace_lost(party: Party, officer: Person, expires_at: datetime | None) -> Passcode:
    """A new code in place of a lost one, after an officer has checked who it is; all older ones are retired at once.

    Inside the caller's transaction, which audits the act it is part of.
    """
    now = clock.now()
    last = party.return_codes.order_by("-created_at").first()
    _live(party).update(retired_at=now)
    ReturnVisit.objects.filter(party=party).delete()
    code = return_codes.fresh()
    row = return_codes.sealed_row(code, party.report, party, now)
    row.replaces, row.issued_by, row.expires_at = last, officer, expires_at
    row.save(force_insert=True)
    return code


@transaction.atomic
def restore(row: ReturnCode, expires_at: datetime | None) -> None:
    """Give a narrowed code back whole; the codes that took its place are retired, and visits with them end."""
    later = ReturnCode.objects.filter(pk__in=[other.pk for other in _after(row)], retired_at=None)
    later.update(retired_at=clock.now())
    ReturnVisit.objects.filter(party_id=row.party_id).delete()
    row.narrowed_at, row.retired_at, row.expires_at = None, None, expires_at
    row.save(update_fields=["narrowed_at", "retired_at", "expires_at"])


@transaction.atomic
def retire(row: ReturnCode) -> None:
    """End a code for good, and whatever is open with it at this moment."""
    ReturnCode.objects.filter(pk=row.pk, retired_at=None).update(retired_at=clock.now())
    ReturnVisit.objects.filter(party_id=row.party_id).delete()


@transaction.atomic
def give_up(code: Passcode) -> None:
    """The person wants no code at all: it ends, and nobody can come back with it. Raises return_codes.NoSuchCode."""
    row = return_codes.find(code)
    retire(row)
    audit.record(audit.REPORTER, "alteration", "report", row.report_id, "code_given_up", force=row.report.force_id)


def expire(report: Report, closed_at: datetime | None) -> None:
    """A year from closing; without an end while anything of the report is open. A replaced code keeps its seven days."""
    lasting = Q(narrowed_at=None) | Q(replaced_by=None)
    ReturnCode.objects.filter(lasting, report=report, retired_at=None).update(expires_at=last_day(closed_at))


def last_day(closed_at: datetime | None) -> datetime | None:
    """When codes of a report end that was closed at this moment; None while it is open."""
    return closed_at and closed_at + KEPT_AFTER_CLOSING


def retire_narrowed() -> int:
    """Retire the replaced codes whose seven days are over; how many. The look-up refuses them from the first second."""
    now = clock.now()
    over = Q(narrowed_at__isnull=False, expires_at__lte=now, retired_at=None)
    return ReturnCode.objects.filter(over).update(retired_at=now)


def _live(party: Party) -> QuerySet[ReturnCode]:
    now = clock.now()
    return party.return_codes.filter(Q(expires_at=None) | Q(expires_at__gt=now), retired_at=None)


def _end_others(visit: ReturnVisit) -> None:
    """What else is open of this person, perhaps with somebody who found the code."""
    ReturnVisit.objects.filter(party=visit.party).exclude(pk=visit.pk).delete()


def _in_place_of(old: ReturnCode, report: Report, party: Party, now: datetime) -> Passcode:
    code = return_codes.fresh()
    row = return_codes.sealed_row(code, report, party, now)
    row.replaces, row.expires_at = old, old.expires_at
    row.save(force_insert=True)
    return code


def _after(row: ReturnCode) -> list[ReturnCode]:
    """The codes that took its place, one after another."""
    found: list[ReturnCode] = []
    for later in ReturnCode.objects.filter(replaces=row):
        found += [later, *_after(later)]
    return found
