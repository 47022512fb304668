"""Words that nobody at the desk can read: interpreted first, and never called assessed before (practice.md 23)."""

import datetime as dt

import pytest

from tests import cast
from tests.triage import chain
from triage.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_report_in_another_language_starts_the_interpreter_clock():
    case = chain.report_received(language="pl", what={"words": "Patrzyli na nas.", "kinds": ["refused"]})

    interpreter = case.clocks.get(kind="interpreter")
    assert interpreter.due_at - interpreter.started_at == dt.timedelta(hours=4)
    assert case.tasks.get().road == "another_language"
    assert case.risk == 0  # a language is no risk


def test_it_is_half_an_hour_where_something_is_flagged():
    case = chain.report_received(language="pl", what={"words": "Mieli nóż.", "kinds": ["weapon"]})

    interpreter = case.clocks.get(kind="interpreter")
    assert interpreter.due_at - interpreter.started_at == dt.timedelta(minutes=30)


def test_nothing_untranslated_is_assessed_and_somebody_can_still_be_sent():
    case = chain.report_received(language="pl", what={"words": "Patrzyli na nas.", "kinds": ["refused"]})
    sergeant = cast.control_room_sergeant()

    with pytest.raises(Refused, match="interpreted"):
        chain.does(sergeant, "assess_as_incident", case, **chain.assessment(case))
    chain.does(sergeant, "dispatch_now", case, log_number="CC-1")
    chain.does(sergeant, "answer_action", case, task=str(case.tasks.get().pk), task_answer="They stared at us.")
    chain.does(sergeant, "assess_as_incident", case, **chain.assessment(case))

    assert case.state == "local_focus"
    assert case.clocks.get(kind="interpreter").state == "stopped"


def test_a_crime_in_another_language_is_not_reviewed_unread():
    case = chain.report_received(language="pl")
    sergeant, sending = cast.control_room_sergeant(), chain.dispatching(cast.officer(), cast.supervising_sergeant())

    with pytest.raises(Refused, match="interpreted"):
        chain.does(sergeant, "review_and_dispatch", case, **sending)
    chain.does(sergeant, "answer_action", case, task=str(case.tasks.get().pk), task_answer="He pushed me.")
    chain.does(sergeant, "review_and_dispatch", case, **sending)

    assert case.state == "dispatched"


def test_a_report_in_english_needs_no_interpreter():
    assert not chain.report_received().clocks.filter(kind="interpreter").exists()
