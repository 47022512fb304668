"""Walking cases along the chain in tests: a report, its case, and each act with honest answers."""

import uuid
from typing import Any

from incidents.sending import send_answers
from partners.models import Person, Team
from triage.acting import act
from triage.models import Case, Countersignature, Move
from triage.receipt import receive
from triage.workflow import ACT

#: A victim in Carlisle who may be called; nothing that sets a special road in motion.
ANSWERS: dict[str, dict[str, Any]] = {
    "danger": {"danger": "no"},
    "who": {"filer": "victim", "under_18": "no"},
    "what": {"words": "They shouted at me outside the shop and pushed me against the wall.", "kinds": ["hit"]},
    "where": {"place_type": "street", "postcode": "CA1 1AA"},
    "why": {"strands": ["race"], "reason": "The words they used."},
    "contact": {"contact": "yes", "name": "Amina Yusuf", "phone": "07700 900123", "channels": ["call", "return_page"]},
}
THRIVE = {"risk_level": "medium", "assessment": "Read, and weighed."}
SUPPORT = {"support": "accepted"}
BANS = {"bans_seen": "yes"}


def report_received(**sections: dict[str, Any]) -> Case:
    """A report is sent and its case opened, as the worker would."""
    answers = {**ANSWERS, **sections}
    return receive(send_answers(answers).report_id)


def does(who: Person, name: str, case: Case, **data: Any) -> Move | Countersignature:
    """One act on the case as it stands; the case in hand is brought up to date."""
    case.refresh_from_db()
    who.forget_roles()
    done = act(case.pk, name, who, version=case.version, key=str(uuid.uuid4()), data=data)
    case.refresh_from_db()
    return done


def local_team(case: Case) -> Team:
    return Team.objects.filter(force=case.force, kind="local_focus", area=case.area).first() or case.holding_team


def assessment(case: Case) -> dict[str, Any]:
    return {
        **THRIVE,
        **SUPPORT,
        **BANS,
        "hate_related": "yes",
        "strands": ["race"],
        "action": "Call the person.",
        "action_team": str(local_team(case).pk),
        "action_due": "24",
    }


def dispatching(officer: Person, sergeant: Person) -> dict[str, Any]:
    return {
        **THRIVE,
        **SUPPORT,
        **BANS,
        "strands": ["race"],
        "offence": "common_assault",
        "officer": str(officer.pk),
        "supervising_sergeant": str(sergeant.pk),
        "log_number": "CC-2026-1120-0042",
    }


def attendance() -> dict[str, Any]:
    return {
        **SUPPORT,
        "victim_seen": "seen",
        "first_account": "He pushed me and swore.",
        "needs": "None.",
        "statement_offered": "yes",
        "attendance_safety": "Walked home with a friend.",
        "evidence": "CCTV asked for.",
    }


def specialist() -> dict[str, Any]:
    return {
        **SUPPORT,
        "strands_right": "yes",
        "aggravated_considered": "applies",
        "lines_of_enquiry": "CCTV.",
        "special_measures": "None needed.",
        "pattern_links": "None found.",
    }


def outcome(case: Case, code: str = "18") -> dict[str, Any]:
    data: dict[str, Any] = {"victims_view": "Wants it to stop.", "suspect_interviewed": "no"}
    for row in case.offences.all():
        data |= {f"outcome_{row.pk}": code, f"rationale_{row.pk}": "Nobody could be identified."}
    return data


def final_review() -> dict[str, Any]:
    names = [field.name for field in _review_fields() if field.kind == "words"]
    return {"no_conflict": "yes", **dict.fromkeys(names, "Considered.")}


def _review_fields() -> Any:
    from triage.records import RECORD_OF  # noqa: PLC0415

    return RECORD_OF["nfa_review"].fields


__all__ = [
    "ACT",
    "ANSWERS",
    "assessment",
    "attendance",
    "dispatching",
    "does",
    "final_review",
    "outcome",
    "report_received",
    "specialist",
]
