"""The roads past the inspector that are lawful, and those that lead round her when she is barred."""

import pytest

from hatereport import clock
from partners.models import RoleHeld
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, proposed, signs
from tests.triage.forging import also
from tests.triage.no_way_round.refused import refused
from triage import aftermath
from triage.models import DeskNotice

pytestmark = pytest.mark.django_db


def test_the_same_inspector_returns_twice_and_then_upholds() -> None:
    case = crime_in("nfa_final_review")
    inspector = cast.hate_crime_inspector()

    for _ in range(2):
        does(inspector, "return_for_investigation", case, directions="Ask the shop.", direction_due="168")
        task = case.tasks.get(answered_at=None)
        does(cast.officer(), "answer_action", case, task=str(task.pk), task_answer="Asked.")
        proposed(case)
        does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")
    does(inspector, "uphold_nfa", case, **chain.final_review())

    assert case.state == "victim_to_be_told"


def test_a_charge_at_night_is_signed_by_the_duty_inspector() -> None:
    case = crime_in("under_investigation")
    cast.person("supervising_sergeant", 2)
    RoleHeld.objects.filter(role="supervising_sergeant").update(valid_to=clock.now())

    does(cast.officer(), "charge", case, charged=[str(case.offences.get().pk)], reasons="Caught in the act.")
    signs(cast.duty_inspector(), case)

    assert case.state == "at_court"
    assert not case.records.filter(kind="nfa_review").exists()


def test_another_inspector_of_the_force_steps_in() -> None:
    also(cast.hate_crime_sergeant(), "hate_crime_inspector")
    case = crime_in("nfa_final_review")
    another = cast.hate_crime_inspector(2)

    refused(cast.hate_crime_lead(), "uphold_nfa", case, "only where every inspector", **chain.final_review())
    does(another, "uphold_nfa", case, **chain.final_review())

    assert case.state == "victim_to_be_told"


def test_where_every_inspector_is_barred_the_lead_decides_and_is_alarmed() -> None:
    also(cast.hate_crime_sergeant(), "hate_crime_inspector")
    lead = cast.hate_crime_lead()
    case = crime_in("nfa_final_review")

    aftermath.follow_up(case.moves.get(act="endorse").pk)
    refused(cast.hate_crime_sergeant(), "uphold_nfa", case, "part in it", **chain.final_review())
    does(lead, "uphold_nfa", case, **chain.final_review())

    assert case.state == "victim_to_be_told"
    assert DeskNotice.objects.get(case=case, what="nobody_free").person == lead
    assert case.parts.filter(person=lead, part="nfa_inspector").exists()


def test_no_alarm_where_an_inspector_is_free() -> None:
    cast.hate_crime_lead()
    cast.hate_crime_inspector()
    case = crime_in("nfa_final_review")

    aftermath.follow_up(case.moves.get(act="endorse").pk)

    assert not DeskNotice.objects.filter(what="nobody_free").exists()


def test_a_review_is_decided_by_somebody_who_had_no_part() -> None:
    case = crime_in("review_requested", code="15")
    inspector = cast.hate_crime_inspector()

    refused(inspector, "decide_review", case, review_decision="upheld", reasons="It stands.")
    refused(cast.hate_crime_inspector(2), "decide_review", case, review_decision="upheld", reasons="It stands.")
    does(cast.hate_crime_lead(), "decide_review", case, review_decision="upheld", reasons="It stands.")

    assert case.state == "closed"
