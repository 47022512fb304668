"""A wrong entry is put right by another that names it; what was asked for is taken back by whoever asked."""

import uuid
from typing import Any

import pytest

from partners.models import Organisation
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk, posted
from triage.models import Countersignature, Move, Referral
from triage.refusals import Incomplete, Refused

pytestmark = pytest.mark.django_db


def done(*args: Any, **data: Any) -> Move:
    """An act that nobody has to sign."""
    move = does(*args, **data)
    assert isinstance(move, Move)
    return move


RIGHT = {"wrong": "It was the brother.", "right": "It was the neighbour.", "reasons": "Misheard."}


def test_where_nobody_has_written_anything_there_is_nothing_to_put_right():
    page = at_desk(cast.control_room_sergeant()).get(address(chain.report_received(), "amend")).content.decode()

    assert "Which entry? There is nothing to choose yet." in page
    assert 'name="then"' not in page


def test_the_amendment_and_the_old_entry_name_each_other():
    case, ellen = chain.report_received(), cast.control_room_sergeant()
    note = done(ellen, "note", case, note="She says it was the brother.")

    amendment = done(ellen, "amend", case, amends=str(note.seq), **RIGHT)

    page = at_desk(ellen).get(address(case)).content.decode()
    assert f'Puts right <a class="govuk-link" href="#entry-{note.seq}">' in page
    assert f'by <a class="govuk-link" href="#entry-{amendment.seq}">' in page
    assert f'id="entry-{note.seq}"' in page
    assert "She says it was the brother." in page


def test_an_amendment_says_which_entry():
    case, ellen = chain.report_received(), cast.control_room_sergeant()
    does(ellen, "note", case, note="A note.")

    with pytest.raises(Incomplete) as refusal:
        does(ellen, "amend", case, amends="99", **RIGHT)

    assert "amends" in refusal.value.errors


def test_beside_the_words_stands_the_act_that_sets_the_fact():
    case, ellen = chain.report_received(), cast.control_room_sergeant()

    page = at_desk(ellen).get(address(case, "amend")).content.decode()

    assert "Facts are put right by their own acts" in page
    assert f'href="{address(case, "assess_again")}?tab=' in page


def test_the_operator_who_takes_the_call_writes_down_what_was_said():
    case = chain.crime_in("under_investigation")

    move = done(cast.control_room_operator(), "note", case, note="She called: he is back at the shop.")

    assert move.actor_role == "control_room_operator"


def test_a_specialist_who_does_not_work_at_the_stage_writes_no_note():
    case = chain.incident_in("local_focus")

    with pytest.raises(Refused):
        does(cast.hate_crime_inspector(), "note", case, note="Mine?")


def test_a_referral_is_recalled_and_the_organisation_reads_no_word_of_it():
    case, ellen = chain.report_received(), cast.control_room_sergeant()
    does(ellen, "take", case)
    partner = Organisation.objects.get(code="victim-support")
    does(
        ellen,
        "refer",
        case,
        organisation=str(partner.pk),
        basis="anonymised",
        told="Please call about her safety.",
        reach_by="none",
    )
    row = case.referrals.get()
    reader = at_desk(cast.victim_support())
    assert "about her safety" in reader.get(f"/referrals/{row.pk}/").content.decode()

    does(ellen, "recall_referral", case, referral=str(row.pk), reasons="Sent to the wrong organisation.")

    row.refresh_from_db()
    assert row.state == Referral.State.RECALLED
    page = reader.get(f"/referrals/{row.pk}/").content.decode()
    assert "about her safety" not in page
    assert "Recalled" in page
    assert "None is needed" in reader.get("/referrals/").content.decode()


def _asked_to_be_signed():
    case, ellen = chain.report_received(), cast.control_room_sergeant()
    allocating = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    does(
        ellen,
        "allocate_without_attendance",
        case,
        **allocating | {"allocation_reason": "online", "victims_view": "No."},
    )
    return case, ellen


def test_who_asked_for_a_signature_withdraws_it_and_nothing_is_carried_out():
    case, ellen = _asked_to_be_signed()

    does(ellen, "withdraw_countersignature", case, reasons="The wrong officer.")

    assert case.state == "control_room"
    assert case.countersignatures.get().state == Countersignature.State.LAPSED
    assert not case.clocks.filter(kind="countersignature", state="running").exists()


def test_nobody_withdraws_what_another_asked_for():
    case, _ = _asked_to_be_signed()

    with pytest.raises(Refused, match="whoever asked for the signature"):
        does(cast.control_room_sergeant(2), "withdraw_countersignature", case, reasons="Mine now.")


def test_words_typed_for_a_case_that_went_out_of_sight_can_be_copied():
    case = chain.crime_in("dispatched")
    browser = at_desk(cast.officer())
    does(cast.supervising_sergeant(), "change_officer", case, officer=str(cast.officer(2).pk), reasons="Leave.")

    answer = browser.post(address(case, "note"), posted(case, note="A long note about the corner shop."))

    assert answer.status_code == 404
    assert "A long note about the corner shop." in answer.content.decode()


def test_beside_the_words_only_what_is_shut_is_named_as_shut():
    case, browser = chain.report_received(), at_desk(cast.control_room_sergeant())

    page = browser.get(address(case, "amend"))

    named, shut = page.context["proper"], page.context["shut"]
    assert shut == [label for label, way in named if way is None]
    assert ("Not open to you now" in page.content.decode()) == bool(shut)


def test_answers_to_the_questions_of_a_case_are_not_lost_with_it():
    row = "01234567-89ab-cdef-0123-456789abcdef"
    said = {"row1_review_evidence": "The film shows nobody.", f"rationale_{row}": "One word against another."}
    said |= {"reasons_translated": "Nie znaleźliśmy nikogo.", "conflict": "no", "key": "a key"}

    answer = at_desk(cast.hate_crime_inspector()).post("/desk/cases/HC-0000-0000/uphold_nfa/", said)

    assert answer.status_code == 404
    assert [text for _, text in answer.context["words"]] == [
        "The film shows nobody.",
        "One word against another.",
        "Nie znaleźliśmy nikogo.",
    ]
    assert all(row not in label for label, _ in answer.context["words"])


@pytest.mark.parametrize(
    ("page", "typed"),
    [("cases/HC-0000-0000/add_attachment/", "shows"), (f"countersign/{uuid.UUID(int=1)}/", "reasons")],
)
def test_words_beside_a_file_or_a_signature_are_not_lost_either(page: str, typed: str):
    browser = at_desk(cast.hate_crime_inspector())

    answer = browser.post(f"/desk/{page}", {typed: "A long reason about the shop."})

    assert answer.status_code == 404
    assert "A long reason about the shop." in answer.content.decode()
    assert browser.get(f"/desk/{page}").status_code == 404


def test_words_for_a_case_there_never_was_look_the_same():
    browser = at_desk(cast.officer())

    answer = browser.post("/desk/cases/HC-0000-0000/note/", {"note": "Some words.", "key": "k", "version": "1"})

    assert answer.status_code == 404
    assert "Some words." in answer.content.decode()
    assert browser.post("/desk/cases/HC-0000-0000/note/", {}).status_code == 404
