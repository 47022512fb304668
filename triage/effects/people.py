"""Whose hands a case is in: holder, officer in the case, supervising sergeant."""

from partners.models import Person
from triage import clocks
from triage.moving import plays
from triage.situation import Situation


def give_to(ctx: Situation) -> None:
    ctx.case.holder = chosen_person(ctx, "person")


def change_officer(ctx: Situation) -> None:
    ctx.case.officer_in_case = ctx.case.holder = chosen_person(ctx, "officer")
    plays(ctx.case, ctx.case.officer_in_case, "oic", ctx.now)


def change_supervisor(ctx: Situation) -> None:
    ctx.case.supervising_sergeant = chosen_person(ctx, "supervising_sergeant")
    ctx.case.supervision_accepted_at = None
    plays(ctx.case, ctx.case.supervising_sergeant, "supervising_sergeant", ctx.now)
    clocks.start(ctx.case, ("supervision_acceptance",), ctx.now)


def accept_supervision(ctx: Situation) -> None:
    ctx.case.supervision_accepted_at = ctx.now


def back_to_officer(ctx: Situation) -> None:
    ctx.case.holder = ctx.case.officer_in_case


def to_nobody(ctx: Situation) -> None:
    """The next stage's people take it themselves."""
    ctx.case.holder = None


def appoint(ctx: Situation) -> None:
    case = ctx.case
    case.officer_in_case = case.holder = chosen_person(ctx, "officer")
    case.supervising_sergeant = chosen_person(ctx, "supervising_sergeant")
    case.supervision_accepted_at = None
    plays(case, case.officer_in_case, "oic", ctx.now)
    plays(case, case.supervising_sergeant, "supervising_sergeant", ctx.now)


def chosen_person(ctx: Situation, name: str) -> Person:
    return Person.objects.get(pk=ctx.answers[name])
