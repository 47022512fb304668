"""What is taken back by whoever began it: a referral that should not have left, a signature that is no longer asked for."""

from triage.clocks import deadlines
from triage.models import Countersignature, Referral
from triage.situation import Situation


def recall_referral(ctx: Situation) -> None:
    """The organisation sees no more than that it was recalled (referrals.py)."""
    row = Referral.objects.select_for_update(of=("self",)).get(pk=ctx.answers["referral"], case=ctx.case)
    row.state = Referral.State.RECALLED
    row.save(update_fields=["state"])


def withdraw_countersignature(ctx: Situation) -> None:
    ctx.case.countersignatures.filter(state="asked").update(state=Countersignature.State.LAPSED)
    deadlines.stop(ctx.case, ("countersignature",), ctx.now)
