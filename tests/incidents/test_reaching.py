"""Contact details and news asked for behind the code: kept sealed, shown to nobody there, in force after staff say so."""

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import override

from hatereport import clock, outbox
from hatereport.outbox.models import Notice
from incidents import carriers, contact_changes, news, progress, return_codes, safe_contact
from incidents.models import ContactChange, NewsChoice, Party, ProgressLine, Report, ReturnVisit
from incidents.sending import send_answers
from tests import cast
from tests.incidents.conftest import Given

pytestmark = pytest.mark.django_db

NOBODY_BLOCKED: frozenset[str] = frozenset()
WISH = {"name": "Amina", "channels": ["email"], "email": "amina.new@home.example", "bans": ["someone_must_not_know"]}
#: Tuesday 3 March 2026, ten in the morning in London.
MORNING = clock.now().replace(year=2026, month=3, day=3, hour=10, minute=0)


@pytest.fixture
def amina(answers: Given) -> Client:
    return behind_the_code(answers())


def behind_the_code(given: Any) -> Client:
    sent, client = send_answers(given), Client()
    assert client.post("/return/", {"code": return_codes.grouped(sent.return_code)}).status_code == 303
    return client


def party() -> Party:
    return Party.objects.select_related("contact", "report").get(is_filer=True)


def chooses_news(client: Client, **changed: str) -> Any:
    said = {"email": "amina.news@home.example", "wording": "order", "key": str(uuid.uuid4()), **changed}
    return client.post("/return/news/", said)


def has_news(client: Client) -> NewsChoice:
    """A choice whose test message came and which staff have confirmed."""
    chooses_news(client)
    choice = NewsChoice.objects.get(stopped_at=None)
    news.send_test(choice.pk, blocked=NOBODY_BLOCKED)
    client.post("/return/news/came/")
    news.put_in_force(choice, cast.officer())
    mail.outbox.clear()
    choice.refresh_from_db()
    return choice


# --- other contact details ---------------------------------------------------------------------------------------------


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
    nobodys = behind_the_code(answers(contact={"contact": "anonymous"})).get("/return/contact/").content.decode()

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
    client = behind_the_code(answers(contact=contact))
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


# --- there is news -----------------------------------------------------------------------------------------------------


def test_a_test_message_comes_first_in_the_words_of_all_that_follow(amina: Client) -> None:
    chooses_news(amina)
    choice = NewsChoice.objects.get()
    assert [notice.topic for notice in Notice.objects.filter(topic__startswith="news")] == ["news.test"]

    for _ in range(2):
        news.send_test(choice.pk, blocked=NOBODY_BLOCKED)

    assert len(mail.outbox) == 1
    message = mail.outbox[0]
    assert (message.subject, message.body) == ("Your order has an update.", "Your order has an update.")
    assert message.to == ["amina.news@home.example"]
    assert message.from_email == "no-reply@localhost"
    assert "Has it come?" in amina.get("/return/news/").content.decode()


@pytest.mark.parametrize("wording", news.WORDINGS, ids=lambda wording: wording.code)
def test_no_wording_tells_what_it_is_about(wording: news.Wording) -> None:
    words = str(wording.text).lower()

    assert not any(word in words for word in ("hate", "police", "crime", "report", "http", "code", "officer"))


def test_an_address_copied_from_a_text_from_right_to_left_is_taken(amina: Client) -> None:
    assert chooses_news(amina, email="\u202a amina.news@home.example\u202c\u200f").status_code == 303

    assert NewsChoice.objects.select_related("contact").get().address == "amina.news@home.example"


def test_nothing_is_sent_before_staff_have_confirmed(amina: Client) -> None:
    chooses_news(amina)
    choice = NewsChoice.objects.get()
    amina.post("/return/news/came/")
    choice.refresh_from_db()
    assert choice.arrived_at is None  # it cannot have come before it was sent
    news.send_test(choice.pk, blocked=NOBODY_BLOCKED)
    amina.post("/return/news/came/")
    mail.outbox.clear()

    progress.push(Report.objects.get(), "dispatched")
    news.tell(choice.pk, since=clock.now(), blocked=NOBODY_BLOCKED, last=False)

    assert not Notice.objects.filter(topic="news.waits").exists()
    assert mail.outbox == []


def test_news_waits_some_minutes_and_is_told_once(amina: Client) -> None:
    choice = has_news(amina)
    for code in ("dispatched", "specialist_reviewed"):
        progress.push(Report.objects.get(), code)
    notice = Notice.objects.get(topic="news.waits")
    assert timedelta(minutes=5) <= notice.available_at - notice.created_at <= timedelta(minutes=45)
    assert not outbox.deliver(notice.pk)

    with clock.at(notice.available_at):
        news.tell(choice.pk, since=notice.created_at, blocked=NOBODY_BLOCKED, last=False)
        news.tell(choice.pk, since=notice.created_at, blocked=NOBODY_BLOCKED, last=False)

    assert len(mail.outbox) == 1


def test_a_second_piece_of_news_waits_for_the_next_day(amina: Client) -> None:
    choice = has_news(amina)
    now = clock.now()
    news.tell(choice.pk, since=now, blocked=NOBODY_BLOCKED, last=False)
    with clock.at(now + timedelta(hours=2)):
        news.tell(choice.pk, since=clock.now(), blocked=NOBODY_BLOCKED, last=False)
        notice = Notice.objects.get(topic="news.waits")
    assert len(mail.outbox) == 1
    assert notice.available_at >= now + timedelta(hours=23)

    with clock.at(notice.available_at + timedelta(minutes=1)):
        news.tell(choice.pk, since=notice.created_at, blocked=NOBODY_BLOCKED, last=False)

    assert len(mail.outbox) == 2


def test_news_keeps_to_the_safe_hours(answers: Given) -> None:
    contact = {**answers()["contact"], "safe_times": ["weekends"]}
    with clock.at(MORNING + timedelta(days=4)):  # a Saturday
        choice = has_news(behind_the_code(answers(contact=contact)))

    with clock.at(MORNING + timedelta(days=7)):  # a Tuesday
        news.tell(choice.pk, since=clock.now(), blocked=NOBODY_BLOCKED, last=False)
    notice = Notice.objects.get(topic="news.waits")

    assert mail.outbox == []
    assert safe_contact.in_force(party()).is_safe_time(notice.available_at)


def test_news_to_a_home_waits_for_the_domestic_abuse_owner(amina: Client) -> None:
    choice = has_news(amina)

    news.tell(choice.pk, since=clock.now(), blocked=frozenset({"email"}), last=False)

    assert mail.outbox == []
    assert Notice.objects.get(topic="news.waits").available_at > clock.now() + timedelta(hours=11)


def test_stopping_is_at_once_and_takes_the_address_away(amina: Client) -> None:
    choice = has_news(amina)
    assert amina.get("/return/news/stop/").status_code == 303  # looking is not stopping
    amina.post("/return/news/stop/")

    choice.refresh_from_db()
    assert choice.stopped_at is not None
    assert choice.address_sealed is None
    progress.push(Report.objects.get(), "dispatched")
    news.tell(choice.pk, since=clock.now(), blocked=NOBODY_BLOCKED, last=False)
    assert mail.outbox == []


def test_withdrawing_stops_the_news(amina: Client) -> None:
    choice = has_news(amina)

    amina.post("/return/withdraw/")

    choice.refresh_from_db()
    assert choice.address_sealed is None


def test_the_last_message_takes_the_address_with_it(amina: Client) -> None:
    choice = has_news(amina)

    news.tell(choice.pk, since=clock.now(), blocked=NOBODY_BLOCKED, last=True)

    choice.refresh_from_db()
    assert len(mail.outbox) == 1
    assert choice.address_sealed is None


def test_it_is_no_way_to_write_to_strangers(amina: Client) -> None:
    for number in range(news.TRIES_A_DAY):
        chooses_news(amina, email=f"stranger{number}@elsewhere.example")
        amina.post("/return/news/stop/")

    response = chooses_news(amina)

    assert "You tried 3 addresses today" in response.content.decode()
    assert NewsChoice.objects.count() == news.TRIES_A_DAY


def test_many_reports_are_no_way_to_write_to_one_stranger(answers: Given) -> None:
    for number in range(news.TESTS_A_DAY + 2):
        finder = behind_the_code(answers())
        chooses_news(finder, email=f"stranger+{number}@Elsewhere.example")
        news.send_test(NewsChoice.objects.get(stopped_at=None).pk, blocked=NOBODY_BLOCKED)
        assert "We have sent you a test message" in finder.get("/return/news/").content.decode()  # whether or not
        finder.post("/return/news/stop/")

    assert len(mail.outbox) == news.TESTS_A_DAY
    with clock.at(clock.now() + timedelta(days=2)):
        chooses_news(behind_the_code(answers()), email="stranger@elsewhere.example")
        news.send_test(NewsChoice.objects.get(stopped_at=None).pk, blocked=NOBODY_BLOCKED)
    assert len(mail.outbox) == news.TESTS_A_DAY + 1


def test_asked_all_at_once_the_first_are_sent(answers: Given) -> None:
    for _ in range(news.TESTS_A_DAY + 2):
        chooses_news(behind_the_code(answers()), email="stranger@elsewhere.example")

    for choice in NewsChoice.objects.order_by("-id"):
        news.send_test(choice.pk, blocked=NOBODY_BLOCKED)

    assert len(mail.outbox) == news.TESTS_A_DAY


def test_texts_are_offered_only_with_a_gateway(amina: Client, settings: Any) -> None:
    settings.SMS_URL = ""
    assert "By text message" not in amina.get("/return/news/").content.decode()
    settings.SMS_URL = "https://token@gateway.example/send"
    assert "By text message" in amina.get("/return/news/").content.decode()


def test_nothing_that_was_written_is_in_a_notice(amina: Client) -> None:
    amina.post("/return/contact/", WISH)
    has_news(amina)
    progress.push(Report.objects.get(), "dispatched")

    said = str([notice.payload for notice in Notice.objects.all()] + [notice.key for notice in Notice.objects.all()])

    assert "home.example" not in said
    assert "Amina" not in said


def test_no_page_takes_more_than_ten_queries(amina: Client, django_assert_max_num_queries: Any) -> None:
    has_news(amina)
    amina.post("/return/contact/", WISH)
    for address in ("/return/contact/", "/return/news/", "/return/"):
        with django_assert_max_num_queries(10):
            assert amina.get(address).status_code == 200
    assert ReturnVisit.objects.count() == 1


# --- by text -----------------------------------------------------------------------------------------------------------


class Gateway(BaseHTTPRequestHandler):
    """Takes texts as SMS_URL's contract says, or answers as `status` says."""

    taken: ClassVar[list[tuple[str, str, dict[str, str]]]] = []
    status: ClassVar[int] = 202

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.taken.append((self.path, self.headers["Authorization"], body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing is written down."""


@pytest.fixture
def gateway(settings: Any) -> Iterator[type[Gateway]]:
    Gateway.taken.clear()
    Gateway.status = 202
    with HTTPServer(("127.0.0.1", 0), Gateway) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.SMS_URL = f"http://a-token@127.0.0.1:{server.server_port}/send"
        yield Gateway
        server.shutdown()


def test_a_text_goes_to_the_gateway_with_its_token(gateway: type[Gateway], amina: Client) -> None:
    chooses_news(amina, channel="text", phone="07700 900 123", wording="reminder")

    news.send_test(NewsChoice.objects.get().pk, blocked=NOBODY_BLOCKED)

    assert gateway.taken == [("/send", "Bearer a-token", {"to": "+447700900123", "text": "You have a new reminder."})]
    assert mail.outbox == []


@pytest.mark.parametrize(
    "written",
    [
        *("07700 900123", "+44 7700 900123", "0044 7700 900123", "447700900123", "7700 900123", "+44 (0)7700 900123"),
        *("٠٧٧٠٠ ٩٠٠١٢٣", "০৭৭০০৯০০১২৩", "0７７００-900123", "\u202a+44 7700 900123\u202c", "٤٤٧٧٠٠٩٠٠١٢٣+"),
    ],
)
def test_a_number_is_dialled_however_it_is_written(written: str) -> None:
    assert carriers.dialled(written) == "+447700900123"


def test_a_number_abroad_stays_there() -> None:
    assert carriers.dialled("+48 601 234 567") == carriers.dialled("0048 601234567") == "+48601234567"


def test_a_text_that_is_not_taken_is_tried_again_and_leaves_no_number_behind(
    gateway: type[Gateway], amina: Client
) -> None:
    gateway.status = 500
    chooses_news(amina, channel="text", phone="07700 900 123")
    notice = Notice.objects.get(topic="news.test")

    assert not outbox.deliver(notice.pk)

    notice.refresh_from_db()
    assert notice.last_error == "NotTaken"
    assert NewsChoice.objects.get().tested_at is None
    gateway.status = 200
    with clock.at(notice.available_at):
        assert outbox.deliver(notice.pk)
    assert NewsChoice.objects.get().tested_at is not None
    assert len(gateway.taken) == 2


def test_words_come_in_the_language_of_the_report(answers: Given) -> None:
    sent = send_answers(answers(), "pl")
    client = Client()
    client.post("/return/", {"code": sent.return_code})
    chooses_news(client, wording="news")

    news.send_test(NewsChoice.objects.get().pk, blocked=NOBODY_BLOCKED)

    with override("pl"):
        assert mail.outbox[0].body == str(news.WORDING["news"].text)
