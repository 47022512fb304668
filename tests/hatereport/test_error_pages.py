"""Refusals and breakdowns: plain words, the right frame, and a page even when the database is away."""

from collections.abc import Callable
from typing import NoReturn

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from hatereport import context, errors


def ask(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return request


@pytest.fixture(autouse=True)
def database_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> NoReturn:
        raise OperationalError("the database does not answer")

    monkeypatch.setattr(context, "crisis_lines", fails)


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "We could not read what came in"),
        (errors.forbidden, 403, "You cannot open this page"),
        (errors.not_found, 404, "This page is not here"),
        (errors.server_error, 500, "Something went wrong here"),
        (errors.page_open_too_long, 403, "This page was open too long"),
    ],
)
def test_a_refusal_says_what_to_do_even_without_a_database(
    view: Callable[[HttpRequest], HttpResponse], status: int, words: str
) -> None:
    response = view(ask("/report/3/"))

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert 'href="tel:999"' in page
    assert "<title>Report and support</title>" in page


def test_staff_are_refused_in_the_frame_of_the_desk() -> None:
    page = errors.not_found(ask("/desk/cases/HC-1/")).content.decode()

    assert "desk.css" in page
    assert "public.css" not in page


def test_a_breakdown_at_the_desk_asks_the_database_for_nobody() -> None:
    def fails() -> NoReturn:
        raise OperationalError("the database does not answer")

    request = ask("/desk/")
    request.user = SimpleLazyObject(fails)  # type: ignore[assignment]

    assert "Something went wrong here" in errors.server_error(request).content.decode()
