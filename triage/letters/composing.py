"""The letter of an act: to whom, by which way, in which language, with which facts; and why it may not be sent.

Composing writes nothing, so that the same letter can be shown before it is sent.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.timezone import localdate

from hatereport.languages.table import BY_CODE, SOURCE
from incidents import safe_contact
from incidents.letters.kinds import KIND_OF
from incidents.letters.sending import refusal
from incidents.letters.writing import ASK_FOR, Facts, Written, write
from incidents.models import Party
from triage.guards import REVIEW_WINDOW, can_be_reviewed
from triage.reaching import blocked_ways, victim_party
from triage.situation import REVEALED_FOR, Situation
from triage.victims import is_victim

_BY_POST_OR_HERE = (safe_contact.LETTER, safe_contact.RETURN_PAGE)
#: Of a letter nobody can say yet whether it reached them.
_ON_ITS_WAY = ("", "reached")


# --- a letter by itself -----------------------------------------------------------------------------------------------


def compose(ctx: Situation) -> Written | None:
    """The letter of write_letter."""
    party = victim_party(ctx)
    if party is None:
        return None
    answers = ctx.answers
    hearing = answers.get("hearing_on")
    facts = _facts(
        ctx,
        party,
        words=answers.get("letter_words", ""),
        words_translated=answers.get("letter_words_translated", ""),
        hearing_on=dt.date.fromisoformat(hearing) if hearing else None,
    )
    return write(answers["letter_kind"], party, answers["letter_way"], answers["letter_language"], facts)


def fits(ctx: Situation) -> Mapping[str, str]:
    """Why this letter may not be sent as it was asked for, by field."""
    if not {"letter_kind", "letter_way", "letter_language"} <= ctx.answers.keys():
        return {}
    kind = KIND_OF[ctx.answers["letter_kind"]]
    errors = _way_fits(ctx, ctx.answers["letter_way"], "letter_way")
    if kind.needs_words and not ctx.answers.get("letter_words"):
        errors["letter_words"] = "Write in plain words what they are to be told."
    return errors


# --- telling the victim -----------------------------------------------------------------------------------------------


def way_of_telling(ctx: Situation) -> str:
    """How "Tell the victim" writes: by post or on their page where it was chosen, on their page where a voice did not
    reach them; "" where they were told by voice.
    """
    channel, result = str(ctx.answers.get("contact_channel", "")), ctx.answers.get("contact_result") or ""
    if channel in _BY_POST_OR_HERE and result in _ON_ITS_WAY:
        return channel
    return "" if result == "reached" else safe_contact.RETURN_PAGE


def compose_telling(ctx: Situation) -> Written | None:
    """The letter of tell_victim, where it writes one to somebody who can read it."""
    way, party = way_of_telling(ctx), victim_party(ctx)
    if not way or party is None or refusal(party, way, ctx.now, blocked_ways(ctx)):
        return None
    language = _language(ctx)
    facts = _facts(ctx, party, words=ctx.answers["reasons"], words_translated=ctx.answers.get("reasons_translated", ""))
    return write("no_further_action" if ends_quietly(ctx) else "closed", party, way, language, facts)


def telling_fits(ctx: Situation) -> Mapping[str, str]:
    """A letter that was chosen must be able to leave; where nobody could be reached the case can end without one."""
    channel, result = ctx.answers.get("contact_channel", ""), ctx.answers.get("contact_result") or ""
    if channel in _BY_POST_OR_HERE and result in _ON_ITS_WAY:
        return _way_fits(ctx, channel, "contact_channel")
    return {} if result else {"contact_result": "Say whether you reached them."}


# --- what both need ---------------------------------------------------------------------------------------------------


def ends_quietly(ctx: Situation) -> bool:
    """Without a charge and without a caution for any offence: the specialist inspector has upheld it."""
    ended = [row.outcome.ends if row.outcome else "" for row in ctx.offences]
    return bool(ended) and not {"charge", "caution"}.intersection(ended)


def review_is_open(ctx: Situation, party: Party) -> bool:
    """The right to review is the victim's, and nobody else's."""
    return can_be_reviewed(ctx) and is_victim(party)


def counts_as_told(ctx: Situation, party: Party, way: str) -> bool:
    """A letter by post does; one on the return page where the person chose that, or can be reached in no other way."""
    chosen = safe_contact.in_force(party).channels
    return way == safe_contact.LETTER or safe_contact.RETURN_PAGE in chosen or not chosen


def _way_fits(ctx: Situation, way: str, field: str) -> dict[str, str]:
    party = victim_party(ctx)
    if party is None:
        return {field: "Nobody in this report can be written to."}
    if reason := refusal(party, way, ctx.now, blocked_ways(ctx)):
        return {field: _and_instead(ctx, party, reason)}
    if way == safe_contact.LETTER and not _knows_names(ctx):
        return {field: "The letter shows a name and an address. Take the case, or show who is in it first."}
    return {}


def _and_instead(ctx: Situation, party: Party, reason: str) -> str:
    """The refusal with the ways that are left."""
    left = [
        label
        for way, label in ((safe_contact.LETTER, "by post"), (safe_contact.RETURN_PAGE, "on their page"))
        if not refusal(party, way, ctx.now, blocked_ways(ctx))
    ]
    calls = safe_contact.CALL in safe_contact.in_force(party).channels
    ways = [*left, *(["by telephone, in your own words"] if calls else [])]
    return f"{reason} What is left: {' or '.join(ways)}." if ways else f"{reason} No other way is left."


def _knows_names(ctx: Situation) -> bool:
    """Those whose case it is, and whoever said within the hour why they must know."""
    if ctx.is_theirs:
        return True
    since = ctx.now - REVEALED_FOR
    return ctx.case.moves.filter(act="reveal_identity", actor=ctx.person, at__gte=since).exists()


def _facts(ctx: Situation, party: Party, **said: Any) -> Facts:
    case = ctx.case
    ends = localdate(case.ended_at or ctx.now)
    running = case.clocks.filter(kind="review_decision").exclude(state="stopped").first()
    decided = case.moves.filter(act="decide_review").order_by("-seq").first()
    facts = Facts(
        ask_for=_who_answers(ctx),
        is_crime=case.kind == "hate_crime",
        crime_reference=next((row.crime_reference for row in ctx.offences if row.crime_reference), ""),
        can_review=review_is_open(ctx, party),
        review_by=ends + REVIEW_WINDOW,
        decide_by=localdate(running.due_at) if running else None,
        stands=decided is None or decided.to == "closed",
    )
    return replace(facts, **said)


def _who_answers(ctx: Situation) -> str:
    """The role that owns the case where it stands."""
    if ctx.case.restricted:
        return "professional_standards"
    return next((role for role in ctx.owners if role in ASK_FOR), "control_room_sergeant")


def _language(ctx: Situation) -> str:
    """The reporter's, where it is theirs who is written to and there are letters in it."""
    return ctx.case.report.language if ctx.case.report.language in BY_CODE else SOURCE.code
