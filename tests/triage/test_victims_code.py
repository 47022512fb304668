"""What the Victims' Code owes, to whom and by when: started by acts, met only by telling the person, never paused."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hatereport import clock
from hatereport.working_time import WorkingDays
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk
from triage.clocks.deadlines import PAUSABLE
from triage.clocks.kinds import CLOCK_KIND, CLOCK_KINDS, TELLINGS
from triage.letters import RULES
from triage.models import Case, Clock, ClockEvent

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
STEP = {"step": "arrested", "step_words": "This morning; she may know."}
PAGE = {"letter_way": "return_page", "letter_language": "en-gb", "letter_words": "A man was arrested."}
CALLED = {"contact_channel": "call", "contact_result": "reached", "contact_words": "Told her."}


def london(month: int, day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=LONDON)


def running(case: Case, kind: str) -> Clock | None:
    return case.clocks.filter(kind=kind, state=Clock.State.RUNNING).first()


def due_on(case: Case, kind: str) -> dt.date:
    clocked = running(case, kind)
    assert clocked is not None
    return clocked.due_at.astimezone(LONDON).date()


def events(case: Case, kind: str) -> list[str]:
    rows = ClockEvent.objects.filter(clock__case=case, clock__kind=kind)
    return list(rows.order_by("id").values_list("what", flat=True))


def investigated(moment: dt.datetime | None = None, **sections: Any) -> Case:
    """Under investigation; the cast begins in good time, so that their roles hold."""
    if moment is None:
        return chain.crime_in("under_investigation", **sections)
    with clock.at(moment):
        return chain.crime_in("under_investigation", **sections)


# --- the table --------------------------------------------------------------------------------------------------------


def test_what_is_owed_to_a_victim_never_pauses() -> None:
    owed = {kind.code for kind in CLOCK_KINDS if kind.owed}

    assert not owed & PAUSABLE
    assert owed >= {"tell_victim", "progress_contact", "support_referral", *TELLINGS}


def test_everything_owed_rests_on_a_right_and_a_crime_has_it_sooner() -> None:
    for kind in CLOCK_KINDS:
        assert not kind.owed or "ictims'" in kind.basis, kind.code
    for code in ("tell_victim", "victim_update", "court_date", "review_told"):
        assert CLOCK_KIND[code].budget_for("hate_crime", flagged=False) == WorkingDays(1)
        assert CLOCK_KIND[code].budget_for("hate_incident", flagged=False) == WorkingDays(5)


def test_whatever_is_to_be_told_has_a_letter_that_tells_it() -> None:
    assert {code for rule in RULES for code in rule.stops} == TELLINGS


# --- the report acknowledged ------------------------------------------------------------------------------------------


def test_the_page_after_sending_acknowledges_the_report_in_writing() -> None:
    case = chain.report_received()

    assert running(case, "acknowledgement") is None
    assert events(case, "acknowledgement") == ["met"]


@pytest.mark.parametrize("filer", ["officer", "centre", "on_behalf"])
def test_a_victim_for_whom_somebody_else_filed_is_owed_a_letter(filer: str) -> None:
    case = chain.report_received(
        who={"filer": filer, "agreement": "yes", "their_name": "Ifrah", "under_18": "no", "organisation_name": "CVS"}
    )

    assert running(case, "acknowledgement") is not None
    assert events(case, "acknowledgement") == []


def test_five_working_days_for_an_acknowledgement_leave_out_easter() -> None:
    with clock.at(london(4, 2, 15)):  # the Thursday before Good Friday
        case = chain.report_received(
            who={"filer": "on_behalf", "agreement": "yes", "their_name": "I.", "under_18": "no"}
        )

    assert due_on(case, "acknowledgement") == dt.date(2026, 4, 13)


def test_what_is_owed_to_a_victim_does_not_run_for_a_witness() -> None:
    case = chain.report_received(who={"filer": "witness"})

    for code in ("acknowledgement", "support_referral", "needs_assessment"):
        assert not case.clocks.filter(kind=code).exists(), code
    assert running(case, "attendance") is not None


def test_a_victim_whom_the_officer_finds_is_owed_from_then_on() -> None:
    case = investigated(who={"filer": "witness"})

    does(cast.officer(), "record_step", case, **STEP)

    assert running(case, "victim_update") is not None


# --- arrest, interview, bail, charge ----------------------------------------------------------------------------------


def test_an_arrest_on_a_friday_is_told_by_monday() -> None:
    case = investigated(london(3, 3))
    with clock.at(london(3, 6, 15)):
        does(cast.officer(), "record_step", case, **STEP)

    assert due_on(case, "victim_update") == dt.date(2026, 3, 9)


def test_an_arrest_before_a_bank_holiday_is_told_on_the_day_after() -> None:
    case = investigated(london(3, 3))
    with clock.at(london(4, 2, 15)):
        does(cast.officer(), "record_step", case, **STEP)

    assert due_on(case, "victim_update") == dt.date(2026, 4, 7)


def test_a_second_step_does_not_put_off_telling_the_first() -> None:
    case = investigated(london(3, 3))
    with clock.at(london(3, 4)):
        does(cast.officer(), "record_step", case, **STEP)
    with clock.at(london(3, 5)):
        does(cast.officer(), "record_step", case, **STEP | {"step": "bailed"})

    assert due_on(case, "victim_update") == dt.date(2026, 3, 5)
    assert case.clocks.filter(kind="victim_update").count() == 1


def test_a_charge_is_told_and_so_is_its_date_at_court() -> None:
    case = investigated()
    officer = cast.officer()
    rows = [str(row.pk) for row in case.offences.all()]
    does(officer, "charge", case, charged=rows, hearing_on="2027-03-01", reasons="Film.")
    chain.signs(cast.supervising_sergeant(), case)

    assert running(case, "victim_update") is not None
    assert running(case, "court_date") is not None

    does(officer, "write_letter", case, **PAGE | {"letter_kind": "court_date", "hearing_on": "2027-03-01"})

    assert events(case, "court_date") == ["met"]
    assert running(case, "victim_update") is not None  # of the charge she has not heard yet


def test_waiting_for_the_reporter_does_not_stop_what_they_are_owed() -> None:
    case = investigated()
    does(cast.officer(), "record_step", case, **STEP)
    before = due_on(case, "victim_update")

    does(cast.officer(), "ask_for_information", case, question="Which shop was it?")

    assert due_on(case, "victim_update") == before


# --- what meets it ----------------------------------------------------------------------------------------------------


def test_a_letter_with_the_news_meets_it_and_the_28_days_begin_anew() -> None:
    case = investigated(london(3, 3))
    with clock.at(london(3, 4)):
        does(cast.officer(), "record_step", case, **STEP)
        does(cast.officer(), "write_letter", case, **PAGE | {"letter_kind": "progress"})

    assert events(case, "victim_update") == ["met"]
    assert due_on(case, "progress_contact") == dt.date(2026, 4, 1)
    assert case.silence_since == london(3, 4)


def test_a_letter_that_tells_something_else_does_not_meet_it() -> None:
    case = investigated()
    does(cast.officer(), "record_step", case, **STEP)

    does(cast.officer(), "write_letter", case, **PAGE | {"letter_kind": "contact_attempt"})

    assert running(case, "victim_update") is not None


def test_a_page_nobody_asked_for_does_not_stand_for_a_call() -> None:
    contact = chain.ANSWERS["contact"] | {"channels": ["call"]}
    case = investigated(contact=contact)
    silence = case.silence_since
    does(cast.officer(), "record_step", case, **STEP)

    does(cast.officer(), "write_letter", case, **PAGE | {"letter_kind": "progress"})

    assert running(case, "victim_update") is not None
    assert case.silence_since == silence


def test_for_whoever_can_be_reached_in_no_other_way_the_page_is_enough() -> None:
    case = investigated(contact={"contact": "anonymous"})
    does(cast.officer(), "record_step", case, **STEP)

    does(cast.officer(), "write_letter", case, **PAGE | {"letter_kind": "progress"})

    assert events(case, "victim_update") == ["met"]


def test_a_call_meets_what_was_told_in_it_and_nothing_else() -> None:
    case = investigated()
    officer = cast.officer()
    does(officer, "record_step", case, **STEP)

    does(officer, "record_contact_attempt", case, **CALLED)
    assert running(case, "victim_update") is not None

    does(officer, "record_contact_attempt", case, **CALLED | {"told_of": ["victim_update"]})
    assert events(case, "victim_update") == ["met"]


def test_an_attempt_that_reached_nobody_meets_nothing() -> None:
    case = investigated()
    officer = cast.officer()
    does(officer, "record_step", case, **STEP)

    does(officer, "record_contact_attempt", case, **CALLED | {"contact_result": "no_answer"})

    assert running(case, "victim_update") is not None


def test_needs_are_assessed_where_the_victim_is_seen_or_recorded_later() -> None:
    seen = investigated()
    assert events(seen, "needs_assessment") == ["met"]

    case = chain.crime_in("dispatched", **chain.ELSEWHERE)
    nobody = {"victim_seen": "none", "none_reachable": "Nobody in."}
    rest = {
        name: value
        for name, value in chain.attendance().items()
        if name in ("attendance_safety", "evidence", "support")
    }
    does(cast.officer(), "record_attendance", case, **nobody | rest)
    assert running(case, "needs_assessment") is not None

    needs = {"needs_coded": ["interpreter"], "needs_found": "An interpreter.", "measures_wanted": "later"}
    does(cast.officer(), "assess_needs", case, **needs)
    assert events(case, "needs_assessment") == ["met"]


# --- the right to review ----------------------------------------------------------------------------------------------


def test_a_request_for_review_is_acknowledged_by_letter_and_its_end_is_told_after_the_case_is_closed() -> None:
    case = chain.crime_in("review_requested", code="15")
    lead = cast.hate_crime_lead()

    does(lead, "write_letter", case, **PAGE | {"letter_kind": "review_acknowledged", "letter_words": ""})
    assert events(case, "review_acknowledged") == ["met"]

    does(lead, "decide_review", case, review_decision="upheld", reasons="Read anew.")
    assert case.state == "closed"
    assert running(case, "review_told") is not None

    does(cast.officer(), "write_letter", case, **PAGE | {"letter_kind": "review_decided"})
    assert events(case, "review_told") == ["met"]
    assert not case.clocks.exclude(state=Clock.State.STOPPED).exists()


def test_the_days_the_letter_promises_are_those_of_the_clocks() -> None:
    assert CLOCK_KIND["review_acknowledged"].budget == WorkingDays(10)
    assert CLOCK_KIND["review_decision"].budget == WorkingDays(30)
    assert CLOCK_KIND["court_date"].crime == WorkingDays(1)
    assert CLOCK_KIND["progress_contact"].budget == dt.timedelta(days=28)


# --- the case that follows, and the page ------------------------------------------------------------------------------


def test_what_is_still_to_be_told_goes_on_in_the_case_that_follows() -> None:
    case = chain.crime_in("under_investigation", crime_reference="26A/1")
    does(cast.officer(), "record_step", case, **STEP)
    due = due_on(case, "victim_update")

    does(cast.force_crime_registrar(), "cancel_record", case, reasons="It was another event.")

    assert due_on(case.led_to.get(), "victim_update") == due


def test_the_case_page_says_on_what_basis_and_to_whom() -> None:
    case = investigated()
    does(cast.officer(), "record_step", case, **STEP)

    page = at_desk(cast.officer()).get(address(case)).content.decode()

    assert "Tell the victim of the step taken" in page
    assert "right 6, enhanced rights: arrest, interview, bail, charge. Owed to: victim" in page.replace("&#x27;", "'")
