"""The case that a case leads to: a crime out of an incident, an incident out of a crime, and what goes with it."""

from triage.effects.offence_rows import record_offence
from triage.effects.settling import settle
from triage.models import Case
from triage.moving import plays
from triage.opening import open_case
from triage.situation import Situation


def open_crime_from_incident(ctx: Situation) -> None:
    """The incident shows an offence: a crime case starts in the control room, with everything known."""
    settle(ctx, "hate_crime")
    crime = open_case(
        ctx.case.report,
        "hate_crime",
        act=ctx.done.act,
        state="control_room",
        at=ctx.now,
        came_from=ctx.case,
        actor=ctx.actor,
        role=ctx.role,
    )
    carry_over(ctx, crime)
    record_offence(seen_from(ctx, crime))


def cancel_record(ctx: Situation) -> None:
    """Not a crime after all, on the registrar's authority: the incident stays and goes to local focus."""
    open_incident(ctx)


def open_incident(ctx: Situation) -> Case:
    incident = open_case(
        ctx.case.report,
        "hate_incident",
        act=ctx.done.act,
        state="local_focus",
        at=ctx.now,
        came_from=ctx.case,
        actor=ctx.actor,
        role=ctx.role,
        countersigned_by=ctx.countersigned_by,
    )
    carry_over(ctx, incident)
    plays(incident, ctx.actor, "assessed", ctx.now)
    return incident


def carry_over(ctx: Situation, other: Case) -> None:
    """Who has had a part keeps it in the case that follows; who assessed an incident is barred from ending the crime."""
    for part in ctx.case.parts.select_related("person"):
        plays(other, part.person, part.part, ctx.now)
        if part.part == "assessed" and other.kind == "hate_crime":
            plays(other, part.person, "cr_reviewer", ctx.now)


def seen_from(ctx: Situation, case: Case) -> Situation:
    """The same act, seen from the case it opened."""
    return Situation(case, ctx.actor, ctx.act, ctx.answers, ctx.role, ctx.countersigned_by, ctx.now)
