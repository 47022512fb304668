"""Offence rows: recording, changing, carrying over."""

import datetime as dt

from triage import clocks
from triage.models import Case, Offence
from triage.situation import Situation


def record_offence(ctx: Situation) -> None:
    """A new row, or another view of one; a summary offence starts its six-month clock. An act that does not ask which one
    is meant looks again at the first, so that the sergeant who sends an officer to an escalated case doubles nothing.
    """
    if not ctx.answers.get("offence"):
        return
    committed = ctx.answers.get("committed_on") or (
        ctx.case.report.occurred_from and ctx.case.report.occurred_from.isoformat()
    )
    committed_on = dt.date.fromisoformat(committed) if committed else None
    chosen = ctx.answers.get("offence_row")
    rows = ctx.case.offences.order_by("number")
    known = None if chosen == "new" else rows.filter(pk=chosen).first() if chosen else rows.first()
    row = known or Offence(case=ctx.case, number=rows.count() + 1)
    row.code = ctx.answers["offence"]
    if aggravated := ctx.answers.get("aggravated"):
        row.aggravated = aggravated == "yes"
    row.crime_reference = ctx.answers.get("crime_reference") or row.crime_reference
    row.committed_on = committed_on or row.committed_on
    row.save()
    if row.settled.summary_only and row.committed_on:
        begun = dt.datetime.combine(row.committed_on, dt.time(), dt.UTC)
        clocks.start(ctx.case, ("time_limit",), begun, offence=row)


def carry_offences(case: Case, other: Case) -> None:
    Offence.objects.bulk_create(
        [
            Offence(
                case=other,
                number=row.number,
                code=row.code,
                aggravated=row.aggravated,
                crime_reference=row.crime_reference,  # a recorded crime stays one, wherever it goes
                committed_on=row.committed_on,
            )
            for row in case.offences.all()
        ]
    )
