"""Walking cases along the chain in tests: a report, its case, and each act with honest answers."""

import uuid
from typing import Any

from incidents.sending import send_answers
from partners.models import Person, Team
from tests import cast
from triage.acting import act
from triage.countersigning import decide
from triage.models import Case, Countersignature, Move
from triage.receipt import receive
from triage.records import RECORD_OF, THRIVE_PARTS
from triage.workflow import ACT

#: Answers of the form by section, as incidents/questions.py describes them.
Sections = dict[str, Any]

#: A victim in Carlisle who may be called; nothing that sets a special road in motion.
ANSWERS: Sections = {
    "danger": {"danger": "no"},
    "who": {"filer": "victim", "under_18": "no"},
    "what": {"words": "They shouted at me outside the shop and pushed me against the wall.", "kinds": ["hit"]},
    "where": {"place_type": "street", "postcode": "CA1 1AA"},
    "why": {"strands": ["race"], "reason": "The words they used."},
    "contact": {"contact": "yes", "name": "Amina Yusuf", "phone": "07700 900123", "channels": ["call", "return_page"]},
}
THRIVE = {"risk_level": "medium", "assessment": "Read, and weighed."} | {
    f"thrive_{name}": f"{label}: considered." for name, label, _hint in THRIVE_PARTS
}
NO_CHARGE = {"cps_decision": "no_charge", "suspect_interviewed": "yes", "reasons": "Not enough."}
SUPPORT = {"support": "accepted"}
BANS = {"bans_seen": "yes"}
APPROVAL = {
    "inspector_contact": "not_appropriate",
    "why_no_contact": "The sergeant has just spoken with them.",
    "reasons": "Complete.",
}


def report_received(**sections: Any) -> Case:
    """A report is sent and its case opened, as the worker would; `language` may stand among the sections."""
    language = sections.pop("language", "en-gb")
    return receive(send_answers({**ANSWERS, **sections}, language).report_id)


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
        "seen_how": "alone",
        "needs_coded": ["none"],
        "needs": "None.",
        "measures_wanted": "later",
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
    names = [field.name for field in RECORD_OF["nfa_review"].fields if field.kind == "words"]
    return {"conflict": "no", **dict.fromkeys(names, "Considered.")}


def telling() -> dict[str, Any]:
    return {
        **SUPPORT,
        "reasons": "We could not find them.",
        "contact_channel": "return_page",
        "contact_result": "reached",
        "review_told": "told",
    }


def signs(who: Person, case: Case, *, sign: bool = True, reasons: str = "") -> Move:
    """The second signature, given or refused."""
    who.forget_roles()
    asked = case.countersignatures.get(state="asked")
    move = decide(case.pk, asked.pk, who, sign=sign, reasons=reasons, key=str(uuid.uuid4()))
    case.refresh_from_db()
    return move


#: Somebody else, elsewhere, in other words: shares nothing that would raise an alert.
ELSEWHERE: Sections = {
    "what": {"words": "Somebody spat at me on the bus and hit my arm.", "kinds": ["hit"]},
    "where": {"place_type": "transport", "postcode": "LA9 4AA"},
    "contact": {"contact": "yes", "name": "Tom Hartley", "phone": "07700 900456", "channels": ["call", "return_page"]},
}
#: A report that is no crime by any rule.
NO_CRIME: Sections = {"what": {"words": "They swore at me.", "kinds": ["refused"]}}
#: The states of a crime on its way to an end without a charge, in order.
CRIME_ROAD = (
    "control_room",
    "dispatched",
    "under_investigation",
    "outcome_proposed",
    "nfa_final_review",
    "victim_to_be_told",
    "closed",
    "review_requested",
)
INCIDENT_ROAD = ("control_room", "local_focus", "inspector_review", "closed")


def crime_in(state: str, *, code: str = "18", crime_reference: str = "", **sections: Any) -> Case:
    """A hate crime that has come lawfully to this state, by the first of each cast; `code` is the outcome proposed."""
    return brought_to(state, report_received(**sections), code=code, crime_reference=crime_reference)


def brought_to(state: str, case: Case, *, code: str = "18", crime_reference: str = "") -> Case:
    """The same with a case that has just been opened."""
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    beside = {
        "at_court": lambda: charged(case),
        "cps_referred": lambda: (
            does(officer, "refer_to_cps", case, cps_receipt="CPS-1", reasons="Sent."),
            signs(sergeant, case),
        ),
    }
    road = CRIME_ROAD if state in CRIME_ROAD else (*CRIME_ROAD[:3], state)
    for wanted in road[1 : road.index(state) + 1]:
        if wanted in beside:
            beside[wanted]()
        else:
            _STEPS[wanted](case, officer, sergeant, code, crime_reference)
        assert case.state == wanted
    return case


def charged(case: Case, *rows: Any) -> None:
    """Charged by the officer in the case and endorsed by the sergeant; all offences unless some are named."""
    chosen = [str(row.pk) for row in rows or case.offences.all()]
    officer, sergeant = _named(case)
    does(officer, "charge", case, charged=chosen, reasons="Film and two witnesses.")
    signs(sergeant, case)


def proposed(case: Case, code: str = "18", *, interviewed: str = "no") -> None:
    does(_named(case)[0], "propose_outcome", case, **outcome(case, code) | {"suspect_interviewed": interviewed})


def _named(case: Case) -> tuple[Person, Person]:
    """The officer in the case and the sergeant who supervises."""
    assert case.officer_in_case is not None
    assert case.supervising_sergeant is not None
    return case.officer_in_case, case.supervising_sergeant


def _investigated(case: Case, officer: Person, *_: Any) -> None:
    does(cast.supervising_sergeant(), "accept_supervision", case)
    does(officer, "record_attendance", case, **attendance())
    does(cast.hate_crime_sergeant(), "specialist_review", case, **specialist())


_STEPS: dict[str, Any] = {
    "dispatched": lambda case, officer, sergeant, code, reference: does(
        cast.control_room_sergeant(),
        "review_and_dispatch",
        case,
        **dispatching(officer, sergeant) | {"crime_reference": reference},
    ),
    "under_investigation": _investigated,
    "outcome_proposed": lambda case, officer, sergeant, code, _: proposed(case, code, interviewed="yes"),
    "nfa_final_review": lambda case, officer, sergeant, *_: does(sergeant, "endorse", case, reasons="Agreed."),
    "victim_to_be_told": lambda case, *_: does(cast.hate_crime_inspector(), "uphold_nfa", case, **final_review()),
    "closed": lambda case, officer, *_: does(officer, "tell_victim", case, **telling()),
    "review_requested": lambda case, *_: does(
        cast.hate_crime_lead(), "request_review", case, reasons="She does not agree."
    ),
}


def incident_in(state: str, **sections: Any) -> Case:
    """A hate incident that has come lawfully to this state, by the first of each cast."""
    case = report_received(**NO_CRIME | sections)
    steps = {
        "local_focus": lambda: does(cast.control_room_sergeant(), "assess_as_incident", case, **assessment(case)),
        "inspector_review": lambda: finalised(case),
        "closed": lambda: does(cast.local_focus_inspector(), "approve", case, **APPROVAL),
    }
    for wanted in INCIDENT_ROAD[1 : INCIDENT_ROAD.index(state) + 1]:
        steps[wanted]()
        assert case.state == wanted
    return case


def finalised(case: Case, *, threshold: str = "none_held") -> None:
    """By the local focus sergeant; `threshold` is empty where it is decided already."""
    focus = cast.local_focus_sergeant()
    does(focus, "take", case)
    for task in case.tasks.filter(answered_at=None):
        does(focus, "answer_action", case, task=str(task.pk), task_answer="Done.")
    reached = {"contact_channel": "return_page", "contact_result": "reached", "contact_words": "Talked."}
    does(focus, "record_contact_attempt", case, **reached)
    does(focus, "review_safeguarding", case, safeguarding="none_found", safeguarding_words="Looked.")
    does(focus, "check_patterns", case, pattern="none", pattern_words="Searched.")
    if threshold:
        does(focus, "decide_threshold", case, threshold=threshold, threshold_words="None held.")
    does(focus, "inform_partners", case, partners_told="no", leaders_told="no", partners_words="Not wanted.")
    does(focus, "finalise", case, reasons="All done.")


__all__ = [
    "ACT",
    "ANSWERS",
    "APPROVAL",
    "assessment",
    "attendance",
    "brought_to",
    "charged",
    "crime_in",
    "dispatching",
    "does",
    "final_review",
    "finalised",
    "incident_in",
    "outcome",
    "proposed",
    "report_received",
    "send_answers",
    "signs",
    "specialist",
    "telling",
]
