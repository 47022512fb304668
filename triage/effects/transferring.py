"""Offering a case to another force, and the answer."""

from typing import Any

from triage.clocks import deadlines
from triage.effects.leading_on import carry_over
from triage.effects.offence_rows import carry_offences
from triage.models import Transfer
from triage.opening import open_case
from triage.situation import Situation


def offer_transfer(ctx: Situation) -> None:
    to_force = ctx.answers["to_force"]
    transfer = Transfer(case=ctx.case, to_force_id=to_force, offered_by=ctx.person, offered_at=ctx.now)
    transfer.words = {"known": ctx.answers["known"], "danger": ctx.answers["transfer_danger"]}
    transfer.save(force_insert=True)


def accept_transfer(ctx: Situation) -> None:
    """The receiver gets its own case where it works here; elsewhere the acknowledgement is the receipt."""
    transfer = _decide(ctx, Transfer.State.ACCEPTED)
    if transfer.to_force.holds_reports:
        theirs = open_case(
            ctx.case.report,
            ctx.case.kind,
            act="accept_transfer",
            state="control_room",
            at=ctx.now,
            force=transfer.to_force,
            came_from=ctx.case,
            actor=ctx.actor,
            role=ctx.role,
        )
        if theirs.kind == "hate_crime":
            # Attendance is owed to the victim since the sending, whoever had the case meanwhile.
            deadlines.start(theirs, ("attendance",), theirs.report.received_at)
            theirs.next_due_at = deadlines.next_due(theirs)
            theirs.save(update_fields=["next_due_at"])
        carry_offences(ctx.case, theirs, ctx.now)
        carry_over(ctx, theirs)


def refuse_transfer(ctx: Situation) -> None:
    _decide(ctx, Transfer.State.REFUSED)


def _decide(ctx: Situation, state: str) -> Transfer:
    transfer = ctx.transfer
    assert transfer is not None  # the guard of both acts
    transfer.case = ctx.case
    words: dict[str, Any] = dict(transfer.words or {})
    words.update(
        {
            name: ctx.answers[name]
            for name in ("acknowledged_by", "acknowledged_number", "reasons")
            if ctx.answers.get(name)
        }
    )
    transfer.state, transfer.decided_by, transfer.decided_at, transfer.words = state, ctx.actor, ctx.now, words
    transfer.save()
    deadlines.stop(ctx.case, ("transfer",), ctx.now)
    return transfer
