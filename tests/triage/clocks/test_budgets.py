"""A force's own budgets: from their date on, for new clocks only."""

import datetime as dt

import pytest

from hatereport import clock
from tests.triage import chain
from tests.triage.chain import report_received
from tests.triage.clocks.on_the_clock import LONDON, MINUTE, london, proposed_at, running
from triage.models import ClockProfile

pytestmark = pytest.mark.django_db


def test_a_force_s_own_budget_counts_from_its_date_and_for_new_clocks_only() -> None:
    now = clock.now()
    old = report_received()
    ClockProfile.objects.create(
        force_id="cumbria", kind="attendance", hours=2, valid_from=now + MINUTE, signed_by="ACC"
    )
    ClockProfile.objects.create(force_id="leicestershire", kind="assessment", hours=9, valid_from=now, signed_by="ACC")

    with clock.at(now + 5 * MINUTE):
        new = report_received(**chain.ELSEWHERE)

    assert running(old, "attendance").due_at - running(old, "attendance").started_at == 60 * MINUTE
    assert running(new, "attendance").due_at - running(new, "attendance").started_at == 120 * MINUTE
    assert running(new, "attendance").profile is not None
    assert running(new, "assessment").due_at - running(new, "assessment").started_at == 60 * MINUTE


def test_the_newest_profile_of_a_force_counts() -> None:
    now = clock.now()
    for ago, hours in ((30, 5), (10, 3)):
        ClockProfile.objects.create(
            force_id="cumbria", kind="attendance", hours=hours, valid_from=now - dt.timedelta(days=ago), signed_by="ACC"
        )

    case = report_received()

    assert running(case, "attendance").due_at - running(case, "attendance").started_at == 180 * MINUTE


def test_a_profile_may_count_working_days() -> None:
    ClockProfile.objects.create(
        force_id="cumbria", kind="endorsement", working_days=4, valid_from=london(2026, 1, 1), signed_by="ACC"
    )

    case = proposed_at(london(2026, 3, 6, 15))

    assert running(case, "endorsement").due_at.astimezone(LONDON).date() == dt.date(2026, 3, 12)


def test_a_risk_flag_shortens_the_first_read() -> None:
    plain = report_received()
    flagged = report_received(**chain.ELSEWHERE, who={"filer": "victim", "under_18": "yes"})

    budgets = [running(case, "first_read").due_at - running(case, "first_read").started_at for case in (plain, flagged)]
    assert budgets == [dt.timedelta(hours=2), 15 * MINUTE]
