"""Answers of reports nobody sent: plausible in length and spread, and never meant to be read."""

import random
from typing import Any

from incidents import strands
from incidents.questions import Answers

_WHO = (
    "A man at the bus stop",
    "Two people outside the shop",
    "A neighbour",
    "Somebody in a passing car",
    "A customer",
)
_DID = (
    "shouted at me about where I come from",
    "said that people like me should not be here",
    "copied the way I walk and laughed",
    "wrote on my door and ran away",
    "followed me to the corner and swore",
    "pulled at my scarf",
    "would not serve us and told us to leave",
)
_AFTER = (
    "I did not answer and went on.",
    "My children were with me and they were frightened.",
    "Other people saw it and nobody said anything.",
    "It is not the first time, and it is getting worse.",
    "I take another way home now.",
    "A woman I do not know walked with me to the station.",
)
#: What is ticked: mostly nothing that a rule calls a crime, or mostly something that it does.
_OF_AN_INCIDENT = ("comments", "refused", "noise", "other")
_OF_A_CRIME = ("called_names", "threatened", "hit", "damage", "nasty_messages", "online", "followed")
_PLACES = ("street", "near_home", "home", "shop_pub", "bus_taxi", "work", "park", "public_building")
#: Letters that no second half of a postcode holds: these are nobody's addresses.
_NOBODYS = "CIKMOV"


def answers(rng: random.Random, kind: str, placement: dict[str, Any], outcode: str) -> Answers:
    """One form as it would be filled in, already placed. Four sentences on average."""
    strand = rng.choices(strands.MONITORED_STRANDS, weights=(68, 9, 12, 8, 3))[0]
    kinds = _OF_A_CRIME if kind == "hate_crime" else _OF_AN_INCIDENT
    return {
        "danger": {"danger": "no"},
        "who": {"filer": rng.choices(("victim", "witness", "on_behalf"), weights=(70, 22, 8))[0]},
        "what": {"words": _words(rng), "kinds": [rng.choice(kinds)]},
        "when": {"when": "unsure"},
        "where": {
            "place_type": rng.choice(_PLACES),
            "postcode": f"{outcode} {rng.randrange(10)}{rng.choice(_NOBODYS)}{rng.choice(_NOBODYS)}",
        },
        "why": {
            "strands": [strand.code],
            "details": [rng.choice(strand.details).code],
            "reason": "The words they used.",
        },
        "contact": _contact(rng),
        "placement": placement,
    }


def _words(rng: random.Random) -> str:
    sentences = [f"{rng.choice(_WHO)} {rng.choice(_DID)}.", *rng.choices(_AFTER, k=rng.randrange(2, 5))]
    return " ".join([*sentences, f"It was about {rng.randrange(1, 13)} o'clock, number {rng.randrange(10**6)}."])


def _contact(rng: random.Random) -> dict[str, Any]:
    if rng.random() < 0.4:
        return {"contact": "anonymous"}
    phone = f"07700 9{rng.randrange(10**6):06}"
    return {"contact": "yes", "name": "A reporter", "phone": phone, "channels": ["call", "return_page"]}
