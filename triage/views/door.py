"""Who may open a page of the desk, and what every page of it carries: the ways round the desk, and whether it is called.

What a person sees once inside is scope.py's.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from partners.models import Person
from triage.alarms import Call, calls_for, fingerprint, is_called
from triage.queues import DESK_ROLES

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]

#: More than this would hide the work; the others are on the page of alarms.
IN_A_BANNER = 2


@dataclass(frozen=True)
class Way:
    """One entry of the navigation."""

    address: str
    label: str
    is_current: bool


_WAYS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("desk", "Queue", tuple(DESK_ROLES)),
    ("desk_actions", "Actions", tuple(DESK_ROLES)),
    ("desk_countersign", "To sign", tuple(DESK_ROLES)),
    ("desk_news", "News", tuple(DESK_ROLES)),
    ("desk_letters", "Letters", ("force_administrator",)),
    ("desk_stuck", "Stuck", ("platform_administrator",)),
    ("referrals", "Referrals", ("partner_user", "centre_user")),
)


def open_to(*roles: str) -> Callable[[View[Rest]], View[Rest]]:
    """For people signed in who hold one of the roles today; everybody else is refused, not led round."""

    def guard(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            if not me(request).holds(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast("View[Rest]", login_required(guarded))

    return guard


desk = open_to(*DESK_ROLES)


def me(request: HttpRequest) -> Person:
    """The person at the desk; every page is behind open_to."""
    assert isinstance(request.user, Person)
    return request.user


def page(request: HttpRequest, template: str, status: int = 200, **said: Any) -> HttpResponse:
    """Draw a page of the desk with its navigation and, for those who are called, the alarm as it stands.

    It is there from the first moment: coming later it would push the page away under a click.
    """
    person = me(request)
    said["alarm"] = SimpleLazyObject(lambda: drawn(calls_for(person), IN_A_BANNER))
    said |= {"navigation": _navigation(request, person), "is_called": is_called(person)}
    said |= {"has_desk": person.holds(*DESK_ROLES)}
    return render(request, f"triage/{template}", said, status=status)


def drawn(calls: list[Call], most: int) -> dict[str, Any]:
    """What _calls.html draws: the first calls, how many more there are, and what the page has seen by it."""
    return {
        "calls": calls[:most],
        "more": max(0, len(calls) - most),
        "seen": fingerprint(calls),
        "key": uuid.uuid4().hex,
    }


def _navigation(request: HttpRequest, person: Person) -> list[Way]:
    ways = [(reverse(name), label) for name, label, roles in _WAYS if person.holds(*roles)]
    return [Way(address, label, request.path == address) for address, label in ways]
