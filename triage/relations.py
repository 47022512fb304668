"""Who somebody is to a case: its holder, its officer, its supervisor. Roles say what a person may be, this what they
are.
"""

from collections.abc import Callable
from dataclasses import dataclass

from triage import choosing
from triage.parts import ACKNOWLEDGERS, CR_ANY
from triage.roads import blocks
from triage.situation import Situation


@dataclass(frozen=True)
class Relation:
    """`unmet` says who it is for."""

    code: str
    unmet: str
    met: Callable[[Situation], bool]


def _is_holder(ctx: Situation) -> bool:
    """The holder or their cover; with nobody holding it, whoever owns the state; the duty inspector at any hour
    (practice.md 25).
    """
    if ctx.actor is None:
        return False
    if ctx.stands_for(ctx.case.holder_id) or "duty_inspector" in ctx.roles:
        return True
    return ctx.case.holder_id is None and not ctx.roles.isdisjoint(ctx.owners)


def _is_officer(ctx: Situation) -> bool:
    return ctx.stands_for(ctx.case.officer_in_case_id, "officer")


def _supervises(ctx: Situation) -> bool:
    return ctx.stands_for(ctx.case.supervising_sergeant_id, "supervising_sergeant")


def _is_supervisor(ctx: Situation) -> bool:
    return _supervises(ctx) or "duty_inspector" in ctx.roles


def _sits_in(kind: str) -> Callable[[Situation], bool]:
    """In a team beside the chain; at night the duty inspector in its place."""

    def met(ctx: Situation) -> bool:
        if ctx.actor is None or "duty_inspector" in ctx.roles:
            return ctx.actor is not None
        sits = (held for held in ctx.actor.roles_held() if held.force_id == ctx.case.force_id)
        return any(held.team is not None and held.team.kind == kind for held in sits)

    return met


def _writes_in_it(ctx: Situation) -> bool:
    """Holder, officer and supervisor, whoever owns the stage, and the control room at any stage: who takes the call about
    a case writes down what was said, whoever holds it (workflow.md: holder, supervisor; the operator is the one who hears).
    """
    if _is_holder(ctx) or _is_officer(ctx) or _is_supervisor(ctx):
        return True
    return not ctx.roles.isdisjoint((*ctx.owners, *CR_ANY))


def _answers_transfer(ctx: Situation) -> bool:
    """Never who offered it. The receiving force's control room, or its professional standards where the case is restricted;
    for a force elsewhere our own control room or duty inspector write down who there said yes.
    """
    if ctx.actor is None or ctx.transfer is None or ctx.transfer.offered_by_id == ctx.actor.pk:
        return False
    if ctx.transfer.to_force.holds_reports:
        receiver = "professional_standards" if ctx.case.restricted else "control_room_sergeant"
        return receiver in ctx.actor.roles(ctx.transfer.to_force_id)
    return not ctx.roles.isdisjoint(ACKNOWLEDGERS)


def _makes_final_review(ctx: Situation) -> bool:
    """A hate crime inspector; the lead where every inspector of the force is barred (workflow.md)."""
    if "hate_crime_inspector" in ctx.roles:
        return True
    return "hate_crime_lead" in ctx.roles and not choosing.free_inspectors(ctx.case)


RELATIONS: tuple[Relation, ...] = (
    Relation("holder", "This is for whoever holds the case.", _is_holder),
    Relation("officer_in_case", "This is for the officer in the case.", _is_officer),
    Relation("supervising_sergeant", "This is for the sergeant who supervises the case.", _supervises),
    Relation("supervisor", "This is for the supervising sergeant or the duty inspector.", _is_supervisor),
    Relation(
        "writes_in_it",
        "This is for whoever holds or supervises the case, works at its stage, or answers calls in the control room.",
        _writes_in_it,
    ),
    Relation("domestic_abuse", "For the domestic abuse team, or the duty inspector.", _sits_in("domestic_abuse")),
    Relation("safeguarding", "For the safeguarding team, or the duty inspector.", _sits_in("safeguarding")),
    Relation("sexual_offences", "For the sexual offences team, or the duty inspector.", _sits_in("sexual_offences")),
    Relation(
        "domestic_owner",
        "For whoever owns the domestic abuse side of it.",
        lambda ctx: ctx.actor is not None and blocks.owner_of(ctx.case) == ctx.actor.pk,
    ),
    Relation(
        "asked_for_signature",
        "This is for whoever asked for the signature.",
        lambda ctx: (
            ctx.asked_countersignature is None
            or (ctx.actor is not None and ctx.asked_countersignature.asked_by_id == ctx.actor.pk)
        ),
    ),
    Relation(
        "answers_transfer",
        "The control room sergeant of the receiving force answers this, or for a force elsewhere our own; never who "
        "offered it.",
        _answers_transfer,
    ),
    Relation(
        "final_reviewer",
        "For a hate crime inspector; for the lead only where every inspector of the force is barred.",
        _makes_final_review,
    ),
    Relation(
        "not_the_holder",
        "You hold this case and see who is in it already.",
        lambda ctx: ctx.actor is not None and ctx.case.holder_id != ctx.actor.pk,
    ),
)
RELATION = {relation.code: relation for relation in RELATIONS}

#: Whoever acts as the officer or the sergeant of a case has had that part in it, cover or not: barred like them.
_PART_OF = {"officer_in_case": "oic", "supervising_sergeant": "supervising_sergeant"}


def part_in_place(ctx: Situation) -> str:
    """The part played by acting in somebody's place; "" where the actor acts as nobody but themselves."""
    relation = ctx.act.relation
    if relation == "supervisor" and "duty_inspector" not in ctx.roles:
        return "supervising_sergeant"
    if relation == "holder" and ctx.case.kind == "hate_crime" and ctx.case.holder_id == ctx.case.officer_in_case_id:
        return "oic" if _is_officer(ctx) else ""
    return _PART_OF.get(relation, "")
