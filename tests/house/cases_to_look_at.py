"""Reports of which no two share anything, for pages that are looked at with axe in the running house."""

import itertools
from typing import Any

from tests.triage import chain

_numbers = itertools.count(100)


def unheard_of(**sections: dict[str, Any]) -> dict[str, Any]:
    """Answers that share nothing with another report, so that no pattern has to be answered first."""
    number = next(_numbers)
    contact = {**chain.ANSWERS["contact"], "phone": f"07700 901{number}"}
    what = {"words": f"They shouted and pushed me at gate {number}.", "kinds": ["hit"]}
    where = {"place_type": "street", "postcode": "CA1"}
    return {"contact": contact, "what": what, "where": where} | sections


def no_crime(**sections: dict[str, Any]) -> dict[str, Any]:
    return unheard_of(what={"words": f"They swore at me, {next(_numbers)}.", "kinds": ["refused"]}) | sections
