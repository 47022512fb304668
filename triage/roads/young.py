"""Somebody under 18 and their parents: what they said, as an order to whoever makes contact (practice.md 12).

The safeguarding decision of the day is the road's (table.py); this stands beside it and outlives it.
"""

from collections.abc import Iterable

from incidents.models import Party

May = Party.GuardianMayKnow

ORDERS: dict[str, str] = {
    May.YES: "Under 18: a parent or carer may know. Decide on safeguarding before you speak with them.",
    May.NO: "Under 18: no parent or carer may know. Say nothing to them before the safeguarding decision.",
    May.UNSURE: "Under 18: not sure whether a parent or carer may know. Until they say yes, it is no.",
    May.UNSAID: "Under 18: not asked, or not said, whether a parent or carer may know. Until they say yes, it is no.",
}


def orders(parties: Iterable[Party]) -> list[str]:
    """One for each person under 18 in the report."""
    return [ORDERS[party.guardian_may_know] for party in parties if party.under_18]
