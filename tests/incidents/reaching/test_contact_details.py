"""Other contact details asked for behind the code: sealed, shown to nobody there, in force after staff say so."""

import pytest
from django.test import Client

from hatereport.outbox.models import Notice
from incidents import contact_changes, progress, safe_contact
from incidents.models import ContactChange, Party, ProgressLine, Report
from tests import cast
from tests.incidents.behind_the_code import sends
from tests.incidents.conftest import Given
from tests.incidents.reaching.asking import MORNING, WISH, party

pytestmark = pytest.mark.django_db


def test_new_contact_details_are_sealed_and_change_nothing_by_themselves(amina: Client) -> None:
    key = amina.get("/return/contact/").context["key"]
    for _ in range(2):
        assert amina.post("/return/contact/", {**WISH, "key": key}).status_code == 303

    change = ContactChange.objects.select_related("contact").get()
    assert change.proposed is not None
    assert change.proposed["details"] == {"name": "Amina", "email": "amina.new@home.example"}
    assert b"amina.new" not in bytes(change.proposed_sealed or b"")
    assert (party().contact_details or {})["phone"] == "07700 900123"
    assert party().channels == ["call"]
    assert Notice.objects.get(topic="reporter.asked").payload["what"] == "contact_change"


def test_the_page_never_says_what_is_on_file_or_asked_for(amina: Client, answers: Given) -> None:
    first = amina.get("/return/contact/").content.decode()
    amina.post("/return/contact/", WISH)
    after = [amina.get(address).content.decode() for address in ("/return/contact/", "/return/", "/return/news/")]
    nobodys = sends(answers(contact={"contact": "anonymous"})).get("/return/contact/").content.decode()

    for page in (first, *after):
        for secret in ("07700", "Amina", "amina.new", "home.example", "checked"):
            assert secret not in page

    def questions(page: str) -> str:
        return page[page.index("<h1") : page.index('name="csrf')] + page[page.index('name="name"') :]

    assert questions(first) == questions(nobodys)
    assert "It is not in use yet." in after[0]
    assert "You asked us to reach you in another way." in after[1]


def test_what_is_asked_for_makes_contact_stricter_at_once(amina: Client) -> None:
    assert safe_contact.allowed(party(), "call", MORNING)
    amina.post("/return/contact/", {**WISH, "channels": ["call"], "phone": "07700 900999", "bans": ["not_at_home"]})

    verdict = safe_contact.allowed(party(), "call", MORNING)
    home = safe_contact.allowed(party(), "call", MORNING, details=frozenset({"voicemail"}))

    assert verdict
    assert not home  # the old ban stands beside the new one
    assert safe_contact.in_force(party()).bans == {"no_voicemail", "not_at_home"}


def test_no_way_is_opened_by_asking_for_it(amina: Client) -> None:
    amina.post("/return/contact/", WISH)

    assert not safe_contact.allowed(party(), "email", MORNING)
    assert not safe_contact.allowed(party(), "call", MORNING)  # nor kept open that they no longer want
    assert safe_contact.allowed(party(), "return_page", MORNING)


def test_a_second_wish_takes_no_caution_of_the_first_away(amina: Client) -> None:
    amina.post("/return/contact/", {**WISH, "channels": ["return_page"], "bans": ["no_uniform"]})
    amina.post("/return/contact/", {**WISH, "channels": ["call"], "phone": "07700 900666", "bans": []})

    assert ContactChange.objects.filter(state="waiting").count() == 1
    assert "no_uniform" in safe_contact.in_force(party()).bans
    assert not safe_contact.allowed(party(), "call", MORNING)


def test_wishes_by_the_dozen_are_one_line_for_the_person_until_one_is_decided(amina: Client) -> None:
    def lines() -> int:
        return ProgressLine.objects.filter(message_id="contact_asked").count()

    for _ in range(12):
        amina.post("/return/contact/", WISH)
    assert lines() == 1

    contact_changes.set_aside(ContactChange.objects.get(state="waiting"), cast.officer())
    amina.post("/return/contact/", WISH)
    assert lines() == 2


def test_a_confirmed_change_is_in_force_alone(amina: Client) -> None:
    amina.post("/return/contact/", {**WISH, "bans": ["no_uniform"]})
    amina.post("/return/contact/", WISH)
    change = contact_changes.waiting_of(party())
    assert change is not None

    contact_changes.put_in_force(change, cast.officer(), "call")

    now = party()
    assert now.contact_details == {"name": "Amina", "email": "amina.new@home.example"}
    assert safe_contact.in_force(now) == safe_contact.Rules.said(["email"], ["someone_must_not_know"])
    assert safe_contact.allowed(now, "email", MORNING)


def test_a_refused_change_leaves_what_was(amina: Client) -> None:
    amina.post("/return/contact/", WISH)
    change = contact_changes.waiting_of(party())
    assert change is not None

    contact_changes.set_aside(change, cast.officer())

    assert safe_contact.allowed(party(), "call", MORNING)
    assert not safe_contact.allowed(party(), "email", MORNING)


def test_two_wishes_without_a_common_hour_leave_no_hour(answers: Given) -> None:
    contact = {**answers()["contact"], "safe_times": ["weekday_mornings"]}
    client = sends(answers(contact=contact))
    client.post("/return/contact/", {"channels": ["call"], "phone": "07700 900123", "safe_times": ["weekends"]})

    refused = safe_contact.allowed(party(), "call", MORNING)

    assert isinstance(refused, safe_contact.Refused)
    assert refused.code == "only_times"
    assert safe_contact.in_force(party()).next_safe_time(MORNING) is None


def test_hours_in_their_own_words_are_no_free_hours() -> None:
    written = Party(channels=["call", "email"], bans=["only_times"])

    by_hand = safe_contact.allowed(written, "call", MORNING)
    by_itself = safe_contact.allowed(written, "email", MORNING, automatic=True)

    assert isinstance(by_hand, safe_contact.Allowed)
    assert safe_contact.HOURS_IN_WORDS in by_hand.conditions
    assert isinstance(by_itself, safe_contact.Refused)
    assert by_itself.code == "hours_in_words"


def test_a_way_without_its_number_is_asked_again_whatever_is_on_file(amina: Client) -> None:
    response = amina.post("/return/contact/", {"channels": ["call"]})

    assert "Write a phone number" in response.content.decode()
    assert "Choose at least one way" in amina.post("/return/contact/", {}).content.decode()
    assert not ContactChange.objects.exists()


@pytest.mark.parametrize("address", ["/return/contact/", "/return/news/"])
def test_without_a_code_there_is_nothing_to_change(address: str) -> None:
    for method in ("get", "post"):
        assert getattr(Client(), method)(address)["Location"] == "/return/"


def test_a_lost_token_keeps_what_was_typed(amina: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = amina.cookies

    response = strict.post("/return/contact/", {**WISH, "name": "Typed once"})

    assert response.status_code == 403
    assert "Typed once" in response.content.decode()
    assert not ContactChange.objects.exists()


def test_where_the_work_stands_is_not_hidden_by_an_answer_about_contact(amina: Client) -> None:
    progress.push(Report.objects.get(), "dispatched")
    amina.post("/return/contact/", WISH)

    page = amina.get("/return/")

    assert page.context["stands"].code == "dispatched"
    assert page.context["lines"][0].code == "contact_asked"
