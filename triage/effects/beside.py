"""What the teams beside the chain do: answer their road by the act of its own, name who investigates, end a restriction."""

from hatereport import audit
from triage import placing
from triage.clocks import deadlines
from triage.effects.people import chosen_person
from triage.models import Case
from triage.roads.table import ROAD_OF
from triage.situation import Situation

#: Where an act has words, they are the answer to the action of its road.
_WORDS = ("child_words", "first_steps", "reasons")


def answer_road(ctx: Situation) -> None:
    """The action of this act's road is answered with what was written in it; its clock has done its work."""
    words = next((text for name in _WORDS if (text := ctx.answers.get(name))), ctx.act.label)
    _answer(ctx, ctx.act.road, words)


def name_investigator(ctx: Situation) -> None:
    """Professional standards have it, and somebody by name investigates."""
    ctx.case.holder = chosen_person(ctx, "investigator")
    _answer(ctx, "police_suspect", ctx.answers["reasons"])


def lift_restriction(ctx: Situation) -> None:
    """Nobody of the police is blamed after all, and two people say so: back to the ordinary chain, with all of its cases."""
    case, who = ctx.case, ctx.person.as_actor(ctx.role)
    _open_up(case)
    _answer(ctx, "police_suspect", ctx.answers["reasons"])
    others = Case.objects.filter(report_id=case.report_id, force_id=case.force_id, restricted=True)
    for other in others.exclude(pk=case.pk).select_for_update():
        _open_up(other)
        other.save()
        audit.record(who, "alteration", "case", other.pk, "lift_restriction", {"with": case.pk}, force=other.force_id)


def _answer(ctx: Situation, road: str, words: str) -> None:
    for task in ctx.case.tasks.filter(road=road, answered_at=None).select_for_update():
        task.case = ctx.case
        task.answered_by, task.answered_at, task.answer = ctx.actor, ctx.now, words
        task.save(update_fields=["answered_by", "answered_at", "answer_sealed"])
    if clock_code := ROAD_OF[road].clock:
        deadlines.stop(ctx.case, (clock_code,), ctx.now)


def _open_up(case: Case) -> None:
    case.restricted = False
    case.flags = [flag for flag in case.flags if flag != "police_suspect"]
    case.holding_team = placing.holding_team(case, case.state)
    case.holder = None
