"""Signed tickets: when a form was drawn, and from when on its bearer has waited long enough. Nothing is stored.

Every form in front of a door carries one, so that whoever has had the page open for a minute has waited already. A
ticket says nothing about its bearer, is good at one door, once, and for an hour.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing

from hatereport import clock
from hatereport.crowding import spent
from hatereport.crowding.doors import LONGEST

_SALT = "hatereport.crowding.tickets"


@dataclass(frozen=True)
class Ticket:
    mark: str
    #: When the form first came onto the screen; waiting pages in between do not count anew.
    drawn_at: datetime
    due_at: datetime
    #: Whether it stands for a place in the line.
    placed: bool

    @property
    def seconds_left(self) -> int:
        return max(0, round((self.due_at - clock.now()).total_seconds()))


def for_a_form(door: str) -> str:
    """A ticket as a form carries it: after the longest wait nobody waits any more."""
    return _written(door, clock.now(), LONGEST, placed=False)


def for_a_place(door: str, wait: int, drawn_at: datetime | None = None) -> str:
    """A ticket for a place in the line, due in `wait` seconds."""
    return _written(door, drawn_at or clock.now(), wait, placed=True)


def _written(door: str, drawn_at: datetime, wait: int, *, placed: bool) -> str:
    due_at = clock.now() + timedelta(seconds=wait)
    fields = [door, secrets.token_urlsafe(9), drawn_at.timestamp(), due_at.timestamp(), placed]
    return signing.dumps(fields, salt=_SALT)


def read(door: str, text: str) -> Ticket | None:
    """The ticket, if it is one of ours for this door and not out of date."""
    try:
        for_door, mark, drawn, due, placed = signing.loads(text[:400], salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    ticket = Ticket(mark, datetime.fromtimestamp(drawn, UTC), datetime.fromtimestamp(due, UTC), placed)
    return ticket if for_door == door and clock.now() - ticket.drawn_at < spent.GOOD_FOR else None


def honour(ticket: Ticket) -> bool:
    """Let its bearer through: once, and not before it is due."""
    return clock.now() >= ticket.due_at and spent.spend(ticket.mark)
