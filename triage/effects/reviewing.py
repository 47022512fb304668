"""Looking at somebody else's investigation: the specialist sergeant's review and the inspector's."""

from triage.choosing import aggravated_rows
from triage.effects.settling import settle
from triage.law.aggravation import provision_for
from triage.models import Offence, Record, SecondLook
from triage.records import RECORD_OF
from triage.reviewing import lots
from triage.situation import Situation


def specialist_reviewed(ctx: Situation) -> None:
    """Her word settles the strands and, offence by offence, the aggravated form; what was settled before stays a row."""
    if strands := ctx.answers.get("strands_settled"):
        ctx.case.strands = list(strands)
        settle(ctx, ctx.case.kind, ctx.answers["strands_words"])
    applies = ctx.answers["aggravated_considered"] == "applies"
    chosen = {row.pk for row in aggravated_rows(ctx)} if applies else set()
    for row in ctx.offences:
        row.aggravated = row.pk in chosen and provision_for(row.code, ctx.case.strands, row.day_of_law) is not None
        row.save(update_fields=["aggravated"])


def final_review(ctx: Situation) -> None:
    """One structured review for each row that nobody charged (workflow.md), each with the declaration of no conflict."""
    fields = [field for field in RECORD_OF["nfa_review"].fields if field.name != "conflict"]
    for row in ctx.open_offences:
        prefix = review_prefix(ctx, row)
        record = Record(case=ctx.case, move=ctx.done, kind="nfa_review", at=ctx.now, made_by=ctx.actor, offence=row)
        record.codes = {"conflict": ctx.answers["conflict"]}
        record.codes |= {field.name: ctx.answers[prefix + field.name] for field in fields if not field.sealed}
        record.words = {field.name: ctx.answers[prefix + field.name] for field in fields if field.sealed}
        record.save(force_insert=True)
    ctx.case.holder = ctx.case.officer_in_case
    lots.draw(ctx.done, SecondLook.Kind.NFA)


def review_prefix(ctx: Situation, row: Offence) -> str:
    return f"row{row.number}_" if len(ctx.open_offences) > 1 else ""
