"""Sending: from answers to a report that is taken, in one transaction that needs the database alone.

`compose` makes the unsaved rows, `store` saves any number of them, `send` does it for the draft of a browser
session and `send_answers` for stories and other doors. Whoever sends the same draft twice gets the same answer;
opening a case is triage's work, asked for by the notice left here.
"""

import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import override

from hatereport import audit, clock, outbox
from hatereport.sealing import Envelope, blind_key
from incidents import areas, classification, drafts, flags, needs, questions, return_codes, strands
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
from incidents.references import report_reference
from incidents.return_codes import Passcode
from partners.models import Organisation
from partners.postcodes import parse_postcode

#: Faster than anybody reads the questions.
TOO_FAST = timedelta(seconds=20)
_TRIES = 3


class NotComplete(ValueError):
    """A question that must be answered has no answer."""


@dataclass(frozen=True)
class Sent:
    """What the reporter is given. `return_code` is nowhere else in the clear."""

    report_id: uuid.UUID
    reference: str
    return_code: Passcode


@dataclass
class Composed:
    """The unsaved rows of one report."""

    report: Report
    envelopes: list[Envelope]
    parties: list[Party]
    classification: Classification
    return_code_row: ReturnCode
    return_code: Passcode
    progress: ProgressLine
    consents: list[Consent] = field(default_factory=list)
    subject: SubjectDetail | None = None
    link_keys: list[LinkKey] = field(default_factory=list)
    about_you: dict[str, str] = field(default_factory=dict)


def send(draft: Draft) -> Sent:
    """Take the report of this draft, once. Raises NotComplete. The draft keeps only what the last page shows."""
    for attempt in range(_TRIES):
        try:
            return _send(draft.pk)
        except IntegrityError:  # one reference in 34 thousand million was taken already: draw another
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _send(draft_id: uuid.UUID) -> Sent:
    draft = Draft.objects.select_for_update(of=("self",)).select_related("content").get(pk=draft_id)
    if draft.sent_at:
        return sent_before(draft)
    now = clock.now()
    signals = {*draft.signals, *(["too_fast"] if now - draft.started_at < TOO_FAST else [])}
    composed = compose(draft.answers, draft.language, submission_key=draft.submission_key, signals=signals)
    store([composed])
    draft.answers = None
    draft.confirmation = _confirmation(composed)
    draft.sent_at, draft.touched_at, draft.expires_at = now, now, now + drafts.IDLE
    draft.save(update_fields=["answers_sealed", "confirmation_sealed", "sent_at", "touched_at", "expires_at"])
    _tell(composed)
    return sent_before(draft)


def sent_before(draft: Draft) -> Sent:
    """What a sent draft was answered with."""
    kept = draft.confirmation
    return Sent(uuid.UUID(kept["report_id"]), kept["reference"], Passcode(kept["return_code"]))


@transaction.atomic
def send_answers(
    answers: Answers, language: str = settings.LANGUAGE_CODE, *, submission_key: uuid.UUID | None = None
) -> Sent:
    """Take a report given as answers (the schema is in questions.py). Raises NotComplete."""
    composed = compose(answers, language, submission_key=submission_key or uuid.uuid4())
    store([composed])
    _tell(composed)
    return Sent(composed.report.pk, composed.report.reference, composed.return_code)


def _tell(composed: Composed) -> None:
    report = composed.report
    audit.record(
        audit.REPORTER,
        "collection",
        "report",
        report.pk,
        "send",
        {"kind": report.proposed_kind, "force": report.force_id, "danger": report.danger},
    )
    outbox.add("report.received", key=report.pk, report_id=report.pk)


# --- composing -------------------------------------------------------------------------------------------------------


def compose(answers: Answers, language: str, *, submission_key: uuid.UUID, signals: Iterable[str] = ()) -> Composed:
    """The rows of a report, sealed and unsaved. Asks the database for the place unless the answers know it."""
    if missing := questions.missing(answers):
        raise NotComplete(", ".join(section.code for section in missing))
    now = clock.now()
    placement = answers.get("placement") or areas.placement(answers.get("where", {}))
    content = Envelope.fresh(placement["force"], "content")
    proposal = classification.propose(answers)
    report = _report(answers, placement, content, now)
    report.language, report.submission_key = language, submission_key
    report.proposed_kind, report.signals = proposal.kind, sorted(signals)
    parties = _parties(report, answers)
    filer = next(party for party in parties if party.is_filer)
    code = return_codes.fresh()
    composed = Composed(
        report=report,
        envelopes=[content, *(party.contact for party in parties)],
        parties=parties,
        classification=_classification(report, content, proposal, now),
        return_code_row=return_codes.sealed_row(code, report, filer, now),
        return_code=code,
        progress=ProgressLine(report=report, message_id=_first_sentence(report), at=now),
        consents=_consents(filer, answers.get("support", {}), report, now),
        link_keys=_link_keys(report, answers),
        about_you=answers.get("about_you", {}),
    )
    if suspect := answers.get("suspect"):
        envelope = Envelope.fresh(report.force_id, "subject")
        composed.envelopes.append(envelope)
        composed.subject = SubjectDetail(report=report, subject=envelope, description=suspect)
    return composed


#: Sections whose answers live elsewhere: contact and subject envelopes, counts, codes.
_KEPT_APART = frozenset({"contact", "suspect", "about_you", "placement"})
#: Answers of kept sections that name or reach a person.
_IN_CONTACT_ENVELOPE = {
    "who": ("their_name", "their_reach", "organisation_name", "organisation_role"),
    "communication": ("pronouns", "communication_words"),
}


def _report(answers: Answers, placement: dict[str, Any], content: Envelope, now: datetime) -> Report:
    where, when, why, what = (answers.get(section, {}) for section in ("where", "when", "why", "what"))
    given = why.get("strands", [])
    return Report(
        reference=report_reference(),
        received_at=now,
        force_id=placement["force"],
        area_id=placement["area"] or None,
        belongs_to_id=placement["belongs_to"] or None,
        placement_basis=placement["basis"],
        content=content,
        narrative=what.get("words") or None,
        answers=_without_contact(answers),
        filer=answers["who"]["filer"],
        contact_choice=answers["contact"]["contact"],
        danger=answers["danger"]["danger"] == "yes",
        kinds=what.get("kinds", []),
        strands=[code for code in given if code in strands.BY_CODE],
        strand_details=why.get("details", []) + ([strands.NOT_SURE] if strands.NOT_SURE in given else []),
        place_type=where.get("place_type", ""),
        online=where.get("place_type") == "online" or "online" in what.get("kinds", []),
        outcode=parse_postcode(where.get("postcode", ""))[0],
        occurred_from=_date(when.get("on") or when.get("since")),
        occurred_to=_date(when.get("on") or when.get("until")),
        repeat=when.get("repeat", ""),
        flags=flags.raised(answers),
    )


def _without_contact(answers: Answers) -> Answers:
    kept = {section: dict(given) for section, given in answers.items() if section not in _KEPT_APART}
    for section, names in _IN_CONTACT_ENVELOPE.items():
        for name in names:
            kept.get(section, {}).pop(name, None)
    kept.get("what", {}).pop("words", None)  # the narrative has a column of its own
    return kept


def _date(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None


_FILER_ROLES = {
    Report.Filer.VICTIM: Party.Role.VICTIM,
    Report.Filer.WITNESS: Party.Role.WITNESS,
    Report.Filer.ORGANISATION: Party.Role.ORGANISATION,
}


def _parties(report: Report, answers: Answers) -> list[Party]:
    who, contact = answers["who"], answers["contact"]
    under_18 = {"yes": True, "no": False}.get(who.get("under_18", ""))
    filer = _filer(report, answers)
    parties = [filer]
    if report.filer in (Report.Filer.ON_BEHALF, Report.Filer.CENTRE, Report.Filer.OFFICER):
        details = _some({"name": who.get("their_name"), "reach": who.get("their_reach")})
        parties.append(
            _party(report, Party.Role.REPORTED_FOR, details, agreement=who.get("agreement", ""), under_18=under_18)
        )
    elif report.filer == Report.Filer.VICTIM:
        says_so = "under_18" in answers.get("circumstances", {}).get("applies", [])
        filer.under_18 = True if says_so else under_18
    if report.contact_choice == Report.ContactChoice.TRUSTED:
        details = _some(
            {
                name.removeprefix("trusted_"): contact.get(name)
                for name in ("trusted_name", "trusted_relation", "trusted_phone", "trusted_email")
            }
        )
        channels = [code for code, name in (("call", "trusted_phone"), ("email", "trusted_email")) if contact.get(name)]
        parties.append(
            _party(
                report, Party.Role.TRUSTED_PERSON, details, channels=channels, safe_contact=contact.get("trusted_words")
            )
        )
    return parties


def _filer(report: Report, answers: Answers) -> Party:
    who, contact, speech = answers["who"], answers["contact"], answers.get("communication", {})
    details = _some(
        {
            "name": contact.get("name") or contact.get("record_name"),
            "phone": contact.get("phone") or contact.get("record_phone"),
            "email": contact.get("email"),
            "address": contact.get("address"),
            "organisation": who.get("organisation_name"),
            "organisation_role": who.get("organisation_role"),
            "pronouns": speech.get("pronouns"),
            "communication": speech.get("communication_words"),
        }
    )
    bans = contact.get("bans", [])
    times = contact.get("safe_times", [])
    return _party(
        report,
        _FILER_ROLES.get(Report.Filer(report.filer), Party.Role.REPORTER),
        details,
        is_filer=True,
        channels=contact.get("channels", []),
        bans=[*bans, *(["only_times"] if times and "only_times" not in bans else [])],
        safe_times=times,
        announce=contact.get("announce", ""),
        safe_contact=contact.get("safe_words"),
        needs=speech.get("needs", []),
        spoken_language=speech.get("spoken_language", ""),
    )


def _party(report: Report, role: str, details: dict[str, str], **rest: Any) -> Party:
    return Party(
        report=report,
        role=role,
        contact=Envelope.fresh(report.force_id, "contact"),
        contact_details=details or None,
        **rest,
    )


def _some(values: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _classification(
    report: Report, content: Envelope, proposal: classification.Proposal, now: datetime
) -> Classification:
    with override(settings.LANGUAGE_CODE):  # reasons are read by officers
        reasons = proposal.reasons
    return Classification(
        report=report,
        at=now,
        source=Classification.Source.RULE,
        kind=proposal.kind,
        strands=report.strands,
        rules=list(proposal.rules),
        content=content,
        reasons=reasons,
    )


def _consents(filer: Party, support: dict[str, Any], report: Report, now: datetime) -> list[Consent]:
    codes = support.get("organisations", [])
    if not codes or report.contact_choice not in (Report.ContactChoice.YES, Report.ContactChoice.TRUSTED):
        return []
    chosen = Organisation.objects.filter(code__in=codes, takes_referrals=True)
    return [
        Consent(party=filer, organisation=organisation, scope=support["scope"], given_at=now) for organisation in chosen
    ]


def _link_keys(report: Report, answers: Answers) -> list[LinkKey]:
    """Blind keys of what another report may share; none of a suspect (practice.md 19)."""
    contact = answers["contact"]
    phones = {_digits(contact.get(name, "")) for name in ("phone", "record_phone")}
    found = [(LinkKey.What.PHONE, phone) for phone in sorted(phones) if len(phone) >= 7]
    if email := contact.get("email", "").strip().casefold():
        found.append((LinkKey.What.EMAIL, email))
    if postcode := parse_postcode(answers.get("where", {}).get("postcode", ""))[1]:
        found.append((LinkKey.What.POSTCODE, postcode))
    if words := _plain(answers.get("what", {}).get("words", "")):
        found.append((LinkKey.What.WORDS, words))
    return [LinkKey(report=report, what=what, value=blind_key(what, value)) for what, value in found]


def _digits(phone: str) -> str:
    """National digits: +44 7700 900123, 0044... and 07700 900123 are one number."""
    digits = "".join(symbol for symbol in unicodedata.normalize("NFKC", phone) if symbol.isdigit())
    return digits.removeprefix("00").removeprefix("44").removeprefix("0")


def _plain(words: str) -> str:
    return "".join(symbol for symbol in unicodedata.normalize("NFKC", words).casefold() if symbol.isalnum())


def _first_sentence(report: Report) -> str:
    if report.danger:
        return "received_danger"
    return "received_crime" if report.proposed_kind == "hate_crime" else "received_incident"


# --- storing ---------------------------------------------------------------------------------------------------------


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
        "danger": report.danger,
        "force": report.force_id,
        "belongs_to": report.belongs_to_id or "",
        "area": report.area_id or "",
        "strands": report.strands,
        "details": report.strand_details,
        "needs": sorted(needs.of_report(report, composed.parties)),
        "saved": False,
    }
