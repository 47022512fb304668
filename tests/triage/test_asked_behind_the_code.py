"""What is asked for behind the code, at the desk: confirmed by an old way, refused, sent, and what a file of theirs does."""

import uuid
from typing import Any

import pytest
from django.core import mail

from hatereport import clock, outbox
from hatereport.outbox.models import Notice
from incidents import contact_changes, news, safe_contact, standing
from incidents.evidence import taking
from incidents.models import NewsChoice, Party
from partners.models import Person
from tests import cast
from tests.files_of_the_cast import evidence_of, telling, visit_to
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk
from triage.models import Case, DeskNotice, Move
from triage.refusals import Incomplete, Refused
from triage.situation import Situation

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Amina",
    "channels": ["email"],
    "email": "amina.new@home.example",
    "bans": ["someone_must_not_know"],
    "safe_times": [],
    "safe_words": "My brother reads my letters.",
}
SAID_YES = {"contact_channel": "call", "contact_words": "It was me."}


def asks(case: Case, **changed: Any) -> None:
    contact_changes.ask(visit_to(case.report), {**NEW, **changed}, submission_key=uuid.uuid4())
    works()


def works() -> None:
    """The worker's turn; what waits for later stays."""
    while outbox.sweep():
        pass


def taken(**sections: Any) -> tuple[Case, Person]:
    """A case in the hands of the control room sergeant."""
    case = chain.report_received(**sections)
    sergeant = cast.control_room_sergeant()
    does(sergeant, "take", case)
    return case, sergeant


def answers(person: Person, name: str, case: Case, **data: Any) -> None:
    """One act on what waits now."""
    does(person, name, case, asked_about=waits(case, name), **data)


def waits(case: Case, name: str) -> str:
    ctx = Situation(case, None)
    wish = ctx.news if name.endswith("news") else ctx.change
    return str(wish.pk) if wish else ""


def party(case: Case) -> Party:
    return Party.objects.select_related("contact", "report").get(report=case.report_id, is_filer=True)


def page_of(person: Person, case: Case) -> str:
    return at_desk(person).get(address(case)).content.decode()


def wants_news(case: Case) -> NewsChoice:
    visit = visit_to(case.report)
    news.choose(visit, "email", "amina.news@home.example", "news", submission_key=uuid.uuid4())
    works()
    return NewsChoice.objects.get(party=visit.party)


# --- contact details ---------------------------------------------------------------------------------------------------


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


# --- news --------------------------------------------------------------------------------------------------------------


def test_news_goes_out_after_staff_confirmed_and_says_nothing() -> None:
    case, sergeant = taken(**chain.NO_CRIME)
    choice = wants_news(case)
    assert [message.body for message in mail.outbox] == ["There is news."]
    with pytest.raises(Refused):
        answers(sergeant, "confirm_news", case, **SAID_YES)  # nobody has said that the test came
    news.came(visit_to(case.report))
    works()
    answers(sergeant, "confirm_news", case, **SAID_YES)
    works()
    mail.outbox.clear()

    does(sergeant, "assess_as_incident", case, **chain.assessment(case))
    works()
    assert mail.outbox == []
    with clock.at(Notice.objects.filter(topic="news.waits", done_at=None).get().available_at):
        works()

    choice.refresh_from_db()
    assert len(mail.outbox) == 1
    assert choice.last_sent_at is not None
    for secret in (case.reference, case.report.reference, "http", "police", "hate", "crime"):
        assert secret not in mail.outbox[0].message().as_string()


def test_no_test_message_reaches_a_home_before_the_domestic_abuse_owner_lifts_it() -> None:
    case, _sergeant = taken(what=chain.ANSWERS["what"] | {"who_did": ["partner"]})
    choice = wants_news(case)
    assert mail.outbox == []

    owner = cast.sits_in(cast.officer(2), "domestic_abuse")
    does(owner, "own_domestic", case, first_steps="Call her at work.")
    does(owner, "lift_block", case, block="pings", reasons="A telephone of her own.")
    with clock.at(Notice.objects.filter(topic="news.test", done_at=None).get().available_at):
        works()

    choice.refresh_from_db()
    assert choice.tested_at is not None
    assert len(mail.outbox) == 1


def test_an_address_for_news_goes_a_week_after_the_case_has_ended() -> None:
    case, sergeant = taken(**chain.NO_CRIME)
    choice = wants_news(case)
    does(sergeant, "mark_not_a_report", case, not_report_reason="test")
    works()

    with clock.at(clock.now() + news.KEPT_AFTER_CLOSING):
        works()

    choice.refresh_from_db()
    assert choice.stopped_at is not None
    assert choice.address_sealed is None


def test_a_refused_address_is_removed() -> None:
    case, sergeant = taken()
    choice = wants_news(case)
    news.came(visit_to(case.report))
    answers(sergeant, "refuse_news", case, reasons="It was not her.")

    choice.refresh_from_db()
    assert choice.address_sealed is None


# --- hours, visits, files ----------------------------------------------------------------------------------------------


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
