"""Clocks while a case waits for its reporter, and the days without a word."""

import datetime as dt

import pytest

from hatereport import clock
from tests import cast
from tests.triage.chain import crime_in, does, incident_in
from tests.triage.clocks.on_the_clock import MINUTE, running
from triage.models import Case
from triage.tasks import sweep_clocks

pytestmark = pytest.mark.django_db


def asked(case: Case, at: dt.datetime) -> None:
    with clock.at(at):
        does(cast.local_focus_sergeant(), "take", case)
        does(cast.local_focus_sergeant(), "ask_for_information", case, question="When was it?")


def test_a_pause_is_added_to_the_deadline() -> None:
    case, now = incident_in("local_focus"), clock.now()
    due = running(case, "finalise").due_at
    asked(case, now + dt.timedelta(hours=1))
    assert case.clocks.get(kind="finalise").state == "paused"

    with clock.at(now + dt.timedelta(hours=49)):
        does(cast.local_focus_sergeant(), "go_on_without_answer", case, reasons="We know enough.")

    assert running(case, "finalise").due_at == due + dt.timedelta(hours=48)


def test_what_concerns_safety_does_not_pause() -> None:
    case, now = crime_in("dispatched"), clock.now()
    with clock.at(now):
        does(cast.officer(), "ask_for_information", case, question="Where are you now?")

    assert running(case, "attendance").due_at == case.report.received_at + 60 * MINUTE


def test_on_day_seven_it_is_decided_on_what_there_is() -> None:
    case, now = incident_in("local_focus"), clock.now()
    due = running(case, "finalise").due_at
    asked(case, now)

    with clock.at(now + dt.timedelta(days=6, hours=23)):
        sweep_clocks()
    case.refresh_from_db()
    assert case.state == "awaiting_information"
    with clock.at(now + dt.timedelta(days=7, hours=5)):
        sweep_clocks()
        sweep_clocks()

    case.refresh_from_db()
    assert case.state == "local_focus"
    assert case.moves.filter(act="information_received").count() == 1
    assert case.holder == cast.local_focus_sergeant()
    assert running(case, "finalise").due_at == due + dt.timedelta(days=7)


def test_a_pause_never_counts_for_more_than_a_week() -> None:
    case, now = incident_in("local_focus"), clock.now()
    due = running(case, "finalise").due_at
    asked(case, now)

    with clock.at(now + dt.timedelta(days=30)):  # the sweep was away for a month
        sweep_clocks()

    assert running(case, "finalise").due_at == due + dt.timedelta(days=7)


def test_days_without_a_word_do_not_pause() -> None:
    case, now = incident_in("local_focus"), clock.now()
    silent_since = case.silence_since
    asked(case, now + dt.timedelta(days=1))

    case.refresh_from_db()
    assert case.silence_since == silent_since


def test_only_real_contact_ends_the_silence() -> None:
    case = incident_in("local_focus")
    focus, since = cast.local_focus_sergeant(), case.silence_since
    does(focus, "take", case)
    trying = {"contact_channel": "return_page", "contact_words": "Tried."}

    does(focus, "record_contact_attempt", case, contact_result="no_answer", **trying)
    assert case.silence_since == since
    does(focus, "record_contact_attempt", case, contact_result="reached", **trying)

    assert case.silence_since > since
