"""A letter leaves in an act: it is kept as it was shown, the clocks it answers stop, and the person has heard from us."""

from incidents.letters.sending import send
from incidents.letters.writing import Written
from triage import letters
from triage.clocks import deadlines
from triage.reaching import blocked_ways, victim_party
from triage.situation import Situation


def write_letter(ctx: Situation) -> None:
    if written := letters.compose(ctx):
        post(ctx, written)


def post(ctx: Situation, written: Written) -> None:
    """The letter has the id of the move that sent it, and so stands in the timeline."""
    party = victim_party(ctx)
    assert party is not None  # it was written to somebody
    send(
        written,
        party,
        letter_id=ctx.done.pk,
        by=ctx.person,
        role=ctx.role,
        at=ctx.now,
        blocked=blocked_ways(ctx),
    )
    rule = letters.RULE_OF[written.kind]
    if not letters.counts_as_told(ctx, party, written.way):
        return
    deadlines.stop(ctx.case, rule.stops, ctx.now)
    if rule.is_news:
        heard_from_us(ctx)


def heard_from_us(ctx: Situation) -> None:
    """The silence ends, and the next news is due anew."""
    ctx.case.silence_since = ctx.now
    if ctx.case.kind == "hate_crime" and ctx.case.open:
        deadlines.start(ctx.case, ("progress_contact",), ctx.now)
