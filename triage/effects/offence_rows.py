"""Offence rows: recording, changing, carrying over."""

import datetime as dt
import uuid

from django.utils.timezone import localtime

from triage.clocks import deadlines
from triage.law import time_limits
from triage.law.aggravation import provision_for
from triage.models import Case, Clock, Offence
from triage.situation import Situation
from triage.victims import is_victim

_CARRIED = (
    "number",
    "code",
    "aggravated",
    "crime_reference",
    "committed_on",
    "recorded_on",
    "victim_id",
    "time_limit_on",
)


def record_offence(ctx: Situation) -> None:
    """A new row, or another view of one; a summary offence starts its six-month clock. An act that does not ask which one
    is meant looks again at the first, so that the sergeant who sends an officer to an escalated case doubles nothing.
    """
    if not ctx.answers.get("offence"):
        return
    row = _row_meant(ctx)
    row.code = ctx.answers["offence"]
    if aggravated := ctx.answers.get("aggravated"):
        row.aggravated = aggravated == "yes"
    row.committed_on = _day(ctx.answers.get("committed_on")) or row.committed_on or ctx.case.report.occurred_from
    row.victim_id = ctx.answers.get("offence_victim") or row.victim_id or _first_victim(ctx)
    row.crime_reference = ctx.answers.get("crime_reference") or row.crime_reference
    row.recorded_on = _day(ctx.answers.get("recorded_on")) or row.recorded_on
    if row.crime_reference and row.recorded_on is None:
        row.recorded_on = localtime(ctx.now).date()
    strands = ctx.answers.get("strands") or ctx.case.strands
    row.aggravated = row.aggravated and provision_for(row.code, strands, row.day_of_law) is not None
    row.time_limit_on = time_limits.limit_of(row.code, row.committed_on)
    row.save()
    watch_time_limit(ctx.case, row, ctx.now)


def watch_time_limit(case: Case, row: Offence, at: dt.datetime) -> None:
    """The clock of the row's own limit, as the row stands now."""
    live = case.clocks.exclude(state=Clock.State.STOPPED).filter(kind="time_limit", offence=row)
    if row.time_limit_on is None or row.committed_on is None:
        live.update(state=Clock.State.STOPPED, stopped_at=at)  # neither met nor missed: there is no limit after all
        return
    due = time_limits.end_of(row.time_limit_on)
    if not live.filter(due_at=due).exists():
        begun = dt.datetime.combine(row.committed_on, dt.time(), dt.UTC)
        for started in deadlines.start(case, ("time_limit",), begun, due_at=due, offence=row):
            started.next_check_at = due  # what is warned of before is clocks/limit_warnings.py's
            started.save(update_fields=["next_check_at"])


def carry_offences(case: Case, other: Case, at: dt.datetime) -> None:
    """The same rows in the case that follows: a recorded crime stays one, and its limit runs on, wherever it goes."""
    for row in case.offences.all():
        same = Offence(case=other, **{name: getattr(row, name) for name in _CARRIED})
        same.save(force_insert=True)
        watch_time_limit(other, same, at)


def _row_meant(ctx: Situation) -> Offence:
    chosen, rows = ctx.answers.get("offence_row"), ctx.case.offences.order_by("number")
    known = None if chosen == "new" else rows.filter(pk=chosen).first() if chosen else rows.first()
    return known or Offence(case=ctx.case, number=rows.count() + 1)


def _first_victim(ctx: Situation) -> uuid.UUID | None:
    return next((party.pk for party in ctx.parties if is_victim(party)), None)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
