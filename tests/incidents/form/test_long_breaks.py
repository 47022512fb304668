"""After a long break: the page is kept, the rest is gone, danger is answered all the same."""

from datetime import timedelta

import pytest
from django.test import Client

from hatereport import clock
from incidents.models import Draft, Report
from tests.incidents.conftest import PAGES, Reporter, seen_on

pytestmark = pytest.mark.django_db


def test_after_a_long_break_the_page_is_kept_and_the_rest_is_gone(amina: Reporter) -> None:
    amina.fill(until=2)
    page = amina.get("/report/3/")
    Draft.objects.update(expires_at=clock.now() - timedelta(seconds=1))

    response = amina.client.post("/report/3/", {"words": "Written slowly", "seen": seen_on(page)})

    text = response.content.decode()
    assert response.status_code == 200
    assert "more than 20 minutes" in text
    assert "Written slowly" in text
    fresh = Draft.objects.select_related("content").get(expires_at__gt=clock.now())
    assert fresh.answers == {"what": {"words": "Written slowly"}}
    onwards = amina.client.post("/report/3/", {"words": "Written slowly", "seen": seen_on(response)})
    assert onwards.status_code == 303


def test_danger_told_after_a_long_break_is_answered_with_999_at_once(amina: Reporter) -> None:
    response = amina.client.post("/report/1/", {"danger": "yes", "seen": "1"})

    assert response["Location"] == "/report/1/help/"
    assert Draft.objects.get().given == {"danger": {"danger": "yes"}}


def test_after_a_long_break_a_wrong_page_is_kept_too(amina: Reporter) -> None:
    response = amina.client.post("/report/4/", {"when": "exact", "on_day": "99", "on_month": "1", "on_year": "2026"})

    assert "What you typed on this page is still here" in response.content.decode()
    assert 'value="99"' in response.content.decode()


def test_a_new_draft_after_a_break_says_what_is_missing(amina: Reporter) -> None:
    amina.client.post("/report/7/", {**PAGES[7], "seen": "1"})
    page = amina.get("/report/8/")

    response = amina.client.post("/report/8/", {"seen": seen_on(page)})

    text = response.content.decode()
    assert response.status_code == 200
    assert "/report/1/?then=check" in text
    assert "/report/2/?then=check" in text
    assert not Report.objects.exists()


def test_a_page_without_a_draft_leads_to_the_first(amina: Reporter) -> None:
    for address in ("/report/3/", "/report/8/", "/report/more/harm/", "/report/5/area/"):
        assert amina.get(address)["Location"] == "/report/1/?away"
    assert "start again" in amina.get("/report/1/?away").content.decode()


def test_reading_keeps_a_draft_alive(amina: Reporter) -> None:
    amina.fill(until=2)
    soon = clock.now() + timedelta(minutes=19)
    with clock.at(soon):
        amina.get("/report/3/")
    with clock.at(soon + timedelta(minutes=19)):
        assert amina.get("/report/3/").status_code == 200
    with clock.at(soon + timedelta(minutes=60)):
        assert amina.get("/report/3/").status_code == 303


def test_a_lost_token_shows_what_was_typed_and_saves_nothing() -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/report/3/", {"words": "Nobody should have to type this twice"})

    text = response.content.decode()
    assert response.status_code == 403
    assert "Nobody should have to type this twice" in text
    assert "still here" in text
    assert not Draft.objects.exists()
    token = response.context["csrf_token"]
    again = strict.post("/report/3/", {"words": "Nobody should have to type this twice", "csrfmiddlewaretoken": token})
    assert again.status_code == 200
    assert Draft.objects.count() == 1
