"""Reports for stories that share one house: each has a telephone number and words of its own, and raises no alert."""

from tests.triage import chain


def victim_of(number: str) -> chain.Sections:
    """Somebody who was hit; `number` is the end of their telephone number, another one in each story."""
    return {
        "contact": {**chain.ANSWERS["contact"], "phone": f"07700 900{number}"},
        "what": {"words": f"They hit me by bench {number}.", "kinds": ["hit"]},
        "where": {"postcode": "CA1", "place_type": "street"},
    }
