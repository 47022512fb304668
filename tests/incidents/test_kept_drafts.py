"""Save and come back later: only for somebody who asks, seven days, in any browser, and gone when it is sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hatereport import clock
from hatereport.sealing import Envelope
from incidents import drafts, expiry, fresh_codes, kept_drafts, return_codes
from incidents.models import Draft, Report
from tests.incidents.conftest import PAGES, Reporter, seen_on

pytestmark = pytest.mark.django_db

SAVE = "/report/save/"
WORDS = str(PAGES[3]["words"])


def kept(reporter: Reporter) -> str:
    assert reporter.client.post(SAVE, {"code": "keep"}).status_code == 303
    return str(reporter.get(SAVE).context["card"].code)


@pytest.fixture
def half_way(amina: Reporter) -> Reporter:
    amina.fill(until=3)
    return amina


def elsewhere(code: str) -> Reporter:
    """The same person with another browser."""
    reporter = Reporter()
    response = reporter.client.post("/return/", {"code": code})
    assert response.status_code == 303
    assert response["Location"] == "/report/go-on/"
    return reporter


def test_saving_explains_first_and_keeps_nothing_unasked(half_way: Reporter) -> None:
    page = half_way.get(SAVE).content.decode()

    assert "Whoever has the code can read what you have written so far" in page
    assert Draft.objects.get().code_lookup is None
    with clock.at(clock.now() + timedelta(minutes=21)):
        assert expiry.erase_expired().drafts == 1


def test_the_answers_wait_in_another_browser_where_they_ended(half_way: Reporter) -> None:
    code = kept(half_way)

    with clock.at(clock.now() + timedelta(days=6)):
        reporter = elsewhere(code.lower().replace("-", ""))
        assert reporter.get("/report/go-on/")["Location"] == "/report/4/"
        assert WORDS in reporter.get("/report/3/").content.decode()


def test_with_every_page_answered_it_goes_on_at_the_check(amina: Reporter) -> None:
    amina.fill()

    reporter = elsewhere(kept(amina))

    assert reporter.get("/report/go-on/")["Location"] == "/report/8/"


def test_taking_it_up_elsewhere_closes_it_here(half_way: Reporter) -> None:
    elsewhere(kept(half_way))

    assert WORDS not in half_way.client.get("/report/3/", follow=True).content.decode()


def test_twenty_minutes_close_the_session_and_not_the_draft(half_way: Reporter) -> None:
    code = kept(half_way)

    with clock.at(clock.now() + timedelta(minutes=21)):
        assert expiry.erase_expired().drafts == 0
        assert half_way.get("/report/3/")["Location"] == "/report/1/?away"
        assert "come back with the code" in half_way.get("/report/1/?away").content.decode()
        assert code not in half_way.client.get(SAVE, follow=True).content.decode()
        elsewhere(code)


def test_after_seven_days_answers_and_key_are_gone(half_way: Reporter) -> None:
    code = kept(half_way)

    with clock.at(clock.now() + timedelta(days=7, seconds=1)):
        assert settings.DRAFT_COOKIE not in Client().post("/return/", {"code": code}).cookies
        assert expiry.erase_expired().drafts == 1
    assert not Envelope.objects.filter(purpose="draft").exists()


def test_writing_on_the_last_day_is_not_cut_off(half_way: Reporter) -> None:
    code = kept(half_way)
    almost = clock.now() + timedelta(days=7) - timedelta(minutes=5)

    with clock.at(almost):
        reporter = elsewhere(code)
        assert reporter.answer(4).status_code == 303
    with clock.at(almost + timedelta(minutes=15)):
        assert expiry.erase_expired().drafts == 0
        assert reporter.answer(5).status_code == 303


def test_the_code_dies_when_the_report_is_sent(amina: Reporter) -> None:
    amina.fill()
    code = kept(amina)

    amina.send()

    assert Report.objects.count() == 1
    draft = Draft.objects.get()
    assert draft.code_lookup is None
    assert draft.expires_at <= clock.now() + timedelta(minutes=21)
    assert settings.DRAFT_COOKIE not in Client().post("/return/", {"code": code}).cookies


def test_a_code_asked_for_while_it_is_sent_in_another_tab_does_not_take_the_place_of_the_reports(
    amina: Reporter,
) -> None:
    amina.fill()
    other_tab = Draft.objects.select_related("content").get()
    amina.send()

    with pytest.raises(drafts.ChangedMeanwhile):
        kept_drafts.keep(other_tab)
    fresh_codes.note(other_tab, saved=True)

    assert amina.get("/report/sent/").status_code == 200
    assert Draft.objects.get().code_lookup is None


def test_quick_exit_closes_the_session_and_keeps_what_was_saved(half_way: Reporter) -> None:
    code = kept(half_way)
    cookie = half_way.client.cookies[settings.DRAFT_COOKIE].value

    half_way.get("/exit/")

    finder = Reporter()
    finder.client.cookies[settings.DRAFT_COOKIE] = cookie
    assert WORDS not in finder.client.get("/report/3/", follow=True).content.decode()
    assert code not in finder.client.get(SAVE, follow=True).content.decode()
    assert WORDS in elsewhere(code).get("/report/3/").content.decode()


def test_quick_exit_destroys_what_nobody_asked_to_save(half_way: Reporter) -> None:
    half_way.get("/exit/")

    assert not Draft.objects.exists()


def test_a_second_code_ends_the_first(half_way: Reporter) -> None:
    first = kept(half_way)
    second = kept(elsewhere(first))

    assert first != second
    assert settings.DRAFT_COOKIE not in Client().post("/return/", {"code": first}).cookies
    elsewhere(second)


def test_the_database_holds_the_code_as_a_fingerprint_and_sealed(half_way: Reporter) -> None:
    code = return_codes.parse(kept(half_way))

    draft = Draft.objects.get()

    assert len(bytes(draft.code_lookup or b"")) == 32
    assert code.encode() not in bytes(draft.code_lookup or b"") + bytes(draft.confirmation_sealed or b"")


def test_the_quiet_button_saves_the_page_first(half_way: Reporter) -> None:
    response = half_way.answer(4, later="yes")

    assert response["Location"] == SAVE
    assert half_way.get("/report/go-on/")["Location"] == "/report/5/"


def test_somebody_who_typed_nothing_here_needs_to_correct_nothing(amina: Reporter) -> None:
    amina.fill(until=2)
    page = amina.get("/report/3/")

    response = amina.client.post("/report/3/", {"later": "yes", "seen": seen_on(page)})

    assert response["Location"] == SAVE


def test_what_was_typed_and_cannot_be_saved_is_not_lost(amina: Reporter) -> None:
    amina.fill(until=2)

    page = amina.answer(3, kinds=["none of them"], later="yes").content.decode()

    assert "This page is not saved yet" in page
    assert WORDS in page


def test_danger_comes_before_saving(half_way: Reporter) -> None:
    response = half_way.answer(1, danger="yes", later="yes")

    assert response["Location"].startswith("/report/1/help/")


def test_the_first_page_offers_nothing_to_save(amina: Reporter) -> None:
    assert 'name="later"' not in amina.get("/report/1/").content.decode()
    amina.fill(until=1)
    assert 'name="later"' in amina.get("/report/2/").content.decode()


def test_the_check_of_the_answers_can_be_left_for_later_too(amina: Reporter) -> None:
    amina.fill()

    assert SAVE in amina.get("/report/8/").content.decode()


def test_a_pin_and_no_code_are_not_offered_for_answers(half_way: Reporter) -> None:
    kept(half_way)

    page = half_way.get(SAVE).content.decode()

    assert 'name="pin"' not in page
    assert 'name="wish"' not in page


def test_nothing_to_save_leads_to_the_beginning(amina: Reporter) -> None:
    for address in (SAVE, "/report/go-on/"):
        assert amina.get(address)["Location"] == "/report/1/?away"
    amina.fill()
    amina.send()
    for address in (SAVE, "/report/go-on/"):
        assert amina.get(address)["Location"] == "/report/sent/"


def test_the_pages_of_saving_take_few_queries(half_way: Reporter, django_assert_max_num_queries: Any) -> None:
    for _ in range(2):
        with django_assert_max_num_queries(10):
            half_way.get(SAVE)
        with django_assert_max_num_queries(10):
            half_way.client.post(SAVE, {"code": "keep"})
    with django_assert_max_num_queries(10):
        half_way.client.post(SAVE, {"code": "saved", "copied": "wrong"})
