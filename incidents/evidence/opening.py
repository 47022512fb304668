"""What the desk does with a file: open it, or open the original with a reason.

Who may see the case at all is triage's to have asked before, and putting a file out of reach is its own act there. Every
opening is an entry of its own in the case's log, with what the scanner had said.
"""

import uuid
from dataclasses import dataclass

from django.db import transaction

from hatereport import audit, clock
from hatereport.audit import Actor
from incidents.evidence import vault
from incidents.evidence.kinds import BY_CODE
from incidents.evidence.vault import Kept
from incidents.models import Evidence, OriginalOpened
from partners.models import Person


class NotToBeOpened(Exception):
    """The file is still being checked, failed a check, was put out of reach, or is erased."""


@dataclass(frozen=True)
class InCase:
    """In which case it is opened, and the code of its force: the log of that case tells it."""

    id: uuid.UUID
    force: str


@dataclass(frozen=True)
class Handed:
    """A file on its way to an officer, under a name of ours."""

    name: str
    content: bytes


@transaction.atomic
def open_copy(evidence: Evidence, case: InCase, who: Actor) -> Handed:
    """What everybody in the case may see. Records the consultation. Raises NotToBeOpened and VaultBroken."""
    key = evidence.key("copy")
    if not evidence.may_be_opened or evidence.copy_file is None or key is None:
        raise NotToBeOpened
    content = vault.read(Kept(evidence.copy_file, key))
    _record(evidence, case, who, "open_evidence")
    return Handed(f"evidence-{evidence.number}.{BY_CODE[evidence.kind].extension}", content)


@transaction.atomic
def open_original(evidence: Evidence, case: InCase, person: Person, reason: str) -> Handed:
    """The file as it was sent, hidden details and all. Records who and, sealed, why. Raises as open_copy does."""
    key = evidence.key("original")
    if not evidence.original_may_be_opened or evidence.original_file is None or key is None:
        raise NotToBeOpened
    content = vault.read(Kept(evidence.original_file, key))
    opened = OriginalOpened(evidence=evidence, by=person, at=clock.now(), content=evidence.content)
    opened.reason = reason
    opened.save(force_insert=True)
    _record(evidence, case, person.as_actor(), "open_original")
    extension = BY_CODE[evidence.kind].extensions[0]
    return Handed(f"evidence-{evidence.number}-original.{extension}", content)


def _record(evidence: Evidence, case: InCase, who: Actor, act: str) -> None:
    detail = {"evidence": evidence.pk, "number": evidence.number, "scan": evidence.scan}
    audit.record(who, "consultation", "case", case.id, act, detail, force=case.force)
