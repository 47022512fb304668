"""Signing in: by name and password in the demo, with a second step everywhere else, locked by name alone."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, override_settings

from hatereport.sealing import Envelope
from partners import people
from partners.models import Person
from tests import cast

pytestmark = pytest.mark.django_db

LOGIN, LANDING, SET_UP = "/accounts/login/", "/accounts/landing/", "/accounts/2fa/totp/activate/"
WRONG = "not the password"
LIMIT = 8

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


@pytest.mark.parametrize(
    ("who", "lands"),
    [
        (cast.control_room_sergeant, "/desk/"),
        (cast.hate_crime_inspector, "/desk/"),
        (cast.auditor, "/desk/audit/"),
        (cast.victim_support, "/referrals/"),
        (cast.rosa, "/referrals/"),
        (cast.force_administrator, "/desk/force/"),
        (cast.platform_administrator, "/admin/"),
    ],
)
def test_each_role_lands_where_it_works(client: Client, who: Any, lands: str) -> None:
    person = cast.signs_in(who())

    response = try_to_sign_in(client, person.email)

    assert response.status_code == 302
    assert response["Location"] == LANDING
    assert client.get(LANDING)["Location"] == lands


def test_the_address_may_be_written_in_any_case(client: Client) -> None:
    cast.signs_in(cast.officer())

    try_to_sign_in(client, " OFFICER@cumbria.example")

    assert signed_in(client)


def test_somebody_without_a_role_is_told_so(client: Client) -> None:
    client.force_login(people.add_person(None, "new@cumbria.example", "New"))

    response = client.get(LANDING)

    assert response.status_code == 403
    assert "no role today" in response.content.decode()


def test_a_stranger_and_a_wrong_password_hear_the_same(client: Client) -> None:
    person = cast.signs_in(cast.officer())

    known = try_to_sign_in(client, person.email, WRONG).content.decode()
    unknown = try_to_sign_in(client, "nobody@cumbria.example", WRONG).content.decode()

    sentence = "The e-mail address or the password is not right"
    assert sentence in known
    assert sentence in unknown


def test_who_has_left_cannot_sign_in(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    people.let_go(cast.force_administrator(), person)

    try_to_sign_in(client, person.email)

    assert not signed_in(client)


def test_who_is_let_go_is_out_at_the_next_click(client: Client) -> None:
    person = cast.officer()
    client.force_login(person)
    people.let_go(cast.force_administrator(), person)

    assert client.get(LANDING)["Location"].startswith(LOGIN)


@pytest.mark.parametrize(
    "address", ["/accounts/signup/", "/accounts/email/", "/accounts/confirm-email/", "/accounts/login/code/"]
)
def test_nobody_signs_up_or_changes_their_own_address(client: Client, address: str) -> None:
    client.force_login(cast.officer())

    assert client.get(address).status_code == 404


def test_the_sign_in_page_is_ours(client: Client) -> None:
    page = client.get(LOGIN).content.decode()

    assert 'autocomplete="email"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page
    assert "govuk-button" in page


def test_too_many_wrong_passwords_lock_the_name_and_only_the_name(client: Client) -> None:
    locked, colleague = cast.signs_in(cast.officer()), cast.signs_in(cast.officer(2))
    for attempt in range(LIMIT):
        # From another address each time, and in another spelling: neither helps.
        spelling = locked.email.upper() if attempt % 2 else locked.email
        response = try_to_sign_in(client, spelling, WRONG, REMOTE_ADDR=f"10.0.0.{attempt}")

    assert response.status_code == 429
    assert "Wait 15 minutes" in response.content.decode()
    try_to_sign_in(client, locked.email)
    assert not signed_in(client)

    try_to_sign_in(client, colleague.email)
    assert signed_in(client)


def test_no_address_of_a_client_is_kept(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    for _ in range(3):
        try_to_sign_in(client, person.email, WRONG, REMOTE_ADDR="203.0.113.9")

    attempts = AccessAttempt.objects.all()
    assert attempts
    assert {attempt.ip_address for attempt in attempts} == {None}
    assert not any("203.0.113.9" in str(vars(attempt)) or WRONG in str(vars(attempt)) for attempt in attempts)
    assert not any(person.email in str(vars(attempt)) for attempt in attempts)
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()


def test_a_name_without_an_account_is_kept_nowhere(client: Client) -> None:
    try_to_sign_in(client, "not.for.us@home.example", WRONG)

    assert "not.for.us" not in str(vars(AccessAttempt.objects.get()))


def test_guessing_on_does_not_keep_a_person_out_for_longer(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    for _ in range(LIMIT):
        try_to_sign_in(client, person.email, WRONG)
    started = AccessAttempt.objects.get().attempt_time

    try_to_sign_in(client, person.email, WRONG)

    assert AccessAttempt.objects.get().attempt_time == started


def test_an_administrator_lets_a_locked_person_in_at_once(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    for _ in range(LIMIT):
        try_to_sign_in(client, person.email, WRONG)

    people.let_in_again(cast.force_administrator(), person)
    try_to_sign_in(client, person.email)

    assert signed_in(client)


def test_the_demo_asks_for_no_second_step(client: Client) -> None:
    client.force_login(cast.force_administrator())

    assert client.get("/admin/").status_code == 200


@in_production
@pytest.mark.parametrize("address", ["/admin/", "/desk/", "/referrals/", "/nowhere/"])
def test_outside_the_demo_a_second_step_is_set_up_before_anything_else(client: Client, address: str) -> None:
    cast.signs_in(cast.force_administrator())
    try_to_sign_in(client, "force.administrator@cumbria.example")

    assert client.get(address)["Location"] == SET_UP
    assert client.get("/api/v1/anything").status_code == 403
    assert client.get("/support/").status_code == 200


@in_production
def test_setting_up_a_second_step_from_the_first_sign_in(client: Client) -> None:
    person = cast.signs_in(cast.force_administrator())
    try_to_sign_in(client, person.email)

    page = client.get(SET_UP).content.decode()
    assert '<svg role="img"' in page
    assert re.search(r' d="M4,4H5V5', page), "the picture is empty"
    assert "style=" not in page
    secret = re.search(r'class="code">([A-Z2-7]+)<', page)
    assert secret
    response = client.post(SET_UP, {"code": code_now(secret[1])})

    assert response["Location"] == "/accounts/2fa/recovery-codes/"
    codes = re.findall(r'class="code">(\d+)<', client.get(response["Location"]).content.decode())
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200
    # Once set up, it may not be thrown away.
    assert "You cannot switch it off" in client.get("/accounts/2fa/totp/deactivate/").content.decode()
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=person, type="totp").exists()


@in_production
def test_the_second_step_is_asked_for_and_a_recovery_code_works_once(client: Client) -> None:
    person = cast.signs_in(cast.force_administrator())
    secret = with_second_factor(person)

    response = try_to_sign_in(client, person.email)
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert not signed_in(client)
    assert client.get(response["Location"]).status_code == 200

    client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert signed_in(client)
    assert client.get("/admin/").status_code == 200


@in_production
def test_a_session_with_a_second_step_costs_no_query_to_check(client: Client, django_assert_num_queries: Any) -> None:
    person = cast.signs_in(cast.control_room_sergeant())
    secret = with_second_factor(person)
    try_to_sign_in(client, person.email)
    client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})

    # The session, the person, their roles.
    with django_assert_num_queries(3):
        client.get(LANDING)


@in_production
def test_wrong_codes_lock_like_wrong_passwords(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    secret = with_second_factor(person)
    try_to_sign_in(client, person.email)

    for _ in range(LIMIT):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    response = client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})

    assert not signed_in(client)
    assert "Wait 15 minutes" in response.content.decode()


@in_production
def test_secrets_of_second_factors_are_sealed() -> None:
    person = cast.officer()
    secret = with_second_factor(person)

    stored = Authenticator.objects.get(user=person)

    assert secret not in str(stored.data)
    assert Envelope.objects.filter(purpose="staff").exists()
    assert stored.wrap().validate_code(code_now(secret))


@in_production
def test_a_lost_telephone_means_setting_up_anew(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    with_second_factor(person)

    people.take_second_factor(cast.force_administrator(), person)
    try_to_sign_in(client, person.email)

    assert client.get("/desk/")["Location"] == SET_UP


@in_production
def test_django_admin_has_no_way_in_of_its_own(client: Client) -> None:
    cast.signs_in(cast.force_administrator())

    assert client.get("/admin/login/?next=/admin/")["Location"].startswith(LOGIN)
    client.post("/admin/login/", {"username": "force.administrator@cumbria.example", "password": cast.PASSWORD})
    assert not signed_in(client)


@in_production
def test_an_administrator_does_not_become_another_by_password_alone(client: Client) -> None:
    angela, platform = cast.signs_in(cast.force_administrator()), cast.signs_in(cast.platform_administrator())
    with_second_factor(platform)
    secret = with_second_factor(angela)
    try_to_sign_in(client, angela.email)
    client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})

    client.post("/admin/login/", {"username": platform.email, "password": cast.PASSWORD, "next": "/admin/"})

    assert client.session["_auth_user_id"] == str(angela.pk)


@pytest.mark.parametrize("address", ["/desk/", "/accounts/2fa/recovery-codes/", "/api/v1/cases/"])
def test_a_session_begun_by_password_alone_ends_when_a_second_step_is_set_up_elsewhere(
    client: Client, address: str
) -> None:
    person = cast.signs_in(cast.officer())
    with override_settings(DEMO=False):
        try_to_sign_in(client, person.email)
        with_second_factor(person)

        assert client.get(address).status_code in (302, 403)

    assert not signed_in(client)


def test_nobody_stays_signed_in_beyond_one_shift(client: Client) -> None:
    person = cast.signs_in(cast.control_room_sergeant())
    try_to_sign_in(client, person.email)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 12 * 3600 + 1
    session.save()

    assert client.get("/admin/")["Location"].startswith(LOGIN)
    assert not signed_in(client)


def test_the_password_is_asked_for_again_before_something_sensitive(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    with_second_factor(person)
    client.force_login(person)

    again = client.get("/accounts/2fa/recovery-codes/generate/")["Location"]
    assert again.startswith("/accounts/reauthenticate/")
    assert client.get(again).status_code == 200
    wrong = client.post(again, {"password": WRONG})
    assert "The password is not right" in wrong.content.decode()
    right = client.post(again, {"password": cast.PASSWORD})

    assert right.status_code == 302


def test_a_forgotten_password_is_chosen_anew_by_mail(client: Client) -> None:
    person = cast.signs_in(cast.officer())

    client.post("/accounts/password/reset/", {"email": person.email})
    message = mail.outbox[0]
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(message.body))
    assert link
    page = client.get(link[1], follow=True)
    address = page.redirect_chain[-1][0]
    weak = client.post(address, {"password1": "short", "password2": "short"})
    assert "at least 12 characters" in weak.content.decode()
    client.post(address, {"password1": "three odd words here", "password2": "three odd words here"})

    assert try_to_sign_in(client, person.email, "three odd words here").status_code == 302
    text = f"{message.subject} {message.body}".lower()
    assert not any(word in text.replace(link[0].lower(), "") for word in ("hate", "police", "crime"))


def test_a_reset_tells_nobody_who_has_an_account(client: Client) -> None:
    unknown = client.post("/accounts/password/reset/", {"email": "stranger@elsewhere.example"})

    assert unknown["Location"] == "/accounts/password/reset/done/"
    assert mail.outbox == []


@pytest.mark.parametrize(
    "address",
    [
        LOGIN,
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/x-y/",
        "/accounts/inactive/",
    ],
)
def test_pages_before_signing_in_open(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/accounts/password/change/", "/accounts/2fa/", "/accounts/logout/"])
def test_pages_of_the_own_account_open_for_the_signed_in_only(client: Client, address: str) -> None:
    assert client.get(address)["Location"].startswith(LOGIN)

    person = cast.signs_in(cast.officer())
    with_second_factor(person)
    client.force_login(person)

    assert client.get(address).status_code == 200


def test_the_first_password_is_chosen_like_a_forgotten_one(client: Client) -> None:
    client.force_login(cast.officer())

    response = client.get("/accounts/password/change/", follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/password/reset/"


def test_sessions_are_sealed_in_the_database(client: Client) -> None:
    person = cast.officer()
    client.force_login(person)

    assert str(person.pk) not in "".join(Session.objects.values_list("session_data", flat=True))
