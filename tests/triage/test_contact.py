"""Who is reached, how, and who holds a case once it has moved to another team."""

import pytest

from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from triage.refusals import Incomplete

pytestmark = pytest.mark.django_db

CALLED = {"contact_channel": "call", "contact_result": "reached", "contact_words": "Talked."}


def test_a_case_that_leaves_a_team_leaves_the_hands_of_whoever_held_it():
    case = chain.report_received(what={"words": "They stared.", "kinds": ["refused"]})
    sergeant = cast.control_room_sergeant()
    does(sergeant, "take", case)
    assert case.holder == sergeant

    does(sergeant, "assess_as_incident", case, **chain.assessment(case))

    assert case.holder is None


def test_a_way_the_person_did_not_choose_is_refused_in_a_sentence():
    case = chain.report_received()
    sergeant = cast.control_room_sergeant()
    does(sergeant, "take", case)

    with pytest.raises(Incomplete) as refusal:
        does(sergeant, "record_contact_attempt", case, **CALLED | {"contact_channel": "letter"})

    assert "did not choose" in refusal.value.errors["contact_channel"]


def test_somebody_reported_for_is_reached_through_whoever_said_how():
    case = chain.report_received(
        who={"filer": "on_behalf", "agreement": "yes", "their_name": "Ifrah", "under_18": "no"},
    )
    sergeant = cast.control_room_sergeant()
    does(sergeant, "take", case)

    does(sergeant, "record_contact_attempt", case, **CALLED)

    assert case.records.get(kind="contact").codes["contact_result"] == "reached"


def test_nothing_is_written_to_a_home_before_the_domestic_abuse_owner_has_answered():
    contact = chain.ANSWERS["contact"] | {"channels": ["call", "text"]}
    case = chain.report_received(
        what=chain.ANSWERS["what"] | {"who_did": ["partner"]},
        contact=contact,
    )
    sergeant = cast.control_room_sergeant()
    does(sergeant, "take", case)

    with pytest.raises(Incomplete) as refusal:
        does(sergeant, "record_contact_attempt", case, **CALLED | {"contact_channel": "text"})
    does(sergeant, "record_contact_attempt", case, **CALLED)

    assert "domestic abuse" in refusal.value.errors["contact_channel"]
