"""What somebody was sending when their session had ended: kept while they sign in again, then sent by their own press.

It waits in the session they sign in with, sealed in the database (hatereport/sealing/sessions.py), for half an hour, for
the same person and nobody else. Hidden fields on the page of signing in would put it before whoever comes to that
screen next, and would not outlive the second step. It is sent again by the person, with a fresh token, and judged by
the act like any other: a case that has moved meanwhile says so. Files cannot be kept: no browser fills them in again.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from hatereport.headers import area_of

SESSION_KEY = "kept_post"
#: Seconds.
KEPT_FOR = 30 * 60
#: Characters in all; more than every box of an act filled to its brim.
MOST = 200_000
#: Of what is shown of it: shorter values are codes of the form.
_WORDS = 15


@dataclass(frozen=True)
class KeptPost:
    path: str
    #: (name of the field, value), in their order.
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def words(self) -> list[str]:
        """What the person will know as theirs."""
        return [value for _name, value in self.fields if len(value) >= _WORDS and " " in value.strip()]


def take(request: HttpRequest) -> dict[str, Any] | None:
    """What this request was to send, ready for a session; None where there is nothing to keep, or too much."""
    if request.method != "POST" or area_of(request.path).name != "desk":
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values if _is_typed(name)]
    if not fields or sum(len(name) + len(str(value)) for name, value in fields) > MOST:
        return None
    return {
        "person": str(request.user.pk),
        "at": time.time(),
        "path": request.get_full_path(),
        "fields": fields,
        "had_files": bool(request.FILES),
    }


def of_an_older_page(request: HttpRequest) -> KeptPost | None:
    """What came from a page of ours that is older than this session, as after signing in in another tab. A browser says
    where it comes from, and no page of another site can make it say otherwise; without that word nothing is offered.
    """
    if not request.user.is_authenticated or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return None
    return _opened(kept) if (kept := take(request)) else None


def waiting(request: HttpRequest) -> KeptPost | None:
    """What waits for this person; somebody else's, or what is too old, is thrown away."""
    kept = request.session.get(SESSION_KEY)
    if kept is None:
        return None
    if kept["person"] != str(request.user.pk) or time.time() - kept["at"] > KEPT_FOR:
        throw_away(request)
        return None
    return _opened(kept)


def throw_away(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


def forget_when_sent(request: HttpRequest) -> None:
    """The person has pressed the button: it is on its way."""
    kept = request.session.get(SESSION_KEY)
    if kept is not None and request.method == "POST" and request.get_full_path() == kept["path"]:
        throw_away(request)


def _opened(kept: dict[str, Any]) -> KeptPost:
    return KeptPost(kept["path"], [(name, value) for name, value in kept["fields"]], kept["had_files"])


def _is_typed(name: str) -> bool:
    return name != "csrfmiddlewaretoken"
