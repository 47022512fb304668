"""The transition table walked against workflow.md, which is written out here once more by hand.

A row changed in the table and not here, or here and not there, is a difference somebody must explain.
"""

from collections import deque
from collections.abc import Set

import pytest

from incidents.progress import BY_CODE as SENTENCES
from partners.models import Team
from partners.roles import ROLE
from partners.signposting import SIGNPOST_RULES
from triage import teeth
from triage.clocks.deadlines import PAUSABLE
from triage.clocks.kinds import CLOCK_KIND, CLOCK_KINDS
from triage.models import Edge
from triage.moving import SYSTEM_ROLE
from triage.opening import _STARTS
from triage.records import RECORD_OF, RECORDS
from triage.relations import RELATION
from triage.roads.table import ROADS
from triage.shapes import Act
from triage.states import CRIME, INCIDENT, STATE_OF, STATES, CaseKind, State, open_states
from triage.workflow import OPENINGS, WORKFLOW, acts_from

KINDS = (INCIDENT, CRIME)
OPEN = {kind: frozenset(open_states(kind)) for kind in KINDS}

CRS, DUTY = {"control_room_sergeant"}, {"duty_inspector"}
LFS, LFI = {"local_focus_sergeant"}, {"local_focus_inspector"}
OFFICER, SS = {"officer"}, {"supervising_sergeant"}
HCS, HCI, LEAD = {"hate_crime_sergeant"}, {"hate_crime_inspector"}, {"hate_crime_lead"}

#: workflow.md, the two tables of moves: act -> (from, who, to, countersigned by). Written from the page, not from the code.
INCIDENT_MD: dict[str, tuple[set[str], set[str], set[str], set[str]]] = {
    "assess_as_incident": ({"control_room"}, CRS, {"local_focus"}, set()),
    "assess_as_crime": ({"control_room"}, CRS, {"escalated"}, DUTY),
    "mark_not_a_report": ({"control_room"}, {"control_room_operator"} | CRS, {"not_a_report"}, set()),
    "finalise": ({"local_focus"}, LFS, {"inspector_review"}, set()),
    "escalate_to_crime": ({"local_focus", "inspector_review"}, LFS | LFI, {"escalated"}, set()),
    "approve": ({"inspector_review"}, LFI, {"closed"}, set()),
    "return": ({"inspector_review"}, LFI, {"local_focus"}, set()),
    "reopen": ({"closed", "not_a_report"}, CRS | LFS | LFI, {"local_focus"}, set()),
}
ENDORSED = SS | DUTY
CRIME_MD: dict[str, tuple[set[str], set[str], set[str], set[str]]] = {
    "review_and_dispatch": ({"control_room"}, CRS, {"dispatched"}, DUTY),
    "accept_supervision": ({"dispatched", "under_investigation"}, SS, set(), set()),
    "allocate_without_attendance": ({"control_room"}, CRS, {"under_investigation"}, DUTY),
    "assess_as_incident": ({"control_room"}, CRS, {"cancelled"}, DUTY),
    "not_seen": ({"dispatched"}, OFFICER, set(), set()),
    "record_attendance": ({"dispatched"}, OFFICER, {"under_investigation"}, set()),
    "supervise": ({"dispatched", "under_investigation"}, SS, set(), set()),
    "specialist_review": (set(OPEN[CRIME]), HCS, set(), set()),
    "change_officer": (set(OPEN[CRIME]), SS | DUTY, set(), set()),
    "change_supervisor": (set(OPEN[CRIME]), SS | DUTY, set(), set()),
    "charge": ({"under_investigation", "cps_referred"}, OFFICER, {"at_court"}, ENDORSED),
    "refer_to_cps": ({"under_investigation", "at_court"}, OFFICER, {"cps_referred"}, ENDORSED),
    "cps_decides": ({"cps_referred"}, OFFICER, {"at_court", "under_investigation", "outcome_proposed"}, ENDORSED),
    "record_hearing": ({"at_court"}, OFFICER, set(), set()),
    # An offence nobody charged goes back to the officer instead of ending with another's trial.
    "record_result": ({"at_court"}, OFFICER, {"victim_to_be_told", "under_investigation"}, set()),
    "propose_outcome": ({"under_investigation"}, OFFICER, {"outcome_proposed"}, set()),
    "endorse": ({"outcome_proposed"}, SS, {"victim_to_be_told", "nfa_final_review"}, set()),
    "supervisor_return": ({"outcome_proposed"}, SS, {"under_investigation"}, set()),
    # The lead only where every inspector is barred: a relation asks, and the database asks again.
    "uphold_nfa": ({"nfa_final_review"}, HCI | LEAD, {"victim_to_be_told"}, set()),
    "return_for_investigation": ({"nfa_final_review"}, HCI | LEAD, {"under_investigation"}, set()),
    "progress_to_court": ({"nfa_final_review"}, HCI | LEAD, {"cps_referred"}, set()),
    "tell_victim": ({"victim_to_be_told"}, OFFICER | SS | DUTY, {"closed"}, set()),
    "request_review": ({"closed"}, LEAD, {"review_requested"}, set()),
    # "Victim party, HC lead for them": behind the return code it is the system's act in the victim's name.
    "victim_asks_review": ({"closed"}, set(), {"review_requested"}, set()),
    "decide_review": ({"review_requested"}, LEAD, {"closed", "under_investigation"}, set()),
    "new_evidence": ({"closed"}, OFFICER | SS | CRS | HCS | HCI, {"under_investigation"}, set()),
    "cancel_record": (set(OPEN[CRIME]), {"force_crime_registrar"}, {"cancelled"}, set()),
}
#: Rows of the table that workflow.md does not name as moves: an offence row is recorded in the course of the others, and
#: so are an arrest or an interview, of which the victim is told, what the victim needs, and a hearing that was moved;
#: in an incident, that details of the person blamed are kept for longer (practice.md 19).
BESIDE_MD = {"record_offence", "record_step", "assess_needs", "drop_hearing", "hold_subject"}

#: workflow.md, events on any open case.
EVENTS_MD = {
    "dispatch_now",
    "note",
    "amend",
    "set_action",
    "answer_action",
    "record_contact_attempt",
    "write_letter",
    "signpost",
    "refer",
    "inform_community_leader",
    "reveal_identity",
    "hand_over",
    "take",
    "cover",
    "ask_for_information",
    "information_received",
    "offer_transfer",
    "accept_transfer",
    "refuse_transfer",
    "restrict",
    "withdrawal_requested",
    "danger_reported",
}
BARRED_MD = {
    "oic",
    "supervising_sergeant",
    "specialist_reviewer",
    "proposer",
    "endorser",
    "cr_reviewer",
    "grade_lowered",
}


def rows(kind: str) -> list[Act]:
    return [row for row in WORKFLOW if row.kind == kind]


def row_of(kind: str, name: str) -> Act:
    return next(row for row in WORKFLOW if (row.kind, row.name) == (kind, name))


def ids(value: object) -> str:
    return "-".join(str(getattr(value, name)) for name in ("kind", "name", "code") if hasattr(value, name)) or str(
        value
    )


@pytest.mark.parametrize(("kind", "page"), [(INCIDENT, INCIDENT_MD), (CRIME, CRIME_MD)])
def test_the_table_says_what_the_workflow_page_says(kind: CaseKind, page: dict[str, tuple[set[str], ...]]) -> None:
    for name, (frm, roles, to, countersigners) in page.items():
        row = row_of(kind, name)
        assert (set(row.frm), set(row.roles), set(row.to), set(row.countersigners)) == (
            frm,
            roles,
            to,
            countersigners,
        ), name


@pytest.mark.parametrize(("kind", "page"), [(INCIDENT, INCIDENT_MD), (CRIME, CRIME_MD)])
def test_every_move_of_the_table_stands_on_the_workflow_page(kind: CaseKind, page: dict[str, object]) -> None:
    roads = {row.name for row in rows(kind) if row.to}

    assert (
        roads - {"ask_for_information", "information_received", "go_on_without_answer", "accept_transfer"}
        <= page.keys()
    )
    own = {row.name for row in rows(kind)} - {row.name for row in rows(CRIME if kind == INCIDENT else INCIDENT)}
    assert own - page.keys() - BESIDE_MD <= {
        "review_safeguarding",
        "check_patterns",
        "decide_threshold",
        "inform_partners",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_event_of_the_workflow_page_is_there(kind: CaseKind) -> None:
    assert {row.name for row in rows(kind)} >= EVENTS_MD


def test_barred_are_those_the_workflow_page_bars() -> None:
    assert set(row_of(INCIDENT, "approve").barred) == {"assessed", "local_focus", "finalised"}
    assert set(row_of(CRIME, "uphold_nfa").barred) == BARRED_MD
    assert set(row_of(CRIME, "progress_to_court").barred) == BARRED_MD
    assert set(row_of(CRIME, "endorse").barred) >= {"oic"}
    assert set(row_of(CRIME, "decide_review").barred) >= {*BARRED_MD, "nfa_inspector"}
    for returning in ("return_for_investigation", "supervisor_return"):
        assert not row_of(CRIME, returning).barred
        assert not row_of(CRIME, returning).part


@pytest.mark.parametrize("state", STATES, ids=ids)
def test_every_state_is_reached(state: State) -> None:
    ways = [row.name for row in rows(state.kind) if state.code in row.to]
    ways += [opening.act for opening in OPENINGS if (opening.kind, opening.to) == (state.kind, state.code)]

    assert ways


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_is_reached_from_the_receipt(kind: CaseKind) -> None:
    assert reachable(kind, "control_room") == {state.code for state in STATES if state.kind == kind}


@pytest.mark.parametrize("state", [state for state in STATES if state.open], ids=ids)
def test_every_open_state_is_left_by_somebody(state: State) -> None:
    ways = [row for row in rows(state.kind) if state.code in row.frm and set(row.to) - {state.code} and not row.system]

    assert ways


@pytest.mark.parametrize("state", [state for state in STATES if state.open], ids=ids)
def test_every_open_state_leads_to_an_end(state: State) -> None:
    ends = {other.code for other in STATES if other.kind == state.kind and not other.open}

    assert reachable(state.kind, state.code) & ends


@pytest.mark.parametrize("state", [state for state in STATES if state.open], ids=ids)
def test_every_open_state_has_an_owner_a_clock_and_a_next_step(state: State) -> None:
    assert state.clock in CLOCK_KIND
    assert state.next_step.strip()
    if state.code != "awaiting_information":  # the owner is kept while the reporter is asked
        assert state.owners
        assert state.team in Team.Kind.values


@pytest.mark.parametrize("state", STATES, ids=ids)
def test_every_state_names_real_roles_sentences_and_stages(state: State) -> None:
    assert set(state.owners) <= ROLE.keys()
    assert not state.public or state.public in SENTENCES
    assert not state.signposts or any(state.signposts in rule.stages for rule in SIGNPOST_RULES)
    assert state.open == bool(state.clock)
    assert state.label


@pytest.mark.parametrize("row", WORKFLOW, ids=ids)
def test_every_act_says_why_and_on_what_authority(row: Act) -> None:
    assert row.why.strip().endswith((".", "?"))
    assert row.source.strip()
    assert row.label.strip()


@pytest.mark.parametrize("row", WORKFLOW, ids=ids)
def test_every_act_names_things_that_exist(row: Act) -> None:
    assert set(row.roles) | set(row.countersigners) <= ROLE.keys()
    assert not row.relation or row.relation in RELATION
    assert {(row.kind, state) for state in (*row.frm, *row.to)} <= STATE_OF.keys()
    assert set(row.records) <= RECORD_OF.keys()
    assert {*row.starts, *row.stops} <= CLOCK_KIND.keys()
    assert not row.public or row.public in SENTENCES
    assert bool(row.chooses) == (len(row.to) > 1)
    assert row.frm
    assert not row.system or not (row.roles or row.fields or row.countersigners)


@pytest.mark.parametrize("row", WORKFLOW, ids=ids)
def test_every_act_asks_each_question_once_and_says_what_is_missing(row: Act) -> None:
    names = [field.name for field in row.fields]
    asked = {field.name for code in row.records for field in RECORD_OF[code].fields}

    assert len(names) == len(set(names))
    assert asked <= set(names)
    for field in row.fields:
        assert field.label.strip()
        assert not field.missing or field.missing.endswith(".")
        assert not field.only_if or field.only_if[0] in names


def test_no_act_stands_twice() -> None:
    assert len({(row.kind, row.name) for row in WORKFLOW}) == len(WORKFLOW)


def test_every_opening_names_things_that_exist() -> None:
    for opening in OPENINGS:
        assert (opening.kind, opening.to) in STATE_OF
        assert set(opening.roles) | set(opening.countersigners) <= ROLE.keys()
        assert not opening.public or opening.public in SENTENCES
        assert STATE_OF[opening.kind, opening.to].clock in _STARTS[opening.kind, opening.to]


def test_every_kind_of_record_is_made_by_some_act() -> None:
    made = {code for row in WORKFLOW for code in row.records} | {"nfa_review"}  # one for each offence (final_review)

    assert made == {kind.code for kind in RECORDS}


def test_every_kind_of_clock_is_started_and_answered_for() -> None:
    started = {code for row in WORKFLOW for code in row.starts} | {code for codes in _STARTS.values() for code in codes}
    started |= {state.clock for state in STATES} | {road.clock for road in ROADS}
    by_effects = {"danger", "danger_inspector", "countersignature", "supervision_review", "time_limit"}

    assert {kind.code for kind in CLOCK_KINDS} - started - by_effects == set()
    assert CLOCK_KIND.keys() >= PAUSABLE
    for kind in CLOCK_KINDS:
        assert {kind.owner, kind.escalates_to} <= ROLE.keys()
        assert kind.basis


def test_no_clock_of_safety_ever_pauses() -> None:
    assert not PAUSABLE & {"danger", "danger_inspector", "first_read", "attendance", "supervision_acceptance"}
    assert not PAUSABLE & {road.clock for road in ROADS}


def test_the_next_step_of_a_stage_is_shown_first() -> None:
    for kind in KINDS:
        for state in OPEN[kind]:
            found = acts_from(kind, state)
            assert [row.main for row in found] == sorted((row.main for row in found), reverse=True)


@pytest.mark.django_db
def test_the_database_holds_the_edges_of_the_table_and_no_other() -> None:
    stored = {edge.pk: edge for edge in Edge.objects.all()}
    wanted = {str(edge["id"]): edge for edge in teeth.edges()}

    assert stored.keys() == wanted.keys()
    for code, edge in wanted.items():
        for column in ("kind", "act", "frm", "to", "roles", "barred", "countersigners"):
            assert getattr(stored[code], column) == edge[column], (code, column)


# --- no way round the inspector, on paper -----------------------------------------------------------------------------

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


def reachable(kind: str, start: str, without: Set[str] = frozenset()) -> set[str]:
    """States that can be reached over the edges of the table, but for acts (or act:to) left out. A case that waits for
    its reporter goes back to where it was asked, which was reached before.
    """
    found, waiting = {start}, deque([start])
    while waiting:
        state = waiting.popleft()
        for row in rows(kind):
            goes_back = state == "awaiting_information" and start != state and row.chooses
            if state not in row.frm or row.name in without or goes_back:
                continue
            for to in row.to:
                if f"{row.name}:{to}" not in without and to not in found:
                    found.add(to)
                    waiting.append(to)
    return found
