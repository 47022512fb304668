"""Question pages before anybody has answered them: the same for everyone, so each is drawn once a minute and language.

Drawing is what a page costs most: fields, hints and labels by the dozen. Kept are only pages of a form that was given no
answer and no notice; the one thing in them that belongs to a visitor is the token of the form, put in as they are sent.
"""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

#: Seconds. Who works here, crisis lines and strands may change while we run.
KEPT = 60.0
#: Pages times languages times the strands a force counts besides the five: far fewer in truth.
MOST = 500
#: Stands in a kept page where a visitor's own token belongs.
TOKEN = "the-token-of-this-visitor"  # noqa: S105  (it marks a place and opens nothing)

_kept: dict[tuple[str | None, tuple[str, ...], int], str] = {}


def answer(request: HttpRequest, page: tuple[str, ...], draw: Callable[[], str]) -> HttpResponse:
    """The kept page with this visitor's token. `page`: all it depends on but the language; `draw` leaves TOKEN in it."""
    key = (get_language(), page, int(time.monotonic() // KEPT))
    html = _kept.get(key)
    if html is None:
        if len(_kept) >= MOST:
            _kept.clear()
        html = _kept[key] = draw()
    return HttpResponse(html.replace(TOKEN, get_token(request)))


def forget() -> None:
    """Draw every page anew; for tests, where settings change from one to the next."""
    _kept.clear()
