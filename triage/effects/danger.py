"""Danger: somebody sent at once, danger reported again, a case taken out of ordinary sight."""

from hatereport import audit, clock
from incidents.models import Report
from triage import placing
from triage.clocks import deadlines
from triage.colleagues import People
from triage.effects.people import still_here
from triage.models import Case, Dispatch, PatternAlert
from triage.situation import Situation

#: Whoever acts, as long as they hold the role they act in.
_IN_THEIR_ROLE = People(lambda ctx: (ctx.role,))


def dispatch_at_once(ctx: Situation) -> None:
    """Somebody is on the way before anything was classified; the sergeant reviews after."""
    write_dispatch(ctx, at_once=True)
    danger_is_met(ctx)


def touch(ctx: Situation) -> None:
    """Taking a case in danger is touching it."""
    [ctx.case.holder] = still_here(ctx, {ctx.person.pk: _IN_THEIR_ROLE})
    if ctx.case.danger:
        deadlines.stop(ctx.case, ("danger", "danger_inspector"), ctx.now)
        report_touched(ctx)


def danger_again(ctx: Situation) -> None:
    """A later message says danger: to the control room's alarm from any state, closed included."""
    ctx.case.danger = True
    ctx.case.risk = placing.DANGER
    deadlines.start(ctx.case, ("danger", "danger_inspector"), ctx.now)


def restrict(ctx: Situation) -> None:
    """Out of every sight and hand but professional standards': whoever was named may be who it is about. They name
    anew. The force's other cases of the report show the same words, messages and files, and go with it.
    """
    case = ctx.case
    case.restricted = True
    case.holding_team = placing.holding_team(case, case.state)
    case.holder = case.officer_in_case = case.supervising_sergeant = None
    of_report = Case.objects.filter(report_id=case.report_id, force_id=case.force_id)
    for other in of_report.exclude(pk=case.pk).filter(restricted=False).select_for_update():
        other.restricted = True
        other.holding_team = case.holding_team
        other.holder = other.officer_in_case = other.supervising_sergeant = None
        other.save()
        who, detail = ctx.person.as_actor(ctx.role), {"with": case.pk}
        audit.record(who, "alteration", "case", other.pk, "restrict", detail, force=other.force_id)
    # Outside patterns too: an alert of another case must not lead here.
    PatternAlert.objects.filter(other__in=of_report, state=PatternAlert.State.OPEN).update(
        state=PatternAlert.State.DISMISSED, answered_at=ctx.now, answered_by=ctx.actor
    )


def write_dispatch(ctx: Situation, *, at_once: bool = False) -> None:
    Dispatch.objects.create(
        case=ctx.case,
        log_number=ctx.answers["log_number"],
        at=ctx.now,
        sent_by=ctx.person,
        officer=ctx.case.officer_in_case,
        at_once=at_once,
    )


def danger_is_met(ctx: Situation) -> None:
    """Somebody is on the way: what makes the case serious now are its flags, until a person weighs them."""
    ctx.case.danger = False
    ctx.case.risk = placing.risk_of(ctx.case.flags, danger=False, crime=ctx.case.kind == "hate_crime")
    deadlines.stop(ctx.case, ("danger", "danger_inspector"), ctx.now)
    report_touched(ctx)


def report_touched(ctx: Situation) -> None:
    Report.objects.filter(pk=ctx.case.report_id, danger=True, danger_touched_at=None).update(
        danger_touched_at=clock.now()
    )
