"""The transition table walked against workflow.md, which is written out once more in workflow_page.py.

A row changed in the table and not there, or there and not here, is a difference somebody must explain.
"""

import pytest

from incidents.progress import BY_CODE as SENTENCES
from partners.models import Team
from partners.roles import ROLE
from partners.signposting import SIGNPOST_RULES
from tests.triage.workflow_page import (
    BARRED_MD,
    BESIDE_MD,
    CRIME_MD,
    EVENTS_MD,
    INCIDENT_MD,
    KINDS,
    OPEN,
    ids,
    reachable,
    row_of,
    rows,
)
from triage import teeth
from triage.clocks.deadlines import AWAITING, PAUSABLE
from triage.clocks.kinds import CLOCK_KIND, CLOCK_KINDS
from triage.models import Edge
from triage.opening import _STARTS
from triage.records import RECORD_OF, RECORDS
from triage.relations import RELATION
from triage.roads.table import ROADS
from triage.shapes import Act
from triage.states import CRIME, INCIDENT, STATE_OF, STATES, CaseKind, State
from triage.workflow import ACT, OPENINGS, WORKFLOW, acts_from


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


def test_supervision_ends_with_the_stages_that_are_supervised() -> None:
    supervised = set(ACT[CRIME, "supervise"].frm)
    onward = set(OPEN[CRIME]) - supervised - {AWAITING}
    leading_out = [row for row in WORKFLOW if row.kind == CRIME and supervised & set(row.frm) and onward & set(row.to)]

    assert [row.name for row in leading_out if "supervision_review" not in row.stops] == []
    assert set(ACT[CRIME, "accept_supervision"].frm) == set(ACT[CRIME, "change_supervisor"].frm)


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
