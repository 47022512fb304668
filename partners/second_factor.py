"""Outside the demo everybody who signs in has a second factor, and nobody stays signed in beyond one shift.

Whoever has no factor yet is led to set one up before anything else, from wherever they were going. What counts is the
session: one that began with a password alone, before its person had a factor, ends when a factor is set up in another.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.models import Authenticator
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
        if settings.DEMO or has_second_factor(request):
            return self.get_response(request)
        if is_mfa_enabled(request.user):
            logout(request)
            return _turned_away(request, "account_login")
        if request.path.startswith(OPEN_PREFIXES):
            return self.get_response(request)
        return _turned_away(request, "mfa_activate_totp")

    def _is_public(self, request: HttpRequest) -> bool:
        """Reading who is signed in costs two queries, which pages of the public need not pay."""
        return settings.SESSION_COOKIE_NAME not in request.COOKIES


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was begun with a second step, or the second step was set up in it."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def set_up_in_this_session(instance: Authenticator, created: bool, **_: Any) -> None:
    """Receiver: whoever sets up the app has just shown a code of it."""
    request = context.request
    if created and instance.type == Authenticator.Type.TOTP and request and request.user == instance.user:
        record_authentication(request, instance.user, "mfa", type=instance.type)


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
