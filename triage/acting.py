"""act(): the one way in which a case changes. Find it in the actor's scope, ask the table, write, record, leave the
notice.

Rows are in workflow/, who may do them in openness.py, what they ask in fields.py, what else they change in effects/. A
second signature goes through countersigning.py, which comes back here. What happens afterwards (who is told, which help
is named) is aftermath.py's.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from hatereport import audit, clock, outbox
from partners.models import Person
from triage.clocks import deadlines
from triage.fields import read_all
from triage.logged import action_of
from triage.models import Case, Countersignature, Move, Record
from triage.moving import SYSTEM_ROLE, plays, write_move
from triage.openness import ASKED_ALREADY, acting_role, needs_second_person, why_not
from triage.records import RECORD_OF
from triage.refusals import Incomplete, NotInScope, Overtaken, Refused
from triage.relations import part_in_place
from triage.scope import visible_to
from triage.shapes import Act
from triage.situation import Situation
from triage.workflow import ACT, LOCAL_FOCUS_DUTIES


def act(
    case_id: uuid.UUID, name: str, actor: Person, *, version: int, key: str, data: Mapping[str, Any]
) -> Move | Countersignature:
    """Do one act. `version` is that of the page the person acted on, `key` one attempt's own, so a retry is one act.

    Returns the move, or the countersignature that now waits for a second person. Raises NotInScope, Refused,
    Incomplete, Overtaken; writes nothing then.
    """
    with transaction.atomic():
        case = in_scope(case_id, actor)
        refuse_strange_key(key)
        if prior := case.moves.filter(key=key).first():
            if prior.actor_id != actor.pk:
                raise Refused("This page was sent before by somebody else. Open the case again.")
            return prior
        ctx = _ready(case, name, actor, version, data)
        if needs_second_person(ctx):
            return ask_for_second_person(ctx, key)
        return carry_out(ctx, key)


def rehearse(case_id: uuid.UUID, name: str, actor: Person, *, version: int, data: Mapping[str, Any]) -> Situation:
    """The act as it would be carried out, everything read and checked and nothing written. Raises what act() raises."""
    with transaction.atomic():
        return _ready(in_scope(case_id, actor), name, actor, version, data)


def act_as_system(case: Case, name: str, *, key: str, codes: dict[str, Any] | None = None) -> Move:
    """What a task does in the chain's name; `case` must be locked by the caller. Safe to run twice with one key."""
    if prior := case.moves.filter(key=key).first():
        return prior
    ctx = Situation(case, None, _row(case, name), dict(codes or {}), SYSTEM_ROLE, now=clock.now())
    if not ctx.act.system or case.state not in ctx.act.frm:
        raise Refused("The system may not do this here.")
    return carry_out(ctx, key)


def ask_for_second_person(ctx: Situation, key: str) -> Countersignature:
    """Keep the act as it was typed until somebody else has signed it (countersigning.py)."""
    if ctx.asked_countersignature is not None:
        raise Incomplete({"": ASKED_ALREADY})
    asked = Countersignature(
        case=ctx.case, act=ctx.act.name, asked_by=ctx.person, asked_role=ctx.role, asked_at=ctx.now
    )
    asked.answers = ctx.answers
    asked.save(force_insert=True)
    deadlines.start(ctx.case, ("countersignature",), ctx.now)
    move = write_move(
        ctx.case,
        act="ask_countersignature",
        to=ctx.case.state,
        at=ctx.now,
        key=key,
        actor=ctx.actor,
        role=ctx.role,
        codes={"for": ctx.act.name},
    )
    finish(ctx, move)
    return asked


def carry_out(ctx: Situation, key: str) -> Move:
    """Write what the row says, all in the caller's transaction. Only for acts that were allowed and read."""
    case, row = ctx.case, ctx.act
    to = row.chooses(ctx) if row.chooses else (row.to[0] if row.to else case.state)
    words, codes = _split(ctx)
    ctx.move = write_move(
        case,
        act=row.name,
        to=to,
        at=ctx.now,
        key=key,
        actor=ctx.actor,
        role=ctx.role,
        countersigned_by=ctx.countersigned_by,
        codes=codes,
        words=words,
    )
    plays(case, ctx.actor, row.part, ctx.now)
    plays(case, ctx.actor, part_in_place(ctx), ctx.now)
    plays(case, ctx.actor, _part_in_local_focus(ctx.move), ctx.now)
    _write_records(ctx)
    deadlines.stop(case, row.stops, ctx.now)
    deadlines.start(case, row.starts if case.open else deadlines.OWED_STILL.intersection(row.starts), ctx.now)
    deadlines.change_state(case, ctx.move.frm, ctx.now)
    if row.does:
        row.does(ctx)
    finish(ctx, ctx.move)
    return ctx.move


def finish(ctx: Situation, move: Move) -> None:
    """What every move ends with: clocks of an ended case, one save, one audit entry, one notice."""
    case = ctx.case
    if move.changes_state:
        if not case.open:
            deadlines.stop_all(case, ctx.now)
            case.transfers.filter(state="offered").update(state="refused", decided_at=ctx.now)  # nothing left to accept
        if case.countersignatures.filter(state="asked").update(state="lapsed"):  # asked for a stage that is over
            deadlines.stop(case, ("countersignature",), ctx.now)
    case.next_due_at = deadlines.next_due(case)
    case.save()
    if move.changes_state:
        settle_with_the_database()
    who = ctx.actor.as_actor(ctx.role) if ctx.actor else audit.SYSTEM
    detail = {"move": move.seq, "from": move.frm, "to": move.to}
    audit.record(who, action_of(move.act), "case", case.pk, move.act, detail, force=case.force_id)
    outbox.add("case.moved", key=str(move.pk), case_id=case.pk, move_id=move.pk)


def settle_with_the_database() -> None:
    """Have the database's own check of ends (teeth/ends.py) made now, so that it judges this act and no later one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS triage_ends_have_their_rows IMMEDIATE; SET CONSTRAINTS triage_ends_have_their_rows DEFERRED"
        )


def in_scope(case_id: uuid.UUID, actor: Person) -> Case:
    """The case, locked. Who waits here for a colleague's act saw the case before, and is told of the act, not that there
    is no case. Raises NotInScope.
    """
    seen = visible_to(actor).filter(pk=case_id)
    # Only what never changes is joined: PostgreSQL drops a row whose join no longer fits when its lock is granted.
    locked = Case.objects.select_related("report", "report__content", "staff").select_for_update(of=("self",))
    if not seen.exists() or ((case := locked.get(pk=case_id)).restricted and not seen.exists()):
        raise NotInScope("There is no such case for you.")
    return case


def refuse_strange_key(key: str) -> None:
    """A person's key is never like one of the system's ("overdue:7"): sent first, it would stand in that act's way."""
    if not key or ":" in key or not key.isprintable():
        raise Refused("This page came without its own number. Nothing you typed is lost; send it again.")


def _ready(case: Case, name: str, actor: Person, version: int, data: Mapping[str, Any]) -> Situation:
    """Allowed, not overtaken, every answer read. Raises Refused, Incomplete, Overtaken."""
    ctx = Situation(case, actor, _row(case, name), now=clock.now())
    _refuse_overtaken(ctx, version)
    if reasons := why_not(ctx):
        raise Refused(*reasons)
    ctx.role = acting_role(ctx)
    _read(ctx, data)
    return ctx


def _row(case: Case, name: str) -> Act:
    row = ACT.get((case.kind, name))
    if row is None:
        raise Refused("There is no such act.")
    return row


def _refuse_overtaken(ctx: Situation, version: int) -> None:
    """Notes and signposts of others do not matter; a move to another state or into other hands does."""
    since = ctx.case.moves.filter(seq__gt=version).select_related("actor").order_by("seq")
    hands = ("take", "hand_over", "cover", "restrict", "change_officer", "change_supervisor", "offer_transfer")
    moves = [move for move in since if move.changes_state or move.act in hands]
    if any(move.actor_id != ctx.person.pk for move in moves):
        raise Overtaken(moves)


def _read(ctx: Situation, data: Mapping[str, Any]) -> None:
    ctx.answers, errors = read_all(ctx.act.questions(ctx), data, ctx)
    if not errors:
        for check in ctx.act.checks:
            errors.update(check(ctx))
    if errors:
        raise Incomplete(errors)


def _split(ctx: Situation) -> tuple[dict[str, str], dict[str, Any]]:
    """Words are sealed, codes are not."""
    sealed = {field.name for field in ctx.act.questions(ctx) if field.sealed} | {"reasons"}
    words = {name: value for name, value in ctx.answers.items() if name in sealed and value}
    return words, {name: value for name, value in ctx.answers.items() if name not in sealed and value}


def _part_in_local_focus(move: Move) -> str:
    """Whatever its sergeant does there, and its duties whoever does them."""
    worked = move.actor_role == "local_focus_sergeant" or move.act in LOCAL_FOCUS_DUTIES
    return "local_focus" if move.frm == "local_focus" and worked else ""


def _write_records(ctx: Situation) -> None:
    records = []
    for kind in ctx.act.records:
        fields = [field for field in RECORD_OF[kind].fields if field.name in ctx.answers]
        words = {field.name: ctx.answers[field.name] for field in fields if field.sealed and ctx.answers[field.name]}
        codes = {field.name: ctx.answers[field.name] for field in fields if not field.sealed}
        record = Record(case=ctx.case, move=ctx.move, kind=kind, at=ctx.now, made_by=ctx.actor, codes=codes)
        record.words = words or None
        records.append(record)
    Record.objects.bulk_create(records)
