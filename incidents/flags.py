"""Risk flags and special roads: what an answer means for how careful and how quick the police must be.

Read from coded answers only. English words are never searched for danger: the form asks instead. A worry
about immigration is neither asked nor kept (practice.md 22). What each flag then does is in triage.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents import places

Answers = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Answered:
    """True if any of the listed codes was given to `section.question`."""

    section: str
    question: str
    codes: frozenset[str]

    def __call__(self, answers: Answers) -> bool:
        given = answers.get(self.section, {}).get(self.question)
        chosen = given if isinstance(given, list) else [given]
        return not self.codes.isdisjoint(str(code) for code in chosen if code)


def answered(question: str, *codes: str) -> Answered:
    section, name = question.split(".")
    return Answered(section, name, frozenset(codes))


@dataclass(frozen=True)
class Flag:
    code: str
    #: Said to officers on the queue and the case page.
    label: Promise
    why: str
    source: str
    raised_by: tuple[Answered, ...]


_SPECIAL, _RISK = "Practice of specialist units (local design)", "Risk list for first assessment (local design)"

FLAGS: tuple[Flag, ...] = (
    Flag(
        "police_suspect",
        _("The suspect works for the police"),
        "Professional standards only; everybody else is kept out.",
        _SPECIAL,
        (answered("what.who_did", "police"),),
    ),
    Flag(
        "under_18",
        _("Someone under 18"),
        "A safeguarding decision the same day, before any contact through a parent.",
        _SPECIAL,
        (
            answered("who.under_18", "yes"),
            answered("what.who_did", "under_18"),
            answered("circumstances.applies", "under_18"),
        ),
    ),
    Flag(
        "domestic",
        _("Partner, family or carer"),
        "A domestic abuse owner beside the case; letters and family interpreters wait for them.",
        _SPECIAL,
        (answered("what.who_did", "partner", "family", "carer"), answered("what.kinds", "controlled")),
    ),
    Flag(
        "sexual",
        _("Sexual"),
        "To the specialist team within the hour; no more detail is asked.",
        _SPECIAL,
        (answered("what.kinds", "sexual"),),
    ),
    Flag(
        "railway",
        _("On the railway"),
        "British Transport Police polices the railway.",
        _SPECIAL,
        (answered("where.place_type", places.RAILWAY),),
    ),
    Flag(
        "terrorism",
        _("Signs of terrorism"),
        "The duty inspector is told by telephone within five minutes.",
        _SPECIAL,
        (answered("what.kinds", "terrorism"),),
    ),
    Flag(
        "injury",
        _("Someone was hurt"),
        "Harm has happened and may go on.",
        _RISK,
        (answered("what.kinds", "injured"), answered("harm.hurt", "yes")),
    ),
    Flag("weapon", _("A weapon"), "Danger to the person and to officers.", _RISK, (answered("what.kinds", "weapon"),)),
    Flag("fire", _("Fire"), "Fire at a home or a place of worship may kill.", _RISK, (answered("what.kinds", "fire"),)),
    Flag(
        "damage",
        _("Damage"),
        "Evidence is lost when it is cleaned or mended.",
        _RISK,
        (answered("what.kinds", "damage", "fire"), answered("harm.damage", "yes")),
    ),
    Flag(
        "suspect_near",
        _("The suspect is near"),
        "Lives near, knows the address or is likely to come back.",
        _RISK,
        (
            answered("what.who_did", "neighbour", "partner", "family", "carer"),
            answered("suspect.near", "lives_near", "knows_address", "likely_back"),
        ),
    ),
    Flag(
        "suicidal",
        _("Thoughts of suicide or self-harm"),
        "Asked plainly and answered yes.",
        _RISK,
        (answered("effect.self_harm", "yes"),),
    ),
    Flag("not_safe_now", _("Does not feel safe"), "Said so.", _RISK, (answered("effect.safe", "no"),)),
    Flag(
        "repeat",
        _("It has happened before"),
        "Twice is a course of conduct (Protection from Harassment Act 1997).",
        _RISK,
        (answered("when.repeat", "once", "many"), answered("what.kinds", "followed")),
    ),
    Flag(
        "place_of_worship",
        _("Place of worship"),
        "Others who worship there may be at risk.",
        _RISK,
        (answered("where.place_type", "worship"),),
    ),
    Flag(
        "school",
        _("School or college"),
        "The school has a safeguarding lead.",
        _RISK,
        (answered("where.place_type", "school"),),
    ),
    Flag(
        "vulnerable",
        _("Care or support needs"),
        "Adult safeguarding may be owed (Care Act 2014).",
        _RISK,
        (
            answered("circumstances.applies", "care_needs", "depends_on_them", "lives_alone", "pregnant"),
            answered("who.agreement", "cannot_decide"),
        ),
    ),
    Flag(
        "mate_crime",
        _("Mate crime"),
        "Somebody acts like a friend to use a disabled person.",
        _RISK,
        (answered("what.kinds", "used_for_money"), answered("why.details", "mate_crime")),
    ),
    Flag(
        "unsafe_to_contact",
        _("Take care how you make contact"),
        "A call or a car may put the person in danger.",
        _RISK,
        (
            answered(
                "contact.bans",
                "no_voicemail",
                "not_at_home",
                "no_marked_car",
                "no_uniform",
                "withheld_number",
                "someone_must_not_know",
                "only_times",
            ),
        ),
    ),
    Flag(
        "victim_unaware",
        _("The person may not know of this report"),
        "Reported by someone else without their agreement.",
        _RISK,
        (answered("who.agreement", "no", "not_asked"),),
    ),
)

BY_CODE = {flag.code: flag for flag in FLAGS}


def raised(answers: Answers) -> list[str]:
    """The codes of every flag these answers raise, in the order of the table."""
    return [flag.code for flag in FLAGS if any(rule(answers) for rule in flag.raised_by)]
