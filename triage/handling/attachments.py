"""Files an officer adds to a case: stills, a scanned statement, a recording. The reporter never sees them.

Judged, sealed and scanned like the reporter's evidence (incidents/evidence); nothing is stripped, because what an officer
recorded proves by its hidden details where and when. Every opening is an entry of its own; no thumbnails are made.
"""

import base64
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.template.defaultfilters import filesizeformat

from hatereport import audit, clock, outbox
from incidents.evidence import kinds, scanning, taking, vault
from incidents.evidence.arriving import LARGEST
from incidents.evidence.making_safe import AT_ONCE, asked_again
from incidents.evidence.opening import Handed, NotToBeOpened
from incidents.evidence.vault import ATTACHMENTS, Kept, VaultBroken
from partners.models import Person
from triage.acting import act, in_scope
from triage.models import Attachment, Case, Move
from triage.refusals import Incomplete

#: Of one case. More belongs into the force's store of digital evidence.
MOST = 50
ACT = "add_attachment"
TOO_LARGE = (
    "This file is larger than 10 MB. Put it into the force's store of digital evidence and note its number here."
)
EMPTY = "This file holds nothing. Choose another."
NOT_TAKEN = "This file is not taken, or its name does not fit what is in it. Take a picture, PDF, text, sound or video."
ENOUGH = f"A case holds {MOST} files. Put this one into the force's store of digital evidence."


@dataclass(frozen=True)
class Card:
    """One file on the case page."""

    row: Attachment
    name: str
    kind: str
    size: str
    shows: str
    sent_as: str
    sha256: str

    @property
    def may_be_opened(self) -> bool:
        return _may_be_opened(self.row)

    @property
    def state(self) -> str:
        if self.row.quarantined_at:
            return "Out of reach: marked as intimate or as abuse"
        return str(self.row.get_scan_display())

    @property
    def state_kind(self) -> str:
        """Colour of the tag."""
        if self.row.quarantined_at or self.row.scan == Attachment.Scan.INFECTED:
            return "grave"
        return "good" if self.row.scan == Attachment.Scan.CLEAN else "soon"


def cards(case: Case) -> list[Card]:
    """Every file officers added, in order. One query."""
    rows = list(case.attachments.select_related("added_by"))
    for row in rows:
        row.case = case
    return [_card(row) for row in rows]


def add(
    case_id: uuid.UUID, person: Person, *, version: int, key: str, name: str, content: bytes, size: int, shows: str
) -> Move:
    """Keep one file sealed and write that it was added. Sent twice, it is one file.

    Raises what act() raises; Incomplete with the field "file" for a file that is not taken.
    """
    kind = _kind(name, content, size)
    kept = vault.keep(content, ATTACHMENTS)
    try:
        with transaction.atomic():
            case = in_scope(case_id, person)
            row = _stored(case, person, kind, name, content, kept, shows)
            data = {"attachment": str(row.pk), "shows": shows}
            done = act(case_id, ACT, person, version=version, key=key, data=data)
            assert isinstance(done, Move)  # nobody signs for it
            if done.codes.get("attachment") != str(row.pk):
                raise _SentBefore(done)
            outbox.add("attachment.added", key=row.pk, attachment_id=row.pk)
            return done
    except _SentBefore as before:
        vault.discard(kept.file, ATTACHMENTS)
        return before.move
    except BaseException:
        vault.discard(kept.file, ATTACHMENTS)
        raise


class _SentBefore(Exception):
    """This attempt was made before: what was just written is undone, what was written then is the answer."""

    def __init__(self, move: Move) -> None:
        super().__init__()
        self.move = move


def one_of(case: Case, attachment_id: uuid.UUID) -> Attachment | None:
    row = case.attachments.filter(pk=attachment_id).first()
    if row is not None:
        row.case = case
    return row


@transaction.atomic
def open_file(row: Attachment, person: Person) -> Handed:
    """The file itself. Recorded. Raises NotToBeOpened and VaultBroken."""
    key = _key(row)
    if not _may_be_opened(row) or row.file is None or key is None:
        raise NotToBeOpened
    content = vault.read(Kept(row.file, key, ATTACHMENTS))
    _record(row, person, "consultation", "open_attachment")
    return Handed(_name(row), content)


# --- the worker's part -----------------------------------------------------------------------------------------------


@transaction.atomic
def scan(attachment_id: uuid.UUID | str) -> None:
    """Ask the scanner. Safe to run twice."""
    row = Attachment.objects.select_related("case__staff").filter(pk=attachment_id).first()
    key = _key(row) if row else None
    if row is None or row.file is None or key is None:
        return
    before = row.scan
    try:
        verdict = scanning.verdict(vault.read(Kept(row.file, key, ATTACHMENTS)))
    except VaultBroken:
        verdict = Attachment.Scan.ERROR
    changed = Attachment.objects.filter(pk=row.pk, scan=before).update(scan=verdict, scanned_at=clock.now())
    if changed and verdict != before:
        detail = {"attachment": row.pk, "scan": verdict}
        force = row.case.force_id
        audit.record(audit.SYSTEM, "alteration", "case", row.case_id, "attachment_scanned", detail, force=force)


def rescan() -> int:
    """Ask again where there was no verdict, no scanner yet, or long ago; how many were asked."""
    if not settings.CLAMD_URL:
        return 0
    due = Attachment.objects.filter(asked_again()).exclude(file=None).order_by("scanned_at")[:AT_ONCE]
    ids = list(due.values_list("pk", flat=True))
    for one in ids:
        scan(one)
    return len(ids)


def remove_left_behind() -> int:
    """Files no row names, or whose keys were shredded; how many."""
    rows = Attachment.objects.exclude(case__staff__wrapped_dek=None).exclude(file=None)
    gone = list(vault.left_behind({file for file in rows.values_list("file", flat=True) if file}, ATTACHMENTS))
    for file in gone:
        vault.discard(file, ATTACHMENTS)
    return len(gone)


# --- one file --------------------------------------------------------------------------------------------------------


def _kind(name: str, content: bytes, size: int) -> kinds.FileKind:
    if size > LARGEST:
        raise Incomplete({"file": TOO_LARGE})
    if not content:
        raise Incomplete({"file": EMPTY})
    try:
        return kinds.kind_of(name, content)
    except kinds.NotTaken:
        raise Incomplete({"file": NOT_TAKEN}) from None


def _stored(
    case: Case, person: Person, kind: kinds.FileKind, name: str, content: bytes, kept: Kept, shows: str
) -> Attachment:
    number = (case.attachments.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > MOST:
        raise Incomplete({"file": ENOUGH})
    row = Attachment(case=case, number=number, added_by=person, added_at=clock.now(), kind=kind.code, file=kept.file)
    row.custody = {"name": taking.cleaned(name), "shows": shows.strip(), **taking.custody_of(content, kept)}
    row.save(force_insert=True)
    return row


def _card(row: Attachment) -> Card:
    custody: dict[str, Any] = row.custody or {}
    return Card(
        row=row,
        name=_name(row),
        kind=str(kinds.BY_CODE[row.kind].label),
        size=filesizeformat(custody.get("size", 0)),
        shows=str(custody.get("shows", "")),
        sent_as=str(custody.get("name", "")),
        sha256=str(custody.get("sha256", "")),
    )


def _name(row: Attachment) -> str:
    return f"attachment-{row.number}.{kinds.BY_CODE[row.kind].extensions[0]}"


def _may_be_opened(row: Attachment) -> bool:
    """Nothing found by a scanner where there is one. Fails closed."""
    return row.quarantined_at is None and row.scan in (Attachment.Scan.CLEAN, Attachment.Scan.NOT_SCANNED)


def _key(row: Attachment) -> bytes | None:
    custody: dict[str, Any] = row.custody or {}
    return base64.b64decode(custody["key"]) if "key" in custody else None


def _record(row: Attachment, person: Person, action: str, what: str) -> None:
    detail = {"attachment": row.pk, "number": row.number, "scan": row.scan}
    audit.record(person.as_actor(), action, "case", row.case_id, what, detail, force=row.case.force_id)
