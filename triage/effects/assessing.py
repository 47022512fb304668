"""Incident or crime, how serious, and on which road: what the control room sergeant's assessment settles."""

from triage import placing, subjects
from triage.clocks import deadlines
from triage.effects.danger import danger_is_met, report_touched, write_dispatch
from triage.effects.leading_on import carry_over, open_incident, seen_from
from triage.effects.offence_rows import record_offence
from triage.effects.people import appoint
from triage.effects.settling import settle
from triage.effects.working import set_task
from triage.models import Record
from triage.moving import plays
from triage.opening import open_case
from triage.situation import Situation
from triage.states import LOWERED_GRADES


def settle_incident(ctx: Situation) -> None:
    """A person has settled it: a hate incident, with a level of risk and the first action for the local focus team."""
    settle(ctx, "hate_incident")
    weigh(ctx)
    settle_strands(ctx)
    set_task(ctx)
    if "threshold" in ctx.answers:
        decide_threshold(ctx)


def decide_threshold(ctx: Situation) -> None:
    """Decided with the first assessment, where details of the person blamed waited for it: a record of its own."""
    record = Record(case=ctx.case, move=ctx.done, kind="threshold", at=ctx.now, made_by=ctx.actor)
    record.codes = {"threshold": ctx.answers["threshold"]}
    record.words = {"threshold_words": ctx.answers["threshold_words"]}
    record.save(force_insert=True)
    subjects.decide(ctx)


def settle_crime_and_open_it(ctx: Situation) -> None:
    """One read, one act: the incident case ends as escalated and the crime case is already on its road."""
    settle(ctx, "hate_crime")
    weigh(ctx)
    settle_strands(ctx)
    sent = ctx.answers["road"] == "dispatch"
    crime = open_case(
        ctx.case.report,
        "hate_crime",
        act=ctx.done.act,
        state="dispatched" if sent else "under_investigation",
        at=ctx.now,
        came_from=ctx.case,
        actor=ctx.actor,
        role=ctx.role,
        countersigned_by=ctx.countersigned_by,
        danger=False,
        clocks_from=ctx.now,
    )
    deadlines.start(crime, ("attendance",) if sent else (), ctx.case.report.received_at)
    carry_over(ctx, crime)
    plays(crime, ctx.actor, "cr_reviewer", ctx.now)
    other = seen_from(ctx, crime)
    record_offence(other)
    appoint(other)
    if sent:
        write_dispatch(other)
    crime.next_due_at = deadlines.next_due(crime)
    crime.save()


def settle_crime(ctx: Situation) -> None:
    """The same for a case that was opened as a crime."""
    settle(ctx, "hate_crime")
    weigh(ctx)
    settle_strands(ctx)
    record_offence(ctx)
    appoint(ctx)
    if ctx.answers.get("grade"):
        ctx.case.grade = ctx.answers["grade"]
        if lowers_the_grade(ctx):
            plays(ctx.case, ctx.actor, "grade_lowered", ctx.now)
            plays(ctx.case, ctx.countersigned_by, "grade_lowered", ctx.now)
    if ctx.answers.get("log_number"):
        write_dispatch(ctx)


def settle_as_incident_after_all(ctx: Situation) -> None:
    """A crime case that is no crime, before any crime reference: it ends, and an incident case goes to local focus."""
    settle(ctx, "hate_incident")
    incident = open_incident(ctx)
    set_task(seen_from(ctx, incident))


def settle_risk(ctx: Situation) -> None:
    """Re-assessed on change; an indicated danger stays on top until somebody is sent."""
    ctx.case.risk = placing.risk_of(ctx.case.flags, danger=ctx.case.danger, level=ctx.answers["risk_level"])


def lowers_the_grade(ctx: Situation) -> bool:
    return ctx.answers.get("grade") in LOWERED_GRADES


def is_allocation(ctx: Situation) -> bool:
    return ctx.answers.get("road") == "allocate"


def settle_strands(ctx: Situation) -> None:
    if ctx.answers.get("strands"):
        ctx.case.strands = list(ctx.answers["strands"])


def weigh(ctx: Situation) -> None:
    if ctx.answers.get("log_number"):
        danger_is_met(ctx)
    settle_risk(ctx)
    deadlines.stop(ctx.case, ("danger", "danger_inspector"), ctx.now)
    report_touched(ctx)
