"""A return code was changed by whoever holds it: told to the holder, and settled by them."""

from datetime import timedelta
from typing import Any

import pytest

from hatereport import clock
from incidents import code_changes, expiry, return_codes, visits
from incidents.models import ReturnCode, ReturnVisit
from incidents.return_codes import NoSuchCode
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.coming_back.with_a_code import Story, delivered, settles, whole
from tests.triage.desk_browser import address, at_desk
from triage.models import DeskNotice
from triage.refusals import Incomplete, Refused
from triage.tasks import code_changed

pytestmark = pytest.mark.django_db


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
