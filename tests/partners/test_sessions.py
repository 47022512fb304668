"""How long somebody stays signed in, role by role; what becomes of what they were sending; where else they are."""

import time
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from hatereport.audit.models import Entry
from partners import kept_posts, people
from partners.models import Force, Person
from partners.roles import GUARDED, OUTSIDE, ROLES, SHIFT, Stay
from partners.tasks import clear_sessions
from tests import cast
from tests.partners.signing_in import LOGIN, MINUTE, at_work, is_at_work, signed_in

pytestmark = pytest.mark.django_db

WORDS = "She says that he waits at the gate every morning."
NOTE = {"text": WORDS, "key": "once", "csrfmiddlewaretoken": "old", "how": ["a", "b"]}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_every_role_says_why_and_no_session_outlasts_a_shift(role: Any) -> None:
    assert role.stay in (SHIFT, GUARDED, OUTSIDE)
    assert role.stay.hours <= SHIFT.hours
    assert role.stay.why
    assert role.stay.source


def test_the_strictest_of_each_limit_counts() -> None:
    strictest = Stay.strictest([Stay(12, 15, "", ""), Stay(8, 30, "", "")])

    assert (strictest.hours, strictest.idle_minutes) == (8, 15)


@pytest.mark.parametrize(
    ("who", "idle"),
    [(cast.control_room_sergeant, 30), (cast.auditor, 15), (cast.force_administrator, 15), (cast.rosa, 30)],
)
def test_a_pause_ends_a_session_after_what_the_role_allows(client: Client, passes: Any, who: Any, idle: int) -> None:
    at_work(client, who())

    passes(idle * MINUTE - 5)
    assert is_at_work(client)
    passes(idle * MINUTE + 5)
    assert not is_at_work(client)


@pytest.mark.parametrize(("who", "hours"), [(cast.control_room_sergeant, 12), (cast.auditor, 8), (cast.rosa, 8)])
def test_the_longest_stay_ends_whatever_one_does(client: Client, passes: Any, who: Any, hours: int) -> None:
    at_work(client, who())
    for _ in range(hours * 6 - 1):
        passes(10 * MINUTE)
        assert is_at_work(client)

    passes(11 * MINUTE)

    assert not is_at_work(client)


def test_who_holds_two_roles_has_the_stricter_limit(client: Client, passes: Any) -> None:
    sergeant = cast.control_room_sergeant()
    people.grant(None, sergeant, "auditor", force=Force.objects.get(pk="cumbria"))
    at_work(client, sergeant)

    passes(16 * MINUTE)

    assert not is_at_work(client)


def test_a_page_that_renews_itself_keeps_nobody_signed_in(client: Client, passes: Any) -> None:
    at_work(client, cast.control_room_sergeant())
    for _ in range(4):
        passes(8 * MINUTE)
        response = client.get("/desk/alarms/", {"seen": "x"}, headers={"hx-request": "true"})

    assert response.headers["HX-Retarget"] == "#alarm"
    assert "this page shows no alarms any more" in response.content.decode()
    assert 'hx-trigger="every 10s"' in response.content.decode(), "signed in again, the alarms are back by themselves"
    assert not is_at_work(client)


def test_a_page_of_somebody_signed_out_says_so_instead_of_the_alarm(client: Client) -> None:
    response = client.get("/desk/alarms/", headers={"hx-request": "true"})

    assert (response.status_code, response.headers["HX-Retarget"]) == (200, "#alarm")
    again = client.get("/desk/alarms/", {"seen": "signed-out"}, headers={"hx-request": "true"})
    assert again.status_code == 204, "it is not read out every ten seconds"


def test_when_one_was_last_there_cannot_be_made_up(client: Client, passes: Any) -> None:
    at_work(client, cast.control_room_sergeant())
    client.get("/accounts/me/")
    passes(31 * MINUTE)
    value = client.cookies["seen"].value
    client.cookies["seen"] = str(int(time.time())) + ":" + value.partition(":")[2]

    assert not is_at_work(client)


def test_when_one_was_last_there_is_of_that_session_alone(client: Client, passes: Any) -> None:
    at_work(client, cast.control_room_sergeant())
    passes(31 * MINUTE)
    other = Client()
    at_work(other, cast.control_room_sergeant(2))
    passes(MINUTE)
    other.get("/accounts/me/")

    client.cookies["seen"] = other.cookies["seen"].value

    assert not is_at_work(client)


def test_the_limits_cost_a_request_no_query(client: Client, django_assert_num_queries: Any) -> None:
    at_work(client, cast.control_room_sergeant())
    client.get("/accounts/landing/")

    # The session, the person, their roles.
    with django_assert_num_queries(3):
        client.get("/accounts/landing/")


def test_what_was_being_sent_when_the_session_had_ended_is_sent_after_signing_in(client: Client, passes: Any) -> None:
    person = at_work(client, cast.control_room_sergeant())
    passes(31 * MINUTE)

    refused = client.post("/desk/cases/HI-0000-0000/do/note/?tab=work", NOTE)
    assert refused["Location"] == "/accounts/login/?next=%2Faccounts%2Fkept%2F"
    assert "is kept for half an hour" in client.get(refused["Location"]).content.decode()
    landed = client.post(LOGIN, {"login": person.email, "password": cast.PASSWORD, "next": "/accounts/kept/"})
    page = client.get(landed["Location"]).content.decode()

    assert landed["Location"] == "/accounts/kept/"
    assert 'action="/desk/cases/HI-0000-0000/do/note/?tab=work"' in page
    assert WORDS in page
    assert 'name="how" value="a"' in page
    assert 'name="how" value="b"' in page
    assert 'value="old"' not in page
    client.post("/desk/cases/HI-0000-0000/do/note/?tab=work", NOTE)
    assert kept_posts.SESSION_KEY not in client.session


def test_what_was_being_sent_at_the_end_of_a_whole_shift_is_kept_too(client: Client, passes: Any) -> None:
    at_work(client, cast.control_room_sergeant())
    for _ in range(12 * 3 - 1):
        passes(20 * MINUTE)
        assert is_at_work(client)
    passes(21 * MINUTE)

    refused = client.post("/desk/search/", NOTE)

    assert "is kept for half an hour" in client.get(refused["Location"]).content.decode()


def test_what_is_kept_is_sealed_and_shown_to_nobody_else(client: Client, passes: Any) -> None:
    at_work(client, cast.control_room_sergeant())
    passes(31 * MINUTE)
    client.post("/desk/search/", NOTE)

    assert WORDS not in "".join(Session.objects.values_list("session_data", flat=True))
    assert WORDS not in client.get(LOGIN).content.decode()
    at_work(client, cast.control_room_sergeant(2))
    assert client.get("/accounts/kept/")["Location"] == "/accounts/landing/"
    assert kept_posts.SESSION_KEY not in client.session


def test_what_is_kept_goes_after_half_an_hour_or_when_thrown_away(client: Client, passes: Any) -> None:
    person = cast.control_room_sergeant()
    for waits in (31 * MINUTE, 0):
        at_work(client, person)
        passes(31 * MINUTE)
        client.post("/desk/search/", NOTE)
        passes(waits)
        at_work(client, person)
        if not waits:
            client.post("/accounts/kept/")

        assert client.get("/accounts/kept/")["Location"] == "/accounts/landing/"
        assert kept_posts.SESSION_KEY not in client.session


@pytest.mark.parametrize("address", ["/accounts/password/change/", "/admin/partners/force/add/"])
def test_a_password_on_its_way_is_never_kept(client: Client, passes: Any, address: str) -> None:
    at_work(client, cast.force_administrator())
    passes(16 * MINUTE)

    refused = client.post(address, {"oldpassword": cast.PASSWORD})

    assert kept_posts.SESSION_KEY not in client.session
    assert "was not done" in client.get(refused["Location"]).content.decode()


def test_too_much_to_keep_is_not_kept(client: Client, passes: Any) -> None:
    at_work(client, cast.control_room_sergeant())
    passes(31 * MINUTE)

    client.post("/desk/search/", {"text": "x" * kept_posts.MOST})

    assert kept_posts.SESSION_KEY not in client.session


def test_the_api_is_told_and_nothing_is_kept(client: Client, passes: Any) -> None:
    at_work(client, cast.control_room_sergeant())
    passes(31 * MINUTE)

    response = client.post("/api/v1/cases/HI-0000-0000/acts/note/", {"data": {}}, content_type="application/json")

    assert response.status_code == 403
    assert not signed_in(client)


def from_an_older_page(person: Person, came_from: str) -> Any:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    return browser.post("/desk/search/", NOTE, headers={"sec-fetch-site": came_from})


def test_a_page_older_than_the_session_loses_nothing_typed() -> None:
    response = from_an_older_page(cast.control_room_sergeant(), "same-origin")

    page = response.content.decode()
    assert response.status_code == 403
    assert WORDS in page
    assert "in the name of Ellen Graham" in page
    assert 'name="csrfmiddlewaretoken"' in page


@pytest.mark.parametrize("came_from", ["cross-site", "same-site", "none", ""])
def test_what_another_site_sends_is_offered_to_nobody(came_from: str) -> None:
    response = from_an_older_page(cast.control_room_sergeant(), came_from)

    assert response.status_code == 403
    assert WORDS not in response.content.decode()


def test_one_signs_out_everywhere_else(client: Client) -> None:
    person, elsewhere, colleague = cast.officer(), Client(), Client()
    for browser in (client, elsewhere):
        at_work(browser, person)
    at_work(colleague, cast.officer(2))
    assert client.get("/accounts/me/").content.decode().count("Elsewhere") == 1

    client.post("/accounts/me/elsewhere/")

    assert is_at_work(client)
    assert not is_at_work(elsewhere)
    assert is_at_work(colleague)
    assert Entry.objects.filter(chain=f"person:{person.pk}", act="signed_out_elsewhere", detail__count=1).exists()


def test_sessions_that_are_over_are_cleared_away(client: Client) -> None:
    at_work(client, cast.officer())
    Session.objects.update(expire_date="2020-01-01T00:00Z")
    at_work(Client(), cast.officer(2))

    clear_sessions()

    assert Session.objects.count() == 1
