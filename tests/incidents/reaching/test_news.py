"""That there is news: a test message first, nothing before staff confirm, at safe hours, never a way to write to others."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from hatereport import clock, outbox
from hatereport.outbox.models import Notice
from incidents import news, progress, safe_contact
from incidents.models import NewsChoice, Report, ReturnVisit
from tests.incidents.behind_the_code import sends
from tests.incidents.conftest import Given
from tests.incidents.reaching.asking import (
    MORNING,
    NOBODY_BLOCKED,
    WISH,
    chooses_news,
    has_news,
    party,
)

pytestmark = pytest.mark.django_db


def test_a_test_message_comes_first_in_the_words_of_all_that_follow(amina: Client) -> None:
    chooses_news(amina)
    choice = NewsChoice.objects.get()
    assert [notice.topic for notice in Notice.objects.filter(topic__startswith="news")] == ["news.test"]

    for _ in range(2):
        news.send_test(choice.pk, blocked=NOBODY_BLOCKED)

    assert len(mail.outbox) == 1
    message = mail.outbox[0]
    assert (message.subject, message.body) == ("Your order has an update.", "Your order has an update.")
    assert message.to == ["amina.news@home.example"]
    assert message.from_email == "no-reply@localhost"
    assert "Has it come?" in amina.get("/return/news/").content.decode()


@pytest.mark.parametrize("wording", news.WORDINGS, ids=lambda wording: wording.code)
def test_no_wording_tells_what_it_is_about(wording: news.Wording) -> None:
    words = str(wording.text).lower()

    assert not any(word in words for word in ("hate", "police", "crime", "report", "http", "code", "officer"))


def test_an_address_copied_from_a_text_from_right_to_left_is_taken(amina: Client) -> None:
    assert chooses_news(amina, email="\u202a amina.news@home.example\u202c\u200f").status_code == 303

    assert NewsChoice.objects.select_related("contact").get().address == "amina.news@home.example"


def test_nothing_is_sent_before_staff_have_confirmed(amina: Client) -> None:
    chooses_news(amina)
    choice = NewsChoice.objects.get()
    amina.post("/return/news/came/")
    choice.refresh_from_db()
    assert choice.arrived_at is None  # it cannot have come before it was sent
    news.send_test(choice.pk, blocked=NOBODY_BLOCKED)
    amina.post("/return/news/came/")
    mail.outbox.clear()

    progress.push(Report.objects.get(), "dispatched")
    news.tell(choice.pk, since=clock.now(), blocked=NOBODY_BLOCKED, last=False)

    assert not Notice.objects.filter(topic="news.waits").exists()
    assert mail.outbox == []


def test_news_waits_some_minutes_and_is_told_once(amina: Client) -> None:
    choice = has_news(amina)
    for code in ("dispatched", "specialist_reviewed"):
        progress.push(Report.objects.get(), code)
    notice = Notice.objects.get(topic="news.waits")
    assert timedelta(minutes=5) <= notice.available_at - notice.created_at <= timedelta(minutes=45)
    assert not outbox.deliver(notice.pk)

    with clock.at(notice.available_at):
        news.tell(choice.pk, since=notice.created_at, blocked=NOBODY_BLOCKED, last=False)
        news.tell(choice.pk, since=notice.created_at, blocked=NOBODY_BLOCKED, last=False)

    assert len(mail.outbox) == 1


def test_a_second_piece_of_news_waits_for_the_next_day(amina: Client) -> None:
    choice = has_news(amina)
    now = clock.now()
    news.tell(choice.pk, since=now, blocked=NOBODY_BLOCKED, last=False)
    with clock.at(now + timedelta(hours=2)):
        news.tell(choice.pk, since=clock.now(), blocked=NOBODY_BLOCKED, last=False)
        notice = Notice.objects.get(topic="news.waits")
    assert len(mail.outbox) == 1
    assert notice.available_at >= now + timedelta(hours=23)

    with clock.at(notice.available_at + timedelta(minutes=1)):
        news.tell(choice.pk, since=notice.created_at, blocked=NOBODY_BLOCKED, last=False)

    assert len(mail.outbox) == 2


def test_news_keeps_to_the_safe_hours(answers: Given) -> None:
    contact = {**answers()["contact"], "safe_times": ["weekends"]}
    with clock.at(MORNING + timedelta(days=4)):  # a Saturday
        choice = has_news(sends(answers(contact=contact)))

    with clock.at(MORNING + timedelta(days=7)):  # a Tuesday
        news.tell(choice.pk, since=clock.now(), blocked=NOBODY_BLOCKED, last=False)
    notice = Notice.objects.get(topic="news.waits")

    assert mail.outbox == []
    assert safe_contact.in_force(party()).is_safe_time(notice.available_at)


def test_news_to_a_home_waits_for_the_domestic_abuse_owner(amina: Client) -> None:
    choice = has_news(amina)

    news.tell(choice.pk, since=clock.now(), blocked=frozenset({"email"}), last=False)

    assert mail.outbox == []
    assert Notice.objects.get(topic="news.waits").available_at > clock.now() + timedelta(hours=11)


def test_stopping_is_at_once_and_takes_the_address_away(amina: Client) -> None:
    choice = has_news(amina)
    assert amina.get("/return/news/stop/").status_code == 303  # looking is not stopping
    amina.post("/return/news/stop/")

    choice.refresh_from_db()
    assert choice.stopped_at is not None
    assert choice.address_sealed is None
    progress.push(Report.objects.get(), "dispatched")
    news.tell(choice.pk, since=clock.now(), blocked=NOBODY_BLOCKED, last=False)
    assert mail.outbox == []


def test_withdrawing_stops_the_news(amina: Client) -> None:
    choice = has_news(amina)

    amina.post("/return/withdraw/")

    choice.refresh_from_db()
    assert choice.address_sealed is None


def test_the_last_message_takes_the_address_with_it(amina: Client) -> None:
    choice = has_news(amina)

    news.tell(choice.pk, since=clock.now(), blocked=NOBODY_BLOCKED, last=True)

    choice.refresh_from_db()
    assert len(mail.outbox) == 1
    assert choice.address_sealed is None


def test_it_is_no_way_to_write_to_strangers(amina: Client) -> None:
    for number in range(news.TRIES_A_DAY):
        chooses_news(amina, email=f"stranger{number}@elsewhere.example")
        amina.post("/return/news/stop/")

    response = chooses_news(amina)

    assert "You tried 3 addresses today" in response.content.decode()
    assert NewsChoice.objects.count() == news.TRIES_A_DAY


def test_many_reports_are_no_way_to_write_to_one_stranger(answers: Given) -> None:
    for number in range(news.TESTS_A_DAY + 2):
        finder = sends(answers())
        chooses_news(finder, email=f"stranger+{number}@Elsewhere.example")
        news.send_test(NewsChoice.objects.get(stopped_at=None).pk, blocked=NOBODY_BLOCKED)
        assert "We have sent you a test message" in finder.get("/return/news/").content.decode()  # whether or not
        finder.post("/return/news/stop/")

    assert len(mail.outbox) == news.TESTS_A_DAY
    with clock.at(clock.now() + timedelta(days=2)):
        chooses_news(sends(answers()), email="stranger@elsewhere.example")
        news.send_test(NewsChoice.objects.get(stopped_at=None).pk, blocked=NOBODY_BLOCKED)
    assert len(mail.outbox) == news.TESTS_A_DAY + 1


def test_asked_all_at_once_the_first_are_sent(answers: Given) -> None:
    for _ in range(news.TESTS_A_DAY + 2):
        chooses_news(sends(answers()), email="stranger@elsewhere.example")

    for choice in NewsChoice.objects.order_by("-id"):
        news.send_test(choice.pk, blocked=NOBODY_BLOCKED)

    assert len(mail.outbox) == news.TESTS_A_DAY


def test_texts_are_offered_only_with_a_gateway(amina: Client, settings: Any) -> None:
    settings.SMS_URL = ""
    assert "By text message" not in amina.get("/return/news/").content.decode()
    settings.SMS_URL = "https://token@gateway.example/send"
    assert "By text message" in amina.get("/return/news/").content.decode()


def test_nothing_that_was_written_is_in_a_notice(amina: Client) -> None:
    amina.post("/return/contact/", WISH)
    has_news(amina)
    progress.push(Report.objects.get(), "dispatched")

    said = str([notice.payload for notice in Notice.objects.all()] + [notice.key for notice in Notice.objects.all()])

    assert "home.example" not in said
    assert "Amina" not in said


def test_no_page_takes_more_than_ten_queries(amina: Client, django_assert_max_num_queries: Any) -> None:
    has_news(amina)
    amina.post("/return/contact/", WISH)
    for address in ("/return/contact/", "/return/news/", "/return/"):
        with django_assert_max_num_queries(10):
            assert amina.get(address).status_code == 200
    assert ReturnVisit.objects.count() == 1
