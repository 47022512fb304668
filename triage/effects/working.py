"""The daily work on a case: actions, alerts, contact, supervision, questions to the reporter, links."""

import datetime as dt

from incidents import messages
from triage.clocks import deadlines
from triage.effects.letters import heard_from_us
from triage.models import Case, PatternAlert, SameEvent, Task
from triage.roads.table import ROAD_OF
from triage.situation import Situation


def set_task(ctx: Situation) -> None:
    """An action: what, for which team, by when. Nothing without words, where the act does not insist on one."""
    if what := ctx.answers.get("action"):
        _set(ctx, what, int(ctx.answers["action_team"]), ctx.answers["action_due"])


def direct_holding_team(ctx: Situation) -> None:
    """Directions of whoever returned the case are an action for the team that holds it now."""
    _set(ctx, ctx.answers["directions"], ctx.case.holding_team_id, ctx.answers["direction_due"])
    if ctx.case.kind == "hate_crime":
        ctx.case.holder = ctx.case.officer_in_case


def answer_task(ctx: Situation) -> None:
    task = ctx.case.tasks.select_for_update().get(pk=ctx.answers["task"])
    task.case = ctx.case
    task.answered_by, task.answered_at, task.answer = ctx.actor, ctx.now, ctx.answers["task_answer"]
    task.save()
    if task.road:
        deadlines.stop(ctx.case, _clocks_of_road(task.road), ctx.now)


def answer_alerts(ctx: Situation) -> None:
    """One answer for all that were chosen: a hot telephone number raises twenty."""
    PatternAlert.objects.filter(pk__in=ctx.answers["alerts"], case=ctx.case, state=PatternAlert.State.OPEN).update(
        state=ctx.answers["alert_answer"], answered_at=ctx.now, answered_by=ctx.actor
    )


def contact_recorded(ctx: Situation) -> None:
    """Only real contact ends the silence."""
    if ctx.answers["contact_result"] != "reached":
        return
    deadlines.stop(ctx.case, ("first_contact", *ctx.answers.get("told_of", ())), ctx.now)
    heard_from_us(ctx)


def supervise(ctx: Situation) -> None:
    hours = int(ctx.answers["review_hours"])
    deadlines.start(ctx.case, ("supervision_review",), ctx.now, due_at=ctx.now + dt.timedelta(hours=hours))


def not_seen(ctx: Situation) -> None:
    deadlines.start(
        ctx.case, ("attendance",), ctx.now, due_at=ctx.now + dt.timedelta(hours=int(ctx.answers["next_attempt"]))
    )


def attended(ctx: Situation) -> None:
    ctx.case.holder = ctx.case.officer_in_case
    if ctx.answers.get("victim_seen") == "seen":
        ctx.case.silence_since = ctx.now
        deadlines.stop(ctx.case, ("needs_assessment",), ctx.now)


def ask_reporter(ctx: Situation) -> None:
    messages.post_to_reporter(ctx.case.report, ctx.person, ctx.answers["question"])
    deadlines.pause(ctx.case, ctx.now, ctx.act.name)


def go_on(ctx: Situation) -> None:
    deadlines.resume(ctx.case, ctx.now)


def state_before_asking(ctx: Situation) -> str:
    """Where the case was when the reporter was asked."""
    asked = ctx.case.moves.filter(to="awaiting_information").exclude(frm="awaiting_information").latest("seq")
    return asked.frm


def link_same_event(ctx: Situation) -> None:
    other = Case.objects.select_related("report").get(reference=ctx.answers["other_reference"].upper()).report
    first, second = sorted((ctx.case.report, other), key=lambda report: report.pk)
    SameEvent.objects.get_or_create(
        report=first, other=second, undone_at=None, defaults={"linked_by": ctx.person, "linked_at": ctx.now}
    )


def unlink_same_event(ctx: Situation) -> None:
    SameEvent.objects.filter(pk=ctx.answers["link"], undone_at=None).update(undone_by=ctx.actor, undone_at=ctx.now)


def _set(ctx: Situation, what: str, team_id: int, hours: str) -> None:
    due_at = ctx.now + dt.timedelta(hours=int(hours))
    task = Task(case=ctx.case, team_id=team_id, set_by=ctx.actor, set_at=ctx.now, due_at=due_at)
    task.what = what
    task.save(force_insert=True)


def _clocks_of_road(flag: str) -> tuple[str, ...]:
    clock_code = ROAD_OF[flag].clock if flag in ROAD_OF else ""
    return (clock_code,) if clock_code else ()
