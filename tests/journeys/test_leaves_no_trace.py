"""The telephone of a household: after a report half done, sent or left in a hurry, whoever holds it next finds nothing.

Told with and without a script, with a neutral site of our own to leave for. Chromium keeps pages in memory for Back, also
those that say no-store; Playwright switches that off because it cannot follow it, so one story goes without Playwright.
"""

import re
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from playwright.sync_api import Error

from hatereport import clock
from hatereport.sealing import Envelope
from incidents import drafts, return_codes
from incidents.models import Draft, Report, ReturnVisit
from incidents.sending import send_answers
from tests.running_house import House
from tests.window import PATIENCE, PHONE, started

#: What Amina types, and nobody else may read.
CANARY = "zuhausewarernochnie"
PHONE_NUMBER = "07700 900654"
NEUTRAL = re.compile(r"(Error: )?Report and support|Weather|")
TOLD: dict[str, dict[str, Any]] = {
    "danger": {"danger": "no"},
    "who": {"filer": "victim", "under_18": "no"},
    "what": {"words": CANARY, "kinds": ["called_names"]},
    "contact": {"contact": "anonymous"},
}
#: Where Back and Forward may lead.
PATHS = {"/", "/return/", "/weather", *(f"/report/{step}/" for step in range(1, 9)), "/report/sent/", "blank", ""}
#: What a browser can keep beside cookies.
KEPT = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
    document.querySelectorAll("datalist").length, window.name.length]"""
#: Everything on a page that can be read: text, what stands in boxes, what is chosen.
READABLE = """() => document.documentElement.innerText + " " + document.title + " "
    + [...document.querySelectorAll("input, textarea, select")].filter(box => box.type !== "hidden")
        .map(box => box.type === "radio" || box.type === "checkbox" ? (box.checked ? "chosen:" + box.name : "") : box.value)
        .join(" ")"""


class Weather(BaseHTTPRequestHandler):
    """The neutral site."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<title>Weather</title><p>Sunny. Came from: {self.headers.get('Referer')}".encode())

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def weather(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a neutral site of our own; the browser takes it for the real one."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path_factory.mktemp("weather")))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "weather")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )
    path = folder / "weather.pem"
    path.write_bytes(certificate + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


@pytest.fixture(scope="module")
def to_the_weather(weather: int) -> str:
    return f"--host-resolver-rules=MAP {urlsplit(settings.EXIT_URL).hostname}:443 127.0.0.1:{weather}"


@pytest.fixture(scope="module")
def chrome(browser: Any, to_the_weather: str) -> Iterator[Any]:
    """Chromium that finds the weather. `browser` has started the driver."""
    chrome = started(browser.browser_type, to_the_weather)
    yield chrome
    chrome.close()


@pytest.fixture(scope="module")
def keeping(browser: Any, to_the_weather: str) -> Iterator[Any]:
    """The same as people have it: pages stay in memory behind the Back button."""
    keeping = started(browser.browser_type, to_the_weather, ignore_default_args=["--disable-back-forward-cache"])
    yield keeping
    keeping.close()


@pytest.fixture
def home(house: House) -> House:
    """The house, with nothing half done in it."""
    drafts.discard(list(Draft.objects.all()))
    ReturnVisit.objects.all().delete()
    return house


def opened(chrome: Any, home: House, **how: Any) -> Any:
    """A telephone in somebody's hand."""
    context = chrome.new_context(viewport=PHONE, base_url=home.url, ignore_https_errors=True, **how)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


@pytest.fixture(params=[True, False], ids=["with a script", "without a script"])
def phone(request: pytest.FixtureRequest, home: House, chrome: Any) -> Iterator[Any]:
    page = opened(chrome, home, java_script_enabled=request.param)
    yield page
    page.context.close()


def go_on(page: Any) -> None:
    with page.expect_navigation():
        page.click("main form button[type=submit]:visible")


# --- where somebody may be when the door opens ------------------------------------------------------------------------


def typing(page: Any) -> None:
    """Half-way, with words typed and not yet saved."""
    page.goto("/")
    page.goto("/report/1/")
    page.check("input[name=danger][value=no]")
    go_on(page)
    page.check("input[name=filer][value=victim]")
    go_on(page)
    page.fill("textarea[name=words]", CANARY)


def mistaken(page: Any) -> None:
    """On a page that came back with something to correct."""
    typing(page)
    page.fill("textarea[name=words]", CANARY)
    page.check("input[name=kinds][value=called_names]")
    go_on(page)
    page.check("input[name=when][value=exact]")
    page.fill("input[name=on_day]", "77")
    page.fill("input[name=on_year]", CANARY[:4])
    go_on(page)
    assert page.locator(".govuk-error-summary").count()


def checking(page: Any) -> None:
    """At the list of all answers."""
    typing(page)
    page.check("input[name=kinds][value=called_names]")
    go_on(page)
    for _ in (4, 5, 6):
        go_on(page)
    page.check("input[name=contact][value=yes]")
    page.check("input[name=channels][value=call]")
    page.fill("input[name=phone]", PHONE_NUMBER)
    go_on(page)
    assert CANARY in page.inner_text("main")


def sent(page: Any) -> None:
    """At the page with the code."""
    checking(page)
    go_on(page)
    assert page.locator("#code").count()


def behind_the_code(page: Any) -> None:
    """Come back with a code, a message half written."""
    code = send_answers(TOLD).return_code
    page.goto("/return/")
    page.fill("input[name=code]", return_codes.grouped(code))
    go_on(page)
    page.fill("textarea[name=words]", CANARY)


WHERE = [typing, mistaken, checking, sent, behind_the_code]


# --- what the next person can find ------------------------------------------------------------------------------------


def readable(page: Any) -> str:
    """Asked of the page itself, also where its own scripts are off."""
    for _ in range(20):
        page.wait_for_load_state()
        try:
            return str(page.evaluate(READABLE))
        except Error:  # the browser's own page about a form came in between
            page.wait_for_timeout(100)
    raise AssertionError(f"{page.url} does not stand still")


def gives_away(page: Any) -> list[str]:
    shown = readable(page)
    secrets = [CANARY, PHONE_NUMBER, "chosen:", *(report.reference for report in Report.objects.all())]
    codes = re.findall(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}\b", shown)
    return [secret for secret in secrets if secret in shown] + codes


def history_of(page: Any) -> list[dict[str, Any]]:
    entries = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    return [entry for entry in entries if entry["url"] != "about:blank"]


def turns(way: Any) -> None:
    """One step back or forward. The answer to a form is not asked for again: the browser shows a page of its own."""
    with suppress(Error):  # ERR_CACHE_MISS
        way()


def nothing_is_left(page: Any, home: House) -> None:
    """On the server, in cookies, behind Back and Forward, in the history, in what a browser keeps."""
    assert not Draft.objects.exists()
    assert not Envelope.objects.filter(purpose="draft").exists()
    assert not ReturnVisit.objects.exists()
    assert page.context.cookies(home.url) == []

    for entry in history_of(page):
        assert NEUTRAL.fullmatch(entry["title"]), entry["title"]
        assert not re.search(rf"hate|police|crime|{CANARY}|[?&](?!away)\w+=", entry["url"]), entry["url"]
    for way in (page.go_back, page.go_forward):
        for _ in history_of(page):
            turns(way)
            assert urlsplit(page.url).path in PATHS, page.url
            assert gives_away(page) == [], page.url
    for address in ("/", *(f"/report/{step}/" for step in range(1, 9)), "/report/sent/", "/return/", "/return/files/"):
        page.goto(address)
        page.reload()
        assert gives_away(page) == [], address
    assert page.evaluate(KEPT) == [0] * 7


@pytest.mark.parametrize("where", WHERE, ids=[where.__name__ for where in WHERE])
def test_leaving_takes_everything_away(phone: Any, home: House, where: Any) -> None:
    where(phone)

    phone.click("[data-leave]")
    phone.wait_for_url(settings.EXIT_URL)

    assert "Came from: None" in phone.inner_text("p")
    nothing_is_left(phone, home)


def test_the_shift_key_three_times_leaves_as_well(chrome: Any, home: House) -> None:
    page = opened(chrome, home)
    typing(page)

    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(settings.EXIT_URL)

    nothing_is_left(page, home)
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_page_kept_in_memory_is_not_brought_back(keeping: Any, home: House, script: bool) -> None:
    """no-store does not keep Chromium from it: leaving drops the page with the cookies and the cache."""
    page = opened(keeping, home, java_script_enabled=script)
    typing(page)
    driver = page.context.new_cdp_session(page)

    page.click("[data-leave]")
    page.wait_for_url(settings.EXIT_URL)

    before = [entry for entry in history_of(page) if "/report/" in entry["url"]]
    assert before
    for entry in reversed(before):
        driver.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
        for shown in glances(driver):
            assert CANARY not in shown
            assert "chosen:" not in shown
    page.context.close()


def glances(driver: Any) -> Iterator[str]:
    """What can be read in the second and a half after Back, again and again: nothing may even flash up."""
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        with suppress(Error):  # between two pages there is nothing to read
            answer = driver.send("Runtime.evaluate", {"expression": f"({READABLE})()", "returnByValue": True})
            yield str(answer["result"].get("value", ""))
        time.sleep(0.03)


def test_a_page_that_this_chromium_brings_back_is_asked_for_anew(keeping: Any, home: House) -> None:
    """Also the proof that it does bring pages back: else the story above would show nothing."""
    page = opened(keeping, home)
    page.goto("/privacy/")
    driver = page.context.new_cdp_session(page)
    entry = history_of(page)[-1]
    page.goto(settings.EXIT_URL)
    driver.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
    time.sleep(1)

    how = driver.send("Runtime.evaluate", {"expression": "performance.getEntriesByType('navigation')[0].type"})

    assert how["result"]["value"] == "reload"  # an ordinary way back is "back_forward"
    page.context.close()


def test_a_page_brought_back_from_memory_is_blank_until_it_is_asked_for_anew(chrome: Any, home: House) -> None:
    page = opened(chrome, home)
    typing(page)

    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert page.evaluate("getComputedStyle(document.body).display") == "none"
    assert page.title() == ""
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    assert gives_away(page) == []
    page.context.close()


def test_a_half_done_report_is_gone_with_the_browser_and_with_twenty_minutes(phone: Any, home: House) -> None:
    checking(phone)
    kept = phone.context.storage_state()
    assert all(cookie["expires"] == -1 for cookie in kept["cookies"])  # none outlives the browser
    assert kept["origins"] == []

    # Twenty minutes later somebody lets the browser bring its tabs back, and it kept even these cookies.
    Draft.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    restored = opened(phone.context.browser, home, storage_state=kept)
    for entry in history_of(phone):
        restored.goto(entry["url"])
        assert gives_away(restored) == [], entry["url"]
    restored.context.close()
    for _ in history_of(phone):
        turns(phone.go_back)
        assert gives_away(phone) == [], phone.url


def test_after_sending_and_saving_the_code_nothing_can_be_read(phone: Any) -> None:
    sent(phone)
    with phone.expect_navigation():
        phone.click("button[value=saved]")

    for address in (f"/report/{step}/" for step in range(1, 9)):
        phone.goto(address)
        assert CANARY not in readable(phone)
        assert PHONE_NUMBER not in readable(phone)
    phone.go_back()
    assert CANARY not in readable(phone)


def test_the_start_says_the_same_to_everybody(chrome: Any, home: House) -> None:
    pages = set()
    for where in (None, typing, sent, behind_the_code):
        page = opened(chrome, home)
        if where:
            where(page)
        pages.add(page.context.request.get(home.url + "/").text())
        page.context.close()

    assert len(pages) == 1
