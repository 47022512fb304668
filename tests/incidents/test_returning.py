"""Coming back with the code: progress, messages, withdrawing, and what is not shown."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hatereport import clock
from hatereport.outbox.models import Notice
from incidents import expiry, messages, progress, return_codes, standing
from incidents.models import Message, Report, ReturnVisit
from incidents.sending import Sent, send_answers
from tests import cast
from tests.incidents.conftest import Given

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(answers: Given) -> Sent:
    return send_answers(answers())


@pytest.fixture
def amina(sent: Sent) -> Client:
    client = Client()
    response = client.post("/return/", {"code": return_codes.grouped(sent.return_code).lower()})
    assert response.status_code == 303
    return client


def test_the_code_opens_progress_in_plain_sentences(amina: Client, sent: Sent) -> None:
    report = Report.objects.get()
    progress.push(report, "dispatched", due_at=clock.now() + timedelta(hours=1))

    page = amina.get("/return/").content.decode()

    assert sent.reference in page
    assert "An officer has been asked to act" in page
    assert "The next step is meant to be done by" in page


def test_nothing_that_was_reported_is_shown(amina: Client) -> None:
    page = amina.get("/return/").content.decode()

    for secret in ("shouted", "Amina", "07700", "CA1"):
        assert secret not in page


def test_a_wrong_code_opens_nothing_and_says_no_more_than_that(sent: Sent) -> None:
    client = Client()
    unknown = client.post("/return/", {"code": return_codes.fresh()})
    sent_code = return_codes.find(sent.return_code)
    sent_code.retired_at = clock.now()
    sent_code.save()
    retired = client.post("/return/", {"code": sent.return_code})

    def told(response: Any) -> Any:
        return re.findall(r'id="id_code-error".*?</p>', response.content.decode(), re.S)[0]

    assert unknown.status_code == retired.status_code == 200
    assert told(unknown) == told(retired)
    assert settings.RETURN_COOKIE not in retired.cookies


def test_a_message_is_sealed_and_left_for_the_officers(amina: Client) -> None:
    key = amina.get("/return/").context["key"]

    for _ in range(2):
        response = amina.post("/return/message/", {"danger": "no", "words": "He came back.", "key": key})

    assert response["Location"] == "/return/#messages"
    message = Message.objects.select_related("content").get()
    assert message.words == "He came back."
    assert Notice.objects.get(topic="reporter.message").payload["danger"] is False


def test_danger_in_a_message_is_told_and_answered_with_999(amina: Client) -> None:
    response = amina.post("/return/message/", {"danger": "yes", "words": "He is outside.", "key": uuid.uuid4()})

    assert "999" in amina.get(response["Location"]).content.decode()
    notice = Notice.objects.get(topic="reporter.message")
    assert notice.payload["danger"] is True
    assert set(notice.payload) == {"report_id", "message_id", "danger"}


def test_a_message_without_the_danger_question_is_asked_again(amina: Client) -> None:
    response = amina.post("/return/message/", {"words": "He came back.", "key": uuid.uuid4()})

    assert "danger" in response.context["form"].errors
    assert "He came back." in response.content.decode()


def test_a_message_written_too_slowly_is_not_lost(amina: Client) -> None:
    ReturnVisit.objects.update(expires_at=clock.now() - timedelta(seconds=1))

    response = amina.post("/return/message/", {"danger": "no", "words": "A long letter", "key": uuid.uuid4()})

    assert "A long letter" in response.content.decode()
    assert not Message.objects.exists()


def test_a_message_from_the_police_is_read_once_opened(amina: Client) -> None:
    report = Report.objects.select_related("content").get()
    messages.post_to_reporter(report, cast.local_focus_sergeant(), "May I call you on Monday?")

    assert "May I call you on Monday?" in amina.get("/return/").content.decode()
    assert Message.objects.get().read_at is not None


def test_withdrawing_is_a_request_and_leaves_the_code_a_voice(amina: Client, sent: Sent) -> None:
    page = amina.get("/return/withdraw/").content.decode()
    assert "Your report is not deleted" in page
    assert "your code can only be used to write to us" in page

    for _ in range(2):
        assert amina.post("/return/withdraw/").status_code == 303

    assert Notice.objects.filter(topic="report.withdrawal_requested").count() == 1
    assert Report.objects.count() == 1
    row = return_codes.find(sent.return_code)
    assert row.narrowed_at
    assert row.retired_at is None


def test_a_visit_ends_when_idle_when_long_and_when_left(amina: Client) -> None:
    now = clock.now()
    with clock.at(now + timedelta(minutes=21)):
        assert "Come back with your code" in amina.get("/return/").content.decode()
    ReturnVisit.objects.update(expires_at=now + timedelta(hours=5))
    with clock.at(now + timedelta(hours=2, minutes=1)):
        assert "Come back with your code" in amina.get("/return/").content.decode()

    amina.post("/return/leave/")

    assert not ReturnVisit.objects.exists()


def test_leaving_the_page_quickly_ends_the_visit(amina: Client) -> None:
    amina.get("/exit/")

    assert not ReturnVisit.objects.exists()


def test_visits_that_are_over_are_erased(amina: Client) -> None:
    with clock.at(clock.now() + timedelta(hours=1)):
        assert expiry.erase_expired().visits == 1


def test_a_strangers_visit_would_be_noticed(amina: Client, sent: Sent) -> None:
    second = Client()
    second.post("/return/", {"code": sent.return_code})

    assert "last opened" in second.get("/return/").content.decode()


def test_a_lost_token_keeps_the_message(sent: Sent) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/return/message/", {"danger": "no", "words": "Typed once"})

    assert response.status_code == 403
    assert "Typed once" in response.content.decode()


def test_a_page_opened_anew_after_a_mistake_leads_back_to_the_report(amina: Client) -> None:
    for address in ("/return/message/", "/return/leave/"):
        assert amina.get(address)["Location"] == "/return/"
    assert amina.get("/return/").context["reference"]


def test_a_code_that_cannot_be_one_is_told_in_our_words(sent: Sent) -> None:
    for typed in ("A" * 5_000, f"{sent.return_code[:-2]}\x00"):
        page = Client().post("/return/", {"code": typed}).content.decode()
        assert "Null characters" not in page
        assert "Ensure this value" not in page
        assert "id_code-error" in page


def test_what_is_meant_to_happen_by_a_time_is_said_just_before_it(sent: Sent) -> None:
    for code in ("danger_heard", "received_danger"):
        assert not str(progress.BY_CODE[code].then).endswith("call 999.")


def test_nobody_who_refused_contact_is_told_that_an_officer_will_speak_with_them(answers: Given) -> None:
    nobodys = send_answers(answers(contact={"contact": "anonymous"}))
    client = Client()
    client.post("/return/", {"code": nobodys.return_code})
    client.post("/return/withdraw/")
    progress.push(Report.objects.get(), "withdrawal_heard", due_at=clock.now())

    page = client.get("/return/").content.decode()

    assert page.count("If we may contact you, an officer speaks with you first") == 2
    assert "wants to speak with you" not in page


def test_a_witness_reads_no_deadline_of_the_victim(answers: Given) -> None:
    for filer, sentence in (
        ("victim", "The officer tells you what it is"),
        ("witness", "tells the person it happened"),
    ):
        sent = send_answers(answers(who={"filer": filer, "under_18": "no"}))
        report = Report.objects.get(pk=sent.report_id)
        progress.push(report, "outcome_to_tell", due_at=clock.now() + timedelta(days=1))
        newest = next(standing.told(report))

        assert sentence in str(newest.then)
        assert (newest.due_at is not None) == (filer == "victim")


def test_only_known_sentences_and_codes_can_be_pushed(sent: Sent) -> None:
    report = Report.objects.get()

    with pytest.raises(progress.NoSuchSentence):
        progress.push(report, "something new")
    with pytest.raises(ValueError, match="words"):
        progress.push(report, "dispatched", words="Officer Smith comes at four")


def test_no_page_behind_the_code_takes_more_than_ten_queries(amina: Client, django_assert_max_num_queries: Any) -> None:
    for address in ("/return/", "/return/withdraw/", "/return/help/"):
        with django_assert_max_num_queries(10):
            amina.get(address)
