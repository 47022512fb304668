"""No way round the inspector by how an offence ends: cautions, other codes, trials, prosecutors."""

import pytest

from tests import cast
from tests.triage import chain
from tests.triage.chain import charged, crime_in, does, proposed, signs
from tests.triage.no_way_round.refused import refused
from triage.models import Case, Offence
from triage.refusals import Incomplete

pytestmark = pytest.mark.django_db


def test_a_caution_endorsed_cannot_become_no_further_action() -> None:
    case = crime_in("outcome_proposed", code="3")
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")
    assert case.state == "victim_to_be_told"

    refused(cast.officer(), "propose_outcome", case, **chain.outcome(case, "14"))
    refused(cast.officer(), "record_offence", case, offence_row="new", offence="theft")


def test_one_caution_among_other_ends_goes_to_the_inspector() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    first, second = case.offences.all()
    codes = chain.outcome(case) | {f"outcome_{first.pk}": "3", f"outcome_{second.pk}": "14"}
    does(cast.officer(), "propose_outcome", case, **codes)

    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")

    assert case.state == "nfa_final_review"


@pytest.mark.parametrize("code", ["4", "5", "8", "9", "10", "13", "14", "16", "18", "20", "21", "22"])
def test_every_code_but_charge_and_caution_goes_to_the_inspector(code: str) -> None:
    case = crime_in("outcome_proposed", code=code)

    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")

    assert case.state == "nfa_final_review"


def test_a_charge_is_not_proposed_as_an_outcome() -> None:
    case = crime_in("under_investigation")

    with pytest.raises(Incomplete):
        proposed(case, "1")


def test_the_trial_of_one_offence_does_not_end_another() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    first, _second = case.offences.all()
    charged(case, first)
    assert case.state == "at_court"

    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="yes", reasons="Six months.")

    assert case.state == "under_investigation"


def test_a_caution_the_sergeant_returned_does_not_end_with_a_trial() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    first, _second = case.offences.all()
    proposed(case, "3")
    does(cast.supervising_sergeant(), "supervisor_return", case, directions="Ask again.", direction_due="24")
    does(cast.officer(), "answer_action", case, task=str(case.tasks.get().pk), task_answer="Asked again.")
    charged(case, first)

    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="yes", reasons="Six months.")

    assert case.state == "under_investigation"


def test_a_review_from_before_the_case_was_reopened_does_not_count_again() -> None:
    case = crime_in("closed")
    does(cast.officer(), "new_evidence", case, what_is_new="A film.")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    _first, second = case.offences.all()
    charged(case, second)

    does(cast.officer(), "record_result", case, result="acquitted", uplift_stated="not_convicted", reasons="Heard.")

    assert case.state == "under_investigation"


def to_the_cps(case: Case) -> None:
    does(cast.officer(), "refer_to_cps", case, cps_receipt="CPS-1", reasons="Sent.")
    signs(cast.supervising_sergeant(), case)


def not_charged(case: Case, *rows: Offence) -> None:
    """The prosecutors charge none of these; of all offences where none is named."""
    left = [str(row.pk) for row in rows or case.offences.all()]
    does(cast.officer(), "cps_decides", case, **chain.NO_CHARGE, not_charged=left)
    signs(cast.supervising_sergeant(), case)


def more_work(case: Case) -> None:
    does(cast.officer(), "cps_decides", case, cps_decision="more", reasons="Find the second witness.")
    signs(cast.supervising_sergeant(), case)


def two_offences() -> tuple[Case, Offence, Offence]:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    first, second = case.offences.all()
    return case, first, second


def ends_of(case: Case) -> list[tuple[str, str]]:
    return list(case.offences.values_list("outcome_code", "result"))


def test_no_charge_of_one_offence_leaves_the_conviction_for_another() -> None:
    case, first, second = two_offences()
    charged(case, first)
    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="yes", reasons="Six months.")
    to_the_cps(case)

    with pytest.raises(Incomplete):
        not_charged(case, first, second)
    not_charged(case, second)

    assert ends_of(case) == [("1", "convicted"), ("9", "")]
    assert case.state == "outcome_proposed"


def test_no_charge_of_one_offence_waits_for_the_trial_of_another() -> None:
    case, first, second = two_offences()
    charged(case, first)
    to_the_cps(case)

    not_charged(case, second)
    assert (case.state, case.holder) == ("at_court", case.officer_in_case)
    does(cast.officer(), "record_result", case, result="acquitted", reasons="Not proved.")

    assert ends_of(case) == [("1", "acquitted"), ("9", "")]
    assert case.state == "under_investigation"


def test_more_work_on_one_offence_keeps_the_trial_of_another() -> None:
    case, first, _second = two_offences()
    charged(case, first)
    to_the_cps(case)

    more_work(case)
    assert case.state == "at_court"
    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="no", reasons="Six months.")

    assert case.state == "under_investigation"


def test_no_charge_by_the_prosecutors_is_reviewed_too() -> None:
    case = crime_in("cps_referred")
    not_charged(case)
    assert case.state == "outcome_proposed"

    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")

    assert case.state == "nfa_final_review"


def test_a_charge_that_prosecutors_drop_is_reviewed_row_by_row() -> None:
    case = crime_in("at_court")
    does(cast.officer(), "refer_to_cps", case, cps_receipt="CPS-2", reasons="A witness is gone.")
    signs(cast.supervising_sergeant(), case)
    not_charged(case)
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")

    refused(cast.hate_crime_inspector(), "uphold_nfa", case, "Declare")
    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())

    assert case.offences.get().outcome_code == "9"


def test_prosecutors_may_charge_one_offence_and_leave_another() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    first, second = case.offences.all()
    does(cast.officer(), "refer_to_cps", case, cps_receipt="CPS-1", reasons="Sent.")
    signs(cast.supervising_sergeant(), case)

    does(cast.officer(), "cps_decides", case, cps_decision="charge", decided=[str(first.pk)], reasons="One.")
    signs(cast.supervising_sergeant(), case)

    second.refresh_from_db()
    assert second.outcome_code == ""
    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="no", reasons="Fined.")
    assert case.state == "under_investigation"


def test_nothing_is_proposed_where_everything_was_charged() -> None:
    case, jack = crime_in("at_court"), cast.officer()
    does(jack, "record_result", case, result="convicted", uplift_stated="no", reasons="Fined.")
    does(jack, "tell_victim", case, **chain.telling())
    does(jack, "new_evidence", case, what_is_new="A film.")
    assert case.state == "under_investigation"

    refused(jack, "propose_outcome", case, "charged", victims_view="-", suspect_interviewed="no")
