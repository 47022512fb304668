"""Whether an act is open to this person now, and if not, everything that stands against it, in sentences.

Asked by act() before it writes, and by every page that shows what can be done. What was typed is judged later, in
fields.py and by the act's own checks.
"""

from dataclasses import dataclass

from triage.parts import NOBODY_INSTEAD, PART_LABEL
from triage.relations import RELATION
from triage.shapes import Act
from triage.situation import Situation

ASKED_ALREADY = "A second signature is asked for already; wait until it is given or refused."


@dataclass(frozen=True)
class Openness:
    """One row of "what can I do here": open, or why not."""

    act: Act
    reasons: tuple[str, ...]
    #: Never this person's, whatever happens in the case: another role's, the system's, or barred by a part they had.
    for_others: bool = False

    @property
    def open(self) -> bool:
        return not self.reasons


def why_not(ctx: Situation) -> tuple[str, ...]:
    """Everything that keeps the act from being open to this person; empty when it is."""
    return judged(ctx).reasons


def judged(ctx: Situation) -> Openness:
    """The act of the situation as it stands for this person now."""
    row = ctx.act
    if ctx.case.state not in row.frm:
        return Openness(row, (f"Not from “{ctx.state.label}”.",))
    if row.system:
        return Openness(row, ("The system does this.",), for_others=True)
    if row.road and row.road not in ctx.case.flags:
        return Openness(row, ("Nothing in this case calls for it.",), for_others=True)
    if reason := _wrong_person(ctx):
        return Openness(row, (reason,), for_others=True)
    reasons = [guard.unmet for guard in row.guards if not guard.met(ctx)]
    if needs_second_person(ctx) and ctx.asked_countersignature is not None:
        reasons.append(ASKED_ALREADY)
    return Openness(row, tuple(reasons))


def openness(ctx: Situation, rows: list[Act]) -> list[Openness]:
    """Each row with the reasons against it; the facts of the case are read once for all of them, and the situation is
    afterwards about the same act as before.
    """
    found, asked_about = [], ctx.act
    for row in rows:
        ctx.act = row
        found.append(judged(ctx))
    ctx.act = asked_about
    return found


def acting_role(ctx: Situation) -> str:
    """The role in which the actor does it: one the row names, else one that owns the state, else any they hold."""
    named = [*ctx.act.roles, *ctx.owners, "duty_inspector"]
    return next((role for role in named if role in ctx.roles), min(ctx.roles, default="control_room_sergeant"))


def needs_second_person(ctx: Situation) -> bool:
    """Not before the answers are read, where it depends on them."""
    row = ctx.act
    if not row.countersigners or ctx.countersigned_by is not None:
        return False
    return row.countersigned_if is None or row.countersigned_if(ctx)


def _wrong_person(ctx: Situation) -> str:
    row, case = ctx.act, ctx.case
    standards = case.restricted and "professional_standards" in ctx.roles
    standards = standards and not row.barred and row.name not in NOBODY_INSTEAD
    if not ctx.roles and row.relation != "answers_transfer":
        return "It is another force's case until you accept it."
    if row.relation:
        relation = RELATION[row.relation]
        if not relation.met(ctx) and not standards:
            return relation.unmet
    roles = row.roles or (() if row.relation else (*ctx.owners, "duty_inspector"))
    if roles and not ctx.roles & set(roles) and not standards:
        return f"For the {_one_of([role.replace('_', ' ') for role in roles])}."
    played = ctx.parts & set(row.barred)
    if played:
        return f"Not for somebody who has had a part in it ({', '.join(PART_LABEL[part] for part in sorted(played))})."
    return ""


def _one_of(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
