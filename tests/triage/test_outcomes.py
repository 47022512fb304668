"""Outcome codes by the service's table and a force's own word, and what the court found for each offence."""

import datetime as dt
from typing import Any

import pytest

from hatereport import clock
from tests import cast
from tests.triage import chain
from tests.triage.chain import charged, crime_in, does, report_received, signs
from tests.triage.desk_browser import MOST, at_desk, at_most
from triage.law.offences import OUTCOMES, Outcome
from triage.law.outcome_rules import rule_for, rules_on
from triage.models import Case, Clock, ForceOutcome, Hearing, Offence
from triage.refusals import Incomplete
from triage.reviewing import final_reviews

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 21)


def own_word(code: str, *, is_nfa: bool, review: str = "", since: dt.date = dt.date(2020, 1, 1)) -> ForceOutcome:
    signed = {"signed_by": "A. Officer", "signed_on": since}
    return ForceOutcome.objects.create(
        force_id="cumbria", code=code, is_nfa=is_nfa, review=review, valid_from=since, **signed
    )


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda one: one.code)
@pytest.mark.parametrize("is_nfa", [True, False])
def test_a_force_can_add_a_code_to_the_inspector_s_review_and_never_take_one(outcome: Outcome, is_nfa: bool) -> None:
    before = rule_for("cumbria", outcome.code, TODAY)
    own_word(outcome.code, is_nfa=is_nfa)

    after = rule_for("cumbria", outcome.code, TODAY)

    assert after.inspector >= before.inspector
    assert before.inspector == (outcome.ends == "other")
    assert after.nfa == is_nfa
    assert after.signed_by == "A. Officer"


def test_a_force_s_word_holds_from_its_day_and_for_itself_alone() -> None:
    own_word("22", is_nfa=False, since=dt.date(2026, 6, 1))

    assert rule_for("cumbria", "22", dt.date(2026, 5, 31)).nfa
    assert not rule_for("cumbria", "22", dt.date(2026, 6, 1)).nfa
    assert rule_for("leicestershire", "22", TODAY).nfa
    assert rules_on("cumbria", TODAY)["22"] == rule_for("cumbria", "22", TODAY)


def endorsed(code: str) -> Case:
    case = crime_in("outcome_proposed", code=code)
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")
    return case


def test_a_caution_goes_to_the_victim() -> None:
    assert endorsed("3").state == "victim_to_be_told"


def test_a_caution_the_force_gave_to_the_inspector_goes_to_her() -> None:
    own_word("3", is_nfa=True)

    case = endorsed("3")
    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())

    assert case.state == "victim_to_be_told"


def test_what_a_force_calls_no_nfa_still_goes_to_the_inspector() -> None:
    own_word("22", is_nfa=False)

    assert endorsed("22").state == "nfa_final_review"


# --- court ------------------------------------------------------------------------------------------------------------

HEARING = {"hearing_on": "2026-12-01", "hearing_kind": "plea", "measures": ["screens"], "reasons": "Not guilty."}


def test_each_hearing_is_a_row_and_one_that_was_moved_stays_with_its_new_day() -> None:
    case = crime_in("at_court")
    does(cast.officer(), "record_hearing", case, **HEARING)
    first = case.hearings.get()

    does(cast.officer(), "drop_hearing", case, hearing=str(first.pk), hearing_on="2027-01-08", reasons="No judge.")

    first.refresh_from_db()
    assert first.dropped_at is not None
    assert [(row.kind, row.on) for row in case.hearings.filter(dropped_at=None)] == [("plea", dt.date(2027, 1, 8))]
    assert case.clocks.filter(kind="court_date", state="running").exists()


def test_the_first_hearing_of_a_charge_is_a_row() -> None:
    case = crime_in("under_investigation")
    rows = [str(row.pk) for row in case.offences.all()]

    does(cast.officer(), "charge", case, charged=rows, hearing_on="2026-12-01", reasons="Film.")
    signs(cast.supervising_sergeant(), case)

    assert case.hearings.get().kind == Hearing.Kind.FIRST


def test_the_next_fortnight_is_shown_to_those_who_go_there_and_to_nobody_else() -> None:
    with clock.at(dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)):
        case = crime_in("at_court")
        does(cast.officer(), "record_hearing", case, **HEARING)
        does(cast.officer(), "record_hearing", case, **HEARING | {"hearing_on": "2026-12-20", "hearing_kind": "trial"})

        browser = at_desk(cast.officer())
        with at_most(MOST):
            officer_s = browser.get("/desk/hearings/").content.decode()
        team_s = at_desk(cast.hate_crime_sergeant()).get("/desk/hearings/").content.decode()
        other_s = at_desk(cast.officer(2)).get("/desk/hearings/").content.decode()
        elsewhere = at_desk(cast.dev("hate_crime_lead")).get("/desk/hearings/").content.decode()

    for page in (officer_s, team_s):
        assert case.reference in page
        assert "1 December 2026" in page
        assert "20 December 2026" not in page
    assert case.reference not in other_s + elsewhere


def two_charged() -> Case:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence="criminal_damage", offence_row="new")
    charged(case)
    return case


def test_each_offence_has_its_own_result() -> None:
    case = two_charged()
    answers = {"row1_result": "convicted", "row1_uplift_stated": "yes", "row2_result": "acquitted"}

    does(cast.officer(), "record_result", case, **answers, result_on="2026-11-20", reasons="As read out.")

    found = [(row.result, row.uplift_stated, row.result_on) for row in case.offences.all()]
    day = dt.date(2026, 11, 20)
    assert found == [("convicted", True, day), ("acquitted", None, day)]
    assert case.state == "victim_to_be_told"


def convicted_of_one() -> tuple[Case, Offence, Offence]:
    """One of two offences was charged and its trial is over; the other is with the officer again."""
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence="theft", offence_row="new")
    first, second = case.offences.all()
    charged(case, first)
    convicted = {"result": "convicted", "uplift_stated": "yes", "result_on": "2026-11-02"}
    does(cast.officer(), "record_result", case, **convicted, reasons="Six months.")
    return case, first, second


def test_a_second_trial_leaves_the_result_of_the_first() -> None:
    case, first, second = convicted_of_one()
    charged(case, second)

    does(cast.officer(), "record_result", case, result="acquitted", reasons="Not proved.")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.result, first.uplift_stated, first.result_on) == ("convicted", True, dt.date(2026, 11, 2))
    assert (second.result, second.uplift_stated) == ("acquitted", None)


def test_an_offence_charged_anew_is_heard_anew() -> None:
    case, first, second = convicted_of_one()
    charged(case, first, second)

    answers = {"row1_result": "acquitted", "row2_result": "discontinued"}
    does(cast.officer(), "record_result", case, **answers, reasons="On appeal.")

    first.refresh_from_db()
    assert (first.result, first.uplift_stated) == ("acquitted", None)


def test_no_charged_offence_is_left_without_a_result() -> None:
    case = two_charged()

    with pytest.raises(Incomplete) as refusal:
        does(cast.officer(), "record_result", case, row1_result="acquitted", reasons="One of them.")

    assert set(refusal.value.errors) == {"row2_result"}


def test_the_raised_sentence_is_asked_of_a_conviction_only() -> None:
    case = crime_in("at_court")

    with pytest.raises(Incomplete) as refusal:
        does(cast.officer(), "record_result", case, result="convicted", reasons="Guilty.")

    assert set(refusal.value.errors) == {"uplift_stated"}


# --- her own queue ----------------------------------------------------------------------------------------------------


def test_final_reviews_stand_by_the_nearest_limit_and_then_by_deadline() -> None:
    late = in_review("2026-10-01")
    soon = in_review("2026-07-01", **chain.ELSEWHERE)
    browser = at_desk(cast.hate_crime_inspector())

    with at_most(MOST):
        page = browser.get("/desk/final-reviews/").content.decode()

    assert 0 < page.index(soon.reference) < page.index(late.reference)
    assert "A prosecution must begin by 1 January 2027" in page


def test_the_review_is_shown_with_its_own_deadline_and_not_with_another_of_the_case() -> None:
    case = in_review("2026-10-01")
    Clock.objects.filter(case=case, kind="nfa_review").update(due_at=clock.now() + dt.timedelta(days=3, hours=1))
    Case.objects.filter(pk=case.pk).update(next_due_at=clock.now() - dt.timedelta(days=9))

    (line,) = at_desk(cast.hate_crime_inspector()).get("/desk/final-reviews/").context["lines"]

    assert line["due"].text == "due in 3 days"


def test_another_force_s_inspector_sees_none_of_them() -> None:
    case = in_review("2026-10-01")

    assert case.reference not in at_desk(cast.dev("hate_crime_inspector")).get("/desk/final-reviews/").content.decode()


def in_review(committed: str, **sections: Any) -> Case:
    """A crime in final review whose only offence was committed on that day."""
    case = crime_in("under_investigation", **sections)
    row = str(case.offences.get().pk)
    does(cast.officer(), "record_offence", case, offence="common_assault", offence_row=row, committed_on=committed)
    chain.proposed(case)
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")
    return case


def test_the_places_of_that_list_lead_on_without_losing_or_doubling_one() -> None:

    cases = {in_review("2026-10-01").pk, in_review("2026-09-01", **chain.ELSEWHERE).pk, report_received().pk}
    inspector, seen, after = cast.hate_crime_inspector(), [], None
    while case := final_reviews.waiting_for(inspector, after).first():
        seen.append(case.pk)
        after = final_reviews.ORDER.read(str(final_reviews.ORDER.place_of(case)))

    assert len(seen) == 2
    assert set(seen) < cases
