"""The worker's part: a file is scanned, its hidden details are taken out, and what must not stay is destroyed.

Safe to run twice. Nothing is locked while scanner and decoder take their time: the row is changed only if it still is
as it was read. The scanner's verdict and the stripping do not wait for each other, so that an anonymous person's
original goes even while the scanner is away.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from hatereport import audit, clock, outbox
from incidents.evidence import sandbox, scanning, vault
from incidents.evidence.kinds import BY_CODE, Treatment
from incidents.evidence.taking import custody_of, fingerprint
from incidents.evidence.vault import Kept, VaultBroken
from incidents.models import Evidence

#: What was clean is asked again: scanners learn.
SCANNED_AGAIN_AFTER = timedelta(days=90)
#: Of one run; each may take half a minute while the scanner is slow.
AT_ONCE = 5


@transaction.atomic
def make_safe(evidence_id: UUID | str) -> None:
    """Scan and strip one file that has come in. Raises VaultBroken when it is not as it was stored."""
    evidence = (
        Evidence.objects.select_related("content", "report")
        .filter(pk=evidence_id, stripping=Evidence.Stripping.PENDING)
        .exclude(content__wrapped_dek=None)
        .first()
    )
    if evidence is None:
        return
    content = _read(evidence, "original")
    evidence.scan = scanning.verdict(content)
    evidence.scanned_at = clock.now()
    if evidence.scan == Evidence.Scan.INFECTED:
        evidence.stripping = Evidence.Stripping.NONE
    else:
        _strip(evidence, content)
    if evidence.stripping != Evidence.Stripping.KEPT and not evidence.keeps_original:
        _forget_original(evidence)
    if not _store(evidence):
        return
    detail: dict[str, Any] = {"evidence": evidence.pk, "scan": evidence.scan, "stripping": evidence.stripping}
    if evidence.copy_file:
        detail["copy"] = fingerprint(evidence, "copy")
    audit.record(
        audit.SYSTEM,
        "alteration",
        "report",
        evidence.report_id,
        "evidence_made_safe",
        detail,
        force=evidence.report.force_id,
    )
    _tell(evidence)


def asked_again() -> Q:
    """Files of which the scanner is asked once more: no verdict, no scanner yet, or clean long ago."""
    unsure = Q(scan__in=(Evidence.Scan.ERROR, Evidence.Scan.NOT_SCANNED))
    return unsure | Q(scan=Evidence.Scan.CLEAN, scanned_at__lt=clock.now() - SCANNED_AGAIN_AFTER)


def rescan() -> int:
    """Ask the scanner again where it gave no verdict, was not there yet, or spoke long ago; how many were asked."""
    if not settings.CLAMD_URL:
        return 0
    due = (
        Evidence.objects.select_related("content", "report")
        .filter(asked_again())
        .exclude(stripping=Evidence.Stripping.PENDING)
        .exclude(copy_file=None, original_file=None)
        .exclude(content__wrapped_dek=None)
        .order_by("scanned_at")[:AT_ONCE]
    )
    for evidence in due:
        _rescan(evidence)
    return len(due)


def remove_left_behind() -> int:
    """Files no row names, or whose keys were shredded; how many."""
    named: set[UUID] = set()
    for row in Evidence.objects.exclude(content__wrapped_dek=None).values_list("original_file", "copy_file"):
        named.update(file for file in row if file)
    gone = list(vault.left_behind(named))
    for file in gone:
        vault.discard(file)
    return len(gone)


@transaction.atomic
def _rescan(evidence: Evidence) -> None:
    before = evidence.scan
    try:
        verdicts = [
            scanning.verdict(_read(evidence, which))
            for which in ("original", "copy")
            if evidence.key(which) is not None
        ]
    except VaultBroken:
        verdicts = [Evidence.Scan.ERROR]
    worst = max(verdicts, key=(Evidence.Scan.CLEAN, Evidence.Scan.ERROR, Evidence.Scan.INFECTED).index)
    changed = Evidence.objects.filter(pk=evidence.pk, scan=before).update(scan=worst, scanned_at=clock.now())
    if changed and worst != before:
        evidence.scan = worst
        detail = {"evidence": evidence.pk, "scan": worst}
        audit.record(
            audit.SYSTEM,
            "alteration",
            "report",
            evidence.report_id,
            "evidence_scanned",
            detail,
            force=evidence.report.force_id,
        )
        if before == Evidence.Scan.ERROR:
            _tell(evidence)


def _strip(evidence: Evidence, content: bytes) -> None:
    kind = BY_CODE[evidence.kind]
    if kind.treatment in (Treatment.TEXT, Treatment.AS_IT_IS):
        _keep_as_it_is(evidence)
        return
    try:
        stripped = sandbox.strip(kind.code, content)
    except sandbox.NotStripped:
        evidence.stripping = Evidence.Stripping.FAILED
        return
    kept = vault.keep(stripped)
    evidence.copy_file = kept.file
    evidence.custody = {**(evidence.custody or {}), "copy": custody_of(stripped, kept)}
    evidence.stripping = Evidence.Stripping.DONE


def _keep_as_it_is(evidence: Evidence) -> None:
    """Nothing to take out, or nothing that can be: the one file there is becomes what everybody opens."""
    custody = evidence.custody or {}
    evidence.custody = {**custody, "copy": custody["original"], "original": _without_key(custody["original"])}
    evidence.copy_file, evidence.original_file = evidence.original_file, None
    evidence.stripping = Evidence.Stripping.KEPT


def _forget_original(evidence: Evidence) -> None:
    """The key goes from the row, the file from the disk; size and hash stay, to say what it was."""
    file, custody = evidence.original_file, evidence.custody or {}
    evidence.custody = {**custody, "original": _without_key(custody["original"])}
    evidence.original_file = None
    if file:
        transaction.on_commit(lambda: vault.discard(file))


def _without_key(custody: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in custody.items() if name != "key"}


def _store(evidence: Evidence) -> bool:
    """False when somebody else was quicker; a copy made in vain is left to remove_left_behind."""
    waiting = Evidence.objects.filter(pk=evidence.pk, stripping=Evidence.Stripping.PENDING)
    names = ("scan", "scanned_at", "stripping", "custody_sealed", "original_file", "copy_file")
    return bool(waiting.update(**{name: getattr(evidence, name) for name in names}))


def _tell(evidence: Evidence) -> None:
    """Whoever works on the report hears of a file that can be looked at now (triage/tasks.py)."""
    if evidence.may_be_opened or evidence.original_may_be_opened:
        outbox.add("evidence.ready", key=evidence.pk, evidence_id=evidence.pk, report_id=evidence.report_id)


def _read(evidence: Evidence, which: str) -> bytes:
    file = evidence.original_file if which == "original" else evidence.copy_file
    key = evidence.key(which)
    if file is None or key is None:
        raise VaultBroken(VaultBroken.__doc__)
    return vault.read(Kept(file, key))
