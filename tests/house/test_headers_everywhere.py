"""Every address, however it answers: its area's headers, cookies out of reach, neutral titles, nothing from elsewhere."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from http.cookies import Morsel
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.conf import settings as configured
from django.core.exceptions import SuspiciousOperation
from django.test import Client

from hatereport.headers import AREAS, area_of, headers_of
from tests import cast
from tests.house.addresses import every_address, public_addresses
from tests.incidents.conftest import Reporter
from tests.running_house import House

pytestmark = pytest.mark.django_db

#: Nothing of these may be asked of another host; `a` may lead there.
FETCHED_BY = {"src", "poster", "action", "formaction", "data", "srcset", "background"}
ERROR_AND_NAME = re.compile(r"(Error: )?Report and support")


@pytest.fixture
def stranger() -> Client:
    return Client()


@pytest.fixture
def half_way() -> Client:
    reporter = Reporter()
    reporter.fill()
    return reporter.client


@pytest.fixture
def behind_the_code() -> Client:
    reporter = Reporter()
    reporter.fill()
    reporter.send()
    code = reporter.get("/report/sent/").context["card"].code
    assert reporter.client.post("/return/", {"code": code}).status_code == 303
    return reporter.client


@pytest.fixture
def sergeant() -> Client:
    client = Client()
    client.force_login(cast.control_room_sergeant(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def public(stranger: Client, half_way: Client, behind_the_code: Client) -> tuple[Client, ...]:
    return stranger, half_way, behind_the_code


def lacking(response: Any, address: str) -> list[str]:
    """Headers of the address's area that the answer does not carry as the table has them."""
    wanted = headers_of(area_of(address))
    if address == "/":
        del wanted["X-Robots-Tag"]
    # Django says it at greater length where it says it itself.
    kept = "no-store" in wanted.pop("Cache-Control", "no-store") and "no-store" not in response.get("Cache-Control", "")
    wrong = [name for name in wanted if response.get(name) != wanted[name]] + (["Cache-Control"] if kept else [])
    return [f"{response.status_code} {address}: {name}" for name in wrong]


def all_answers(clients: Iterable[Client]) -> Iterator[tuple[str, Any]]:
    """Every address, asked for, posted to with nothing, posted to without a token, and with a verb it may not know."""
    for client in clients:
        client.raise_request_exception = False
        for address in every_address():
            for answer in (
                client.get(address),
                client.post(address),
                client.generic("PROPFIND", address),
            ):
                yield address, answer


def test_every_answer_carries_the_headers_of_its_area(public: tuple[Client, ...], sergeant: Client) -> None:
    statuses, wrong = set(), []
    for address, answer in all_answers((*public, sergeant)):
        statuses.add(answer.status_code)
        wrong += lacking(answer, address)

    assert wrong == []
    assert {200, 302, 303, 403, 404, 405} <= statuses
    assert not {status for status in statuses if status >= 500}


def test_a_form_without_its_token_is_refused_under_the_same_headers() -> None:
    strict, wrong, refused = Client(enforce_csrf_checks=True), [], 0
    for address in every_address():
        answer = strict.post(address, {"words": "typed"})
        wrong += lacking(answer, address)
        refused += answer.status_code == 403

    assert wrong == []
    assert refused > 30


def test_whatever_breaks_breaks_under_the_same_headers(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger.raise_request_exception = False
    for error, status in ((RuntimeError, 500), (SuspiciousOperation, 400)):

        def broken(*_args: object, error: type[Exception] = error) -> None:
            raise error

        monkeypatch.setattr("incidents.drafts.find", broken)
        answer = stranger.get("/report/1/")
        assert answer.status_code == status
        assert lacking(answer, "/report/1/") == []
    assert lacking(stranger.get("/no/such/page/"), "/no/such/page/") == []
    wrong_host = stranger.get("/", headers={"host": "elsewhere.example"})
    assert wrong_host.status_code == 400
    assert lacking(wrong_host, "/") == []


def test_built_files_may_be_kept_and_carry_the_rest(house: House) -> None:
    page = httpx.get(house.url)
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    wanted = headers_of(next(area for area in AREAS if area.name == "static"))

    assert len(parts) >= 3
    for part in (*parts, "/static/nothing.css"):
        answer = httpx.get(house.url + part)
        assert {name: answer.headers.get(name) for name in wanted} == wanted, part
        assert ("immutable" in answer.headers.get("cache-control", "")) == (answer.status_code == 200)


def test_no_answer_may_be_kept_by_a_browser_or_told_to_others(public: tuple[Client, ...], sergeant: Client) -> None:
    for address, answer in all_answers((*public, sergeant)):
        assert "no-store" in answer["Cache-Control"], address
        assert "http" not in answer["Content-Security-Policy"], address
        for telling in ("Server", "X-Powered-By", "ETag", "Last-Modified"):
            assert telling not in answer.headers, address


def test_https_is_promised_where_the_house_is_deployed(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    promising = Client()

    for address in every_address():
        answer = promising.get(address, secure=True)
        assert answer["Strict-Transport-Security"] == "max-age=31536000", address


def cookies_of(answers: Iterable[tuple[str, Any]]) -> Iterator["Morsel[str]"]:
    for _address, answer in answers:
        yield from answer.cookies.values()


def test_every_cookie_is_out_of_reach_of_scripts_other_sites_and_the_open_line(settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    reporter = Reporter()
    reporter.fill()
    sent = reporter.send()
    answered = [("", sent), ("", reporter.client.get("/")), *all_answers((reporter.client, Client()))]
    for field, value in (("language", "pl"), ("easy_read", "yes")):
        answered.append(("", Client().post("/language/", {field: value, "next": "/"})))
        answered.append(("", Client().post("/report/1/", {field: value})))

    seen = set()
    for cookie in cookies_of(answered):
        seen.add(cookie.key)
        if cookie["max-age"] != 0:  # taking one away
            assert cookie["httponly"], cookie.key
            assert cookie["secure"], cookie.key
            assert not cookie["domain"], cookie.key
            assert not cookie["expires"], f"{cookie.key} outlives the browser"
            assert not cookie["max-age"], f"{cookie.key} outlives the browser"
        assert cookie["samesite"] in ("Lax", "Strict"), cookie.key
        assert cookie["path"] == "/", cookie.key
    assert {configured.DRAFT_COOKIE, configured.CSRF_COOKIE_NAME} <= seen


def test_the_start_gives_a_visitor_no_cookie_at_all(stranger: Client) -> None:
    for address in ("/", "/privacy/", "/support/"):
        assert not stranger.get(address).cookies, address


class Parts(HTMLParser):
    """What a page says of itself: its title, what it fetches, where it leads, what it lets a browser fill in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title = ""
        self.fetched: list[str] = []
        self.links: list[dict[str, str]] = []
        self.boxes: list[dict[str, str]] = []
        self.forms: list[dict[str, str]] = []
        self.lists: list[str] = []
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.fetched += [value for name, value in given.items() if name in FETCHED_BY]
        if tag == "link":
            self.fetched.append(given.get("href", ""))
        if tag == "a":
            self.links.append(given)
        if tag == "form":
            self.forms.append(given)
        if tag in ("datalist", "iframe", "object", "embed"):
            self.lists.append(tag)
        if tag in ("input", "textarea", "select"):
            self.boxes.append(given | {"tag": tag})
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False


def pages(clients: Iterable[Client], under: str = "/") -> Iterator[tuple[str, Parts]]:
    for client in clients:
        for address in (*public_addresses(under), *(f"/report/{step}/" for step in range(1, 8))):
            for answer in (client.get(address), client.post(address)):
                if "text/html" in answer.get("Content-Type", "") and answer.content:
                    yield address, Parts(answer.content.decode())


def test_the_title_of_a_public_page_is_the_name_of_the_service(public: tuple[Client, ...]) -> None:
    for address, page in pages(public):
        assert ERROR_AND_NAME.fullmatch(page.title), f"{address}: {page.title}"


def test_no_address_of_the_public_tells_what_it_is_about() -> None:
    assert not [address for address in public_addresses() if re.search(r"hate|police|crim|victim|abuse", address)]


def test_a_public_page_asks_no_other_host_for_anything(public: tuple[Client, ...]) -> None:
    for address, page in pages(public):
        for part in page.fetched:
            assert not urlsplit(part).netloc, f"{address}: {part}"
            assert urlsplit(part).scheme in ("", "data"), f"{address}: {part}"
        assert page.lists == [], address


def test_a_way_out_to_another_site_does_not_say_where_from(public: tuple[Client, ...]) -> None:
    outgoing = 0
    for address, page in pages(public):
        for link in page.links:
            if link.get("href", "").startswith(("http:", "https:", "//")):
                outgoing += 1
                assert "noreferrer" in link.get("rel", ""), f"{address}: {link['href']}"
            assert "ping" not in link, address
    assert outgoing


def test_no_browser_fills_in_or_remembers_what_is_typed(public: tuple[Client, ...]) -> None:
    remembered = set()
    for address, page in pages(public):
        for box in page.boxes:
            kind = box.get("type", "text")
            if box["tag"] == "input" and kind in ("hidden", "radio", "checkbox", "file", "submit"):
                continue
            if box.get("autocomplete") not in ("off", "new-password", "one-time-code"):
                remembered.add(f"{address}: {box.get('name')}")
            written = box["tag"] == "textarea" or (box["tag"] == "input" and kind == "text")
            if written and box.get("spellcheck") != "false" and box.get("inputmode") not in ("numeric", "tel"):
                remembered.add(f"{address}: {box.get('name')} is sent to a spell checker")
    assert remembered == set()


def test_no_browser_keeps_what_was_chosen_on_a_page_that_was_left(public: tuple[Client, ...]) -> None:
    """Radios and ticks are put back behind the Back button, whatever the headers say, unless the form forbids it."""
    asked = 0
    for address, page in pages(public):
        for form in page.forms:
            asked += 1
            assert form.get("autocomplete") == "off", f"{address}: {form}"
    assert asked
