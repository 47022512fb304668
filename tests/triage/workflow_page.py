"""What workflow.md says, written from the page and not from the code; and walking over the table's edges."""

from collections import deque
from collections.abc import Set

from triage.shapes import Act
from triage.states import CRIME, INCIDENT, open_states
from triage.workflow import WORKFLOW

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
    # Wherever a new one can be named, who has ten minutes there too.
    "accept_supervision": (set(OPEN[CRIME]), SS, set(), set()),
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
