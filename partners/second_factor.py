"""Outside the demo everybody who signs in has a second factor, and nobody stays signed in longer than their roles allow.

Whoever has no factor yet is led to set one up before anything else, from wherever they were going. What counts is the
session: one that began with a password alone, before its person had a factor, ends when a factor is set up in another.
How long a session lasts is in session_limits.py, what becomes of something that was being sent in kept_posts.py.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from hatereport.headers import area_of
from partners import kept_posts, session_limits

#: What works for somebody who still has to set up a second factor. Everything public is not for staff to lose either.
#: Of the own account only what signing in needs: a terminal is enrolled, and sittings are ended, by nobody half signed in.
OPEN_PREFIXES = (
    *(
        f"/accounts/{page}/"
        for page in ("login", "logout", "landing", "inactive", "reauthenticate", "password", "invitation", "2fa", "kept")
    ),
    "/static/", "/exit/", "/support/", "/livez", "/readyz", "/accessibility/", "/privacy/",
)  # fmt: skip
API_PREFIX = "/api/"
#: In the session of somebody who was signed out: what the page of signing in says about it.
ENDED = "signed_out"
#: What a page that has been told asks with.
TOLD = "signed-out"


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_public(request) or not request.user.is_authenticated:
            return _nothing_is_renewed(request) if _renews_the_desk(request) else self.get_response(request)
        if session_limits.has_ended(request):
            return _signed_out(request)
        if settings.DEMO or has_second_factor(request):
            return self._goes_on(request)
        if is_mfa_enabled(request.user):
            logout(request)
            return _turned_away(request, "account_login")
        if request.path.startswith(OPEN_PREFIXES):
            return self._goes_on(request)
        return _turned_away(request, "mfa_activate_totp")

    def _goes_on(self, request: HttpRequest) -> HttpResponse:
        kept_posts.forget_when_sent(request)
        response = self.get_response(request)
        session_limits.mark_seen(request, response)
        return response

    def _is_public(self, request: HttpRequest) -> bool:
        """Reading who is signed in costs two queries, which pages of the public need not pay."""
        return settings.SESSION_COOKIE_NAME not in request.COOKIES


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was begun with a second step, or the second step was set up in it."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def set_up_in_this_session(instance: Authenticator, created: bool, **_: Any) -> None:
    """Receiver: whoever sets up a factor has just used it."""
    request = context.request
    sets_up = created and instance.type in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    if sets_up and request and request.user == instance.user:
        record_authentication(request, instance.user, "mfa", type=instance.type)


def _signed_out(request: HttpRequest) -> HttpResponse:
    """The session is over. What was being sent is kept for its sender; a page that renews itself loses nothing typed."""
    if session_limits.is_by_script(request):
        return _nothing_is_renewed(request)
    kept = kept_posts.take(request)
    was_sending = request.method == "POST"
    where = request.get_full_path() if request.method == "GET" else ""
    logout(request)
    if request.path.startswith(API_PREFIX):
        return _turned_away(request, "account_login")
    request.session[ENDED] = "kept" if kept else "lost" if was_sending else "ended"
    if kept:
        request.session[kept_posts.SESSION_KEY] = kept
        where = reverse("account_kept")
    goes_on_at = f"?{urlencode({REDIRECT_FIELD_NAME: where})}" if where else ""
    return HttpResponseRedirect(reverse("account_login") + goes_on_at)


def _renews_the_desk(request: HttpRequest) -> bool:
    return session_limits.is_by_script(request) and area_of(request.path).name == "desk"


def _nothing_is_renewed(request: HttpRequest) -> HttpResponse:
    """Said once in the place of the alarm, aloud: silence there must not be taken for peace. The page stays as it is."""
    if request.GET.get("seen") == TOLD:
        return HttpResponse(status=204)
    response = render(request, "account/no_renewal.html", {"told": TOLD})
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#alarm", "innerHTML"
    return response


def _turned_away(request: HttpRequest, name: str) -> HttpResponse:
    if request.path.startswith(API_PREFIX):
        return HttpResponseForbidden(
            "A second factor has to be set up first.", content_type="text/plain; charset=utf-8"
        )
    return HttpResponseRedirect(reverse(name))
