"""A child: safeguarding decides before anybody speaks to a parent (practice.md 12)."""

import pytest

from tests import cast
from tests.triage.chain import crime_in, does, incident_in
from tests.triage.roads.on_the_road import ANSWERS, CHILD, answers, on_road, road_task
from triage.reaching import blocked_for
from triage.refusals import Incomplete, Refused

pytestmark = pytest.mark.django_db


def test_no_community_leader_is_told_of_a_child() -> None:
    case = incident_in("local_focus", **ANSWERS["under_18"])
    does(cast.local_focus_sergeant(), "take", case)

    with pytest.raises(Refused, match="child"):
        does(cast.local_focus_sergeant(), "inform_community_leader", case, leader="The vicar", told="Something.")


def test_partners_may_hear_of_a_child_and_leaders_may_not() -> None:
    case, sarah = incident_in("local_focus", **ANSWERS["under_18"]), cast.local_focus_sergeant()
    told = {"partners_told": "yes", "partners_words": "The school."}

    with pytest.raises(Incomplete, match="child"):
        does(sarah, "inform_partners", case, leaders_told="yes", **told)
    does(sarah, "inform_partners", case, leaders_told="no", **told)


def test_the_safeguarding_decision_is_a_record_and_words_do_not_replace_it() -> None:
    case, owner = on_road("under_18"), cast.sits_in(cast.officer(2), "safeguarding")

    with pytest.raises(Incomplete, match="Decide on safeguarding"):
        does(owner, "answer_action", case, task=str(road_task(case).pk), task_answer="Looked at it.")
    does(owner, "decide_child_safeguarding", case, **CHILD)

    assert case.records.get(kind="child_safeguarding").codes["parent_contact"] == "yes"
    assert not case.tasks.filter(road="under_18", answered_at=None).exists()


def test_no_letter_and_no_word_to_a_parent_before_the_decision() -> None:
    parent = {"contact": "yes", "name": "A mother", "phone": "07700 900123", "channels": ["call", "return_page"]}
    case = crime_in(
        "under_investigation", who={"filer": "on_behalf", "under_18": "yes", "agreement": "yes"}, contact=parent
    )
    called = {"contact_channel": "call", "contact_result": "reached", "contact_words": "Spoke with her."}
    assert blocked_for(case.report_id) == {"letter"}

    with pytest.raises(Incomplete, match="before the safeguarding decision"):
        does(cast.officer(), "record_contact_attempt", case, **called)
    answers(case, "under_18")
    does(cast.officer(), "record_contact_attempt", case, **called)

    assert blocked_for(case.report_id) == set()


def test_the_safeguarding_lead_of_a_school_is_named() -> None:
    case = on_road("under_18", where={"place_type": "school", "postcode": "CA1 1AA"})

    with pytest.raises(Incomplete, match="safeguarding lead"):
        does(cast.duty_inspector(), "decide_child_safeguarding", case, **CHILD)
    does(cast.duty_inspector(), "decide_child_safeguarding", case, **CHILD, school_lead="Mrs Hall, 11:20")
