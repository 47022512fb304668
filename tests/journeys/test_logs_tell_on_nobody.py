"""A whole house is used and misused, by people with an address and a browser of their own; then all its logs are read.

What staff open is written down, in the audit log; who came to the public pages is written down nowhere.
"""

import re
import socket
from urllib.parse import urlsplit

import httpx
from django.db import connection

from hatereport.audit.models import Entry
from tests import cast
from tests.house.addresses import every_address
from tests.house.onlooker import Onlooker
from tests.running_house import House
from tests.triage import chain
from tests.visitor import Visitor

ADDRESS = "203.0.113.77"
AGENT = "CanaryBrowser/7.3 (telephone of Amina)"
WORDS = "canarywordsofthereport"
WHO = {
    "User-Agent": AGENT,
    "X-Forwarded-For": ADDRESS,
    "X-Real-IP": ADDRESS,
    "Forwarded": f"for={ADDRESS}",
    "Referer": f"https://elsewhere.example/{WORDS}",
    "Accept-Language": "en-GB",
}
DOTTED = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")


def use_and_misuse(house: House) -> None:
    """A report, every address, wrong tokens, wrong hosts, wrong verbs, a broken line of HTTP."""
    with Visitor(house.url) as visitor:
        visitor._client.headers.update(WHO)
        for step, answers in {1: {"danger": "no"}, 2: {"filer": "witness"}, 3: {"words": WORDS}}.items():
            page = visitor.get(f"/report/{step}/")
            visitor.post(page, page.form("seen"), answers)
    with httpx.Client(base_url=house.url, headers=WHO, timeout=30) as client:
        for address in every_address():
            client.get(address, params={"q": WORDS})
            client.post(address, data={"words": WORDS, "code": WORDS})
            client.request(WORDS.upper(), address)
        client.get("/", headers={"Host": f"{WORDS}.example"})
        client.get(f"/{WORDS}/")
        client.get("/report/1/", headers={"Cookie": f"draft={WORDS}; visit={WORDS}; staff={WORDS}"})
        client.post("/report/1/", content=WORDS * 1000, headers={"Content-Type": "multipart/form-data; boundary=x"})
    where = urlsplit(house.url)
    for broken in (
        f"GET /{WORDS} HTTP/9.9\r\n\r\n",
        f"{WORDS}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: x\r\n{WORDS}\r\n\r\n",
    ):
        with socket.create_connection((where.hostname, where.port), timeout=10) as line:
            line.sendall(broken.encode())
            line.recv(1000)


def test_no_log_of_the_house_tells_who_came_to_the_public_pages(own_house: House) -> None:
    use_and_misuse(own_house)
    told = own_house.logs

    assert '"event": "request"' in told  # it does log
    for secret in (AGENT, "CanaryBrowser", ADDRESS, WORDS, WORDS.upper(), "elsewhere.example"):
        assert secret not in told
    assert DOTTED.findall(told) == []


def test_no_table_of_the_house_tells_either(own_house: House) -> None:
    use_and_misuse(own_house)

    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            rows = "\n".join(row for (row,) in cursor.fetchall())
            for secret in (AGENT, ADDRESS, "127.0.0.1", "elsewhere.example"):
                assert secret not in rows, table


def test_what_staff_open_is_written_down(house: House, browser: object) -> None:
    case = chain.report_received()
    sergeant = cast.control_room_sergeant()
    desk = Onlooker(browser, house.url, sergeant)
    desk.goes("/desk/")
    desk.goes(f"/desk/cases/{case.reference}/")

    opened = Entry.objects.filter(actor_id=sergeant.pk, action="consultation")
    assert opened.count() >= 2
    assert desk.closes() == []
