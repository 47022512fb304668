"""The states of both machines: who owns each, which clock runs there, what happens next, what the reporter reads.

workflow.md is the authority. Acts (the ways between the states) are in workflow/; the reporter's sentences themselves
are in incidents/progress.py, which translates them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CaseKind = Literal["hate_incident", "hate_crime"]
INCIDENT: CaseKind = "hate_incident"
CRIME: CaseKind = "hate_crime"
#: How quickly somebody goes; a hate crime begins as a priority (seed 000).
GRADES = (
    ("emergency", "Emergency"),
    ("priority", "Priority"),
    ("scheduled", "Scheduled"),
    ("resolution_without_deployment", "Resolution without deployment"),
)
#: To grade a hate crime so needs the duty inspector and a reason (workflow.md).
LOWERED_GRADES = ("scheduled", "resolution_without_deployment")


@dataclass(frozen=True)
class State:
    """Where a case stands. `team` is the kind of team that holds it; `owners` the roles whose queue shows it."""

    kind: CaseKind
    code: str
    label: str
    team: str
    owners: tuple[str, ...]
    clock: str  # the clock that makes somebody answerable here; "" only where the case has ended
    next_step: str
    public: str  # message id of the reporter's progress sentence; "" where the case it led to speaks
    signposts: str = ""  # stage of the signposting rules

    @property
    def open(self) -> bool:
        return bool(self.clock)


_CR = ("control_room_sergeant",)
_OIC = ("officer", "supervising_sergeant")

STATES: tuple[State, ...] = (
    State(
        INCIDENT,
        "control_room",
        "Control room",
        "control_room",
        _CR,
        "assessment",
        "The control room sergeant assesses it",
        "received_incident",
        "control_room_assessment",
    ),
    State(
        INCIDENT,
        "local_focus",
        "Local focus sergeant",
        "local_focus",
        ("local_focus_sergeant",),
        "finalise",
        "The local focus sergeant makes contact, checks safety and patterns",
        "with_local_focus",
        "local_focus_review",
    ),
    State(
        INCIDENT,
        "inspector_review",
        "Local focus inspector",
        "local_focus",
        ("local_focus_inspector",),
        "inspector_review",
        "The local focus inspector reviews it",
        "inspector_review",
        "closure",
    ),
    State(
        INCIDENT,
        "awaiting_information",
        "Waiting for the reporter",
        "",
        (),
        "information",
        "The reporter answers, or it goes on with what there is",
        "more_information",
    ),
    State(INCIDENT, "closed", "Closed", "local_focus", ("local_focus_sergeant",), "", "", "closed_incident", "closure"),
    State(INCIDENT, "escalated", "Now a crime case", "control_room", _CR, "", "", ""),
    State(INCIDENT, "transferred", "With another force", "control_room", _CR, "", "", "transferred"),
    State(INCIDENT, "not_a_report", "Not a report", "control_room", _CR, "", "", "set_aside"),
    State(
        CRIME,
        "control_room",
        "Control room",
        "control_room",
        _CR,
        "assessment",
        "The control room sergeant reviews it and sends an officer",
        "received_crime",
        "control_room_assessment",
    ),
    State(
        CRIME,
        "dispatched",
        "Officer sent",
        "response",
        _OIC,
        "attendance",
        "The officer sees the victim",
        "dispatched",
        "first_contact",
    ),
    State(
        CRIME,
        "under_investigation",
        "Under investigation",
        "response",
        _OIC,
        "progress_contact",
        "The officer investigates under a sergeant",
        "under_investigation",
        "post_attendance",
    ),
    State(
        CRIME,
        "outcome_proposed",
        "Outcome proposed",
        "response",
        ("supervising_sergeant",),
        "endorsement",
        "The supervising sergeant endorses or returns it",
        "outcome_proposed",
        "post_attendance",
    ),
    State(
        CRIME,
        "nfa_final_review",
        "Final review",
        "hate_crime",
        ("hate_crime_inspector",),
        "nfa_review",
        "The hate crime inspector makes the final review",
        "final_review",
        "nfa_notice",
    ),
    State(
        CRIME,
        "victim_to_be_told",
        "Victim to be told",
        "response",
        _OIC,
        "tell_victim",
        "The victim is told the decision and the reasons",
        "outcome_to_tell",
        "nfa_notice",
    ),
    State(
        CRIME,
        "cps_referred",
        "With the CPS",
        "response",
        _OIC,
        "progress_contact",
        "The Crown Prosecution Service decides",
        "to_prosecutors",
        "charge_court",
    ),
    State(
        CRIME,
        "at_court",
        "At court",
        "response",
        _OIC,
        "progress_contact",
        "The court hears the case",
        "at_court",
        "charge_court",
    ),
    State(
        CRIME,
        "review_requested",
        "Victim's right to review",
        "hate_crime",
        ("hate_crime_lead",),
        "review_decision",
        "Somebody senior and uninvolved decides the review",
        "review_asked",
        "nfa_notice",
    ),
    State(
        CRIME,
        "awaiting_information",
        "Waiting for the reporter",
        "",
        (),
        "information",
        "The reporter answers, or it goes on with what there is",
        "more_information",
    ),
    State(CRIME, "closed", "Closed", "response", _OIC, "", "", "closed_crime", "closure"),
    State(CRIME, "cancelled", "Record cancelled", "control_room", _CR, "", "", ""),
    State(CRIME, "transferred", "With another force", "control_room", _CR, "", "", "transferred"),
)
STATE_OF: dict[tuple[str, str], State] = {(state.kind, state.code): state for state in STATES}


def open_states(kind: str) -> tuple[str, ...]:
    """Codes of every state in which somebody is answerable for the next step."""
    return tuple(state.code for state in STATES if state.kind == kind and state.open)


def working_states(kind: str) -> tuple[str, ...]:
    """The open ones in which the police go on; none while the reporter is asked."""
    return tuple(code for code in open_states(kind) if code != "awaiting_information")


def ended_states(kind: str) -> tuple[str, ...]:
    """Codes of every state in which nobody is answerable any more."""
    return tuple(state.code for state in STATES if state.kind == kind and not state.open)
