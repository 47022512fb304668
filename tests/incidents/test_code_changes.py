"""Changing a code, and what is left of the old one: nobody who finds a code shuts its owner out."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hatereport import clock
from hatereport.outbox.models import Notice
from incidents import expiry, messages, return_codes
from incidents.models import Message, Report, ReturnCode, ReturnVisit
from incidents.return_codes import Passcode
from incidents.sending import Sent, send_answers
from tests import cast
from tests.incidents.conftest import Given

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(answers: Given) -> Sent:
    return send_answers(answers())


def behind(code: str, pin: str = "") -> Client:
    client = Client()
    assert client.post("/return/", {"code": code, "pin": pin}).status_code == 303
    return client


def changed(client: Client) -> Passcode:
    assert client.post("/return/code/", {"code": "change"}).status_code == 303
    return return_codes.parse(client.get("/return/code/").context["card"].code)


def test_changing_gives_a_whole_new_code_and_tells_the_officers(sent: Sent) -> None:
    amina = behind(sent.return_code)

    new = changed(amina)

    assert new != sent.return_code
    assert sent.reference in behind(new).get("/return/").content.decode()
    assert amina.get("/return/").context["reference"]
    assert Notice.objects.filter(topic="report.code_changed").count() == 1
    row = return_codes.find(new)
    assert row.replaces == return_codes.find(sent.return_code)


def test_pressing_twice_is_one_change_and_the_page_shows_the_same_code(sent: Sent) -> None:
    amina = behind(sent.return_code)

    first = changed(amina)
    second = changed(amina)

    assert first == second
    assert ReturnCode.objects.count() == 2


def test_a_pin_may_be_set_with_the_new_code(sent: Sent) -> None:
    amina = behind(sent.return_code)
    new = changed(amina)

    amina.post("/return/code/", {"code": "pin", "pin": "2468"})

    assert settings.RETURN_COOKIE not in Client().post("/return/", {"code": new}).cookies
    assert behind(new, "2468")


def test_the_new_code_is_gone_from_sight_with_the_visit(sent: Sent) -> None:
    amina = behind(sent.return_code)
    new = return_codes.grouped(changed(amina))
    assert new in amina.get("/return/code/").content.decode()

    amina.post("/return/leave/")

    amina = behind(new)
    assert new not in amina.get("/return/code/").content.decode()


def test_the_old_code_can_write_and_shows_nothing(sent: Sent) -> None:
    report = Report.objects.select_related("content").get()
    messages.post_to_reporter(report, cast.officer(), "May I call you on Monday?")
    changed(behind(sent.return_code))

    finder = behind(sent.return_code)

    page = finder.get("/return/").content.decode()
    assert "you can only write to us" in page
    for secret in (sent.reference, "Monday", "last opened", "shouted", "Amina", "/return/withdraw/"):
        assert secret not in page
    for address in ("/return/files/", "/return/withdraw/", "/return/code/", "/return/contact/", "/return/news/"):
        assert finder.get(address)["Location"] == "/return/"
    assert finder.post("/return/code/", {"code": "change"})["Location"] == "/return/"
    assert finder.post("/return/withdraw/")["Location"] == "/return/"
    assert ReturnCode.objects.count() == 2
    assert not Notice.objects.filter(topic="report.withdrawal_requested").exists()


def test_danger_written_with_the_old_code_is_told_like_any_other(sent: Sent) -> None:
    changed(behind(sent.return_code))
    finder = behind(sent.return_code)
    key = finder.get("/return/").context["key"]

    response = finder.post("/return/message/", {"danger": "yes", "words": "It was not me.", "key": key})

    assert "999" in finder.get(response["Location"]).content.decode()
    notice = Notice.objects.get(topic="reporter.message")
    assert notice.payload["danger"] is True
    assert notice.payload["narrow"] is True
    assert Message.objects.get().danger


def test_a_message_with_the_old_code_is_said_to_have_been_sent(sent: Sent) -> None:
    changed(behind(sent.return_code))
    finder = behind(sent.return_code)

    wrong = finder.post("/return/message/", {"words": "It was not me.", "key": uuid.uuid4()})
    response = finder.post("/return/message/", {"danger": "no", "words": "It was not me.", "key": uuid.uuid4()})

    assert "It was not me." in wrong.content.decode()
    page = finder.get(response["Location"].partition("#")[0]).content.decode()
    assert "Your message was sent." in page
    assert "It was not me." not in page


def test_the_old_code_ends_after_seven_days_and_is_retired_by_the_hour(sent: Sent) -> None:
    new = changed(behind(sent.return_code))
    almost, over = clock.now() + timedelta(days=6, hours=23), clock.now() + timedelta(days=7, seconds=1)

    with clock.at(almost):
        assert expiry.erase_expired().codes == 0
        behind(sent.return_code)
    with clock.at(over):
        assert settings.RETURN_COOKIE not in Client().post("/return/", {"code": sent.return_code}).cookies
        assert expiry.erase_expired().codes == 1
        assert behind(new)
    assert ReturnCode.objects.get(replaced_by__isnull=False).retired_at


def test_changing_ends_every_other_visit(sent: Sent) -> None:
    stranger, amina = behind(sent.return_code), behind(sent.return_code)

    changed(amina)

    assert "Come back with your code" in stranger.get("/return/").content.decode()
    assert amina.get("/return/").context["reference"]


def test_asking_to_stop_ends_every_other_visit_and_not_the_one_that_asks(sent: Sent) -> None:
    stranger, amina = behind(sent.return_code), behind(sent.return_code)

    amina.post("/return/withdraw/")

    assert "Come back with your code" in stranger.get("/return/").content.decode()
    assert amina.get("/return/").context["reference"]


def test_asking_twice_does_not_end_the_visit_somebody_writes_in_by_then(sent: Sent) -> None:
    finder = behind(sent.return_code)
    finder.post("/return/withdraw/")
    owner = behind(sent.return_code)

    finder.post("/return/withdraw/")

    assert "you can only write to us" in owner.get("/return/").content.decode()


def test_whoever_asked_to_stop_keeps_a_voice_until_staff_act(sent: Sent) -> None:
    finder = behind(sent.return_code)
    finder.post("/return/withdraw/")

    with clock.at(clock.now() + timedelta(days=30)):
        expiry.erase_expired()
        owner = behind(sent.return_code)
        assert "you can only write to us" in owner.get("/return/").content.decode()


def test_nobody_changes_the_code_after_asking_to_stop(sent: Sent) -> None:
    finder = behind(sent.return_code)
    finder.post("/return/withdraw/")

    assert finder.post("/return/code/", {"code": "change"})["Location"] == "/return/"

    assert ReturnCode.objects.count() == 1
    page = finder.get("/return/").content.decode()
    assert "/return/code/" not in page
    assert "/return/withdraw/" not in page


def test_a_narrow_cookie_cannot_be_made_a_wide_one(sent: Sent) -> None:
    changed(behind(sent.return_code))
    finder = behind(sent.return_code)

    finder.cookies[settings.RETURN_COOKIE] = finder.cookies[settings.RETURN_COOKIE].value.partition(".")[2]

    assert "Come back with your code" in finder.get("/return/").content.decode()


def test_a_stranger_s_visit_leads_to_changing_the_code(sent: Sent) -> None:
    behind(sent.return_code)

    page = behind(sent.return_code).get("/return/").content.decode()

    assert "If that was not you, tell us below." in page
    assert "Then change your code, too." in page


def test_the_pages_of_a_changed_code_take_few_queries(sent: Sent, django_assert_max_num_queries: Any) -> None:
    amina = behind(sent.return_code)
    with django_assert_max_num_queries(10):
        amina.get("/return/code/")
    amina.post("/return/code/", {"code": "change"})
    with django_assert_max_num_queries(10):
        amina.get("/return/code/")
    with django_assert_max_num_queries(10):
        amina.post("/return/code/", {"code": "saved", "copied": "wrong"})
    finder = behind(sent.return_code)
    with django_assert_max_num_queries(10):
        finder.get("/return/")
    assert ReturnVisit.objects.count() == 2
