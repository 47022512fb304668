"""A person's answer to "incident or crime, and why", kept beside the rule's proposal and never over it."""

from incidents.models import Classification
from triage.situation import Situation


def settle(ctx: Situation, kind: str, reason: str = "") -> None:
    report = ctx.case.report
    settled = Classification(
        report=report,
        at=ctx.now,
        source="person",
        kind=kind,
        strands=list(ctx.answers.get("strands") or ctx.case.strands),
        content=report.content,
        decided_by=ctx.actor,
    )
    settled.reasons = [reason or ctx.answers.get("assessment") or ctx.answers.get("reasons") or ""]
    settled.save(force_insert=True)
