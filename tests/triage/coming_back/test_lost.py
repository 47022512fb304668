"""A lost code is replaced at the desk: who is checked how, who sees the new one, and for how long."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from hatereport import clock
from hatereport.audit.models import Entry
from incidents import drafts, expiry, pins, return_codes
from incidents.models import Draft
from incidents.return_codes import NoSuchCode
from tests import cast
from tests.triage.coming_back.with_a_code import ANONYMOUS, IDENTITY, Story, replaced, whole
from tests.triage.desk_browser import address, at_desk
from triage.refusals import Incomplete, Refused

pytestmark = pytest.mark.django_db


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
