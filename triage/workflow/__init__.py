"""The workflow as one table: every act, who may do it, from where, what it needs and where it leads.

workflow.md is the authority. Pages, the API, the database's edges (teeth/) and the diagram in the README are made
from these rows; act() in acting.py is their only engine. The two chains are incident.py and crime.py, what may happen
beside them is events/ and special_roads.py. States are in states.py, what a record asks in records/.
"""

from triage.parts import CR, DUTY, LF, LFI, RECEIVERS, REGISTRAR
from triage.shapes import Act, Opening
from triage.states import CRIME, INCIDENT
from triage.workflow.crime import CRIME_ACTS
from triage.workflow.events import EVENTS
from triage.workflow.incident import INCIDENT_ACTS
from triage.workflow.special_roads import SPECIAL_ROADS

WORKFLOW: tuple[Act, ...] = (*INCIDENT_ACTS, *CRIME_ACTS, *EVENTS, *SPECIAL_ROADS)
ACT: dict[tuple[str, str], Act] = {(act.kind, act.name): act for act in WORKFLOW}
#: Local focus's duties, by the acts that answer what finalising asks for: whoever did one of them there is barred from
#: approving, for independence is judged by what somebody did, not by their role (workflow.md).
LOCAL_FOCUS_DUTIES = frozenset(guard.met_by for guard in ACT[INCIDENT, "finalise"].guards)

#: How a case begins. The roles are those of whoever did the act that opened it; the system receives.
OPENINGS: tuple[Opening, ...] = (
    Opening(INCIDENT, "receive", "control_room", ()),
    Opening(CRIME, "receive", "control_room", ()),
    Opening(INCIDENT, "assess_as_incident", "local_focus", CR, DUTY, "now_an_incident"),
    Opening(INCIDENT, "cancel_record", "local_focus", REGISTRAR, (), "record_ended"),
    Opening(CRIME, "assess_as_crime", "dispatched", CR, (), "now_a_crime"),
    Opening(CRIME, "assess_as_crime", "under_investigation", CR, DUTY, "now_a_crime"),
    Opening(CRIME, "escalate_to_crime", "control_room", (*LF, *LFI), (), "now_a_crime"),
    Opening(INCIDENT, "accept_transfer", "control_room", RECEIVERS),
    Opening(CRIME, "accept_transfer", "control_room", RECEIVERS),
)


def acts_from(kind: str, state: str) -> list[Act]:
    """Rows that start in a state, the chain's next steps first."""
    rows = [act for act in WORKFLOW if act.kind == kind and state in act.frm]
    return sorted(rows, key=lambda act: (not act.main, act.event))
