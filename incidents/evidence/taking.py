"""Taking a file from the person behind the code: judged, sealed, and left for the worker to scan and strip.

Until that is done the file opens for nobody. Of somebody who gave no name only the stripped copy stays; somebody who
did may have the original kept as well, locked away, because it can prove a place and a time.
"""

import base64
import hashlib
import hmac
import os
import unicodedata
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hatereport import audit, clock, outbox
from incidents.evidence import kinds, vault
from incidents.evidence.arriving import LARGEST
from incidents.evidence.kinds import NotTaken
from incidents.models import Evidence, Report, ReturnVisit
from incidents.models.evidence import MOST

__all__ = [
    "LARGEST",
    "MOST",
    "Empty",
    "Enough",
    "NotTaken",
    "Told",
    "TooLarge",
    "cleaned",
    "gave_a_name",
    "take",
    "told",
]

_LONGEST_NAME = 200
_SALT_BYTES = 16
_NAMING = ("name", "phone", "email", "address")


class TooLarge(ValueError):
    """The file is larger than LARGEST."""


class Empty(ValueError):
    """The file holds nothing."""


class Enough(ValueError):
    """The report has MOST files already."""


def take(
    visit: ReturnVisit,
    name: str,
    content: bytes,
    size: int,
    *,
    keep_original: bool,
    submission_key: uuid.UUID,
    danger: bool = False,
) -> None:
    """Keep one file sealed and leave the notice for the worker. Sent twice, it is one file. `danger`: they say that
    somebody is in danger now, which the control room hears at once.

    Raises TooLarge, Empty, NotTaken and Enough. `keep_original` counts only for somebody who gave a name.
    """
    if size > LARGEST:
        raise TooLarge
    if not content:
        raise Empty
    kind = kinds.kind_of(name, content)
    report = visit.report
    kept = vault.keep(content)
    try:
        with transaction.atomic():
            _store(report, name, content, kept, kind, keep_original and gave_a_name(visit), submission_key)
            # Told at once, before the file can be opened: danger does not wait for a scanner, nor does an answer.
            outbox.add("reporter.file", key=report.pk, report_id=report.pk, of=submission_key, danger=danger)
    except IntegrityError:
        vault.discard(kept.file)
        if not Evidence.objects.filter(submission_key=submission_key, report=report).exists():
            raise
    except BaseException:
        vault.discard(kept.file)
        raise


def gave_a_name(visit: ReturnVisit) -> bool:
    """Whether the report says who its sender is, in any way."""
    details = visit.party.contact_details or {}
    return any(details.get(part) for part in _NAMING)


@dataclass(frozen=True)
class Told:
    """One file as its sender is told of it: never its name, which may tell a stranger what it shows."""

    number: int
    label: Promise
    state: Promise


def told(report: Report) -> Iterator[Told]:
    for evidence in Evidence.objects.filter(report=report):
        yield Told(evidence.number, kinds.BY_CODE[evidence.kind].label, _said(evidence))


def custody_of(content: bytes, kept: vault.Kept) -> dict[str, Any]:
    """What is kept, sealed, of one copy."""
    salt, key = (base64.b64encode(secret).decode() for secret in (os.urandom(_SALT_BYTES), kept.key))
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "salt": salt, "key": key}


def cleaned(name: str) -> str:
    """Without control characters and marks that turn the direction of reading; for people's eyes only."""
    visible = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    return visible[-_LONGEST_NAME:]


def fingerprint(evidence: Evidence, which: str) -> int:
    """The hash as the audit log may hold it: it proves the file, and cannot be tried out on guessed contents. Under a key
    of its own, sealed beside the hash: it must still prove the file when every key of the settings has changed.
    """
    kept = (evidence.custody or {})[which]
    digest = hmac.digest(base64.b64decode(kept["salt"]), kept["sha256"].encode(), "sha256")
    return int.from_bytes(digest[:8], "big", signed=True)


def _store(
    report: Report,
    name: str,
    content: bytes,
    kept: vault.Kept,
    kind: kinds.FileKind,
    keep_original: bool,
    submission_key: uuid.UUID,
) -> None:
    Report.objects.select_for_update(of=("self",)).only("pk").get(pk=report.pk)  # two at once would be one number
    replayed = Evidence.objects.filter(submission_key=submission_key, report=report).exists()
    number = Evidence.objects.filter(report=report).count() + 1
    if replayed:
        raise IntegrityError("sent before")
    if number > MOST:
        raise Enough
    evidence = Evidence(
        report=report,
        number=number,
        submission_key=submission_key,
        received_at=clock.now(),
        kind=kind.code,
        keeps_original=keep_original,
        content=report.content,
        original_file=kept.file,
    )
    evidence.custody = {"name": cleaned(name), "original": custody_of(content, kept)}
    evidence.save(force_insert=True)
    audit.record(
        audit.REPORTER,
        "collection",
        "report",
        report.pk,
        "evidence",
        {"evidence": evidence.pk, "kind": kind.code, "original": fingerprint(evidence, "original")},
        force=report.force_id,
    )
    outbox.add("evidence.received", key=evidence.pk, evidence_id=evidence.pk)


def _said(evidence: Evidence) -> Promise:
    if evidence.scan == Evidence.Scan.INFECTED:
        return _("We cannot open this file: it may hold a virus.")
    if evidence.stripping == Evidence.Stripping.FAILED and not evidence.keeps_original:
        return _("We could not read this file. If you can, add a picture of it instead.")
    if evidence.is_waiting or evidence.scan == Evidence.Scan.ERROR:
        return _("We are checking this file. You can leave this page.")
    if evidence.stripping == Evidence.Stripping.KEPT:
        return _("The police can open it. Hidden details in it, if there are any, are still there.")
    return _("The police can open it. We took the hidden details out.")
