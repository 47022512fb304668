"""What a browser keeps of the form: nothing that outlives it, nothing after leaving, nothing for another."""

import pytest
from django.conf import settings
from django.test import Client

from incidents.models import Draft
from tests.incidents.conftest import Reporter

pytestmark = pytest.mark.django_db


def test_whoever_looks_into_the_history_is_not_told_that_something_was_written(amina: Reporter) -> None:
    page = amina.get("/report/1/?away").content.decode()

    assert "you wrote" not in page
    assert "Nothing is saved here now" in page


def test_leaving_forgets_on_the_server_and_goes_elsewhere(amina: Reporter) -> None:
    amina.fill(until=3)

    response = amina.get("/exit/")

    assert response.status_code == 303
    assert response["Location"] == settings.EXIT_URL
    assert "cookies" in response["Clear-Site-Data"]
    assert not Draft.objects.exists()
    for cookie in (
        settings.DRAFT_COOKIE,
        settings.RETURN_COOKIE,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
    ):
        assert response.cookies[cookie]["max-age"] == 0


def test_no_cookie_of_the_public_pages_outlives_the_browser(amina: Reporter) -> None:
    amina.fill(until=2)
    amina.get("/report/3/")

    assert settings.CSRF_COOKIE_NAME in amina.client.cookies
    assert not [name for name, cookie in amina.client.cookies.items() if cookie["max-age"] or cookie["expires"]]


def test_the_draft_cookie_is_out_of_reach(amina: Reporter) -> None:
    response = amina.answer(1)

    cookie = response.cookies[settings.DRAFT_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["max-age"]
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert bytes(Draft.objects.get().token_digest) != cookie.value.encode()


def test_another_browser_sees_nothing_of_a_draft(amina: Reporter) -> None:
    amina.fill(until=3)

    assert Client().get("/report/3/").status_code == 303
