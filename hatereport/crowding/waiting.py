"""Holding somebody at a crowded door for a moment: the page that keeps what was typed and goes on by itself.

Without scripts the page has a button and says after how many seconds to press it. It does not reload by itself: a reload
asks anew and would lose what was typed, and a page that moves on its own is a barrier (WCAG 2.2.1).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hatereport import clock
from hatereport.crowding import tickets, work
from hatereport.crowding.doors import COUNTERS

TICKET: Final = "turn"
PROOF: Final = "worked"
#: Not carried from page to page: each page has its own.
_OWN: Final = frozenset({TICKET, PROOF, "csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Wait:
    """A place in the line: the ticket for it, and the work that may be done instead of waiting."""

    ticket: str
    seconds: int
    challenge: dict[str, Any]


def wait_at(request: HttpRequest, door: str) -> Wait | None:
    """None: come through. Else how long to wait; coming back too early keeps the place."""
    counter = COUNTERS[door]
    if counter.pass_through() or work.done(request.POST.get(PROOF, "")):
        return None
    given = request.POST.get(TICKET, "")
    ticket = tickets.read(door, given)
    if ticket and tickets.honour(ticket):
        return None
    left = ticket.seconds_left if ticket else 0
    if ticket is None or not left or not ticket.placed:
        line = counter.stand_in_line()
        if not left or line < left:
            given, left = tickets.for_a_place(door, line, ticket.drawn_at if ticket else None), line
    return Wait(given, left, work.challenge(counter.pressure()))


def hold(request: HttpRequest, door: str) -> HttpResponse | None:
    """None: come through. Else the page to wait on, with everything that was posted.

    429 and not 503: it is about the crowd, and a proxy puts no page of its own in the place of it.
    """
    wait = wait_at(request, door)
    if wait is None:
        return None
    typed = [(name, value) for name, values in request.POST.lists() if name not in _OWN for value in values]
    response = render(request, "crowding/waiting.html", {"wait": wait, "typed": typed}, status=429)
    response.headers["Retry-After"] = str(wait.seconds)
    return response


def read_for(request: HttpRequest, door: str) -> timedelta | None:
    """How long ago the posted form was drawn; None if it came without a ticket of ours."""
    ticket = tickets.read(door, request.POST.get(TICKET, ""))
    return clock.now() - ticket.drawn_at if ticket else None
