"""The second step everywhere but in the demo: set up before anything else, asked for, lost, and never gone round."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings

from hatereport.sealing import Envelope
from partners import people
from partners.models import Terminal
from tests import cast
from tests.partners.signing_in import (
    LANDING,
    LIMIT,
    LOGIN,
    SET_UP,
    code_now,
    in_production,
    signed_in,
    try_to_sign_in,
    with_second_factor,
)

pytestmark = pytest.mark.django_db


def test_the_demo_asks_for_no_second_step(client: Client) -> None:
    client.force_login(cast.force_administrator())

    assert client.get("/admin/").status_code == 200


@in_production
@pytest.mark.parametrize(
    "address", ["/admin/", "/desk/", "/referrals/", "/nowhere/", "/accounts/terminals/", "/accounts/me/"]
)
def test_outside_the_demo_a_second_step_is_set_up_before_anything_else(client: Client, address: str) -> None:
    cast.signs_in(cast.force_administrator())
    try_to_sign_in(client, "force.administrator@cumbria.example")

    assert client.get(address)["Location"] == SET_UP
    assert client.get("/api/v1/anything").status_code == 403
    assert client.get("/support/").status_code == 200


@in_production
def test_by_password_alone_nobody_enrols_a_terminal(client: Client) -> None:
    cast.signs_in(cast.force_administrator())
    try_to_sign_in(client, "force.administrator@cumbria.example")

    client.post("/accounts/terminals/", {"name": "Mine"})

    assert not Terminal.objects.exists()


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
