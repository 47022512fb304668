"""At court: what is charged, the days of its hearings, and what the court found for each offence."""

import datetime as dt

from django.db.models import Max
from django.utils.timezone import localtime

from triage.choosing import unheard_rows
from triage.clocks import deadlines
from triage.models import Hearing, Offence
from triage.situation import Situation


def charge(ctx: Situation) -> None:
    """Each chosen row is charged, and in time: its six months are met."""
    chosen = set(ctx.answers["charged"])
    for row in ctx.offences:
        if str(row.pk) in chosen:
            charged(ctx, row, "1")
    _note_hearing(ctx, Hearing.Kind.FIRST)
    owe_update(ctx)


def charged(ctx: Situation, row: Offence, code: str) -> None:
    """Charged anew, it is heard anew: what a court found before stays in the move that recorded it."""
    row.outcome_code, row.outcome_at = code, ctx.now
    row.result, row.result_on, row.uplift_stated = "", None, None
    row.save()
    deadlines.stop(ctx.case, ("time_limit",), ctx.now, offence=row)


def owe_update(ctx: Situation) -> None:
    """Something has happened that the victim is told of within a working day; a date at court, too, where one is known."""
    deadlines.start(ctx.case, ("victim_update", *(("court_date",) if ctx.answers.get("hearing_on") else ())), ctx.now)


def record_hearing(ctx: Situation) -> None:
    _note_hearing(ctx, ctx.answers.get("hearing_kind") or Hearing.Kind.OTHER)


def drop_hearing(ctx: Situation) -> None:
    """It was moved to another day, or fell away: the row stays, and a new day is a new row, to be told."""
    old = ctx.case.hearings.select_for_update().get(pk=ctx.answers["hearing"])
    old.dropped_at = ctx.now
    old.save(update_fields=["dropped_at"])
    if ctx.answers.get("hearing_on"):
        _note_hearing(ctx, old.kind)
        deadlines.start(ctx.case, ("court_date",), ctx.now)


def record_result(ctx: Situation) -> None:
    """What the court found for each row it has heard now, and whether it said that hostility raised the sentence."""
    today = localtime(ctx.now).date().isoformat()
    for row, prefix in [(row, result_prefix(ctx, row)) for row in unheard_rows(ctx)]:
        row.result = ctx.answers[f"{prefix}result"]
        row.result_on = dt.date.fromisoformat(ctx.answers.get("result_on") or today)
        stated = ctx.answers.get(f"{prefix}uplift_stated")
        row.uplift_stated = None if stated is None else stated == "yes"
        row.save()
    ctx.case.holder = ctx.case.officer_in_case


def result_prefix(ctx: Situation, row: Offence) -> str:
    return f"row{row.number}_" if len(unheard_rows(ctx)) > 1 else ""


def after_result(ctx: Situation) -> str:
    """A row nobody charged and nobody reviewed, or not since the case was opened again, cannot end with another's trial."""
    reopened = ctx.case.moves.filter(frm__in=("closed", "review_requested"), to="under_investigation")
    since = reopened.aggregate(Max("seq"))["seq__max"] or 0
    reviews = ctx.case.records.filter(kind="nfa_review", move__act="uphold_nfa", move__seq__gt=since)
    reviewed = set(reviews.values_list("offence_id", flat=True))
    left = [row for row in ctx.open_offences if row.pk not in reviewed]
    return "under_investigation" if left else "victim_to_be_told"


def _note_hearing(ctx: Situation, kind: str) -> None:
    if on := ctx.answers.get("hearing_on"):
        Hearing.objects.create(case=ctx.case, move=ctx.done, kind=kind, on=dt.date.fromisoformat(on))
