"""A wish to withdraw behind a code: the code is narrowed, and settled only after the talk."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from hatereport import clock
from hatereport.outbox.models import Notice
from incidents import messages, return_codes, visits
from incidents.models import ReturnVisit
from incidents.return_codes import NoSuchCode
from incidents.sending import send_answers
from tests.triage import chain
from tests.triage.coming_back.with_a_code import Story, settles, talks, whole
from tests.triage.desk_browser import address, at_desk
from triage.models import Case
from triage.refusals import Incomplete
from triage.tasks import reporter_wrote, withdrawal_requested

pytestmark = pytest.mark.django_db


def test_a_code_is_given_back_only_after_the_talk() -> None:
    story = Story()
    ellen = story.held()
    story.asks_to_stop()

    with pytest.raises(Incomplete, match="Record the talk"):
        settles(ellen, story, "restore")
    talks(ellen, story)
    settles(ellen, story, "restore")

    assert whole(story.code)


def test_a_talk_before_the_wish_is_not_the_talk_about_it() -> None:
    story = Story()
    ellen = story.held()
    talks(ellen, story)
    with clock.at(clock.now() + timedelta(minutes=1)):
        story.asks_to_stop()
        with pytest.raises(Incomplete, match="Record the talk"):
            settles(ellen, story, "retire")


def test_a_code_is_retired_after_the_talk() -> None:
    story = Story()
    ellen = story.held()
    story.asks_to_stop()
    talks(ellen, story)

    settles(ellen, story, "retire")

    with pytest.raises(NoSuchCode):
        return_codes.enter(story.code)
    assert story.report.narrative


def test_what_is_open_with_a_code_ends_when_staff_retire_it() -> None:
    story = Story()
    ellen = story.held()
    story.is_changed()
    visitor = Client()
    visitor.post("/return/", {"code": story.code})

    settles(ellen, story, "retire")

    assert not ReturnVisit.objects.exists()
    visitor.post("/return/message/", {"danger": "no", "words": "Still here.", "key": str(uuid.uuid4())})
    assert not story.report.messages.exists()


def test_a_wish_that_comes_before_its_case_is_heard() -> None:
    sent = send_answers(chain.ANSWERS, "en-gb")
    visits.begin(sent.return_code)
    messages.ask_to_withdraw(ReturnVisit.objects.select_related("report", "party").get())

    withdrawal_requested(Notice.objects.get(topic="report.withdrawal_requested"))

    assert Case.objects.get().moves.filter(act="withdrawal_requested").count() == 1


def test_the_case_says_what_the_wish_waits_for() -> None:
    story = Story()
    ellen = story.held()
    story.asks_to_stop()

    page = at_desk(ellen).get(address(story.case)).content.decode()

    assert "They asked to withdraw on" in page
    assert "until you have recorded the talk" in page


def test_a_message_with_a_narrowed_code_says_so_and_danger_goes_its_way() -> None:
    story = Story()
    ellen = story.held()
    story.is_changed()
    client = Client()
    client.post("/return/", {"code": story.code})
    client.post(
        "/return/message/",
        {"danger": "yes", "words": "It was not me.", "key": client.get("/return/").context["key"]},
    )

    reporter_wrote(Notice.objects.get(topic="reporter.message"))

    story.case.refresh_from_db()
    assert story.case.danger
    page = at_desk(ellen).get(address(story.case)).content.decode()
    assert "a code that can only write" in page
    assert "It was not me." in page
