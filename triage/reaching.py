"""Checks of the acts that reach a person: each asks incidents/safe_contact.py before anything is sent or recorded.

Which acts these are is in senders.py; a test holds the workflow table to it. What a domestic abuse or
safeguarding owner has closed is known here, since the actions that lift it are triage's.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from incidents import safe_contact
from incidents.models import Party
from triage import choosing
from triage.fields import Field
from triage.models import Case, Record
from triage.records import CHANNELS
from triage.roads import blocks
from triage.situation import Situation
from triage.victims import party_to_tell

HOURS_READ = Field(
    "hours_read",
    "I have read when they wrote that it is safe, and it is now",
    "tick",
    required=False,
    hint="They said it in their own words, above under Safe contact. A letter or the return page needs no hour.",
)
_PLACE = Field(
    "visit_place",
    "Where does the officer go?",
    "choice",
    "Choose where the officer goes.",
    choices=(
        ("elsewhere", "Not to their home: where it happened, or a place they named"),
        ("phone_first", "Nowhere yet: telephones first"),
        ("home", "To their home"),
        ("home_for_life", "To their home against their wish: a life is at stake"),
    ),
    hint="They said how a visit is safe. Each of the first two meets the deadline.",
)
_LOOK = Field(
    "visit_look",
    "How does the officer look?",
    "choice",
    "Choose how the officer looks.",
    choices=(("plain", "Plain clothes, no marked car"), ("marked", "Uniform or a marked car")),
)
_INSPECTOR = Field(
    "life_inspector",
    "Which duty inspector has decided that?",
    "person",
    "Name the duty inspector who has decided that a life is at stake.",
    choices=choosing.duty_inspectors,
    only_if=("visit_place", "home_for_life"),
)
#: What how_to_go() may ask.
OF_A_VISIT = (_PLACE, _LOOK, _INSPECTOR)


def channel_is_safe(ctx: Situation) -> Mapping[str, str]:
    """Every way of reaching a person passes the one function of incidents/safe_contact.py (practice.md 6)."""
    channel = ctx.answers.get("contact_channel")
    if not channel or ctx.answers.get("contact_result") == "not_appropriate":
        return {}
    party = reached(ctx)
    if party is None:
        return {"contact_channel": "Nobody in this report left a way to reach them."}
    if waits_for_safeguarding(ctx.case) and party is not victim_party(ctx):
        return {"contact_channel": _NO_PARENT}
    verdict = safe_contact.allowed(party, channel, ctx.now, blocked=blocked_ways(ctx))
    if isinstance(verdict, safe_contact.Refused):
        return {"contact_channel": verdict.reason}
    if safe_contact.HOURS_IN_WORDS in verdict.conditions and ctx.answers.get("hours_read") != "yes":
        return {"hours_read": "Read under Safe contact when they wrote that it is safe, then tick this."}
    return {}


def hours_in_words(ctx: Situation) -> tuple[Field, ...]:
    """Asked of whoever reaches somebody whose safe hours only a person can read."""
    party = reached(ctx)
    return (HOURS_READ,) if party is not None and safe_contact.in_force(party).hours_in_words else ()


def asked_by_an_old_way(ctx: Situation) -> Mapping[str, str]:
    """What was asked for behind the code is confirmed by the way that was agreed before (practice.md 4)."""
    wish, channel = ctx.change or ctx.news, ctx.answers.get("contact_channel")
    if ctx.change is not None and ctx.change.proposed is None:
        return {"asked_about": "What they asked for was erased, so nothing can be put in force. Refuse it."}
    if wish is None or not channel:
        return {}
    if channel == safe_contact.RETURN_PAGE and safe_contact.has_old_way(wish.party):
        return {
            "contact_channel": "They gave another way before: ask by that. "
            "Whoever has found the code could answer on the return page."
        }
    rules = safe_contact.to_confirm_by(wish.party, ctx.change)
    verdict = safe_contact.allowed(wish.party, channel, ctx.now, blocked=blocked_ways(ctx), rules=rules)
    return {"contact_channel": verdict.reason} if isinstance(verdict, safe_contact.Refused) else {}


REACH_BY = Field(
    "reach_by",
    "How may they reach the person?",
    "choice",
    required=False,
    choices=(("none", "Not at all: they are only told"), *CHANNELS[:-1]),
    start="none",
    hint="What the person said about safe contact goes with it. By no other way.",
)


def partner_keeps_to_it(ctx: Situation) -> Mapping[str, str]:
    """A partner who gets in touch is a way of reaching the person like any other (practice.md 6); when, they decide."""
    channel = ctx.answers.get("reach_by") or "none"
    party = reached(ctx)
    if channel == "none" or party is None:
        return {}
    if ctx.answers.get("basis") == "anonymised":
        return {"reach_by": "Without names nobody can be reached: choose “Not at all”, or another basis."}
    verdict = safe_contact.allowed(
        party, channel, ctx.now, blocked=blocked_ways(ctx), rules=safe_contact.in_force(party).at_any_hour
    )
    return {"reach_by": verdict.reason} if isinstance(verdict, safe_contact.Refused) else {}


def told_to_partner(ctx: Situation) -> tuple[str, ...]:
    """How the partner may reach the person, and everything to keep to, as sentences; the hours are among them."""
    channel = ctx.answers.get("reach_by") or "none"
    party = reached(ctx)
    if channel == "none" or party is None:
        return ()
    rules = safe_contact.in_force(party)
    said = [f"Reach them by: {dict(CHANNELS)[channel]}.", *rules.orders]
    if rules.hours is not None:
        said.append(
            f"Safe hours: {'; '.join(str(slot.label) for slot in safe_contact.TIMES if slot.code in rules.hours)}."
        )
    if rules.announce:
        said.append(f"{safe_contact.ANNOUNCEMENTS[rules.announce]}.")
    return tuple(said)


def how_to_go(ctx: Situation) -> tuple[Field, ...]:
    """Asked where the person said how a visit is safe: elsewhere, plain clothes or a call first (practice.md 7)."""
    party = victim_party(ctx)
    if party is None or not _bans_on_visits(safe_contact.in_force(party)):
        return ()
    if ctx.act.name != "assess_as_crime":
        return OF_A_VISIT
    return (*(replace(field, only_if=("road", "dispatch")) for field in (_PLACE, _LOOK)), _INSPECTOR)


def visit_is_safe(ctx: Situation) -> Mapping[str, str]:
    """A way of going that they forbade is refused, with what is open instead. To set it aside a life must be at stake
    and a duty inspector named, whose name stays with the move.
    """
    place = ctx.answers.get("visit_place")
    party = victim_party(ctx)
    if not place or party is None:
        return {}
    if place == "phone_first":
        verdict = safe_contact.allowed(party, safe_contact.CALL, ctx.now, blocked=blocked_ways(ctx))
        return _refusal("visit_place", verdict, "Choose to go elsewhere.")
    looks = {"marked_car", "uniform"} if ctx.answers.get("visit_look") == "marked" else set()
    rules = safe_contact.in_force(party)
    if place != "home":  # to where it happened they need not have chosen a visit; their bans stand all the same
        rules = rules.also_by(safe_contact.VISIT)
    details = frozenset(looks | ({"at_home"} if place == "home" else set()))
    verdict = safe_contact.allowed(party, safe_contact.VISIT, ctx.now, details=details, rules=rules)
    field = "visit_look" if isinstance(verdict, safe_contact.Refused) and verdict.code in _LOOKS else "visit_place"
    if place == "home_for_life" and field == "visit_place":
        return {}
    return _refusal(field, verdict, "Go elsewhere, in plain clothes, or telephone first.")


def danger_sets_aside(ctx: Situation) -> Mapping[str, str]:
    """Somebody is in danger now: nothing is refused, but what the help goes against stays with the move."""
    party = victim_party(ctx)
    if party is not None:
        rules = safe_contact.in_force(party).also_by(safe_contact.VISIT)
        details = frozenset({"at_home", "marked_car", "uniform"})
        verdict = safe_contact.allowed(party, safe_contact.VISIT, ctx.now, details=details, rules=rules)
        if isinstance(verdict, safe_contact.Refused):
            ctx.answers["set_aside"] = verdict.code
    return {}


def victim_party(ctx: Situation) -> Party | None:
    """Whom letters, updates and the right to review follow."""
    return party_to_tell(ctx.parties)


def reached(ctx: Situation) -> Party | None:
    """Whom a contact reaches: the victim; for talking, whoever reported for them and said how."""
    party = victim_party(ctx)
    if party is not None and not party.channels and ctx.act.name == "record_contact_attempt":
        return _through(ctx) or party
    return party


def blocked_ways(ctx: Situation) -> frozenset[str]:
    """Nothing is sent that somebody else at home could read until the domestic abuse owner has lifted that, nor a letter
    to a child's home before safeguarding has decided (practice.md 12 and 13).
    """
    child = {"letter"} if waits_for_safeguarding(ctx.case) else set()
    return blocks.ways_shut(ctx.blocks) | frozenset(child)


def blocked_for(report_id: uuid.UUID | str) -> frozenset[str]:
    """The same for a report, whichever of its cases says so."""
    shut: set[str] = set()
    for case in Case.objects.filter(report_id=report_id, flags__overlap=[blocks.FLAG, "under_18"]):
        shut |= blocks.ways_shut(blocks.in_force(case)) | ({"letter"} if waits_for_safeguarding(case) else set())
    return frozenset(shut)


def waits_for_safeguarding(case: Case) -> bool:
    """Whether a child is in it and nobody has decided on safeguarding yet, in any case of the report in this force."""
    if "under_18" not in case.flags:
        return False
    of_report = {"case__report_id": case.report_id, "case__force_id": case.force_id}
    return not Record.objects.filter(kind="child_safeguarding", **of_report).exists()


_LOOKS = ("no_marked_car", "no_uniform")
_NO_PARENT = "A child is involved: nobody speaks to a parent or carer before the safeguarding decision."


def _bans_on_visits(rules: safe_contact.Rules) -> bool:
    return any(
        ban.code in rules.bans and safe_contact.VISIT in ban.channels and ban.forbids for ban in safe_contact.BANS
    )


def _refusal(field: str, verdict: object, instead: str) -> Mapping[str, str]:
    return {field: f"{verdict.reason} {instead}"} if isinstance(verdict, safe_contact.Refused) else {}


def _through(ctx: Situation) -> Party | None:
    """Whoever reported for somebody and said how to be reached; decisions and reasons never go that way."""
    return next((party for party in ctx.parties if party.channels), None)
