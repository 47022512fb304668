"""Help named by an officer, and a person handed to an organisation."""

from hatereport.working_time import WorkingDays, deadline
from partners.models import Organisation
from triage.clocks import deadlines
from triage.models import Referral, Signpost
from triage.reaching import told_to_partner
from triage.situation import Situation


def signpost(ctx: Situation) -> None:
    """What an officer named by hand is kept beside what the rules named."""
    Signpost.objects.bulk_create(
        [
            Signpost(case=ctx.case, stage=ctx.case.state, organisation_id=int(pk), rule="by_officer", at=ctx.now)
            for pk in ctx.answers.get("support_organisations", [])
        ],
        ignore_conflicts=True,
    )
    if ctx.answers.get("support") in ("accepted", "declined"):
        deadlines.stop(ctx.case, ("support_referral",), ctx.now)


def refer(ctx: Situation) -> None:
    organisation = Organisation.objects.get(pk=ctx.answers["organisation"])
    referral = Referral(
        case=ctx.case,
        organisation=organisation,
        basis=ctx.answers["basis"],
        sent_by=ctx.person,
        sent_at=ctx.now,
        due_at=deadline(ctx.now, WorkingDays(2)),
    )
    referral.told = {"told": ctx.answers["told"], "keep_to": list(told_to_partner(ctx))}
    referral.save(force_insert=True)
    deadlines.stop(ctx.case, ("support_referral",), ctx.now)
