"""A code ends a year after its report was closed."""

from datetime import timedelta

import pytest

from incidents import code_changes
from incidents.models import ReturnCode
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.coming_back.with_a_code import IDENTITY, Story
from triage import aftermath
from triage.models import Case

pytestmark = pytest.mark.django_db


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
