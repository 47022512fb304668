"""Putting right what was written: a new entry that names the old one and says why; the old stays as it was.

Where a wrong entry has changed a fact that rules and counts read, words alone do not put it right: the act that sets the
fact anew does, and stands beside the form.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from triage.fields import Choice, Field
from triage.models import Move, Referral
from triage.shapes import Guard

#: What the system wrote down by itself is no person's mistake, and an amendment is amended like any other entry.
_NOBODYS = frozenset({"receive"})


def entries(ctx: Any) -> list[Choice]:
    """Entries of the case that a person made, newest first: number, act, who, when; no words of theirs."""
    moves = Move.objects.filter(case=ctx.case).exclude(actor=None).exclude(act__in=_NOBODYS)
    return [(str(move.seq), _called(move)) for move in moves.select_related("actor").order_by("-seq")]


def _called(move: Move) -> str:
    who = move.actor.name if move.actor else ""
    when = date_format(localtime(move.at), "j F Y, H:i")
    return f"{move.seq}. {move.act.replace('_', ' ').capitalize()}, {who}, {when}"


AMENDS = Field(
    "amends",
    "Which entry?",
    "choice",
    "Choose the entry that was wrong.",
    choices=entries,
    hint="It stays as it is. Each of the two then names the other in the timeline.",
)


_CAN_BE_RECALLED = (Referral.State.SENT, Referral.State.ACCEPTED)


def referrals(ctx: Any) -> list[Choice]:
    """Referrals that an organisation has before it."""
    rows = (row for row in ctx.referrals if row.state in _CAN_BE_RECALLED)
    return [(str(row.pk), f"{row.organisation.name}, {date_format(localtime(row.sent_at), 'j F Y')}") for row in rows]


HAS_REFERRAL = Guard(
    "has_referral",
    "No organisation has a referral of this case before it.",
    lambda ctx: any(row.state in _CAN_BE_RECALLED for row in ctx.referrals),
)
REFERRAL = Field("referral", "Which referral?", "choice", "Choose the referral.", choices=referrals)
SIGNATURE_ASKED = Guard(
    "signature_asked",
    "No signature is asked for.",
    lambda ctx: ctx.asked_countersignature is not None,
)


@dataclass(frozen=True)
class Fact:
    """A coded fact, and the acts that set it anew, the fittest first."""

    label: str
    acts: tuple[str, ...]


FACTS: tuple[Fact, ...] = (
    Fact("Strands", ("specialist_review", "review_and_dispatch", "assess_as_crime", "assess_as_incident")),
    Fact("Risk", ("assess_again",)),
    Fact("Grade", ("review_and_dispatch", "assess_as_crime")),
    Fact("Incident or crime", ("assess_as_crime", "escalate_to_crime", "assess_as_incident", "cancel_record")),
    Fact("Area or force", ("offer_transfer",)),
    Fact("Holder", ("hand_over", "take", "cover")),
    Fact("Officer or supervisor", ("change_officer", "change_supervisor")),
    Fact("Offence or crime reference", ("record_offence",)),
    Fact("Log number of the dispatch", ("dispatch_now", "review_and_dispatch")),
    Fact("Outcome, before the victim is told", ("supervisor_return", "return_for_investigation", "propose_outcome")),
    Fact("An offer to another force", ("refuse_transfer",)),
    Fact("A link to another report", ("unlink_same_event",)),
    Fact("A referral", ("recall_referral",)),
    Fact("A signature asked for", ("withdraw_countersignature",)),
    Fact("A report taken for none", ("reopen", "restore")),
)


def pairs(moves: Iterable[Move]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """(entry -> what it amends, entry -> what amends it), by number."""
    amends = {move.seq: int(move.codes["amends"]) for move in moves if move.act == "amend" and "amends" in move.codes}
    amended: dict[int, list[int]] = {}
    for later, earlier in amends.items():
        amended.setdefault(earlier, []).append(later)
    return amends, amended
