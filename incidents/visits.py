"""A sitting behind a return code: 20 minutes idle, two hours in all. The code itself is not kept.

Behind a narrowed code (code_changes.py) there is a narrow visit, which can write a message and nothing else. The cookie
says which it is; its fingerprint covers that, so nobody makes a wide one of it.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from hatereport import audit, clock
from hatereport.sealing import token_digests
from incidents import fresh_codes, return_codes
from incidents.models import ReturnCode, ReturnVisit
from incidents.return_codes import Passcode

IDLE = timedelta(minutes=20)
LONGEST = timedelta(hours=2)
TOUCH_AFTER = timedelta(minutes=1)
_SECRET_BYTES = 32
_NARROW = "narrow."


def begin(code: Passcode, pin: str = "") -> str:
    """Open a visit with what somebody typed; the token for the cookie. Raises return_codes.NoSuchCode."""
    return begin_with(return_codes.enter(code, pin))


def begin_with(row: ReturnCode) -> str:
    """Open a visit for a session that has shown its right to this code."""
    token, now = secrets.token_urlsafe(_SECRET_BYTES), clock.now()
    if row.narrowed_at:
        token = _NARROW + token
    with transaction.atomic():
        ReturnVisit.objects.create(
            token_digest=token_digests(token)[0][1],
            report=row.report,
            party=row.party,
            previous_visit_at=row.last_used_at,
            started_at=now,
            expires_at=now + IDLE,
        )
        row.last_used_at = now
        row.save(update_fields=["last_used_at"])
        audit.record(audit.REPORTER, "consultation", "report", row.report_id, "return", force=row.report.force_id)
    return token


def find(request: HttpRequest) -> ReturnVisit | None:
    """The live visit of this browser session, unless it is a narrow one. One query, none without a cookie."""
    return None if is_narrow(request) else find_any(request)


def is_narrow(request: HttpRequest) -> bool:
    """Whether the cookie is that of a narrow visit, live or not."""
    return request.COOKIES.get(settings.RETURN_COOKIE, "").startswith(_NARROW)


def find_any(request: HttpRequest) -> ReturnVisit | None:
    """The live visit, narrow ones included: for writing a message, and for leaving."""
    token = request.COOKIES.get(settings.RETURN_COOKIE)
    if not token:
        return None
    now = clock.now()
    digests = [digest for _version, digest in token_digests(token)]
    visit = (
        ReturnVisit.objects.select_related("report__content", "party")
        .filter(token_digest__in=digests, expires_at__gt=now, started_at__gt=now - LONGEST)
        .first()
    )
    if visit and visit.expires_at - now < IDLE - TOUCH_AFTER:
        ReturnVisit.objects.filter(pk=visit.pk).update(expires_at=now + IDLE)
    return visit


def remember(response: HttpResponse, token: str) -> HttpResponse:
    response.set_cookie(
        settings.RETURN_COOKIE, token, httponly=True, samesite="Strict", path="/", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def end(request: HttpRequest) -> None:
    """Close this session's visit, if there is one."""
    if visit := find_any(request):
        fresh_codes.forget_of_visit(request)
        visit.delete()


def erase_expired() -> int:
    """Remove visits that are over; how many."""
    deleted, _by_model = ReturnVisit.objects.filter(expires_at__lte=clock.now()).delete()
    return deleted
