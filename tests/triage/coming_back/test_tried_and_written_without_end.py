"""Many wrong PINs, and messages without end: told to the holder, but not without end."""

import uuid
from datetime import timedelta

import pytest

from hatereport import clock
from hatereport.outbox.models import Notice
from incidents import expiry, messages, pins
from incidents.models import ReturnCode
from tests.triage.chain import does
from tests.triage.coming_back.with_a_code import Story, delivered, replaced
from tests.triage.desk_browser import address, at_desk
from triage.models import DeskNotice
from triage.news import waiting
from triage.tasks import MOST_TOLD, pin_tried, reporter_wrote

pytestmark = pytest.mark.django_db


# --- many wrong PINs --------------------------------------------------------------------------------------------------


HEAD_OF_THE_CASE = "Somebody has typed many wrong PINs with this person's code."


def tried_in_vain(story: Story) -> None:
    ReturnCode.objects.filter(pk=story.row().pk).update(pin_failures=pins.MANY, pin_failed_at=clock.now())
    expiry.erase_expired()
    delivered(pins.TOPIC, pin_tried)


def test_many_wrong_pins_are_told_to_the_holder_once_and_stand_at_the_head_of_the_case() -> None:
    story = Story()
    ellen = story.held()
    assert HEAD_OF_THE_CASE not in at_desk(ellen).get(address(story.case)).content.decode()

    for _ in range(2):
        tried_in_vain(story)

    assert DeskNotice.objects.get(case=story.case, what="pin_tried").person == ellen
    assert HEAD_OF_THE_CASE in at_desk(ellen).get(address(story.case)).content.decode()
    assert "Many wrong PINs were typed" in at_desk(ellen).get("/desk/news/").content.decode()


def test_many_wrong_pins_are_over_with_a_new_code() -> None:
    story = Story()
    ellen = story.held()
    tried_in_vain(story)

    replaced(story, ellen)

    assert HEAD_OF_THE_CASE not in at_desk(ellen).get(address(story.case)).content.decode()


# --- messages without end ---------------------------------------------------------------------------------------------


def writes(story: Story, times: int, *, danger: bool = False, narrow: bool = False) -> None:
    """Messages behind the code, and the worker hears of each."""
    visit = story.visit()
    for _ in range(times):
        messages.post_from_reporter(visit, "Hello?", danger=danger, submission_key=uuid.uuid4(), narrow=narrow)
    delivered("reporter.message", reporter_wrote)
    Notice.objects.filter(topic="reporter.message").delete()


def told_of(story: Story, what: str = "message_received") -> int:
    moves = story.case.moves.filter(act=what).count()
    assert DeskNotice.objects.filter(case=story.case, what=what).count() == moves
    return moves


def test_of_messages_without_end_twenty_are_told_and_all_are_kept() -> None:
    story = Story()

    writes(story, MOST_TOLD + 5)

    assert told_of(story) == MOST_TOLD
    assert story.report.messages.count() == MOST_TOLD + 5


def test_danger_is_told_however_many_were_written_before() -> None:
    story = Story()
    writes(story, MOST_TOLD + 1)

    writes(story, 1, danger=True)

    assert told_of(story, "danger_reported") == 1


def test_after_an_hour_a_message_is_told_again() -> None:
    story = Story()
    now = clock.now()
    with clock.at(now):
        writes(story, MOST_TOLD)
    with clock.at(now + timedelta(minutes=59)):
        writes(story, 1)
        assert told_of(story) == MOST_TOLD

    with clock.at(now + timedelta(minutes=60)):
        writes(story, 1)

    assert told_of(story) == MOST_TOLD + 1


def test_once_staff_have_read_the_next_message_is_told() -> None:
    story = Story()
    ellen = story.held()
    writes(story, MOST_TOLD)

    waiting.seen(ellen, list(DeskNotice.objects.filter(what="message_received").values_list("pk", flat=True)))
    writes(story, 1)

    assert told_of(story) == MOST_TOLD + 1


def test_a_finder_who_writes_without_end_does_not_silence_the_owner_of_the_old_code() -> None:
    story = Story()
    writes(story, MOST_TOLD + 1)

    writes(story, 1, narrow=True)

    assert story.case.moves.filter(act="message_received", codes__written_with="narrowed").count() == 1


def test_an_answer_ends_the_waiting_though_nobody_is_told_of_it_as_a_message() -> None:
    story = Story()
    ellen = story.held()
    writes(story, MOST_TOLD)
    does(ellen, "ask_for_information", story.case, question="Which shop?")

    writes(story, 1)

    story.case.refresh_from_db()
    assert story.case.state != "awaiting_information"
