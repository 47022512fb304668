"""From answers to the rows of a report: sealed, coded, and not yet saved.

Who is in the report, what may be done with whom, and which codes the rules need is decided here; saving it once and
telling the rest of the house is sending.py. The schema of the answers is in questions.py.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from hatereport import clock
from hatereport.sealing import Envelope
from incidents import areas, classification, flags, link_keys, questions, return_codes, strands
from incidents.models import (
    Classification,
    Consent,
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
from incidents.what_next import POLICE_SUSPECT
from partners.models import Organisation
from partners.postcodes import parse_postcode


class NotComplete(ValueError):
    """A question that must be answered has no answer."""


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
        link_keys=link_keys.rows(report, link_keys.of_answers(answers)),
        about_you=answers.get("about_you", {}),
    )
    if suspect := answers.get("suspect"):
        envelope = Envelope.fresh(report.force_id, "subject")
        composed.envelopes.append(envelope)
        composed.subject = SubjectDetail(report=report, subject=envelope)
        composed.subject.description = suspect
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
    report = Report(
        reference=report_reference(),
        received_at=now,
        force_id=placement["force"],
        area_id=placement["area"] or None,
        belongs_to_id=placement["belongs_to"] or None,
        placement_basis=placement["basis"],
        content=content,
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
    report.narrative, report.answers = what.get("words") or None, _without_contact(answers)
    return report


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
        if questions.is_young(answers):
            filer.guardian_may_know = contact.get("guardian", "")
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
    )


def _party(report: Report, role: str, details: dict[str, str], **rest: Any) -> Party:
    party = Party(report=report, role=role, contact=Envelope.fresh(report.force_id, "contact"), **rest)
    party.contact_details = details or None
    return party


def _some(values: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _classification(
    report: Report, content: Envelope, proposal: classification.Proposal, now: datetime
) -> Classification:
    with override(settings.LANGUAGE_CODE):  # reasons are read by officers
        reasons = proposal.reasons
    row = Classification(
        report=report,
        at=now,
        source=Classification.Source.RULE,
        kind=proposal.kind,
        strands=report.strands,
        rules=list(proposal.rules),
        content=content,
    )
    row.reasons = reasons
    return row


def _consents(filer: Party, support: dict[str, Any], report: Report, now: datetime) -> list[Consent]:
    codes = support.get("organisations", [])
    if not codes or report.contact_choice not in (Report.ContactChoice.YES, Report.ContactChoice.TRUSTED):
        return []
    chosen = Organisation.objects.filter(code__in=codes, takes_referrals=True)
    return [
        Consent(party=filer, organisation=organisation, scope=support["scope"], given_at=now) for organisation in chosen
    ]


def _first_sentence(report: Report) -> str:
    if report.danger:
        return "received_danger"
    if POLICE_SUSPECT in report.flags:
        return "received_restricted"
    return "received_crime" if report.proposed_kind == "hate_crime" else "received_incident"
