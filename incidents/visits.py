"""A sitting behind a return code: 20 minutes idle, two hours in all. The code itself is not kept."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from hatereport import audit, clock
from hatereport.sealing import token_digests
from incidents import return_codes
from incidents.models import ReturnVisit
from incidents.return_codes import Passcode

IDLE = timedelta(minutes=20)
LONGEST = timedelta(hours=2)
TOUCH_AFTER = timedelta(minutes=1)
_SECRET_BYTES = 32


def begin(code: Passcode) -> str:
    """Open a visit with a live code; the token for the cookie. Raises return_codes.NoSuchCode."""
    row = return_codes.find(code)
    token, now = secrets.token_urlsafe(_SECRET_BYTES), clock.now()
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
        audit.record(audit.REPORTER, "consultation", "report", row.report_id, "return")
    return token


def find(request: HttpRequest) -> ReturnVisit | None:
    """The live visit of this browser session. One query, none without a cookie."""
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
    if visit := find(request):
        visit.delete()


def erase_expired() -> int:
    """Remove visits that are over; how many."""
    deleted, _by_model = ReturnVisit.objects.filter(expires_at__lte=clock.now()).delete()
    return deleted
