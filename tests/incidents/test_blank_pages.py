"""Pages drawn once for everybody: the same for all, with each visitor's own token, and nothing of anybody's answers."""

import re

import pytest
from django.test import Client

from incidents.views import blank_pages
from tests.incidents.conftest import PAGES, Reporter

pytestmark = pytest.mark.django_db


def _token(html: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    assert found
    return found[1]


def _without_token(html: str) -> str:
    return html.replace(_token(html), "")


def test_two_visitors_see_the_same_page_with_tokens_of_their_own():
    amina, tom = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    first, second = (visitor.get("/report/1/").content.decode() for visitor in (amina, tom))

    assert _without_token(first) == _without_token(second)
    assert _token(first) != _token(second)
    assert blank_pages.TOKEN not in first + second
    own = tom.post("/report/1/", {**PAGES[1], "csrfmiddlewaretoken": _token(second)})
    assert own.status_code == 303
    anothers = Client(enforce_csrf_checks=True).post("/report/1/", {**PAGES[1], "csrfmiddlewaretoken": _token(first)})
    assert anothers.status_code == 403


def test_a_kept_page_is_the_page_that_would_be_drawn(amina: Reporter):
    for step in range(1, 8):
        kept_now, kept_before = (_without_token(amina.get(f"/report/{step}/").content.decode()) for _ in range(2))
        blank_pages.forget()
        drawn = _without_token(amina.get(f"/report/{step}/").content.decode())

        assert kept_now == kept_before == drawn
        amina.answer(step)


def test_what_one_person_answered_is_in_nobody_elses_page(amina: Reporter):
    tom = Reporter()
    amina.fill(p3={"words": "Seen by nobody else"})
    tom.fill(until=2)

    assert "Seen by nobody else" in amina.get("/report/3/").content.decode()
    assert "Seen by nobody else" not in tom.get("/report/3/").content.decode()
    assert not any("Seen by nobody else" in html or "07700 900123" in html for html in blank_pages._kept.values())


def test_strands_that_one_force_counts_are_asked_only_there(amina: Reporter):
    tom = Reporter()
    amina.fill(until=5)
    tom.fill(until=5, p5={"place_type": "street", "postcode": "LE1 1AA"})
    cumbria, leicestershire = (visitor.get("/report/6/").content.decode() for visitor in (amina, tom))

    assert 'value="age"' in cumbria
    assert 'value="age"' not in leicestershire
    assert 'value="alternative_subculture"' in leicestershire


def test_a_page_saved_with_nothing_on_it_knows_that_it_was_saved(amina: Reporter):
    amina.fill(until=3)
    amina.client.post("/report/4/", {"seen": 0})

    assert 'name="seen" value="1"' in amina.get("/report/4/").content.decode()
