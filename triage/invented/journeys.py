"""How invented cases go along their chain: the plain road of each machine, cut off at some stage where a case is still open.

Acts, records, clocks and who may do them are those of the workflow; the hours between two legs are invented.
"""

import random
from dataclasses import dataclass

from triage.states import CRIME, INCIDENT, STATE_OF, CaseKind


@dataclass(frozen=True)
class Leg:
    """One move. `hours`: how long after the one before it, at the longest."""

    act: str
    to: str
    role: str
    hours: float


ROADS: dict[CaseKind, tuple[Leg, ...]] = {
    INCIDENT: (
        Leg("receive", "control_room", "", 0.01),
        Leg("assess_as_incident", "local_focus", "control_room_sergeant", 4),
        Leg("record_contact_attempt", "local_focus", "local_focus_sergeant", 40),
        Leg("finalise", "inspector_review", "local_focus_sergeant", 240),
        Leg("approve", "closed", "local_focus_inspector", 120),
    ),
    CRIME: (
        Leg("receive", "control_room", "", 0.01),
        Leg("review_and_dispatch", "dispatched", "control_room_sergeant", 0.8),
        Leg("accept_supervision", "dispatched", "supervising_sergeant", 0.1),
        Leg("record_attendance", "under_investigation", "officer", 1),
        Leg("specialist_review", "under_investigation", "hate_crime_sergeant", 20),
        Leg("propose_outcome", "outcome_proposed", "officer", 700),
        Leg("endorse", "nfa_final_review", "supervising_sergeant", 40),
        Leg("uphold_nfa", "victim_to_be_told", "hate_crime_inspector", 100),
        Leg("tell_victim", "closed", "officer", 20),
    ),
}
#: One case in so many is still open: a force holds some thousands of open cases however long it has counted.
OPEN_SHARE = 0.05
CRIME_SHARE = 0.4


@dataclass(frozen=True)
class Journey:
    kind: CaseKind
    legs: tuple[Leg, ...]

    @property
    def state(self) -> str:
        return self.legs[-1].to

    @property
    def open(self) -> bool:
        return STATE_OF[self.kind, self.state].open


def journey(rng: random.Random) -> Journey:
    """A kind and a stage, in the shares above."""
    kind = CRIME if rng.random() < CRIME_SHARE else INCIDENT
    road = ROADS[kind]
    return Journey(kind, road[: rng.randrange(1, len(road))] if rng.random() < OPEN_SHARE else road)
