"""How a crime ends: outcome, endorsement, final review, prosecutors, court, and the victim told."""

from django.db.models import Max

from triage import clocks, letters
from triage.effects.letters import post
from triage.models import Offence, Record
from triage.moving import plays
from triage.records import RECORD_OF
from triage.situation import Situation


def propose(ctx: Situation) -> None:
    """A code and reasons for every row that has not been charged."""
    for row in ctx.open_offences:
        row.outcome_code, row.outcome_at = ctx.answers[f"outcome_{row.pk}"], ctx.now
        row.suspect_interviewed = ctx.answers["suspect_interviewed"] == "yes"
        row.save()
    ctx.case.holder = ctx.case.supervising_sergeant


def charge(ctx: Situation) -> None:
    chosen = set(ctx.answers["charged"])
    for row in ctx.offences:
        if str(row.pk) in chosen:
            row.outcome_code, row.outcome_at = "1", ctx.now
            row.save()
    owe_update(ctx)


def owe_update(ctx: Situation) -> None:
    """Something has happened that the victim is told of within a working day; a date at court, too, where one is known."""
    clocks.start(ctx.case, ("victim_update", *(("court_date",) if ctx.answers.get("hearing_on") else ())), ctx.now)


def final_review(ctx: Situation) -> None:
    """One structured review for each row that nobody charged (workflow.md)."""
    fields = RECORD_OF["nfa_review"].fields
    rows = ctx.open_offences
    for row in rows:
        prefix = review_prefix(ctx, row)
        words = {field.name: ctx.answers[prefix + field.name] for field in fields if field.sealed}
        codes = {field.name: ctx.answers[prefix + field.name] for field in fields if not field.sealed}
        record = Record(case=ctx.case, move=ctx.done, kind="nfa_review", at=ctx.now, made_by=ctx.actor, offence=row)
        record.codes, record.words = codes, words
        record.save(force_insert=True)
    ctx.case.holder = ctx.case.officer_in_case


def review_prefix(ctx: Situation, row: Offence) -> str:
    return f"row{row.number}_" if len(ctx.open_offences) > 1 else ""


def after_endorsement(ctx: Situation) -> str:
    """Cautions alone are told to the victim at once; every other end goes to the inspector."""
    rows = ctx.open_offences
    caution = bool(rows) and all(row.outcome and row.outcome.ends == "caution" for row in rows)
    return "victim_to_be_told" if caution else "nfa_final_review"


def give_after_endorsement(ctx: Situation) -> None:
    ctx.case.holder = ctx.case.officer_in_case if ctx.case.state == "victim_to_be_told" else None


def cps_decision(ctx: Situation) -> str:
    return {"charge": "at_court", "more": "under_investigation", "no_charge": "outcome_proposed"}[
        ctx.answers["cps_decision"]
    ]


def cps_decided(ctx: Situation) -> None:
    decision = ctx.answers["cps_decision"]
    if decision != "more":
        for row in _decided_by_cps(ctx):
            row.outcome_code, row.outcome_at = "1" if decision == "charge" else "9", ctx.now
            row.save()
    if decision == "charge":
        owe_update(ctx)
    ctx.case.holder = ctx.case.supervising_sergeant if decision == "no_charge" else ctx.case.officer_in_case
    if decision == "no_charge":
        plays(ctx.case, ctx.actor, "proposer", ctx.now)


def _decided_by_cps(ctx: Situation) -> list[Offence]:
    """The rows a charge was decided for, all that were open unless said; no charge is about every row, charged or not."""
    if ctx.answers["cps_decision"] == "no_charge":
        return ctx.offences
    chosen = set(ctx.answers.get("decided") or ())
    return [row for row in ctx.open_offences if not chosen or str(row.pk) in chosen]


def after_result(ctx: Situation) -> str:
    """A row nobody charged and nobody reviewed, or not since the case was opened again, cannot end with another's trial."""
    reopened = ctx.case.moves.filter(frm__in=("closed", "review_requested"), to="under_investigation")
    since = reopened.aggregate(Max("seq"))["seq__max"] or 0
    reviews = ctx.case.records.filter(kind="nfa_review", move__act="uphold_nfa", move__seq__gt=since)
    reviewed = set(reviews.values_list("offence_id", flat=True))
    left = [row for row in ctx.open_offences if row.pk not in reviewed]
    return "under_investigation" if left else "victim_to_be_told"


def tell_victim(ctx: Situation) -> None:
    """By voice; else by a letter, in the post or on their page. Where the victim cannot be written to at all (somebody
    else filed the report and holds the code), the reasons go to nobody in their place.
    """
    if written := letters.compose_telling(ctx):
        post(ctx, written)
    elif ctx.answers.get("contact_result") == "reached":
        ctx.case.silence_since = ctx.now


def review_decided(ctx: Situation) -> str:
    return "under_investigation" if ctx.answers["review_decision"] == "overturned" else "closed"
