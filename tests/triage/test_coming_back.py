"""Return codes at the desk: changed, narrowed and settled, lost and replaced, and how long they live."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hatereport import clock
from hatereport.audit.models import Entry
from hatereport.outbox.models import Notice
from incidents import code_changes, drafts, expiry, messages, pins, return_codes, visits
from incidents.models import Draft, Report, ReturnCode, ReturnVisit
from incidents.return_codes import NoSuchCode, Passcode
from incidents.sending import send_answers
from partners.models import Person
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk
from triage import aftermath
from triage.models import Case, DeskNotice
from triage.news import waiting
from triage.receipt import receive
from triage.refusals import Incomplete, Refused
from triage.tasks import MOST_TOLD, code_changed, pin_tried, reporter_wrote, withdrawal_requested

pytestmark = pytest.mark.django_db

IDENTITY = {
    "identity_checked": "Called back on the number in the report; knew the date and the shop.",
    "contact_channel": "call",
    "code_handed": "read_out",
}
ANONYMOUS = {"contact": {"contact": "anonymous"}}


class Story:
    """One report with its case, and the code its reporter holds."""

    def __init__(self, **sections: Any) -> None:
        sent = send_answers({**chain.ANSWERS, **sections}, "en-gb")
        self.code = sent.return_code
        self.case: Case = receive(sent.report_id)
        self.report = Report.objects.get(pk=sent.report_id)

    def visit(self) -> ReturnVisit:
        visits.begin(self.code)
        return ReturnVisit.objects.select_related("report", "party").latest("id")

    def is_changed(self) -> Passcode:
        new = code_changes.change(self.visit())
        delivered("report.code_changed", code_changed)
        return new

    def asks_to_stop(self) -> None:
        messages.ask_to_withdraw(self.visit())
        delivered("report.withdrawal_requested", withdrawal_requested)

    def held(self) -> Person:
        ellen = cast.control_room_sergeant()
        does(ellen, "take", self.case)
        return ellen

    def row(self) -> ReturnCode:
        return ReturnCode.objects.get(report=self.report, replaces=None)


def delivered(topic: str, consumer: Any) -> None:
    """The worker takes what was left for it."""
    for notice in Notice.objects.filter(topic=topic):
        consumer(notice)
    for move in Case.objects.get().moves.all():
        aftermath.follow_up(move.pk)


def settles(who: Person, story: Story, answer: str) -> None:
    does(
        who, "settle_code", story.case, narrowed_code=str(story.row().pk), code_answer=answer, reasons="She told me so."
    )


def talks(who: Person, story: Story) -> None:
    does(
        who,
        "record_contact_attempt",
        story.case,
        contact_channel="call",
        contact_result="reached",
        contact_words="Spoke alone. Nobody told her to.",
    )


def whole(code: str) -> bool:
    try:
        return return_codes.find(return_codes.parse(code)).narrowed_at is None
    except NoSuchCode:
        return False


# --- changed ---------------------------------------------------------------------------------------------------------


def test_a_change_is_told_to_the_holder_and_stands_at_the_head_of_the_case() -> None:
    story = Story()
    ellen = story.held()

    story.is_changed()

    assert DeskNotice.objects.get(case=story.case, what="code_changed").person == ellen
    page = at_desk(ellen).get(address(story.case)).content.decode()
    assert "The return code was changed on" in page
    assert "give the old code back" in page
    assert "Give back or retire a code" in page


def test_delivered_twice_it_is_one_change() -> None:
    story = Story()
    story.is_changed()
    delivered("report.code_changed", code_changed)

    assert story.case.moves.filter(act="code_changed").count() == 1


def test_the_old_code_is_given_back_when_it_was_not_its_owner() -> None:
    story = Story()
    ellen = story.held()
    finders = story.is_changed()

    settles(ellen, story, "restore")

    assert whole(story.code)
    assert not whole(finders)
    with pytest.raises(NoSuchCode):
        return_codes.enter(finders)
    assert story.row().expires_at is None
    page = at_desk(ellen).get(address(story.case)).content.decode()
    assert "The return code was changed on" not in page
    assert "The one of" in page
    assert str(story.row().pk) not in page


def test_a_finder_who_changes_it_twice_loses_both() -> None:
    story = Story()
    ellen = story.held()
    first = story.is_changed()
    visits.begin(first)
    second = code_changes.change(ReturnVisit.objects.select_related("report", "party").latest("id"))

    settles(ellen, story, "restore")

    assert whole(story.code)
    assert not whole(first)
    assert not whole(second)


def test_a_code_that_was_given_back_ends_like_any_other_and_not_after_seven_days() -> None:
    story = Story()
    settle_by = story.held()
    story.is_changed()
    settles(settle_by, story, "restore")

    with clock.at(clock.now() + timedelta(days=8)):
        expiry.erase_expired()
        assert whole(story.code)


def test_nothing_waits_to_be_settled_while_the_code_is_whole() -> None:
    story = Story()
    ellen = story.held()

    with pytest.raises(Refused, match="No return code waits"):
        does(ellen, "settle_code", story.case, narrowed_code=str(story.row().pk), code_answer="retire", reasons="No.")


def test_the_code_of_another_report_cannot_be_settled_here() -> None:
    story = Story()
    other = Story(**chain.ELSEWHERE)
    ellen = story.held()
    for one in (story, other):
        code_changes.change(one.visit())

    with pytest.raises(Incomplete):
        settles(ellen, other_code_here(story, other), "retire")

    assert other.row().retired_at is None


def other_code_here(story: Story, other: Story) -> Any:
    """This case, with the code of the other."""

    class Mixed:
        case = story.case

        def row(self) -> ReturnCode:
            return other.row()

    return Mixed()


# --- many wrong PINs ---------------------------------------------------------------------------------------------------


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


# --- asked to stop ---------------------------------------------------------------------------------------------------


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


# --- lost ------------------------------------------------------------------------------------------------------------


def replaced(story: Story, who: Person, **changed: Any) -> str:
    """The address of the page that shows the code once."""
    move = does(who, "replace_code", story.case, **{**IDENTITY, **changed})
    return f"{address(story.case)}code/{move.pk}/"


def test_a_lost_code_is_replaced_and_shown_once() -> None:
    story = Story()
    ellen = story.held()
    pins.set_once(story.row(), story.code, "2468")

    browser, page = at_desk(ellen), replaced(story, ellen)

    assert "Show the code once" in browser.get(page).content.decode()
    assert "Show the code once" in browser.get(page).content.decode()
    shown = browser.post(page)
    new = shown.context["code"]
    assert new in shown.content.decode()
    assert whole(new)
    assert settings.RETURN_COOKIE in Client().post("/return/", {"code": new}).cookies
    with pytest.raises(NoSuchCode):
        return_codes.enter(story.code, "2468")
    again = browser.post(page).content.decode()
    assert new not in again
    assert "The code was shown" in again
    assert not Draft.objects.exists()
    row = return_codes.find(return_codes.parse(new))
    assert row.issued_by == ellen
    assert row.replaces == story.row()
    assert Entry.objects.filter(act="code_shown", actor_id=str(ellen.pk)).count() == 1


def test_how_it_was_checked_and_handed_on_stands_in_the_timeline_and_the_code_does_not() -> None:
    story = Story()
    ellen = story.held()
    browser = at_desk(ellen)
    new = browser.post(replaced(story, ellen)).context["code"]

    page = browser.get(address(story.case)).content.decode()

    assert IDENTITY["identity_checked"] in page
    assert "Read out, and they wrote it down" in page
    assert new not in page
    assert new.replace("-", "") not in page


def test_a_cookie_made_of_the_moves_id_opens_nothing() -> None:
    story = Story()
    page = replaced(story, story.held())
    colleague = Client()
    colleague.cookies[settings.DRAFT_COOKIE] = f"handed:{page.split('/')[-2]}"

    assert colleague.get("/report/sent/").status_code == 410
    assert settings.RETURN_COOKIE not in colleague.post("/report/sent/", {"code": "files"}).cookies


def test_the_page_of_a_new_code_ends_after_twenty_minutes() -> None:
    story = Story()
    ellen = story.held()
    page = replaced(story, ellen)

    with clock.at(clock.now() + timedelta(minutes=21)):
        assert "Show the code once" not in at_desk(ellen).get(page).content.decode()
        assert expiry.erase_expired().drafts == 1


def test_nobody_but_the_officer_who_did_it_sees_the_code() -> None:
    story = Story()
    page = replaced(story, story.held())

    assert at_desk(cast.control_room_sergeant(2)).get(page).status_code == 404
    assert at_desk(cast.dev("control_room_sergeant")).post(page).status_code == 404
    assert drafts.find_by(None) is None
    assert Draft.objects.count() == 1


def test_nobody_gets_a_code_for_a_report_without_a_name() -> None:
    story = Story(**ANONYMOUS)
    ellen = story.held()

    with pytest.raises(Refused, match="They gave no name"):
        replaced(story, ellen)

    assert whole(story.code)


def test_contact_details_asked_for_behind_the_code_do_not_make_an_anonymous_person_known() -> None:
    story = Story(**ANONYMOUS)
    ellen = story.held()
    client = Client()
    client.post("/return/", {"code": story.code})
    client.get("/return/contact/")

    with pytest.raises(Refused, match="They gave no name"):
        replaced(story, ellen, contact_channel="at_the_station")


def test_a_report_that_names_nobody_has_nothing_to_check_against() -> None:
    story = Story(contact={"contact": "record_only"})
    ellen = story.held()

    with pytest.raises(Incomplete, match="nothing to check them against"):
        replaced(story, ellen, contact_channel="at_the_station")


def test_somebody_who_does_not_hold_the_case_replaces_no_code() -> None:
    story = Story()
    story.held()

    with pytest.raises(Refused, match="whoever holds the case"):
        replaced(story, cast.control_room_sergeant(2))
    assert whole(story.code)


def test_a_way_they_did_not_call_safe_hands_on_no_code() -> None:
    story = Story()
    ellen = story.held()

    with pytest.raises(Incomplete, match="did not choose"):
        replaced(story, ellen, contact_channel="visit")
    assert replaced(story, ellen, contact_channel="at_the_station", code_handed="paper")


def test_how_it_was_checked_is_not_left_out() -> None:
    story = Story()
    ellen = story.held()

    with pytest.raises(Incomplete, match="how you checked"):
        replaced(story, ellen, identity_checked="")


# --- a year from closing ---------------------------------------------------------------------------------------------


def closed() -> tuple[Case, ReturnCode]:
    case = chain.crime_in("closed")
    for move in case.moves.order_by("seq"):
        aftermath.follow_up(move.pk)
    return case, ReturnCode.objects.get(report_id=case.report_id)


def test_a_code_ends_a_year_after_closing_and_not_before() -> None:
    case, row = closed()

    assert case.ended_at
    assert row.expires_at
    assert timedelta(days=365) <= row.expires_at - case.ended_at <= timedelta(days=367)


def test_an_open_report_has_codes_without_an_end() -> None:
    story = Story()
    for move in story.case.moves.all():
        aftermath.follow_up(move.pk)

    assert story.row().expires_at is None


def test_reopening_begins_anew() -> None:
    case, row = closed()

    move = does(cast.officer(), "new_evidence", case, what_is_new="A film of it.")
    aftermath.follow_up(move.pk)

    row.refresh_from_db()
    assert row.expires_at is None


def test_a_code_given_after_closing_ends_with_the_others() -> None:
    case, row = closed()
    fiona = cast.duty_inspector()

    does(fiona, "replace_code", case, **IDENTITY)

    assert ReturnCode.objects.get(replaces=row).expires_at == row.expires_at


def test_a_replaced_code_keeps_its_seven_days_when_the_report_is_reopened() -> None:
    story = Story()
    story.is_changed()
    due = story.row().expires_at

    code_changes.expire(story.report, None)

    assert story.row().expires_at == due
