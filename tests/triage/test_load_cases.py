"""Bulk cases for measuring: as lawful and as sealed as any other, past the same triggers, and never outside the demo."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hatereport.audit.verification import verify
from hatereport.demo.cast import make_accounts
from hatereport.outbox.models import Notice
from incidents.models import Report
from triage.invented.journeys import ROADS
from triage.invented.loading import load_batch
from triage.invented.surroundings import surroundings
from triage.models import Case, Clock, Move, Record
from triage.states import CRIME, STATE_OF


@pytest.fixture
def loaded(db: None) -> None:
    make_accounts()
    load_batch(250, 1, surroundings())


def test_invented_cases_stand_where_their_moves_led(loaded: None) -> None:
    for case in Case.objects.prefetch_related("moves"):
        moves = list(case.moves.all())

        assert [move.seq for move in moves] == list(range(1, case.version + 1))
        assert moves[-1].to == case.state
        assert [(move.act, move.to) for move in moves] == [
            (leg.act, leg.to) for leg in ROADS["hate_crime" if case.kind == CRIME else "hate_incident"][: case.version]
        ]
        assert (case.ended_at is None) == STATE_OF[case.kind, case.state].open


def test_invented_cases_are_spread_and_mostly_closed(loaded: None) -> None:
    closed = Case.objects.filter(state="closed").count()

    assert Case.objects.count() == 250
    assert 215 <= closed < 250
    assert set(Case.objects.values_list("force_id", flat=True)) == {"cumbria", "leicestershire"}
    assert Clock.objects.filter(state="running").count() == 250 - closed


def test_invented_cases_are_sealed_and_open_with_their_envelopes(loaded: None) -> None:
    report = Report.objects.select_related("content").earliest("received_at")
    record = Record.objects.select_related("case__staff").filter(kind="thrive")[0]
    move = Move.objects.select_related("case__staff").filter(act="finalise")[0]

    assert "o'clock" in (report.narrative or "")
    assert b"o'clock" not in bytes(report.narrative_sealed or b"")
    assert (record.words or {})["assessment"]
    assert (move.words or {})["reasons"]


def test_invented_cases_leave_a_log_that_verifies_and_no_work(loaded: None) -> None:
    assert not verify().findings
    assert not Notice.objects.exists()


def test_the_command_loads_with_two_processes(own_database: str) -> None:
    make_accounts()
    said = StringIO()

    call_command("load_cases", cases=40, stdout=said)

    assert Case.objects.count() == 40
    assert "40 cases" in said.getvalue()


def test_without_people_the_command_says_what_to_do(db: None) -> None:
    with pytest.raises(CommandError, match="load_demo"):
        call_command("load_cases", cases=1)


def test_outside_the_demo_no_case_is_invented(db: None, settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="demo only"):
        call_command("load_cases", cases=1)
    assert not Case.objects.exists()
