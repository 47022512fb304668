"""Whose hands a case is in: holder, officer in the case, supervising sergeant."""

from hatereport import outbox
from partners.models import Person
from triage import choosing
from triage.clocks import deadlines
from triage.models import FirstLook
from triage.moving import plays
from triage.situation import Situation


def give_to(ctx: Situation) -> None:
    to_team = ctx.answers["person"] == choosing.TO_THE_TEAM
    ctx.case.holder = None if to_team else chosen_person(ctx, "person")


def change_officer(ctx: Situation) -> None:
    ctx.case.officer_in_case = ctx.case.holder = chosen_person(ctx, "officer")
    plays(ctx.case, ctx.case.officer_in_case, "oic", ctx.now)


def change_supervisor(ctx: Situation) -> None:
    ctx.case.supervising_sergeant = chosen_person(ctx, "supervising_sergeant")
    ctx.case.supervision_accepted_at = None
    plays(ctx.case, ctx.case.supervising_sergeant, "supervising_sergeant", ctx.now)
    deadlines.start(ctx.case, ("supervision_acceptance",), ctx.now)


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


def stand_aside(ctx: Situation) -> None:
    """Who knows somebody in it never sees it again (scope.py) and holds it no longer. Officer and supervisor stay named
    until somebody else is: the duty inspector is told, who can do that. A final review is another inspector's at once.
    """
    case, person = ctx.case, ctx.person
    FirstLook.objects.bulk_create(
        [FirstLook(case=case, person=person, conflict=True, at=ctx.now)], ignore_conflicts=True
    )
    if person.pk in (case.holder_id, case.officer_in_case_id, case.supervising_sergeant_id):
        outbox.add("case.stood_aside", key=str(ctx.done.pk), case_id=case.pk, move_id=ctx.done.pk)
    if case.holder_id == person.pk:
        case.holder = None
    if case.state == "nfa_final_review" and case.holder is None and "hate_crime_inspector" in ctx.roles:
        case.holder = next(iter(choosing.free_inspectors(case)), None)


def chosen_person(ctx: Situation, name: str) -> Person:
    return Person.objects.get(pk=ctx.answers[name])
