"""The special roads: what a plain answer in the form sets in motion beside the chain, and what it holds back.

Source: practice.md 11 to 15 and 23. Each road is a flag on the case, a clock, an action for the right team that must be
answered before the stage can be left, and a banner for whoever opens it.
"""

from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True)
class Road:
    """`team` is asked by an action in `action`'s words; `restricts` takes the case out of every ordinary scope."""

    flag: str
    label: str
    clock: str
    team: str
    action: str
    banner: str
    source: str
    restricts: bool = False


#: Set at receipt from the language of the report; it says nothing about risk.
ANOTHER_LANGUAGE = "another_language"

ROADS: tuple[Road, ...] = (
    Road(
        "police_suspect",
        "Police suspect",
        "police_suspect",
        "professional_standards",
        "The person blamed may work for the police. Take this case over, and name who investigates.",
        "The person blamed may work for the police. Only professional standards see this case.",
        "practice.md 11",
        restricts=True,
    ),
    Road(
        "under_18",
        "Under 18",
        "child",
        "safeguarding",
        "A child may be involved. Decide on safeguarding today, before anyone speaks to a parent.",
        "A child may be involved: decide on safeguarding before any contact through a parent. No community leaders.",
        "practice.md 12",
    ),
    Road(
        "domestic",
        "Partner, family or carer",
        "",
        "domestic_abuse",
        "A partner, relative or carer may be involved. Own this beside the case, and lift each block when it is safe.",
        "Partner, family or carer involved: no letters, notices, faith partners, family interpreters or restorative "
        "justice until the domestic abuse owner has lifted each.",
        "practice.md 13",
    ),
    Road(
        "sexual",
        "Sexual",
        "sexual",
        "sexual_offences",
        "A sexual offence may be involved. Acknowledge within the hour and take over the account.",
        "May be sexual: ask for no more detail. The specialist team takes the account.",
        "practice.md 14",
    ),
    Road(
        "railway",
        "Railway",
        "transfer",
        "control_room",
        "It happened on the railway. Offer it to British Transport Police, or say why not.",
        "On the railway: British Transport Police may own it.",
        "practice.md 15",
    ),
    Road(
        "terrorism",
        "Terrorism",
        "terrorism",
        "duty",
        "A terrorism indicator. Telephone the duty inspector now and write the time here.",
        "Terrorism indicator: the duty inspector is told by telephone within five minutes.",
        "practice.md 15",
    ),
    Road(
        ANOTHER_LANGUAGE,
        "Not in English",
        "interpreter",
        "control_room",
        "The report is not in English. Have somebody independent put it into English, and write here what it says.",
        "Somebody independent interprets it before it is assessed; no family member does. In danger, send someone now.",
        "practice.md 23",
    ),
)
ROAD_OF = {road.flag: road for road in ROADS}
#: Roads whose action asks for more than words, and the act that answers it.
OWN_ANSWER = {"under_18": "Decide on safeguarding for a child"}
#: Never on a map, in a briefing or among patterns shown to others (practice.md 11 and 14).
KEPT_OUT = frozenset({"police_suspect", "sexual"})


def kept_out_of_briefings(at: str = "") -> Q:
    """Cases left out of maps, briefings and whatever else is shown to people who do not work on them."""
    return Q(**{f"{at}restricted": True}) | Q(**{f"{at}flags__overlap": sorted(KEPT_OUT)})
