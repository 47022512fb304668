"""How a person may be reached, as officers read it: the orders, the ways, the hours, from incidents/safe_contact.py.

What waits to be confirmed is set beside it by asked.py.
"""

import datetime as dt
from dataclasses import dataclass

from incidents import safe_contact
from incidents.models import Party
from triage.records import CHANNELS


@dataclass(frozen=True)
class SafeContact:
    """How one person may be reached: the orders first, then the ways, the hours, and what they wrote."""

    who: str
    orders: tuple[str, ...]
    channels: tuple[str, ...]
    times: tuple[str, ...]
    announce: str
    words: tuple[str, ...]
    #: When something else was asked for that nobody has confirmed: the stricter of both stands above.
    asked_at: dt.datetime | None = None

    @classmethod
    def of(cls, party: Party) -> "SafeContact":
        rules, undecided = safe_contact.in_force(party), party.undecided or []
        return cls(
            who=party.get_role_display(),
            orders=rules.orders,
            channels=ways(rules),
            times=hours(rules),
            announce=str(safe_contact.ANNOUNCEMENTS.get(rules.announce, "")),
            words=tuple(
                words
                for words in (party.safe_contact, *((row.proposed or {}).get("safe_words") for row in undecided))
                if words
            ),
            asked_at=undecided[-1].asked_at if undecided else None,
        )


def ways(rules: safe_contact.Rules) -> tuple[str, ...]:
    """The ways, as officers call them."""
    return tuple(label for code, label in _CHANNELS.items() if code in rules.channels)


def hours(rules: safe_contact.Rules) -> tuple[str, ...]:
    """The safe hours; where two wishes leave none, that is said."""
    if rules.hours is None:
        return ()
    return tuple(label for code, label in _TIMES.items() if code in rules.hours) or ("At no hour",)


_CHANNELS = dict(CHANNELS)  # in the officer's words, not the reporter's
_TIMES = {row.code: str(row.label) for row in safe_contact.TIMES}
