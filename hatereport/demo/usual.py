"""What officers of the demo answer when a story says nothing else: the codes an act asks, and people by their address.

Words that are sealed and read by people come from the story itself wherever they matter.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from partners.models import Organisation
from partners.teams import team_for
from triage.law.aggravation import provision_for
from triage.models import Case
from triage.records import RECORD_OF

#: Finds the id of the person at an address in the force of the case.
People = Callable[[str], str]

#: The six parts of THRIVE, where a story does not tell them itself.
_THRIVE = {
    "thrive_threat": "Words, and what was done so far. Nothing said about doing it again.",
    "thrive_harm": "As reported; seen in the account and the pictures.",
    "thrive_risk": "It can happen again where they live and go about.",
    "thrive_investigation": "Witnesses and cameras to be asked before they are gone.",
    "thrive_vulnerability": "What the person said about themselves was read and weighed.",
    "thrive_engagement": "By the way they called safe; support offered.",
}
_READ = {"risk_level": "medium", "support": "accepted", "bans_seen": "yes", **_THRIVE}
_SENT = {"officer": "officer", "supervising_sergeant": "supervisor"}
_ACTION = {"action_team": "local_focus", "action_due": "48"}

#: act -> answers by field; a story's own go before them.
USUAL: dict[str, dict[str, Any]] = {
    "assess_as_incident": {**_READ, **_ACTION, "hate_related": "yes"},
    "assess_as_crime": {**_READ, **_SENT, "road": "dispatch"},
    "review_and_dispatch": {**_READ, **_SENT},
    "allocate_without_attendance": {**_READ, **_SENT},
    "assess_again": {"risk_level": "medium", **_THRIVE},
    "set_action": _ACTION,
    "record_contact_attempt": {"contact_channel": "return_page", "contact_result": "reached"},
    "review_safeguarding": {
        "safeguarding": "none_found",
        "safeguarding_words": "Police systems, address and household searched. Nobody at risk beyond what was "
        "reported.",
    },
    "check_patterns": {
        "pattern": "none",
        "pattern_words": "Person, place, words and times searched over twelve months. Nothing that belongs together.",
    },
    "decide_threshold": {"threshold": "none_held", "threshold_words": "Nobody is named or described."},
    "inform_partners": {
        "partners_told": "no",
        "leaders_told": "no",
        "partners_words": "One person affected, who does not want others told.",
    },
    "record_attendance": {
        "victim_seen": "seen",
        "seen_how": "alone",
        "needs_coded": ["none"],
        "measures_wanted": "later",
        "statement_offered": "yes",
        "support": "accepted",
    },
    "supervise": {"review_hours": "168", "plan_lines": ["witnesses", "cctv", "suspect"]},
    "specialist_review": {
        "strands_right": "yes",
        "aggravated_considered": "applies",
        "special_measures": "None asked for yet; to be offered again before any hearing.",
        "pattern_links": "Searched; none found.",
        "support": "accepted",
    },
    "return": {"direction_due": "168"},
    "supervisor_return": {"direction_due": "168"},
    "return_for_investigation": {"direction_due": "168"},
    "propose_outcome": {"suspect_interviewed": "no"},
    "tell_victim": {
        "contact_channel": "return_page",
        "contact_result": "reached",
        "review_told": "not_eligible",
        "support": "accepted",
    },
    "uphold_nfa": {"conflict": "no"},
    "signpost": {"support": "accepted"},
    "refer": {"basis": "explicit_consent"},
    "change_officer": {"officer": "officer2"},
}

_PERSON_FIELDS = ("officer", "supervising_sergeant", "person")


def answers(act: str, said: Mapping[str, Any], case: Case, person: People) -> dict[str, Any]:
    """Everything the act asks, as a page would send it: addresses, kinds of team and codes turned into ids."""
    data: dict[str, Any] = {**USUAL.get(act, {}), **said}
    asks_strands = act in (
        "assess_as_incident",
        "assess_as_crime",
        "review_and_dispatch",
        "allocate_without_attendance",
    )
    if asks_strands:
        data.setdefault("strands", list(case.strands))
    for name in _PERSON_FIELDS:
        if name in data:
            data[name] = person(data[name])
    if "action_team" in data:
        data["action_team"] = str(team_for(data["action_team"], case.force_id, case.area_id).pk)
    if "organisation" in data:
        data["organisation"] = str(Organisation.objects.get(code=data["organisation"]).pk)
    if codes := data.get("support_organisations"):
        data["support_organisations"] = [
            str(pk) for pk in Organisation.objects.filter(code__in=codes).values_list("pk", flat=True)
        ]
    if act == "answer_action":
        data.setdefault("task", str(case.tasks.filter(answered_at=None).earliest("set_at").pk))
    if act == "answer_alert":
        data.setdefault("alerts", [str(pk) for pk in case.alerts.filter(state="open").values_list("pk", flat=True)])
    if act in ("propose_outcome", "charge"):
        data |= _offences(act, data, case)
    if (said_on := str(data.get("hearing_on", ""))).startswith("in "):
        # Ahead of whoever looks at the demo, not of the moment in which the story tells of it.
        data["hearing_on"] = (localdate() + timedelta(days=int(said_on.split()[1]))).isoformat()
    if "aggravated" in data:
        data["aggravated"] = "yes" if _has_form(data["offence"], data.get("strands", case.strands), case) else "no"
    if act == "specialist_review" and data["aggravated_considered"] == "applies":
        forms = [_has_form(row.code, case.strands, case) for row in case.offences.all()]
        data["aggravated_considered"] = "applies" if all(forms) else "uplift"
    if act == "uphold_nfa":
        data |= {field.name: data.get(field.name, _NFA[field.name]) for field in RECORD_OF["nfa_review"].fields}
    return data


def _offences(act: str, data: dict[str, Any], case: Case) -> dict[str, Any]:
    rows = list(case.offences.all())
    if act == "charge":
        return {"charged": [str(row.pk) for row in rows]}
    code, rationale = data.pop("outcome"), data.pop("rationale")
    return {f"outcome_{row.pk}": code for row in rows} | {f"rationale_{row.pk}": rationale for row in rows}


def _has_form(offence: str, strands: list[str], case: Case) -> bool:
    return provision_for(offence, strands, case.report.received_at.date()) is not None


_NFA: dict[str, str] = {
    "conflict": "no",
    "review_evidence": "All lines in the plan were followed and are answered. Nothing more is to be had.",
    "review_aggravation": "Hostility is clear from the words reported; it could be proved if the person were "
    "identified.",
    "review_evidence_led": "Considered. There is no evidence that stands without an account.",
    "review_other_offences": "Public order and harassment considered; neither adds anything.",
    "review_time_limit": "Runs to six months from the offence; noted in the file.",
    "review_course_of_conduct": "No linked report by the same person.",
    "review_early_advice": "Not asked for: the evidential stage is clearly not met.",
    "review_civil_orders": "Community protection notice considered; nobody to serve it on.",
}
