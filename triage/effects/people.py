"""Whose hands a case is in: holder, officer in the case, supervising sergeant."""

import uuid

from django.db.models import Q

from hatereport import audit, outbox
from partners.models import Person
from triage import choosing
from triage.clocks import deadlines
from triage.colleagues import People
from triage.effects.undoing import withdraw_countersignature
from triage.models import Case, FirstLook
from triage.moving import plays
from triage.refusals import Refused
from triage.situation import Situation


def give_to(ctx: Situation) -> None:
    to_team = ctx.answers["person"] == choosing.TO_THE_TEAM
    ctx.case.holder = None if to_team else chosen_person(ctx, "person")


def change_officer(ctx: Situation) -> None:
    hands_change = _is_held_by(ctx, ctx.case.officer_in_case_id, "officer")
    ctx.case.officer_in_case = chosen_person(ctx, "officer")
    if hands_change:
        ctx.case.holder = ctx.case.officer_in_case
    plays(ctx.case, ctx.case.officer_in_case, "oic", ctx.now)


def change_supervisor(ctx: Situation) -> None:
    hands_change = _is_held_by(ctx, ctx.case.supervising_sergeant_id, "supervising_sergeant")
    ctx.case.supervising_sergeant = chosen_person(ctx, "supervising_sergeant")
    if hands_change:
        ctx.case.holder = ctx.case.supervising_sergeant
    ctx.case.supervision_accepted_at = None
    plays(ctx.case, ctx.case.supervising_sergeant, "supervising_sergeant", ctx.now)
    deadlines.start(ctx.case, ("supervision_acceptance",), ctx.now)


def _is_held_by(ctx: Situation, replaced: uuid.UUID | None, role: str) -> bool:
    """Whether it is in the hands of who is replaced, or in nobody's where the next step is this role's."""
    holder = ctx.case.holder_id
    return holder == replaced if holder else ctx.owners[:1] == (role,)


def accept_supervision(ctx: Situation) -> None:
    ctx.case.supervision_accepted_at = ctx.now


def back_to_officer(ctx: Situation) -> None:
    ctx.case.holder = ctx.case.officer_in_case


def to_nobody(ctx: Situation) -> None:
    """The next stage's people take it themselves."""
    ctx.case.holder = None


def appoint(ctx: Situation) -> None:
    case = ctx.case
    case.officer_in_case, case.supervising_sergeant = chosen_people(ctx, "officer", "supervising_sergeant")
    case.holder = case.officer_in_case
    case.supervision_accepted_at = None
    plays(case, case.officer_in_case, "oic", ctx.now)
    plays(case, case.supervising_sergeant, "supervising_sergeant", ctx.now)


def stand_aside(ctx: Situation) -> None:
    """Who knows somebody in it never sees it again (scope.py) and holds it no longer. Officer and supervisor stay named
    until somebody else is: the duty inspector is told, who can do that. So in every case of the report. A final review is
    another inspector's at once.
    """
    case, person = ctx.case, ctx.person
    FirstLook.objects.bulk_create(
        [FirstLook(case=case, person=person, conflict=True, at=ctx.now)], ignore_conflicts=True
    )
    if case.countersignatures.filter(state="asked", asked_by=person).exists():
        withdraw_countersignature(ctx)
    _let_go(ctx, case)
    named = Q(holder=person) | Q(officer_in_case=person) | Q(supervising_sergeant=person)
    others = Case.objects.filter(named, report_id=case.report_id, force_id=case.force_id, ended_at=None)
    for other in others.exclude(pk=case.pk).select_for_update():
        _let_go(ctx, other)
        other.save(update_fields=["holder"])
        who, detail = person.as_actor(ctx.role), {"with": case.pk}
        audit.record(who, "alteration", "case", other.pk, "declare_conflict", detail, force=other.force_id)
    if case.state == "nfa_final_review" and case.holder is None and "hate_crime_inspector" in ctx.roles:
        case.holder = next(iter(choosing.free_inspectors(case)), None)


def _let_go(ctx: Situation, case: Case) -> None:
    if ctx.person.pk in (case.holder_id, case.officer_in_case_id, case.supervising_sergeant_id):
        outbox.add("case.stood_aside", key=f"{ctx.done.pk}:{case.pk}", case_id=case.pk, move_id=ctx.done.pk)
    if case.holder_id == ctx.person.pk:
        case.holder = None


def chosen_person(ctx: Situation, name: str) -> Person:
    return chosen_people(ctx, name)[0]


def chosen_people(ctx: Situation, *names: str) -> list[Person]:
    """Those an answer names: one of them may have left since it was read, or while a second signature was waited for."""
    asked_of = {field.name: field.choices for field in ctx.act.fields if isinstance(field.choices, People)}
    return still_here(ctx, {uuid.UUID(ctx.answers[name]): asked_of[name] for name in names})


def still_here(ctx: Situation, wanted: dict[uuid.UUID, People]) -> list[Person]:
    """Who is given something, locked: whoever lets them go waits for this act, and sees what they have in hand then
    (partners/people.py). Locked in one order, so that no two acts wait for each other. Raises Refused.
    """
    locked = Person.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    people = {person.pk: person for person in locked}
    for pk, among in wanted.items():
        if not among.includes(ctx, pk):
            raise Refused(f"{people[pk].name} has left, or may no longer do this. Somebody else must be chosen.")
    return [people[pk] for pk in wanted]
