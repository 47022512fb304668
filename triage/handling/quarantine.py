"""Files out of reach: intimate, or of abuse. Whoever sees a case puts one there with one click and no question, for whoever
has just seen such a picture shall not have to describe it (practice.md 21). From then on it opens for nobody at the desk.

One click can hit the wrong row, or hide what proves a case. So those whose case it is (holder, officer, supervising
sergeant, or who covers for them) or the hate crime lead settle it: it is taken back, with the reason as a code, or shut for
good, and then the database refuses to bring it back. Both kinds of file, the reporter's and officers', go by this one rule.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from hatereport import audit, clock
from incidents.models import Evidence
from partners.models import Person
from triage.models import Attachment, Case
from triage.parts import LEAD
from triage.refusals import Refused
from triage.situation import Situation

File = Evidence | Attachment
#: Why one is taken back. Words would describe what nobody shall have to describe.
BACK: tuple[tuple[str, str], ...] = (
    ("wrong_file", "The wrong file was marked"),
    ("unit_says", "The unit for such images says it is neither intimate nor of abuse"),
)
NOT_YOURS = "This is for whoever holds, investigates or supervises the case, or the hate crime lead."
SETTLED = "It is shut for good, or is not out of reach any more."


def may_settle(ctx: Situation) -> bool:
    return ctx.is_theirs or not ctx.roles.isdisjoint(LEAD)


@transaction.atomic
def put(row: File, case: Case, person: Person) -> None:
    """Out of everybody's reach. Done twice it is once."""
    marked = type(row).objects.filter(pk=row.pk, quarantined_at=None)
    if marked.update(quarantined_at=clock.now(), quarantined_by=person):
        _record(row, case, person, "quarantine")


@transaction.atomic
def take_back(row: File, case: Case, person: Person, why: str) -> None:
    """Within reach again. Raises Refused."""
    _refuse_others(case, person)
    if why not in dict(BACK):
        raise Refused("Choose why it is taken back.")
    if not _waiting(row).update(quarantined_at=None, quarantined_by=None):
        raise Refused(SETTLED)
    _record(row, case, person, "take_back", why=why)


@transaction.atomic
def shut(row: File, case: Case, person: Person) -> None:
    """Nobody takes it back any more. Raises Refused."""
    _refuse_others(case, person)
    if not _waiting(row).update(shut_for_good_at=clock.now(), shut_for_good_by=person):
        raise Refused(SETTLED)
    _record(row, case, person, "shut")


def _refuse_others(case: Case, person: Person) -> None:
    if not may_settle(Situation(case, person)):
        raise Refused(NOT_YOURS)


def _waiting(row: File) -> QuerySet[Any]:
    return type(row).objects.filter(pk=row.pk, quarantined_at__isnull=False, shut_for_good_at=None)


def _record(row: File, case: Case, person: Person, act: str, **codes: str) -> None:
    kind = "evidence" if isinstance(row, Evidence) else "attachment"
    detail = {kind: row.pk, "number": row.number, **codes}
    audit.record(person.as_actor(), "alteration", "case", case.pk, f"{act}_{kind}", detail, force=case.force_id)
