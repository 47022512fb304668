"""How long somebody stays signed in: the strictest of what their roles allow (roles.py), or a shift at a managed terminal.

Both limits count from what the person did: the first step of signing in, and the last page they asked for or sent.
When that was is kept in a signed cookie of the session's own, renewed once a minute, so that no request pays a query
for it. A page that renews a part of itself by script is nobody's click and keeps nobody signed in.
"""

import time

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from partners import terminals
from partners.roles import ROLE, ROLES, SHIFT, Stay

#: Seconds between two renewals of the cookie.
RENEWED_EVERY = 60
#: No role is stricter than this: until then nobody's roles need to be read.
_STRICTEST = Stay.strictest(role.stay for role in ROLES)


def has_ended(request: HttpRequest) -> bool:
    """Whether this signed-in session is over. A session that no sign-in began (a test's) has no limits."""
    records = get_authentication_records(request, request.user)
    if not records:
        return False
    now = time.time()
    signed_in_for = now - records[0]["at"]
    idle_for = now - max(records[-1]["at"], _seen_at(request))
    if not _is_over(_STRICTEST, signed_in_for, idle_for):
        return False
    roles: set[str] = request.user.roles()  # type: ignore[union-attr]  # signed in
    stay = Stay.strictest(ROLE[role].stay for role in roles)
    if not _is_over(stay, signed_in_for, idle_for):
        return False
    # A role that is guarded stays guarded, wherever its holder sits.
    is_in_shift = stay.hours >= SHIFT.hours and signed_in_for <= SHIFT.hours * 3600
    return not (is_in_shift and terminals.began_here(request))


def mark_seen(request: HttpRequest, response: HttpResponse) -> None:
    """The person did something just now."""
    key = request.session.session_key
    if key is None or is_by_script(request):
        return
    now = int(time.time())
    if now - _seen_at(request) >= RENEWED_EVERY:
        response.set_cookie(
            settings.SEEN_COOKIE,
            _signer(key).sign(str(now)),
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def is_by_script(request: HttpRequest) -> bool:
    """Asked for by a page that renews a part of itself."""
    return request.method in ("GET", "HEAD") and "HX-Request" in request.headers


def _is_over(stay: Stay, signed_in_for: float, idle_for: float) -> bool:
    return signed_in_for > stay.hours * 3600 or idle_for > stay.idle_minutes * 60


def _seen_at(request: HttpRequest) -> float:
    try:
        return float(_signer(request.session.session_key or "").unsign(request.COOKIES.get(settings.SEEN_COOKIE, "")))
    except (BadSignature, ValueError):
        return 0.0


def _signer(session_key: str) -> Signer:
    """The cookie of one session says nothing in another."""
    return Signer(salt=f"seen|{session_key}")
