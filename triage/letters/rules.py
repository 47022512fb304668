"""Which letter may be written where, and which clock it stops when it is sent.

A decision is written down only after it has been made and confirmed: no letter of no further action leaves before the
specialist inspector has upheld it, and none where another offence of the case ended in a charge or a caution. "Tell the
victim" writes its own letter; the row here is for putting in writing what was told by voice.
"""

from dataclasses import dataclass

from incidents.letters.kinds import KIND_OF
from triage.fields import Choice
from triage.letters.composing import ends_quietly
from triage.situation import Situation
from triage.states import CRIME, INCIDENT, open_states


@dataclass(frozen=True)
class LetterRule:
    kind: str
    #: Case kind -> states in which it may be written.
    where: dict[str, tuple[str, ...]]
    #: Clocks it stops, as a real contact does that tells the same.
    stops: tuple[str, ...] = ()
    #: The person has heard from us: the silence ends and the 28 days begin anew.
    is_news: bool = True
    #: Only after an act of this name.
    after: str = ""
    #: Only where no offence ended in a charge or a caution.
    quiet: bool = False


_WORKING: dict[str, tuple[str, ...]] = {INCIDENT: open_states(INCIDENT), CRIME: open_states(CRIME)}

RULES: tuple[LetterRule, ...] = (
    LetterRule("received", _WORKING, ("acknowledgement",)),
    LetterRule("progress", _WORKING, ("victim_update",)),
    LetterRule("contact_attempt", _WORKING, is_news=False),
    LetterRule("no_further_action", {CRIME: ("closed",)}, after="uphold_nfa", quiet=True),
    LetterRule("closed", {INCIDENT: ("closed",), CRIME: ("closed",)}),
    LetterRule("court_date", {CRIME: ("at_court",)}, ("court_date",)),
    LetterRule("review_acknowledged", {CRIME: ("review_requested",)}, ("review_acknowledged",)),
    LetterRule("review_decided", {CRIME: ("closed", "under_investigation")}, ("review_told",), after="decide_review"),
)
RULE_OF = {rule.kind: rule for rule in RULES}


def choices(ctx: Situation) -> list[Choice]:
    """The letters that may be written in this case now."""
    done = {rule.after for rule in RULES if rule.after}
    done &= set(ctx.case.moves.filter(act__in=done).values_list("act", flat=True))
    return [
        (rule.kind, KIND_OF[rule.kind].label)
        for rule in RULES
        if ctx.case.state in rule.where.get(ctx.case.kind, ())
        and (not rule.after or rule.after in done)
        and (not rule.quiet or ends_quietly(ctx))
    ]
