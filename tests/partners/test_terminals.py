"""Managed terminals of a control room: a whole shift, one second step, and no stranger who locks people out."""

from typing import Any

import pytest
from django.test import Client, override_settings

from hatereport.audit.models import Entry
from partners import key_uses, people, terminals
from partners.models import Force, Person, Terminal
from partners.roles import NotYourForce
from tests import cast
from tests.partners.signing_in import (
    HOUR,
    LIMIT,
    MINUTE,
    WRONG,
    at_work,
    code_now,
    is_at_work,
    signed_in,
    try_to_sign_in,
    with_second_factor,
)

pytestmark = pytest.mark.django_db

PAGE, SECOND_STEP = "/accounts/terminals/", "/accounts/2fa/authenticate/"
in_production = override_settings(DEMO=False)


@pytest.fixture
def terminal(client: Client) -> Terminal:
    """`client` is a browser at a terminal that Angela has enrolled, by its page."""
    client.force_login(cast.force_administrator())
    assert client.post(PAGE, {"name": "Desk 4"})["Location"] == PAGE
    client.post("/accounts/logout/")
    return Terminal.objects.get()


def test_its_cookie_is_out_of_reach_and_stored_nowhere(client: Client, terminal: Terminal) -> None:
    cookie = client.cookies["terminal"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] > 365 * 24 * HOUR
    assert cookie.value.encode() not in bytes(terminal.lookup)
    assert Entry.objects.filter(chain=f"terminal:{terminal.pk}", act="terminal_enrolled", force="cumbria").exists()


def test_a_session_at_a_terminal_lasts_a_shift_without_an_idle_limit(
    client: Client, terminal: Terminal, passes: Any
) -> None:
    at_work(client, cast.control_room_sergeant())

    passes(11 * HOUR)
    assert is_at_work(client)
    passes(HOUR + MINUTE)
    assert not is_at_work(client)


@pytest.mark.usefixtures("terminal")
def test_a_session_carried_away_from_its_terminal_has_no_shift(client: Client, passes: Any) -> None:
    at_work(client, cast.control_room_sergeant())
    thief = Client()
    thief.cookies.update(client.cookies)
    del thief.cookies["terminal"]
    assert is_at_work(thief)

    passes(31 * MINUTE)

    assert not is_at_work(thief)


@pytest.mark.usefixtures("terminal")
def test_a_guarded_role_stays_guarded_at_a_terminal(client: Client, passes: Any) -> None:
    at_work(client, cast.force_administrator())

    passes(16 * MINUTE)

    assert not is_at_work(client)


@pytest.mark.usefixtures("terminal")
def test_people_of_another_force_gain_nothing_by_sitting_there(client: Client, passes: Any) -> None:
    at_work(client, cast.dev("control_room_sergeant"))

    passes(31 * MINUTE)

    assert not is_at_work(client)


def test_a_retired_terminal_is_a_computer_like_any_other_at_once(
    client: Client, terminal: Terminal, passes: Any
) -> None:
    at_work(client, cast.control_room_sergeant())
    passes(2 * HOUR)
    assert is_at_work(client)

    elsewhere = Client()
    elsewhere.force_login(cast.force_administrator(2))
    elsewhere.post(f"{PAGE}{terminal.pk}/retire/")
    elsewhere.post(f"{PAGE}{terminal.pk}/retire/")
    passes(31 * MINUTE)

    assert not is_at_work(client)
    assert Entry.objects.filter(chain=f"terminal:{terminal.pk}", act="terminal_retired").count() == 1


def signs_in_fully(client: Client, person: Person, secret: str) -> None:
    try_to_sign_in(client, person.email)
    client.post(SECOND_STEP, {"code": code_now(secret)})


@in_production
@pytest.mark.usefixtures("terminal")
def test_the_second_step_is_asked_for_once_in_a_shift(client: Client, passes: Any) -> None:
    ellen, neil = cast.signs_in(cast.control_room_sergeant()), cast.signs_in(cast.control_room_sergeant(2))
    secret = with_second_factor(ellen)
    with_second_factor(neil)
    signs_in_fully(client, ellen, secret)
    client.post("/accounts/logout/")

    passes(6 * HOUR)
    try_to_sign_in(client, ellen.email)
    assert client.get("/desk/").status_code == 200

    client.post("/accounts/logout/")
    try_to_sign_in(client, neil.email)
    assert not signed_in(client), "a colleague's second step is not one's own"

    passes(7 * HOUR)  # thirteen after Ellen's own
    try_to_sign_in(client, ellen.email)
    assert not signed_in(client)


@in_production
@pytest.mark.usefixtures("terminal")
def test_a_changed_factor_is_asked_for_again(client: Client) -> None:
    ellen = cast.signs_in(cast.control_room_sergeant())
    signs_in_fully(client, ellen, with_second_factor(ellen))
    client.post("/accounts/logout/")

    people.take_second_factor(cast.force_administrator(), ellen)
    with_second_factor(ellen)
    try_to_sign_in(client, ellen.email)

    assert not signed_in(client)


@in_production
def test_what_was_shown_at_a_terminal_says_nothing_elsewhere(client: Client, terminal: Terminal) -> None:
    ellen = cast.signs_in(cast.control_room_sergeant())
    signs_in_fully(client, ellen, with_second_factor(ellen))

    elsewhere = Client()
    elsewhere.cookies["shift"] = client.cookies["shift"].value
    try_to_sign_in(elsewhere, ellen.email)
    assert not signed_in(elsewhere)

    terminals.retire(cast.force_administrator(), terminal)
    client.post("/accounts/logout/")
    try_to_sign_in(client, ellen.email)
    assert not signed_in(client)


@in_production
def test_elsewhere_the_second_step_is_asked_for_every_time(client: Client) -> None:
    ellen = cast.signs_in(cast.control_room_sergeant())
    signs_in_fully(client, ellen, with_second_factor(ellen))
    client.post("/accounts/logout/")

    try_to_sign_in(client, ellen.email)

    assert not signed_in(client)


@pytest.mark.usefixtures("terminal")
def test_a_stranger_who_locks_a_name_locks_nobody_out_of_the_control_room(client: Client) -> None:
    ellen = cast.signs_in(cast.control_room_sergeant())
    for _ in range(LIMIT):
        try_to_sign_in(Client(), ellen.email, WRONG)

    try_to_sign_in(client, ellen.email)

    assert signed_in(client)


@pytest.mark.usefixtures("terminal")
def test_guessing_at_a_terminal_locks_too_until_an_administrator_lets_in(client: Client) -> None:
    ellen = cast.signs_in(cast.control_room_sergeant())
    for _ in range(LIMIT):
        try_to_sign_in(client, ellen.email, WRONG)
    assert try_to_sign_in(client, ellen.email).status_code == 429

    people.let_in_again(cast.force_administrator(), ellen)
    try_to_sign_in(client, ellen.email)

    assert signed_in(client)


def test_a_terminal_moves_to_the_newest_pepper_when_it_is_seen(
    client: Client, terminal: Terminal, settings: Any
) -> None:
    settings.PEPPERS = "2:bm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4=," + f"{settings.PEPPERS}"
    assert key_uses.terminals(terminal.pepper_version) == 1

    at_work(client, cast.control_room_sergeant())

    assert key_uses.terminals(terminal.pepper_version) == 0
    assert key_uses.terminals(2) == 1
    assert client.session["terminal"] == str(terminal.pk)


def test_only_an_administrator_of_the_force_enrols_lists_and_retires(client: Client, terminal: Terminal) -> None:
    for person in (cast.control_room_sergeant(), cast.platform_administrator()):
        client.force_login(person)
        assert client.get(PAGE).status_code == 403
        assert client.post(f"{PAGE}{terminal.pk}/retire/").status_code == 403

    client.force_login(cast.dev("force_administrator"))
    assert "Desk 4" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{terminal.pk}/retire/").status_code == 404
    with pytest.raises(NotYourForce):
        terminals.retire(cast.dev("force_administrator"), terminal)
    with pytest.raises(NotYourForce):
        terminals.enrol(cast.control_room_sergeant(), Force.objects.get(pk="cumbria"), "Mine")


def test_who_administers_two_forces_says_for_which(client: Client) -> None:
    angela = cast.force_administrator()
    people.grant(None, angela, "force_administrator", force=Force.objects.get(pk="leicestershire"))
    client.force_login(angela)

    client.post(PAGE, {"name": "Desk 1", "force": "leicestershire"})

    assert Terminal.objects.get().force_id == "leicestershire"
