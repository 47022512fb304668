"""Sending, and what is open afterwards: one report, one answer, the code for as long as its page lives."""

from datetime import timedelta
from typing import Any

import pytest

from hatereport import clock
from incidents import drafts
from incidents.models import Draft, Report
from tests.incidents.conftest import Reporter, seen_on

pytestmark = pytest.mark.django_db


def test_a_replayed_submit_is_one_report_and_one_answer(amina: Reporter) -> None:
    amina.fill()
    seen = seen_on(amina.get("/report/8/"))

    answers = [amina.client.post("/report/8/", {"seen": seen}) for _ in range(3)]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(303, "/report/sent/")}
    assert Report.objects.count() == 1


def test_a_change_in_another_tab_is_checked_before_sending(amina: Reporter) -> None:
    amina.fill()
    seen = seen_on(amina.get("/report/8/"))
    amina.answer(3, words="Changed meanwhile")

    response = amina.client.post("/report/8/", {"seen": seen})

    assert response.status_code == 200
    assert "Changed meanwhile" in response.content.decode()
    assert not Report.objects.exists()


def test_typing_into_a_sent_report_is_told_and_kept_on_the_page(amina: Reporter) -> None:
    amina.fill()
    amina.send()

    response = amina.client.post("/report/3/", {"words": "One thing more", "seen": "1"})

    assert response.status_code == 409
    assert "One thing more" in response.content.decode()
    assert "sent already" in response.content.decode()
    assert Report.objects.count() == 1


def test_a_second_report_starts_afresh_after_the_first(amina: Reporter) -> None:
    amina.fill()
    amina.send()
    amina.fill(p3={"words": "Another day"})

    amina.send()

    assert Report.objects.count() == 2


def test_the_code_is_shown_hidden_and_shown_again_until_the_page_is_over(amina: Reporter) -> None:
    amina.fill()
    amina.send()
    code = amina.get("/report/sent/").context["card"].code

    amina.client.post("/report/sent/", {"code": "saved"})
    assert code not in amina.get("/report/sent/").content.decode()
    amina.client.post("/report/sent/", {"code": "show"})
    assert code in amina.get("/report/sent/").content.decode()

    with clock.at(clock.now() + timedelta(minutes=21)):
        gone = amina.get("/report/sent/")
    assert gone.status_code == 410
    assert code not in gone.content.decode()


def test_a_draft_that_goes_while_it_is_sent_is_no_breakdown(amina: Reporter, monkeypatch: pytest.MonkeyPatch) -> None:
    amina.fill()
    seen = seen_on(amina.get("/report/8/"))
    real = drafts.find

    def found_and_gone(request: Any) -> Draft | None:
        draft = real(request)
        drafts.discard([draft] if draft else [])
        return draft

    monkeypatch.setattr(drafts, "find", found_and_gone)

    assert amina.client.post("/report/8/", {"seen": seen})["Location"] == "/report/1/?away"
