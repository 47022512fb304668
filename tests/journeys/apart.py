"""Reports for stories that share one house: each has a telephone number and words of its own, and raises no alert."""

from itertools import count

from tests.triage import chain

_numbers = count(850)


def victim_of(number: str) -> chain.Sections:
    """Somebody who was hit; `number` is the end of their telephone number, another one in each story."""
    return {
        "contact": {**chain.ANSWERS["contact"], "phone": f"07700 900{number}"},
        "what": {"words": f"They hit me by bench {number}.", "kinds": ["hit"]},
        "where": {"postcode": "CA1", "place_type": "street"},
    }


def somebody_hit() -> chain.Sections:
    """Another one at each call, where a story does not ask for their number."""
    return victim_of(str(next(_numbers)))
