"""One invented case on its way: its report, where it stands, and the moves that brought it there."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field

from hatereport import clock
from hatereport.sealing import Envelope
from incidents import sending
from incidents.references import case_reference
from triage.clocks.running import NEVER
from triage.invented.answers import answers
from triage.invented.journeys import Journey, Leg, journey
from triage.invented.surroundings import Surroundings
from triage.models import Case, Move, Offence
from triage.moving import SYSTEM_ROLE, edge_id
from triage.states import CRIME, STATE_OF
from triage.workflow import ACT

#: Reports of closed cases lie so far back, those of open ones so near.
LONGEST_AGO = dt.timedelta(days=3 * 365)
OPEN_FOR = dt.timedelta(days=20)
SENTENCE = "Considered in full, and written down in one sentence so that the next officer knows where it stands."


@dataclass
class InventedCase:
    """One case on its way: the rows that were made for it."""

    journey: Journey
    around: Surroundings
    composed: sending.Composed
    case: Case
    moves: list[Move] = field(default_factory=list)
    offence: Offence | None = None


def begin(rng: random.Random, around: Surroundings, now: dt.datetime) -> InventedCase:
    way = journey(rng)
    took = [dt.timedelta(hours=leg.hours * rng.uniform(0.1, 1)) for leg in way.legs]
    oldest, newest = (OPEN_FOR, sum(took, dt.timedelta())) if way.open else (LONGEST_AGO, dt.timedelta(days=60))
    sent = now - max(rng.random() * oldest, newest + dt.timedelta(minutes=1))
    outcode, area = rng.choice(around.outcodes)
    placement = {"force": around.force.pk, "area": area, "basis": "outcode", "belongs_to": ""}
    with clock.at(sent):
        given = answers(rng, way.kind, placement, outcode)
        composed = sending.compose(given, "en-gb", submission_key=uuid.UUID(int=rng.getrandbits(128)))
        case = _case(rng, way, around, composed, area)
    made = InventedCase(way, around, composed, case)
    at, state = sent, ""
    for number, (leg, span) in enumerate(zip(way.legs, took, strict=True), start=1):
        at += span
        made.moves.append(_move(made, leg, number, state, at))
        state = leg.to
    case.opened_at = made.moves[0].at
    return made


def _case(rng: random.Random, way: Journey, around: Surroundings, composed: sending.Composed, area: str) -> Case:
    crime = way.kind == CRIME
    seen = crime and len(way.legs) > 1
    at = clock.now()
    return Case(
        reference=case_reference("HC" if crime else "HI"),
        report=composed.report,
        kind=way.kind,
        state="",
        force=around.force,
        area_id=area,
        holding_team=around.teams[STATE_OF[way.kind, way.state].team, area],
        holder=around.people[way.legs[-1].role] if way.open and rng.random() < 0.3 and way.legs[-1].role else None,
        officer_in_case=around.people["officer"] if seen else None,
        supervising_sergeant=around.people["supervising_sergeant"] if seen else None,
        grade="priority" if crime else "",
        risk=rng.choices((0, 1, 2, 3), weights=(20, 45, 25, 10))[0],
        flags=composed.report.flags,
        strands=composed.report.strands,
        next_due_at=at + dt.timedelta(hours=rng.uniform(-40, 500)) if way.open else NEVER,
        silence_since=at,
        opened_at=at,
        entered_state_at=at,
        staff=Envelope.fresh(around.force.pk, "staff"),
    )


def _move(made: InventedCase, leg: Leg, number: int, state: str, at: dt.datetime) -> Move:
    who = made.around.people.get(leg.role)
    asks = ACT.get((made.case.kind, leg.act))
    move = Move(
        case=made.case,
        seq=number,
        edge_id=edge_id(made.case.kind, leg.act, state, leg.to),
        act=leg.act,
        frm=state,
        to=leg.to,
        at=at,
        actor=who,
        actor_role=leg.role or SYSTEM_ROLE,
        key=f"bulk:{number}",
    )
    if asks and any(one.name == "reasons" for one in asks.fields):
        move.words = {"reasons": SENTENCE}
    return move
