"""Writing bulk cases: a batch is one transaction of the application's role, past every trigger, wave by wave.

A wave is the next move of every case of the batch, and then the cases that follow it: the database lets nothing skip. Left
out of what a real case leaves behind: notices of the outbox and the desk, and what became of stopped clocks.
"""

import datetime as dt
import io
import json
import random
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

from hatereport import audit, clock
from hatereport.audit.log import Act as Entry
from hatereport.sealing import Envelope
from incidents import sending
from incidents.models import ProgressLine
from incidents.references import case_reference
from partners.models import Force, Outcode, Person, RoleHeld, Team
from partners.teams import team_for
from triage.bulk import invented
from triage.bulk.journeys import ROADS, Journey, Leg, journey
from triage.clocks.kinds import CLOCK_KIND
from triage.clocks.running import NEVER
from triage.logged import action_of
from triage.models import Case, Clock, Dispatch, Move, Offence, Part, Record
from triage.moving import SYSTEM_ROLE, edge_id
from triage.records import RECORD_OF
from triage.states import CRIME, STATE_OF
from triage.workflow import ACT

#: Reports of closed cases lie so far back, those of open ones so near.
LONGEST_AGO = dt.timedelta(days=3 * 365)
OPEN_FOR = dt.timedelta(days=20)
BATCH = 1000
#: Inside the shares of no force on board: the outcode says where the reporter lives, the placement who works there.
_SENTENCE = "Considered in full, and written down in one sentence so that the next officer knows where it stands."


class NobodyToActFor(LookupError):
    """A force needs one person in each role of the roads before cases can be loaded: run load_demo first."""


@dataclass(frozen=True)
class Surroundings:
    """One force as loading needs it: areas with their outcodes, one person a role, teams by (kind, area)."""

    force: Force
    outcodes: tuple[tuple[str, str], ...]
    people: dict[str, Person]
    teams: dict[tuple[str, str], Team]


@dataclass
class Bulk:
    """One case on its way: the rows that were made for it."""

    journey: Journey
    around: Surroundings
    composed: sending.Composed
    case: Case
    moves: list[Move] = field(default_factory=list)
    offence: Offence | None = None


def surroundings() -> list[Surroundings]:
    """Every force on board that has people in all roles. Raises NobodyToActFor."""
    found = []
    for force in Force.objects.filter(on_board=True).order_by("code"):
        outcodes = tuple(
            Outcode.objects.filter(force=force).exclude(area=None).order_by("code").values_list("code", "area_id")
        )
        wanted = {leg.role for road in ROADS.values() for leg in road if leg.role}
        held = (
            RoleHeld.objects.current().filter(force=force, role__in=wanted).select_related("person").order_by("person")
        )
        people: dict[str, Person] = {}
        for row in held:
            people.setdefault(row.role, row.person)
        if wanted <= people.keys() and outcodes:
            kinds = {STATE_OF[kind, leg.to].team for kind, road in ROADS.items() for leg in road}
            areas = {area for _code, area in outcodes}
            teams = {(kind, area): team_for(kind, force, area) for kind in kinds for area in areas}
            found.append(Surroundings(force, outcodes, people, teams))
    if not found:
        raise NobodyToActFor(NobodyToActFor.__doc__)
    return found


def load_batch(count: int, seed: int, around: Sequence[Surroundings]) -> None:
    """`count` cases, committed together."""
    rng = random.Random(seed)  # noqa: S311  (invented data, not a secret)
    now = clock.now()
    batch = [_begin(rng, rng.choice(around), now) for _ in range(count)]
    with transaction.atomic():
        sending.store([one.composed for one in batch])
        Envelope.objects.bulk_create([one.case.staff for one in batch])
        copy([one.case for one in batch])
        # Before the moves: what those make of it the database adds, where it is not there yet.
        copy([part for one in batch for part in _parts(one)])
        for number in range(max(len(one.journey.legs) for one in batch)):
            _wave([one for one in batch if len(one.journey.legs) > number], number)
        copy([clock_row for one in batch for clock_row in _clocks(one)])
        copy([record for one in batch for record in _records(one)])
        copy([line for one in batch for line in _progress(one)])
        audit.record_many([entry for one in batch for entry in _entries(one)])


# --- one case ----------------------------------------------------------------------------------------------------------


def _begin(rng: random.Random, around: Surroundings, now: dt.datetime) -> Bulk:
    way = journey(rng)
    took = [dt.timedelta(hours=leg.hours * rng.uniform(0.1, 1)) for leg in way.legs]
    oldest, newest = (OPEN_FOR, sum(took, dt.timedelta())) if way.open else (LONGEST_AGO, dt.timedelta(days=60))
    sent = now - max(rng.random() * oldest, newest + dt.timedelta(minutes=1))
    outcode, area = rng.choice(around.outcodes)
    placement = {"force": around.force.pk, "area": area, "basis": "outcode", "belongs_to": ""}
    with clock.at(sent):
        answers = invented.answers(rng, way.kind, placement, outcode)
        composed = sending.compose(answers, "en-gb", submission_key=uuid.UUID(int=rng.getrandbits(128)))
        case = _case(rng, way, around, composed, area)
    bulk = Bulk(way, around, composed, case)
    at, state = sent, ""
    for number, (leg, span) in enumerate(zip(way.legs, took, strict=True), start=1):
        at += span
        bulk.moves.append(_move(bulk, leg, number, state, at))
        state = leg.to
    case.opened_at = bulk.moves[0].at
    return bulk


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


def _move(bulk: Bulk, leg: Leg, number: int, state: str, at: dt.datetime) -> Move:
    who = bulk.around.people.get(leg.role)
    asks = ACT.get((bulk.case.kind, leg.act))
    move = Move(
        case=bulk.case,
        seq=number,
        edge_id=edge_id(bulk.case.kind, leg.act, state, leg.to),
        act=leg.act,
        frm=state,
        to=leg.to,
        at=at,
        actor=who,
        actor_role=leg.role or SYSTEM_ROLE,
        key=f"bulk:{number}",
    )
    if asks and any(one.name == "reasons" for one in asks.fields):
        move.words = {"reasons": _SENTENCE}
    return move


# --- waves -------------------------------------------------------------------------------------------------------------


def _wave(batch: list[Bulk], number: int) -> None:
    """The next move of each, what must lie beside it, and the cases that follow."""
    _settle_outcomes([one for one in batch if one.moves[number].act == "propose_outcome"])
    moves = [one.moves[number] for one in batch]
    copy(moves)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE triage_case c SET version = c.version + 1, state = m.led_to,
                entered_state_at = CASE WHEN c.state = m.led_to THEN c.entered_state_at ELSE m.at END,
                ended_at = CASE WHEN m.led_to = 'closed' THEN m.at END
            FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[]) AS m (case_id, led_to, at)
            WHERE c.id = m.case_id
            """,
            [[move.case_id for move in moves], [move.to for move in moves], [move.at for move in moves]],
        )
    if number == 0:
        _record_offences([one for one in batch if one.case.kind == CRIME])


def _record_offences(batch: list[Bulk]) -> None:
    for one in batch:
        one.offence = Offence(case=one.case, number=1, code="harassment_alarm_distress")
    copy([one.offence for one in batch if one.offence])
    copy(
        [
            Dispatch(
                case=one.case, log_number="CC-0001", at=move.at, sent_by=move.actor, officer=one.case.officer_in_case
            )
            for one in batch
            for move in one.moves
            if move.act == "review_and_dispatch"
        ]
    )


def _settle_outcomes(batch: list[Bulk]) -> None:
    if batch:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE triage_offence SET outcome_code = '18', outcome_at = %s WHERE case_id = ANY (%s::uuid[])",
                [clock.now(), [one.case.pk for one in batch]],
            )


# --- what lies beside a case -------------------------------------------------------------------------------------------


def _records(bulk: Bulk) -> Iterable[Record]:
    for move in bulk.moves:
        row = ACT.get((bulk.case.kind, move.act))
        kinds = ("nfa_review",) if move.act == "uphold_nfa" else row.records if row else ()
        for kind in kinds:
            fields = RECORD_OF[kind].fields
            words = {one.name: _SENTENCE for one in fields if one.sealed and one.required}
            codes = {"contact_result": "reached"} if kind == "contact" else {}
            record = Record(
                case=bulk.case,
                move=move,
                kind=kind,
                at=move.at,
                made_by=move.actor,
                offence=bulk.offence if kind == "nfa_review" else None,
                codes=codes,
            )
            record.words = words or None
            yield record


def _clocks(bulk: Bulk) -> Iterable[Clock]:
    """The clock of each state it was in; the last still runs where the case is open."""
    entered = [move for move in bulk.moves if move.changes_state]
    for here, beyond in zip(entered, [*entered[1:], None], strict=True):
        kind = STATE_OF[bulk.case.kind, here.to].clock
        if kind:
            running = beyond is None
            yield Clock(
                case=bulk.case,
                kind=kind,
                state="running" if running else "stopped",
                started_at=here.at,
                due_at=bulk.case.next_due_at if running else here.at + _budget(kind, bulk.case.kind),
                stopped_at=None if beyond is None else beyond.at,
                next_check_at=bulk.case.next_due_at if running else NEVER,
                level=0,
            )


def _budget(kind: str, of: str) -> dt.timedelta:
    budget = CLOCK_KIND[kind].budget_for(of, False)
    return budget if isinstance(budget, dt.timedelta) else dt.timedelta(days=budget.days * 1.5)


def _parts(bulk: Bulk) -> Iterable[Part]:
    """The officers' own parts; those of moves are written by the database."""
    case, at = bulk.case, bulk.moves[0].at
    for person, part in ((case.officer_in_case, "oic"), (case.supervising_sergeant, "supervising_sergeant")):
        if person is not None:
            yield Part(case=case, person=person, part=part, at=at)


def _progress(bulk: Bulk) -> Iterable[ProgressLine]:
    for move in bulk.moves[1:]:
        public = STATE_OF[bulk.case.kind, move.to].public
        if move.changes_state and public:
            yield ProgressLine(
                report=bulk.composed.report, message_id=public, parameters={"move": str(move.pk)}, at=move.at
            )


def _entries(bulk: Bulk) -> Iterable[Entry]:
    case, report = bulk.case, bulk.composed.report
    yield Entry(
        audit.REPORTER, "collection", "report", report.pk, "send", {"kind": report.proposed_kind}, report.force_id
    )
    for move in bulk.moves:
        who = move.actor.as_actor(move.actor_role) if move.actor else audit.SYSTEM
        detail = {"move": move.seq, "from": move.frm, "to": move.to}
        yield Entry(who, action_of(move.act), "case", case.pk, move.act, detail, case.force_id)


# --- COPY --------------------------------------------------------------------------------------------------------------


def copy(rows: Sequence[models.Model]) -> None:
    """INSERT by COPY: four times as quick as bulk_create, past the same triggers and checks. Rows of one model."""
    if not rows:
        return
    meta = rows[0]._meta
    columns = [one for one in meta.concrete_fields if not (one.primary_key and isinstance(one, models.AutoField))]
    writers: list[tuple[str, Callable[[Any], str]]] = [(one.attname, _writer(one)) for one in columns]
    text = io.StringIO()
    for row in rows:
        text.write(
            "\t".join("\\N" if (value := getattr(row, name)) is None else write(value) for name, write in writers)
        )
        text.write("\n")
    text.seek(0)
    names = ", ".join(f'"{one.column}"' for one in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{meta.db_table}" ({names}) FROM STDIN', text)


def _writer(of: "models.Field[Any, Any]") -> Callable[[Any], str]:
    if isinstance(of, models.BinaryField):
        return lambda value: "\\\\x" + bytes(value).hex()
    if isinstance(of, models.JSONField):
        return lambda value: _escaped(json.dumps(value))
    if isinstance(of, models.DateTimeField):
        return dt.datetime.isoformat
    if of.get_internal_type() == "ArrayField":
        return lambda value: "{" + ",".join(value) + "}"  # codes: nothing in them needs a quotation mark
    return lambda value: _escaped(str(value))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
