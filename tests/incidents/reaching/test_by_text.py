"""News by text: what the gateway gets, and what it leaves behind."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import override

from hatereport import clock, outbox
from hatereport.outbox.models import Notice
from incidents import carriers, news
from incidents.models import NewsChoice
from incidents.sending import send_answers
from tests.incidents.conftest import Given
from tests.incidents.reaching.asking import (
    NOBODY_BLOCKED,
    chooses_news,
)

pytestmark = pytest.mark.django_db


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
