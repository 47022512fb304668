"""What lies beside an invented case: records, clocks, officers' parts, what the reporter reads, the log's entries."""

import datetime as dt
from collections.abc import Iterable

from hatereport import audit
from hatereport.audit.log import Act as Entry
from incidents.models import ProgressLine
from triage.clocks.kinds import CLOCK_KIND
from triage.clocks.running import NEVER
from triage.invented.cases import SENTENCE, InventedCase
from triage.logged import action_of
from triage.models import Clock, Part, Record
from triage.records import RECORD_OF
from triage.states import STATE_OF
from triage.workflow import ACT


def records(made: InventedCase) -> Iterable[Record]:
    for move in made.moves:
        row = ACT.get((made.case.kind, move.act))
        kinds = ("nfa_review",) if move.act == "uphold_nfa" else row.records if row else ()
        for kind in kinds:
            fields = RECORD_OF[kind].fields
            words = {one.name: SENTENCE for one in fields if one.sealed and one.required}
            codes = {"contact_result": "reached"} if kind == "contact" else {}
            record = Record(
                case=made.case,
                move=move,
                kind=kind,
                at=move.at,
                made_by=move.actor,
                offence=made.offence if kind == "nfa_review" else None,
                codes=codes,
            )
            record.words = words or None
            yield record


def clocks(made: InventedCase) -> Iterable[Clock]:
    """The clock of each state it was in; the last still runs where the case is open."""
    entered = [move for move in made.moves if move.changes_state]
    for here, beyond in zip(entered, [*entered[1:], None], strict=True):
        kind = STATE_OF[made.case.kind, here.to].clock
        if kind:
            running = beyond is None
            yield Clock(
                case=made.case,
                kind=kind,
                state="running" if running else "stopped",
                started_at=here.at,
                due_at=made.case.next_due_at if running else here.at + _budget(kind, made.case.kind),
                stopped_at=None if beyond is None else beyond.at,
                next_check_at=made.case.next_due_at if running else NEVER,
                level=0,
            )


def _budget(kind: str, of: str) -> dt.timedelta:
    budget = CLOCK_KIND[kind].budget_for(of, False)
    return budget if isinstance(budget, dt.timedelta) else dt.timedelta(days=budget.days * 1.5)


def parts(made: InventedCase) -> Iterable[Part]:
    """The officers' own parts; those of moves are written by the database."""
    case, at = made.case, made.moves[0].at
    for person, part in ((case.officer_in_case, "oic"), (case.supervising_sergeant, "supervising_sergeant")):
        if person is not None:
            yield Part(case=case, person=person, part=part, at=at)


def progress(made: InventedCase) -> Iterable[ProgressLine]:
    for move in made.moves[1:]:
        public = STATE_OF[made.case.kind, move.to].public
        if move.changes_state and public:
            yield ProgressLine(
                report=made.composed.report, message_id=public, parameters={"move": str(move.pk)}, at=move.at
            )


def entries(made: InventedCase) -> Iterable[Entry]:
    case, report = made.case, made.composed.report
    yield Entry(
        audit.REPORTER, "collection", "report", report.pk, "send", {"kind": report.proposed_kind}, report.force_id
    )
    for move in made.moves:
        who = move.actor.as_actor(move.actor_role) if move.actor else audit.SYSTEM
        detail = {"move": move.seq, "from": move.frm, "to": move.to}
        yield Entry(who, action_of(move.act), "case", case.pk, move.act, detail, case.force_id)
