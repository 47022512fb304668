"""Contact details asked for behind the code, at the desk: what waits stands beside what is on file; asked by an old way."""

import pytest

from hatereport import clock
from incidents import contact_changes, safe_contact, standing
from tests import cast
from tests.triage import chain
from tests.triage.asked_behind_the_code.asking import SAID_YES, answers, asks, page_of, party, taken, waits, works
from tests.triage.chain import does
from triage.models import DeskNotice
from triage.refusals import Incomplete, Refused

pytestmark = pytest.mark.django_db


def test_what_waits_stands_beside_what_is_on_file_for_those_who_see_names() -> None:
    case, sergeant = taken()
    asks(case)

    holders, another = page_of(sergeant, case), page_of(cast.control_room_sergeant(2), case)

    for page in (holders, another):
        assert "Asked for behind the code, not confirmed" in page
        assert "keep to the stricter of both" in page
        assert "My brother reads my letters." in page
    assert "amina.new@home.example" in holders
    assert "amina.new@home.example" not in another
    assert DeskNotice.objects.filter(case=case, what="contact_change").count() == 1


def test_a_change_is_confirmed_by_a_way_that_was_agreed_before() -> None:
    case, sergeant = taken()
    asks(case)
    for channel in ("email", "letter", "return_page"):
        with pytest.raises(Incomplete) as refusal:
            answers(sergeant, "confirm_contact_change", case, **SAID_YES | {"contact_channel": channel})
        assert "contact_channel" in refusal.value.errors

    answers(sergeant, "confirm_contact_change", case, **SAID_YES)
    works()

    assert party(case).channels == ["email"]
    assert (party(case).contact_details or {})["email"] == "amina.new@home.example"
    assert "Asked for behind the code" not in page_of(sergeant, case)
    assert "Somebody must not find out" in page_of(sergeant, case)
    told = [str(line.text) for line in standing.told(case.report)]
    assert "Your new contact details are in use." in told


def test_a_wish_put_in_the_place_of_the_one_that_was_asked_about_is_not_confirmed() -> None:
    case, sergeant = taken()
    asks(case)
    seen = waits(case, "confirm_contact_change")
    asks(case, email="finder@elsewhere.example")

    for name, said in (("confirm_contact_change", SAID_YES), ("refuse_contact_change", {"reasons": "Not her."})):
        with pytest.raises(Incomplete) as refusal:
            does(sergeant, name, case, asked_about=seen, **said)
        assert set(refusal.value.errors) == {"asked_about"}

    assert (party(case).contact_details or {}).get("email") != "finder@elsewhere.example"


def test_what_was_asked_for_while_the_one_before_is_settled_stays_a_caution() -> None:
    case, sergeant = taken()
    asks(case)
    before = contact_changes.waiting_of(party(case))
    assert before is not None
    asks(case, channels=[], bans=["someone_must_not_know", "no_voicemail"])

    contact_changes.set_aside(before, sergeant)

    assert "no_voicemail" in safe_contact.in_force(party(case)).bans


def test_a_wish_whose_words_were_erased_cannot_be_put_in_force() -> None:
    case, sergeant = taken()
    asks(case)
    party(case).contact.shred()

    with pytest.raises(Incomplete):
        answers(sergeant, "confirm_contact_change", case, **SAID_YES)


def test_a_new_ban_holds_already_while_the_old_way_is_used_to_ask() -> None:
    case, _sergeant = taken(contact=chain.ANSWERS["contact"] | {"safe_times": []})
    asks(case, channels=["call"], phone="07700 900999", bans=["only_times"], safe_words="Only after school.")

    rules = safe_contact.to_confirm_by(party(case), contact_changes.waiting_of(party(case)))

    assert rules.channels == {"call", "return_page"}
    assert "only_times" in rules.bans


def test_somebody_who_left_no_way_is_asked_on_the_return_page() -> None:
    case, sergeant = taken(contact={"contact": "anonymous"})
    asks(case)
    assert not safe_contact.allowed(party(case), "email", clock.now())

    answers(sergeant, "confirm_contact_change", case, **SAID_YES | {"contact_channel": "return_page"})

    assert safe_contact.allowed(party(case), "email", clock.now())
    does(
        sergeant, "record_contact_attempt", case,
        contact_channel="email", contact_result="reached", contact_words="Wrote, and had an answer.",
    )  # fmt: skip


def test_a_refused_change_leaves_no_trace_in_the_rules() -> None:
    case, sergeant = taken()
    asks(case)
    with pytest.raises(Incomplete):
        does(
            sergeant,
            "record_contact_attempt",
            case,
            contact_channel="call",
            contact_result="reached",
            contact_words="x",
        )

    answers(sergeant, "refuse_contact_change", case, reasons="She says it was not her.")
    works()

    does(sergeant, "record_contact_attempt", case, contact_channel="call", contact_result="reached", contact_words="x")
    assert party(case).channels == ["call", "return_page"]
    with pytest.raises(Refused):
        answers(sergeant, "confirm_contact_change", case, **SAID_YES)


def test_whoever_does_not_hold_the_case_confirms_nothing() -> None:
    case, _ = taken()
    asks(case)

    with pytest.raises(Refused):
        answers(cast.control_room_sergeant(2), "confirm_contact_change", case, **SAID_YES)
