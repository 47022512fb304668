"""What a person asked for is kept to: hours in their own words, a visit they forbade; and files that end the waiting."""

import uuid
from typing import Any

import pytest

from incidents.evidence import taking
from tests import cast
from tests.files_of_the_cast import evidence_of, telling, visit_to
from tests.triage import chain
from tests.triage.asked_behind_the_code.asking import (
    taken,
    works,
)
from tests.triage.chain import does
from triage.models import Move
from triage.refusals import Incomplete

pytestmark = pytest.mark.django_db


def test_hours_in_their_own_words_are_read_before_a_call() -> None:
    contact = chain.ANSWERS["contact"] | {"bans": ["only_times"], "safe_words": "When the green curtain is open."}
    case, sergeant = taken(contact=contact)
    called = {"contact_channel": "call", "contact_result": "reached", "contact_words": "Talked."}

    with pytest.raises(Incomplete) as refusal:
        does(sergeant, "record_contact_attempt", case, **called)
    does(sergeant, "record_contact_attempt", case, **called, hours_read="yes")

    assert "hours_read" in refusal.value.errors


CAREFUL = {"channels": ["call", "visit"], "bans": ["not_at_home", "no_uniform"], "address": "12 Botchergate"}


def sent_off(**how: str) -> dict[str, Any]:
    return {**chain.dispatching(cast.officer(), cast.supervising_sergeant()), **how}


@pytest.mark.parametrize(
    ("how", "wrong"),
    [
        ({}, "visit_place"),
        ({"visit_place": "home", "visit_look": "plain"}, "visit_place"),
        ({"visit_place": "elsewhere", "visit_look": "marked"}, "visit_look"),
        ({"visit_place": "home_for_life", "visit_look": "plain"}, "life_inspector"),
    ],
)
def test_a_visit_they_forbade_is_not_sent(how: dict[str, str], wrong: str) -> None:
    case, sergeant = taken(contact=chain.ANSWERS["contact"] | CAREFUL)

    with pytest.raises(Incomplete) as refusal:
        does(sergeant, "review_and_dispatch", case, **sent_off(**how))

    assert wrong in refusal.value.errors


def test_elsewhere_in_plain_clothes_meets_the_deadline() -> None:
    case, sergeant = taken(contact=chain.ANSWERS["contact"] | CAREFUL)

    does(sergeant, "review_and_dispatch", case, **sent_off(visit_place="elsewhere", visit_look="plain"))

    assert case.state == "dispatched"


def test_an_incident_that_becomes_a_crime_is_asked_the_same_only_if_somebody_is_sent() -> None:
    case, sergeant = taken(**chain.NO_CRIME, contact=chain.ANSWERS["contact"] | CAREFUL)
    with pytest.raises(Incomplete) as refusal:
        does(sergeant, "assess_as_crime", case, **sent_off(road="dispatch"))
    assert "visit_place" in refusal.value.errors

    with pytest.raises(Incomplete) as refusal:
        does(sergeant, "assess_as_crime", case, **sent_off(road="allocate"))
    assert "visit_place" not in refusal.value.errors


def test_a_life_at_stake_sets_the_ban_aside_in_a_duty_inspectors_name() -> None:
    case, sergeant = taken(contact=chain.ANSWERS["contact"] | CAREFUL)
    fiona = cast.duty_inspector()

    how = {"visit_place": "home_for_life", "visit_look": "plain", "life_inspector": str(fiona.pk)}
    move = does(sergeant, "review_and_dispatch", case, **sent_off(**how))

    assert isinstance(move, Move)
    assert move.codes["life_inspector"] == str(fiona.pk)


def test_help_in_danger_is_not_held_up_and_says_what_it_went_against() -> None:
    case, sergeant = taken(contact=chain.ANSWERS["contact"] | CAREFUL, danger={"danger": "yes"})

    move = does(sergeant, "dispatch_now", case, log_number="CC-1")

    assert isinstance(move, Move)
    assert move.codes["set_aside"] == "not_at_home"


def test_a_file_ends_the_waiting_for_an_answer() -> None:
    case, sergeant = taken()
    does(sergeant, "ask_for_information", case, question="Have you a photo?")
    assert case.state == "awaiting_information"

    evidence_of(case.report)
    works()

    case.refresh_from_db()
    assert case.state == "control_room"


def test_danger_beside_a_file_reaches_the_control_room() -> None:
    case, photo = chain.report_received(), telling("JPEG")

    taking.take(
        visit_to(case.report), "IMG.jpg", photo, len(photo),
        keep_original=False, submission_key=uuid.uuid4(), danger=True,
    )  # fmt: skip
    works()

    case.refresh_from_db()
    assert case.danger
    assert case.moves.filter(act="danger_reported").count() == 1
