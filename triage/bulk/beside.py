"""What lies beside an invented case: records, clocks, officers' parts, what the reporter reads, the log's entries."""

import datetime as dt
from collections.abc import Iterable

from hatereport import audit
from hatereport.audit.log import Act as Entry
from incidents.models import ProgressLine
from triage.bulk.cases import SENTENCE, Bulk
from triage.clocks.kinds import CLOCK_KIND
from triage.clocks.running import NEVER
from triage.logged import action_of
from triage.models import Clock, Part, Record
from triage.records import RECORD_OF
from triage.states import STATE_OF
from triage.workflow import ACT


def records(bulk: Bulk) -> Iterable[Record]:
    for move in bulk.moves:
        row = ACT.get((bulk.case.kind, move.act))
        kinds = ("nfa_review",) if move.act == "uphold_nfa" else row.records if row else ()
        for kind in kinds:
            fields = RECORD_OF[kind].fields
            words = {one.name: SENTENCE for one in fields if one.sealed and one.required}
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


def clocks(bulk: Bulk) -> Iterable[Clock]:
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


def parts(bulk: Bulk) -> Iterable[Part]:
    """The officers' own parts; those of moves are written by the database."""
    case, at = bulk.case, bulk.moves[0].at
    for person, part in ((case.officer_in_case, "oic"), (case.supervising_sergeant, "supervising_sergeant")):
        if person is not None:
            yield Part(case=case, person=person, part=part, at=at)


def progress(bulk: Bulk) -> Iterable[ProgressLine]:
    for move in bulk.moves[1:]:
        public = STATE_OF[bulk.case.kind, move.to].public
        if move.changes_state and public:
            yield ProgressLine(
                report=bulk.composed.report, message_id=public, parameters={"move": str(move.pk)}, at=move.at
            )


def entries(bulk: Bulk) -> Iterable[Entry]:
    case, report = bulk.case, bulk.composed.report
    yield Entry(
        audit.REPORTER, "collection", "report", report.pk, "send", {"kind": report.proposed_kind}, report.force_id
    )
    for move in bulk.moves:
        who = move.actor.as_actor(move.actor_role) if move.actor else audit.SYSTEM
        detail = {"move": move.seq, "from": move.frm, "to": move.to}
        yield Entry(who, action_of(move.act), "case", case.pk, move.act, detail, case.force_id)
