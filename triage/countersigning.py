"""The second signature: one officer has typed an act, another signs or refuses it.

Nobody signs their own (the database refuses too); in a restricted case a second person of professional standards signs.
Signing carries the act out in the name of who asked for it, with the signer beside it; the guards are asked again, for
the case may have moved.
"""

import uuid

from django.db import transaction

from hatereport import clock
from partners.models import Person
from triage.acting import carry_out, finish, in_scope, refuse_strange_key
from triage.clocks import deadlines
from triage.models import Case, Countersignature, Move
from triage.moving import plays, write_move
from triage.openness import why_not
from triage.parts import STANDARDS
from triage.refusals import Refused
from triage.scope import visible_to
from triage.shapes import Act
from triage.situation import Situation
from triage.workflow import ACT


def signing_roles(case: Case, asked: Countersignature) -> tuple[str, ...]:
    """The roles the row names, and professional standards where nobody else sees the case."""
    named = ACT[case.kind, asked.act].countersigners
    return tuple(dict.fromkeys((*named, *STANDARDS))) if case.restricted else named


def may_sign(case: Case, asked: Countersignature, person: Person) -> bool:
    """Anybody else of the force in one of those roles; that they see the case is asked elsewhere (scope.py)."""
    return asked.asked_by_id != person.pk and not person.roles(case.force_id).isdisjoint(signing_roles(case, asked))


def decide(case_id: uuid.UUID, asked_id: uuid.UUID, signer: Person, *, sign: bool, reasons: str, key: str) -> Move:
    """Sign and carry out, or refuse and leave the case as it is. Raises NotInScope, Refused."""
    with transaction.atomic():
        case = in_scope(case_id, signer)
        refuse_strange_key(key)
        if prior := case.moves.filter(key=key).first():
            if signer.pk not in (prior.actor_id, prior.countersigned_by_id):
                raise Refused("This page was sent before by somebody else. Open the case again.")
            return prior
        asked = (
            case.countersignatures.select_for_update()
            .select_related("asked_by")
            .filter(pk=asked_id, state="asked")
            .first()
        )
        if asked is None:
            raise Refused("This has been decided already, or the case has moved on.")
        asked.case = case
        if not may_sign(case, asked, signer):
            raise Refused("Somebody else must sign this, in a role that may.")
        row = ACT[case.kind, asked.act]
        asked.state = Countersignature.State.SIGNED if sign else Countersignature.State.REFUSED
        asked.decided_by, asked.decided_at = signer, clock.now()
        deadlines.stop(case, ("countersignature",), asked.decided_at)
        move = _carry_out(case, row, asked, signer, key) if sign else _refuse(case, asked, signer, reasons, key)
        asked.save()
        return move


def _carry_out(case: Case, row: Act, asked: Countersignature, signer: Person, key: str) -> Move:
    if not visible_to(asked.asked_by).filter(pk=case.pk).exists():
        raise Refused("Whoever asked for it does not see the case any more. Refuse it, and somebody else asks anew.")
    ctx = Situation(case, asked.asked_by, row, dict(asked.answers or {}), asked.asked_role, signer, clock.now())
    if reasons := why_not(ctx):
        raise Refused(*reasons)
    if row.part:
        plays(case, signer, row.part, ctx.now)  # who signs an assessment has had that part in it too
    return carry_out(ctx, key)


def _refuse(case: Case, asked: Countersignature, signer: Person, reasons: str, key: str) -> Move:
    if not reasons.strip():
        raise Refused("Write why you do not sign it.")
    role = next(role for role in signing_roles(case, asked) if role in signer.roles(case.force_id))
    move = write_move(
        case,
        act="refuse_countersignature",
        to=case.state,
        at=clock.now(),
        key=key,
        actor=signer,
        role=role,
        codes={"for": asked.act},
        words={"reasons": reasons.strip()},
    )
    finish(Situation(case, signer, role=role, now=move.at), move)
    return move
