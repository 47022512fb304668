"""Outside the demo everybody who signs in has a second factor, and nobody stays signed in beyond one shift.

Whoever has no factor yet is led to set one up before anything else, from wherever they were going.
"""

import time
from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.urls import reverse

#: What works for somebody who still has to set up a second factor. Everything public is not for staff to lose either.
OPEN_PREFIXES = ("/accounts/", "/static/", "/exit/", "/support/", "/livez", "/readyz", "/accessibility/", "/privacy/")
API_PREFIX = "/api/"


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_public(request) or not request.user.is_authenticated:
            return self.get_response(request)
        if is_beyond_one_shift(request):
            logout(request)
            return _turned_away(request, "account_login")
        if settings.DEMO or request.path.startswith(OPEN_PREFIXES) or has_second_factor(request):
            return self.get_response(request)
        return _turned_away(request, "mfa_activate_totp")

    def _is_public(self, request: HttpRequest) -> bool:
        """Reading who is signed in costs two queries, which pages of the public need not pay."""
        return settings.SESSION_COOKIE_NAME not in request.COOKIES


def has_second_factor(request: HttpRequest) -> bool:
    """No query for a session that began with a second step; one for the session in which the factor is set up."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records) or is_mfa_enabled(request.user)


def is_beyond_one_shift(request: HttpRequest) -> bool:
    """Whether the first step of this session was taken more than SESSION_COOKIE_AGE seconds ago."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[0]["at"] > settings.SESSION_COOKIE_AGE


def _turned_away(request: HttpRequest, name: str) -> HttpResponse:
    if request.path.startswith(API_PREFIX):
        return HttpResponseForbidden(
            "A second factor has to be set up first.", content_type="text/plain; charset=utf-8"
        )
    return HttpResponseRedirect(reverse(name))
