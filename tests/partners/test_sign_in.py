"""Signing in by name and password: who lands where, who is turned away, what locks a name, and a password forgotten."""

import re
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from partners import people
from tests import cast
from tests.partners.signing_in import (
    LANDING,
    LIMIT,
    LOGIN,
    WRONG,
    signed_in,
    try_to_sign_in,
    with_second_factor,
)

pytestmark = pytest.mark.django_db


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


def test_what_was_left_empty_is_called_as_on_the_page(client: Client) -> None:
    page = client.post(LOGIN, {"login": "", "password": ""}).content.decode()

    assert "Fill in “E-mail address”" in page
    assert "Fill in “Email”" not in page


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
