"""What a force signs: rules for incidents that are no crime, its own times, its own word on outcomes. Dated, and never
weaker than what the victim is owed.
"""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatereport import clock
from hatereport.audit.models import Entry
from hatereport.working_time import WorkingDays, deadline
from partners import forces
from partners.models import Force, NonCrimeRegime
from partners.roles import NotYourForce
from tests import cast
from tests.triage import chain
from tests.triage.chain import report_received
from tests.triage.desk_browser import at_desk
from tests.triage.force_browser import day
from triage.clocks import profiles
from triage.clocks.kinds import CLOCK_KINDS
from triage.clocks.profiles import CannotSet, _never_later
from triage.force import own_outcomes
from triage.force.own_outcomes import CannotWeaken
from triage.law.offences import CHARGES, OUTCOMES
from triage.law.outcome_rules import rule_for
from triage.models import Case, Clock, ClockProfile, ForceOutcome

HERE = "/desk/force/cumbria/"
DAY = dt.timedelta(days=1)


def cumbria() -> Force:
    return Force.objects.get(pk="cumbria")


def settles(kind: str, *, on: dt.date | None = None, **time: Any) -> ClockProfile:
    signed: dict[str, Any] = {"valid_from": on or clock.today(), "signed_by": "ACC Hill"}
    return profiles.settle(cast.force_administrator(), cumbria(), kind, **time, **signed)


def running(case: Case, kind: str) -> Clock:
    return case.clocks.get(kind=kind, state="running")


# --- incidents that are no crime -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_rules_are_signed_dated_and_not_overwritten():
    browser = at_desk(cast.force_administrator())
    form = {
        "regime": "local",
        "signed_by": "DCC Hill",
        **day("valid_from", clock.today()),
        **day("signed_on", clock.today()),
    }

    assert browser.post(f"{HERE}regime/", form).status_code == 302
    again = browser.post(f"{HERE}regime/", form | {"regime": "asb_intel_2026"})

    assert again.status_code == 422
    assert "not overwritten" in again.content.decode()
    row = NonCrimeRegime.objects.get(force="cumbria", valid_from=clock.today())
    assert (row.regime, row.signed_by) == ("local", "DCC Hill")
    entry = Entry.objects.get(act="regime_signed")
    assert entry.force == "cumbria"
    assert entry.detail["regime"] == "local"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("valid_from", "signed_on", "word"),
    [(-1, 0, "today or a later day"), (1, 1, "today or earlier"), (365 * 100, 0, "of this century")],
)
def test_a_live_force_signs_nothing_for_the_past_or_for_another_century_and_nothing_not_signed_yet(
    valid_from, signed_on, word
):
    angela = cast.force_administrator()
    first: dict[str, Any] = {"regime": "local", "signed_by": "DCC", "signed_on": clock.today()}
    forces.sign_regime(angela, cumbria(), valid_from=clock.today(), **first)

    with pytest.raises(forces.CannotSettle, match=word):
        forces.sign_regime(
            angela, cumbria(), regime="local", signed_by="DCC",
            valid_from=clock.today() + valid_from * DAY, signed_on=clock.today() + signed_on * DAY,
        )  # fmt: skip


# --- times -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_time_of_the_force_s_own_counts_for_new_clocks_only():
    old = report_received()
    browser = at_desk(cast.force_administrator())
    form = {"counted": "hours", "hours": "0.5", "signed_by": "ACC Hill", **day("valid_from", clock.today())}

    assert browser.post(f"{HERE}clocks/attendance/", form).status_code == 302
    new = report_received(**chain.ELSEWHERE)

    assert running(old, "attendance").due_at - running(old, "attendance").started_at == dt.timedelta(hours=1)
    assert running(new, "attendance").due_at - running(new, "attendance").started_at == dt.timedelta(minutes=30)
    page = browser.get(f"{HERE}clocks/").content.decode()
    assert "30 minutes" in page
    assert "signed by ACC Hill" in page


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in CLOCK_KINDS if kind.only_shorter], ids=lambda kind: kind.code)
def test_what_is_owed_or_sounds_is_never_made_longer(kind):
    longer = (
        {"working_days": kind.budget.days + 1}
        if isinstance(kind.budget, WorkingDays)
        else {"hours": kind.budget.total_seconds() / 3600 + 0.01}
    )

    with pytest.raises(CannotSet, match="never slower"):
        settles(kind.code, **longer)

    assert not ClockProfile.objects.exists()


@pytest.mark.django_db
def test_hours_instead_of_working_days_are_longer_only_when_they_could_be():
    settles("review_acknowledged", hours=24)

    with pytest.raises(CannotSet, match="never slower"):
        settles("review_acknowledged", hours=24 * 10)
    with pytest.raises(CannotSet, match="never slower"):
        settles("progress_contact", working_days=2)


@pytest.mark.django_db
def test_a_local_time_may_be_made_longer():
    settles("finalise", hours=24 * 21)

    assert profiles.said(profiles.budget_of(ClockProfile.objects.get())) == "21 days"


@pytest.mark.django_db
def test_a_crime_and_a_risk_flag_stay_as_quick_as_the_service():
    settles("assessment", hours=8)
    settles("first_read", hours=8)

    crime = report_received()
    flagged = report_received(who={"filer": "victim", "under_18": "yes"})

    assert running(crime, "assessment").due_at - running(crime, "assessment").started_at == dt.timedelta(hours=1)
    assert running(flagged, "first_read").due_at - running(flagged, "first_read").started_at == dt.timedelta(minutes=15)


@pytest.mark.django_db
def test_a_row_that_is_longer_all_the_same_does_not_make_an_owed_clock_longer():
    ClockProfile.objects.create(
        force_id="cumbria", kind="danger", hours=5, valid_from=clock.now() - DAY, signed_by="Nobody may"
    )
    case = report_received(danger={"danger": "yes"})

    assert running(case, "danger").due_at - running(case, "danger").started_at == dt.timedelta(minutes=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "time", "word"),
    [
        ("finalise", {}, "one of the two"),
        ("finalise", {"hours": 1, "working_days": 1}, "one of the two"),
        ("finalise", {"hours": 0}, "more than no time"),
        ("finalise", {"working_days": 0}, "at least one"),
        ("time_limit", {"hours": 1}, "The law sets"),
    ],
)
def test_a_time_must_make_sense(kind, time, word):
    with pytest.raises(CannotSet, match=word):
        settles(kind, **time)


@pytest.mark.django_db
def test_a_time_holds_from_today_or_later_and_is_not_overwritten():
    with pytest.raises(CannotSet, match="today or later"):
        settles("finalise", hours=24, on=clock.today() - DAY)
    settles("finalise", hours=24, on=clock.today() + DAY)
    with pytest.raises(CannotSet, match="not overwritten"):
        settles("finalise", hours=12, on=clock.today() + DAY)


@pytest.mark.django_db
@pytest.mark.parametrize("who", [cast.duty_inspector, cast.auditor, cast.officer])
def test_nobody_but_an_administrator_signs_for_the_force(who):
    by = who()
    with pytest.raises(NotYourForce):
        profiles.settle(by, cumbria(), "finalise", hours=1, valid_from=clock.today(), signed_by="Me")
    with pytest.raises(NotYourForce):
        forces.sign_regime(
            by, cumbria(), regime="local", valid_from=clock.today(), signed_by="Me", signed_on=clock.today()
        )
    with pytest.raises(NotYourForce):
        own_outcomes.settle(
            by, cumbria(), "8", nfa=True, review="", valid_from=clock.today(), signed_by="Me", signed_on=clock.today()
        )
    with pytest.raises(NotYourForce):
        forces.ask_reason_for_names(by, cumbria(), False)
    with pytest.raises(NotYourForce):
        forces.keep_notice(by, cumbria(), {"controller": "Me"})


starts = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=dt.UTC))
times = st.one_of(
    st.integers(1, 30).map(WorkingDays), st.integers(1, 24 * 60 * 40).map(lambda minutes: dt.timedelta(minutes=minutes))
)


@given(starts, times, times)
def test_a_time_called_no_later_is_later_at_no_hour_of_the_year(start, wanted, usual):
    if _never_later(wanted, usual):
        assert deadline(start, wanted) <= deadline(start, usual)


# --- outcomes --------------------------------------------------------------------------------------------------------


def rules(code: str, *, nfa: bool, review: str = "", on: dt.date | None = None) -> ForceOutcome:
    return own_outcomes.settle(
        cast.force_administrator(), cumbria(), code, nfa=nfa, review=review, valid_from=on or clock.today(),
        signed_by="ACC Hill", signed_on=clock.today(),
    )  # fmt: skip


@pytest.mark.django_db
def test_a_force_adds_a_code_to_the_inspector_s_review_from_a_day_on():
    browser = at_desk(cast.force_administrator())
    form = {
        "nfa": "yes",
        "review": "",
        "signed_by": "ACC Hill",
        **day("signed_on", clock.today()),
        **day("valid_from", clock.today()),
    }

    assert browser.post(f"{HERE}outcomes/8/", form).status_code == 302

    rule = rule_for("cumbria", "8", clock.today())
    assert (rule.nfa, rule.inspector, rule.signed_by) == (True, True, "ACC Hill")
    assert not rule_for("cumbria", "8", clock.today() - DAY).nfa
    assert not rule_for("leicestershire", "8", clock.today()).nfa


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", [row for row in OUTCOMES if row.nfa], ids=lambda row: row.code)
def test_no_code_is_ever_taken_from_her_review(outcome):
    with pytest.raises(CannotWeaken, match="never takes one away"):
        rules(outcome.code, nfa=False, review=outcome.review)

    assert not ForceOutcome.objects.exists()


@pytest.mark.django_db
def test_what_a_force_has_added_it_does_not_take_away_again():
    rules("8", nfa=True, on=clock.today() + DAY)

    with pytest.raises(CannotWeaken, match="never takes one away"):
        rules("8", nfa=False, on=clock.today() + 2 * DAY)
    with pytest.raises(CannotWeaken, match="never takes one away"):
        rules("8", nfa=False, on=clock.today())


@pytest.mark.django_db
def test_a_victim_s_right_to_review_stays():
    with pytest.raises(CannotWeaken, match="right to a review stays"):
        rules("15", nfa=True, review="")
    rules("18", nfa=True, review="police")
    with pytest.raises(CannotWeaken, match="right to a review stays"):
        rules("18", nfa=True, review="", on=clock.today() + DAY)


@pytest.mark.django_db
@pytest.mark.parametrize("code", CHARGES)
def test_a_charge_is_no_end_without_action(code):
    with pytest.raises(CannotWeaken, match="goes to court"):
        rules(code, nfa=True)


@pytest.mark.django_db
def test_the_page_says_why_not_and_keeps_what_was_typed():
    form = {
        "nfa": "no",
        "review": "",
        "signed_by": "ACC Hill",
        **day("signed_on", clock.today()),
        **day("valid_from", clock.today()),
    }

    answer = at_desk(cast.force_administrator()).post(f"{HERE}outcomes/18/", form)

    assert answer.status_code == 422
    assert "never takes one away" in answer.content.decode()
    assert "ACC Hill" in answer.content.decode()


# --- names and notice ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_whether_names_ask_for_a_reason_is_settled_once_and_logged():
    browser = at_desk(cast.force_administrator())

    browser.post(f"{HERE}names/", {"needed": "no"})
    browser.post(f"{HERE}names/", {"needed": "no"})

    assert not cumbria().reveal_needs_reason
    assert Entry.objects.get(act="reason_for_names_settled").detail == {"needed": False}


@pytest.mark.django_db
def test_the_public_notice_is_kept_and_the_log_says_which_lines_changed():
    browser = at_desk(cast.force_administrator())
    form = {
        "controller": "The Chief Constable of Cumbria",
        "complaints_phone": "101",
        **day("tested_on", clock.today()),
    }

    assert browser.post(f"{HERE}notice/", form).status_code == 302

    notice = cumbria().notice
    assert notice.controller == "The Chief Constable of Cumbria"
    assert notice.tested_on == clock.today()
    assert Entry.objects.get(act="notice_changed").detail == {"fields": ["complaints_phone", "controller", "tested_on"]}
