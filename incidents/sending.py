"""Sending: from answers to a report that is taken, in one transaction that needs the database alone.

`compose` (composing.py) makes the unsaved rows, `store` saves any number of them, `send` does it for the draft of a browser
session and `send_answers` for stories and other doors. Whoever sends the same draft twice gets the same answer;
opening a case is triage's work, asked for by the notice left here.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F

from hatereport import audit, clock, crowding, outbox
from hatereport.sealing import Envelope
from incidents import drafts, needs
from incidents.composing import Composed, NotComplete, compose
from incidents.models import (
    AboutYouCount,
    Classification,
    Consent,
    Draft,
    LinkKey,
    Party,
    ProgressLine,
    Report,
    ReturnCode,
    SubjectDetail,
)
from incidents.questions import Answers
from incidents.return_codes import Passcode
from partners.models import Person
from partners.routing import UNKNOWN_PLACE

__all__ = ["Composed", "NotComplete", "Sent", "compose", "send", "send_answers", "sent_before", "store"]

#: Faster than anybody reads the questions.
TOO_FAST = timedelta(seconds=20)
_TRIES = 3


@dataclass(frozen=True)
class Sent:
    """What the reporter is given. `return_code` is nowhere else in the clear."""

    report_id: uuid.UUID
    reference: str
    return_code: Passcode


def send(draft: Draft, signals: frozenset[str] = frozenset()) -> Sent:
    """Take the report of this draft, once. The draft keeps only what the last page shows.

    Raises NotComplete, and drafts.ChangedMeanwhile when it no longer holds what was read: nothing is sent unseen.

    `signals` and what is found here mark the report for whoever looks at a flood; they refuse none.
    """
    for attempt in range(_TRIES):
        try:
            return _send(draft, signals)
        except IntegrityError:  # one reference in 34 thousand million was taken already: draw another
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _send(read: Draft, seen: frozenset[str]) -> Sent:
    draft = Draft.objects.select_for_update(of=("self",)).select_related("content").get(pk=read.pk)
    if draft.sent_at:
        return sent_before(draft)
    if draft.version != read.version:
        raise drafts.ChangedMeanwhile
    now = clock.now()
    signals = {*draft.signals, *seen}
    if now - draft.started_at < TOO_FAST:
        signals.add("too_fast")
    if crowding.more_than_usual():
        signals.add("flood")
    composed = compose(draft.given, draft.language, submission_key=draft.submission_key, signals=signals)
    composed.report.follows_id = draft.follows_id
    store([composed])
    draft.answers = None
    draft.confirmation = _confirmation(composed)
    draft.code_lookup = draft.code_pepper = None  # a code it was kept with has done its work
    draft.sent_at, draft.touched_at, draft.expires_at = now, now, now + drafts.IDLE
    draft.save(
        update_fields=[
            "answers_sealed",
            "confirmation_sealed",
            "code_lookup",
            "code_pepper",
            "sent_at",
            "touched_at",
            "expires_at",
        ]
    )
    _tell(composed)
    return sent_before(draft)


def sent_before(draft: Draft) -> Sent:
    """What a sent draft was answered with."""
    kept: dict[str, Any] = draft.confirmation or {}
    return Sent(uuid.UUID(kept["report_id"]), kept["reference"], Passcode(kept["return_code"]))


@transaction.atomic
def send_answers(
    answers: Answers,
    language: str = settings.LANGUAGE_CODE,
    *,
    submission_key: uuid.UUID | None = None,
    follows: uuid.UUID | None = None,
    channel: str = Report.Channel.WEB,
    taken_by: Person | None = None,
) -> Sent:
    """Take a report given as answers (the schema is in questions.py); `follows` an earlier one; `taken_by` whoever wrote
    down what was said, and by which `channel`. Raises NotComplete, and IntegrityError where this key was sent before.
    """
    composed = compose(answers, language, submission_key=submission_key or uuid.uuid4())
    composed.report.follows_id = follows
    composed.report.channel, composed.report.taken_by = channel, taken_by
    store([composed])
    _tell(composed)
    return Sent(composed.report.pk, composed.report.reference, composed.return_code)


def _tell(composed: Composed) -> None:
    report = composed.report
    audit.record(
        report.taken_by.as_actor() if report.taken_by else audit.REPORTER,
        "collection",
        "report",
        report.pk,
        "send",
        {"kind": report.proposed_kind, "force": report.force_id, "danger": report.danger},
        force=report.force_id,
    )
    outbox.add("report.received", key=report.pk, report_id=report.pk)


def store(composed: list[Composed]) -> None:
    """Save the rows of any number of reports: one INSERT a table. Inside the caller's transaction."""
    rows: dict[type[models.Model], list[Any]] = defaultdict(list)
    for one in composed:
        rows[Envelope] += one.envelopes
        rows[Report].append(one.report)
        rows[Party] += one.parties
        rows[Consent] += one.consents
        rows[Classification].append(one.classification)
        rows[SubjectDetail] += [one.subject] if one.subject else []
        rows[ReturnCode].append(one.return_code_row)
        rows[LinkKey] += one.link_keys
        rows[ProgressLine].append(one.progress)
    for model, of_model in rows.items():
        if of_model:
            model._default_manager.bulk_create(of_model)
    for one in composed:
        if one.about_you:
            _count(one)


def _count(composed: Composed) -> None:
    """Add the answers to "about you" to the counts of the quarter; nothing leads from there to the report."""
    day = composed.report.received_at.date()
    quarter = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    # In one order for everybody, so that two reports never wait for each other.
    counts = [
        AboutYouCount(force_id=composed.report.force_id, quarter=quarter, question=question, answer=answer)
        for question, answer in sorted(composed.about_you.items())
    ]
    AboutYouCount.objects.bulk_create(counts, ignore_conflicts=True)
    keys = models.Q()
    for count in counts:
        keys |= models.Q(question=count.question, answer=count.answer)
    AboutYouCount.objects.filter(keys, force_id=composed.report.force_id, quarter=quarter).update(
        people=F("people") + 1
    )


def _confirmation(composed: Composed) -> dict[str, Any]:
    """All the last page needs, so that it asks the report for nothing."""
    report = composed.report
    return {
        "report_id": str(report.pk),
        "reference": report.reference,
        "return_code": composed.return_code,
        "kind": report.proposed_kind,
        "contact_choice": report.contact_choice,
        "filer": report.filer,
        "danger": report.danger,
        "force": report.force_id,
        "belongs_to": report.belongs_to_id or "",
        "place_unknown": report.placement_basis == UNKNOWN_PLACE and not report.belongs_to_id,
        "area": report.area_id or "",
        "flags": report.flags,
        "strands": report.strands,
        "details": report.strand_details,
        "needs": sorted(needs.of_report(report, composed.parties)),
        "saved": False,
    }
