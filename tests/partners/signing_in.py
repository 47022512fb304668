"""Signing in for the tests: by password, with a second step, and whether it worked."""

import time
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.test import Client, override_settings

from partners.models import Person
from tests import cast

LOGIN, LANDING, SET_UP = "/accounts/login/", "/accounts/landing/", "/accounts/2fa/totp/activate/"
WRONG = "not the password"
LIMIT = 8
MINUTE, HOUR = 60, 3600

#: As anywhere but in the demo.
in_production = override_settings(DEMO=False)


def try_to_sign_in(client: Client, email: str, password: str = cast.PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_now(secret: str) -> str:
    counter = int(time.time()) // 30
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def with_second_factor(who: Person) -> str:
    """Give a person an app for codes; returns its secret."""
    secret: str = totp.generate_totp_secret()
    totp.TOTP.activate(who, secret)
    return secret


def at_work(client: Client, person: Person) -> Person:
    if not person.has_usable_password():
        cast.signs_in(person)
    try_to_sign_in(client, person.email)
    return person


def is_at_work(client: Client) -> bool:
    client.get("/accounts/me/")
    return signed_in(client)
