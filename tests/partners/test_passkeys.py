"""Passkeys: instead of password and code, as the second step, never one that is not sure of its person."""

import html
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings

from hatereport.audit.models import Entry
from partners import people
from partners.models import Person
from tests import cast
from tests.partners.device import HOST, Device
from tests.partners.signing_in import LIMIT, LOGIN, WRONG, code_now, signed_in, try_to_sign_in, with_second_factor

pytestmark = pytest.mark.django_db

PASSKEYS, ADD, BY_PASSKEY = "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/login/"
SECOND_STEP = "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def in_production() -> Any:
    with override_settings(DEMO=False):
        yield


@pytest.fixture
def client() -> Client:
    return Client(SERVER_NAME=HOST)


def asked_on(page: Any) -> Any:
    """What the page tells the script to ask the device."""
    found = re.search(r'data-options="([^"]+)"', page.content.decode())
    assert found, page.content.decode()
    return json.loads(html.unescape(found[1]))


def adds(client: Client, device: Device, name: str = "My telephone") -> Any:
    return client.post(ADD, {"name": name, "credential": device.create(asked_on(client.get(ADD)))})


def signs_in_by(client: Client, device: Device, **more: str) -> Any:
    options = client.get(BY_PASSKEY, headers={"accept": "application/json"}).json()["request_options"]
    return client.post(BY_PASSKEY, {"credential": device.get(options), **more})


def officer_with_passkey() -> tuple[Person, Device]:
    person, device, elsewhere = cast.signs_in(cast.officer()), Device(), Client(SERVER_NAME=HOST)
    try_to_sign_in(elsewhere, person.email)
    assert adds(elsewhere, device).status_code == 302
    return person, device


def test_a_passkey_is_set_up_instead_of_a_code_from_the_first_sign_in(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    try_to_sign_in(client, person.email)
    assert "Use a passkey instead" in client.get("/accounts/2fa/totp/activate/").content.decode()

    response = adds(client, Device())

    assert response["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/desk/").status_code == 200


def test_a_passkey_signs_in_without_password_and_code(client: Client) -> None:
    person, device = officer_with_passkey()

    response = signs_in_by(client, device)

    assert response["Location"] == "/accounts/landing/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.get("/desk/").status_code == 200


def test_who_has_no_app_is_not_sent_to_one(client: Client) -> None:
    person, _device = officer_with_passkey()
    try_to_sign_in(client, person.email)

    page = client.get(SECOND_STEP).content.decode()

    assert "Recovery code" in page
    assert "Open the app" not in page


def test_one_comes_back_to_where_one_was_going(client: Client) -> None:
    _person, device = officer_with_passkey()

    assert signs_in_by(client, device, next="/desk/search/")["Location"] == "/desk/search/"
    client.logout()
    assert signs_in_by(client, device, next="https://elsewhere.example/")["Location"] == "/accounts/landing/"


def test_a_passkey_is_the_second_step_after_a_password(client: Client) -> None:
    person, device = officer_with_passkey()
    try_to_sign_in(client, person.email)
    assert not signed_in(client)

    client.post(SECOND_STEP, {"credential": device.get(asked_on(client.get(SECOND_STEP)))})

    assert client.get("/desk/").status_code == 200


def test_who_has_no_passkey_is_not_asked_for_one(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    with_second_factor(person)
    try_to_sign_in(client, person.email)

    assert "data-passkey" not in client.get(SECOND_STEP).content.decode()


def test_a_device_that_is_not_sure_of_its_person_opens_nothing(client: Client) -> None:
    person, device = officer_with_passkey()
    device.sure = False

    assert "was not accepted" in signs_in_by(client, device).content.decode()
    try_to_sign_in(client, person.email)
    page = client.post(SECOND_STEP, {"credential": device.get(asked_on(client.get(SECOND_STEP)))})

    assert "was not accepted" in page.content.decode()
    assert not signed_in(client)


def test_a_device_that_is_not_sure_of_its_person_is_not_added(client: Client) -> None:
    person = cast.signs_in(cast.officer())
    try_to_sign_in(client, person.email)

    adds(client, Device(sure=False))

    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://localhost.elsewhere.example"])
def test_what_another_site_asked_a_device_for_opens_nothing(client: Client, origin: str) -> None:
    _person, device = officer_with_passkey()
    device.origin = origin

    signs_in_by(client, device)

    assert not signed_in(client)


def test_an_answer_is_good_once(client: Client) -> None:
    _person, device = officer_with_passkey()
    options = client.get(BY_PASSKEY, headers={"accept": "application/json"}).json()["request_options"]
    answer = device.get(options)
    client.post(BY_PASSKEY, {"credential": answer})
    client.logout()

    client.get(BY_PASSKEY, headers={"accept": "application/json"})
    client.post(BY_PASSKEY, {"credential": answer})

    assert not signed_in(client)


def test_a_passkey_opens_its_owners_account_only(client: Client) -> None:
    _person, device = officer_with_passkey()
    options = client.get(BY_PASSKEY, headers={"accept": "application/json"}).json()["request_options"]
    forged = json.loads(device.get(options))
    stranger = Device()
    stranger.create({"publicKey": {"user": {"id": "x"}, "challenge": "x"}})
    stranger.owner = device.owner

    client.post(BY_PASSKEY, {"credential": stranger.get(options)})
    client.post(BY_PASSKEY, {"credential": json.dumps(forged | {"response": forged["response"] | {"userHandle": "x"}})})

    assert not signed_in(client)


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '"x"', "{", '{"response": null}', '{"response": {}}'])
def test_an_answer_that_is_none_is_refused_and_breaks_nothing(client: Client, answer: str) -> None:
    assert client.post(BY_PASSKEY, {"credential": answer}).status_code == 200
    assert not signed_in(client)


def test_who_has_left_does_not_come_in_by_passkey(client: Client) -> None:
    person, device = officer_with_passkey()
    people.let_go(cast.force_administrator(), person)

    signs_in_by(client, device)

    assert not signed_in(client)


def test_a_stranger_who_locks_a_name_all_night_does_not_keep_out_its_passkey(client: Client) -> None:
    person, device = officer_with_passkey()
    for _ in range(LIMIT):
        try_to_sign_in(Client(), person.email, WRONG)
    assert try_to_sign_in(client, person.email).status_code == 429

    signs_in_by(client, device)

    assert signed_in(client)


def test_passkeys_are_listed_renamed_and_removed(client: Client) -> None:
    person, device = officer_with_passkey()
    signs_in_by(client, device)
    adds(client, Device(), "Key on my ring")
    first, second = Authenticator.objects.filter(user=person, type="webauthn").order_by("pk")

    client.post(f"{PASSKEYS}keys/{first.pk}/edit/", {"name": "Old telephone"})
    page = client.get(PASSKEYS).content.decode()
    client.post(f"{PASSKEYS}keys/{first.pk}/remove/")

    assert "Old telephone" in page
    assert "Key on my ring" in page
    assert list(Authenticator.objects.filter(user=person, type="webauthn")) == [second]
    assert Entry.objects.filter(chain=f"person:{person.pk}", act="passkey_removed").count() == 1
    signs_in_by(fresh := Client(SERVER_NAME=HOST), device)
    assert not signed_in(fresh)


def test_the_last_second_step_stays(client: Client) -> None:
    person, device = officer_with_passkey()
    signs_in_by(client, device)
    only = Authenticator.objects.get(user=person, type="webauthn")

    page = client.post(f"{PASSKEYS}keys/{only.pk}/remove/").content.decode()

    assert "You need a second step" in page
    assert Authenticator.objects.filter(pk=only.pk).exists()


def test_with_a_passkey_the_app_may_go(client: Client) -> None:
    person, device = officer_with_passkey()
    with_second_factor(person)
    signs_in_by(client, device)

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=person, type="totp").exists()


def test_nobody_renames_or_removes_the_passkey_of_another(client: Client) -> None:
    person, _device = officer_with_passkey()
    theirs = Authenticator.objects.get(user=person, type="webauthn")
    colleague = cast.signs_in(cast.officer(2))
    secret = with_second_factor(colleague)
    try_to_sign_in(client, colleague.email)
    client.post(SECOND_STEP, {"code": code_now(secret)})

    assert client.post(f"{PASSKEYS}keys/{theirs.pk}/remove/").status_code == 404
    assert client.post(f"{PASSKEYS}keys/{theirs.pk}/edit/", {"name": "Mine"}).status_code == 404


def test_the_same_device_is_not_added_twice(client: Client) -> None:
    _person, device = officer_with_passkey()
    signs_in_by(client, device)

    known = asked_on(client.get(ADD))["publicKey"]["excludeCredentials"]

    assert len(known) == 1


def test_nothing_stored_of_a_passkey_is_secret() -> None:
    person, device = officer_with_passkey()

    stored = json.dumps(Authenticator.objects.get(user=person, type="webauthn").data)

    private = device.key.private_numbers().private_value
    assert str(private) not in stored
    assert f"{private:x}" not in stored


def test_without_a_script_the_page_says_what_to_use() -> None:
    page = Client().get(LOGIN).content.decode()

    assert re.search(r"<button[^>]* data-passkey-ask hidden>", page)
    assert "needs a browser with scripts switched on" in page
