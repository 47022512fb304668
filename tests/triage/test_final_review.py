"""The inspector's structured review: her declaration, her questions row by row, and what stands beside them."""

from typing import Any

import pytest

from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from tests.triage.desk_browser import address, at_desk
from triage.models import Case, Record
from triage.refusals import Incomplete

pytestmark = pytest.mark.django_db


def in_review(*more: str, **sections: Any) -> Case:
    """A crime in final review, with further offences beside the first."""
    case = crime_in("under_investigation", **sections)
    for offence in more:
        does(cast.officer(), "record_offence", case, offence=offence, offence_row="new")
    chain.proposed(case)
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")
    return case


def form(case: Case) -> str:
    return at_desk(cast.hate_crime_inspector()).get(address(case, "uphold_nfa")).content.decode()


def test_a_declared_conflict_keeps_her_from_deciding() -> None:
    case = in_review()

    with pytest.raises(Incomplete) as refusal:
        does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review() | {"conflict": "yes"})

    assert "I know somebody in it" in refusal.value.errors["conflict"]


def test_the_declaration_is_an_answer_and_not_a_default() -> None:
    case = in_review()
    said = chain.final_review()
    del said["conflict"]

    with pytest.raises(Incomplete) as refusal:
        does(cast.hate_crime_inspector(), "uphold_nfa", case, **said)

    assert set(refusal.value.errors) == {"conflict"}


def test_whoever_declares_hands_it_to_another_inspector_at_once() -> None:
    case, first, second = in_review(), cast.hate_crime_inspector(), cast.hate_crime_inspector(2)
    does(first, "take", case)

    does(first, "declare_conflict", case, sure="yes")

    assert case.holder == second


def test_each_row_nobody_charged_has_its_own_review_with_the_declaration() -> None:
    case = in_review("criminal_damage")
    words = {name: value for name, value in chain.final_review().items() if name != "conflict"}
    rows = {f"row{number}_{name}": f"{value} {number}" for number in (1, 2) for name, value in words.items()}

    does(cast.hate_crime_inspector(), "uphold_nfa", case, conflict="no", **rows)

    records = Record.objects.filter(case=case, kind="nfa_review").order_by("offence__number")
    assert [one.offence.number for one in records if one.offence] == [1, 2]
    assert [one.codes["conflict"] for one in records] == ["no", "no"]
    assert [(one.words or {})["review_evidence"] for one in records] == ["Considered. 1", "Considered. 2"]


def test_a_row_left_out_is_missing() -> None:
    case = in_review("criminal_damage")
    words = {name: value for name, value in chain.final_review().items() if name != "conflict"}

    with pytest.raises(Incomplete) as refusal:
        does(
            cast.hate_crime_inspector(),
            "uphold_nfa",
            case,
            conflict="no",
            **{f"row1_{key}": value for key, value in words.items()},
        )

    assert set(refusal.value.errors) == {f"row2_{name}" for name in words}


def test_where_the_time_limit_stands_is_computed_beside_the_question() -> None:
    case = crime_in("under_investigation")
    row = str(case.offences.get().pk)
    does(cast.officer(), "record_offence", case, offence="common_assault", offence_row=row, committed_on="2020-01-15")
    chain.proposed(case)
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")

    assert "The time limit of six months passed on 15 July 2020." in form(case)


def test_linked_reports_are_listed_beside_the_course_of_conduct() -> None:
    other = report_received()
    case = crime_in("control_room")
    alerts = [str(pk) for pk in case.alerts.filter(kind="same_contact").values_list("pk", flat=True)]
    every = [str(pk) for pk in case.alerts.values_list("pk", flat=True)]
    sergeant = cast.control_room_sergeant()
    does(sergeant, "answer_alert", case, alerts=alerts, alert_answer="confirmed", reasons="It is her.")
    rest = [pk for pk in every if pk not in alerts]
    does(sergeant, "answer_alert", case, alerts=rest, alert_answer="dismissed", reasons="The shop.")

    page = at_desk(sergeant).get(address(case)).content.decode()

    assert "Consider harassment or stalking" in page
    assert f"{other.reference} (same contact details)" in page


def test_no_prompt_where_nobody_has_confirmed_anything_and_none_once_it_is_recorded() -> None:
    report_received()
    case = crime_in("dispatched")
    officer = cast.officer()
    assert "Consider harassment" not in at_desk(officer).get(address(case)).content.decode()

    told = crime_in("dispatched", when={"when": "unsure", "repeat": "many"}, **chain.ELSEWHERE)
    assert "Consider harassment" in at_desk(officer).get(address(told)).content.decode()

    row = str(told.offences.get().pk)
    does(officer, "record_offence", told, offence="harassment", offence_row=row)
    assert "Consider harassment" not in at_desk(officer).get(address(told)).content.decode()
