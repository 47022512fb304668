"""No way round the inspector in the table itself: every path over it is walked (workflow.md, "No way round")."""

from tests.triage.workflow_page import EVENTS_MD, reachable, rows
from triage import teeth
from triage.moving import SYSTEM_ROLE
from triage.states import CRIME, STATES
from triage.workflow import WORKFLOW

#: Ends that workflow.md lets by without her: court, a caution, an accepted transfer, the registrar, and the
#: reclassification that two people sign before anything is recorded. All but the caution are acts of their own.
LAWFUL_BESIDES = {"charge", "cps_decides", "record_result", "accept_transfer", "cancel_record", "assess_as_incident"}
INSPECTOR_S = {"uphold_nfa", "return_for_investigation", "progress_to_court"}


def test_no_path_ends_a_crime_without_the_inspector() -> None:
    """From receipt to any end over every act but hers and the lawful ones; the one edge left is the endorsed caution."""
    taken = INSPECTOR_S | LAWFUL_BESIDES
    ends = {"victim_to_be_told", *(state.code for state in STATES if state.kind == CRIME and not state.open)}

    into_an_end = {
        (row.name, frm, to)
        for row in rows(CRIME)
        if row.name not in taken and row.name not in ("information_received", "go_on_without_answer")
        for frm in row.frm
        for to in row.to
        if to in ends and frm not in ends and frm != "review_requested" and to != frm
    }

    assert into_an_end == {("endorse", "outcome_proposed", "victim_to_be_told")}


def test_without_caution_court_transfer_and_registrar_every_path_meets_the_inspector() -> None:
    without = INSPECTOR_S | LAWFUL_BESIDES | {"endorse:victim_to_be_told"}

    found = reachable(CRIME, "control_room", without)

    assert "nfa_final_review" in found
    assert not found & {"victim_to_be_told", "closed", "cancelled", "transferred", "review_requested", "at_court"}


def test_only_an_independent_inspector_leaves_the_final_review() -> None:
    leaving = {
        row.name: row for row in rows(CRIME) if "nfa_final_review" in row.frm and set(row.to) - {"nfa_final_review"}
    }

    assert leaving.keys() == INSPECTOR_S | {"ask_for_information", "accept_transfer", "cancel_record"}
    assert all(leaving[name].relation == "final_reviewer" for name in INSPECTOR_S)


def test_no_event_bears_an_end_in_it() -> None:
    that_lead_on = {row.name for row in WORKFLOW if row.name in EVENTS_MD and row.to}

    assert that_lead_on == {"ask_for_information", "information_received", "accept_transfer"}


def test_the_system_itself_ends_nothing() -> None:
    by_itself = {edge["act"] for edge in teeth.edges() if edge["roles"] == [SYSTEM_ROLE] and edge["frm"] != edge["to"]}

    assert by_itself == {"receive", "information_received", "victim_asks_review"}
