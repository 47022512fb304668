"""The story of the canaries: one in every box a person can type into, on public pages and at the desk.

Public pages are filled in by whatever boxes they offer, so that a question added later is in the story without anybody
thinking of it. Told on a running house, by two people in a browser and the others over HTTP; test_canaries.py searches.
"""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.urls import get_resolver

from hatereport.outbox.models import Notice
from incidents.models import Message, Report
from incidents.questions import OPTIONAL
from incidents.views.questions import HONEYPOT
from partners.models import Person
from tests import cast
from tests.canaries import POSTCODE, WORD, Flock
from tests.files_of_the_cast import CANARY, telling
from tests.journeys.questions import answer
from tests.running_house import House
from tests.triage import chain
from tests.visitor import Answers, Form, Visitor
from tests.window import PHONE, Window
from triage.models import Case

#: Kinds of control one can write into.
_BOXES = ("text", "email", "tel", "search", "url", "textarea")
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}\b")
#: Boxes that take no words.
_FIXED: dict[str, str] = {"postcode": POSTCODE, "on_day": "3", "since_day": "3", "until_day": "4"}
_FIXED |= {
    f"{date}_{part}": value for date in ("on", "since", "until") for part, value in (("month", "3"), ("year", "2026"))
}
#: The police's own numbers, looked up by them and not sealed; and what is no words.
_NOT_WORDS = re.compile(r"crime_reference|log_number|cps_receipt|_(day|month|year|time)$|_at$|_due$")

_TICKED: dict[str, str | list[str]] = {
    "danger": "no",
    "under_18": "no",
    "kinds": ["hit"],
    "strands": ["race", "religion"],
}
_TICKED |= {"needs": ["interpreter"], "known": "yes", "effects": ["afraid"], "organisations": [], "hurt": "yes"}
#: Four people, so that every box is open for one of them; two in a browser, two without script or screen.
PEOPLE: Mapping[str, Mapping[str, str | list[str]]] = {
    "a victim who may be called": {
        "filer": "victim", "when": "exact", "place_type": "online", "contact": "yes",
        "channels": ["call", "email", "letter"], "bans": ["no_voicemail"], "safe_times": [],
    },
    "a witness who gives no name": {
        "filer": "witness", "when": "around", "place_type": "street", "contact": "anonymous",
    },
    "a friend, through somebody trusted": {
        "filer": "on_behalf", "agreement": "yes", "when": "period", "place_type": "street", "contact": "trusted",
    },
    "an organisation, for the record": {
        "filer": "organisation", "when": "exact", "place_type": "street", "contact": "record_only",
    },
}  # fmt: skip
IN_A_BROWSER = ("a victim who may be called", "a witness who gives no name")


@dataclass
class Tale:
    """What was planted in the story, and what must be nowhere besides."""

    house: House
    flock: Flock = field(default_factory=Flock)
    #: Boxes of the public pages that took a canary, by name.
    filled: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    #: Seconds of the epoch.
    began: float = field(default_factory=time.time)
    signed_in: dict[str, Visitor] = field(default_factory=dict)

    @property
    def secrets(self) -> list[str]:
        """Return codes, as they are printed and as they are read, and what the cookies held."""
        return [*self.codes.values(), *(code.replace("-", "") for code in self.codes.values()), *self.tokens]

    def plant(self, where: str, name: str) -> str:
        self.filled.add(name)
        return _FIXED.get(name) or self.flock.fitting(f"{where}: {name}", name)


def reports(tale: Tale, browser: Any) -> None:
    """Every page of the form and everything that may be added, by four people."""
    for who, ticked in PEOPLE.items():
        how = _in_a_browser if who in IN_A_BROWSER else _without_a_screen
        tale.codes[who] = how(tale, who, _TICKED | dict(ticked), browser)


def _in_a_browser(tale: Tale, who: str, ticked: Answers, browser: Any) -> str:
    window = Window(browser, tale.house.url, viewport=PHONE)
    page = window.page
    addresses = [*(f"/report/{number}/" for number in range(1, 8)), *(_more(one.code) for one in OPTIONAL)]
    for address in addresses:
        if not page.url.endswith(address):
            page.goto(address)
        form = page.locator("main form").filter(has=page.get_by_role("button", name="Continue", exact=True)).first
        names = {str(one.get_attribute("name")) for one in form.locator("input, select").all()}
        answer(form, {name: given for name, given in ticked.items() if name in names})
        for box in form.locator(
            "input[type=text], input[type=email], input[type=tel], input:not([type]), textarea"
        ).all():
            name = str(box.get_attribute("name"))
            if name != HONEYPOT and box.is_visible():
                box.fill(tale.plant(f"{who}, {address}", name))
        page.get_by_role("button", name="Continue", exact=True).click()
        page.wait_for_url(lambda now, before=address: not now.endswith(before))
    page.goto("/report/8/")
    assert page.get_by_role("button", name="Send", exact=True).count() == 1, page.inner_text("main")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/report/sent/")
    code = CODE.search(page.inner_text("main"))
    assert code is not None, page.inner_text("main")
    tale.tokens += [cookie["value"] for cookie in window.context.cookies()]
    assert window.closes() == []
    return code[0]


def _without_a_screen(tale: Tale, who: str, ticked: Answers, _browser: Any) -> str:
    """Fills in every box a page holds, also those that are only for other answers."""
    with Visitor(tale.house.url) as visitor:
        for address in (*(f"/report/{number}/" for number in range(1, 8)), *(_more(one.code) for one in OPTIONAL)):
            page = visitor.get(address)
            after = visitor.post(page, form := page.own_form(), _filled(tale, f"{who}, {address}", form, ticked))
            assert after.status == 200, (address, after.status)
            assert after.url != page.url, after.text
        page = visitor.get("/report/8/")
        sent = visitor.post(page, page.own_form(), {})
        tale.tokens += visitor.cookies.values()
    code = CODE.search(sent.text)
    assert code is not None, sent.text
    return code[0]


def half_done(tale: Tale) -> None:
    """Begun and never sent: the first six pages."""
    with Visitor(tale.house.url) as visitor:
        ticked = _TICKED | dict(PEOPLE["a witness who gives no name"])
        for number in range(1, 7):
            page = visitor.get(f"/report/{number}/")
            form = page.own_form()
            visitor.post(page, form, _filled(tale, f"half-done, {page.url}", form, ticked))
        assert visitor.get("/report/8/").status == 200
        tale.tokens += visitor.cookies.values()


def adds_files(tale: Tale) -> None:
    """With each code: a picture and a text, with canaries in their names and in whatever they hold."""
    for who in tale.codes:
        with _behind_code(tale, who) as visitor:
            _adds_files(tale, who, visitor)


def writes_back(tale: Tale) -> None:
    """With each code: every form of every page behind it."""
    for who in tale.codes:
        with _behind_code(tale, who) as visitor:
            for address in _addresses_behind_the_code():
                _fills_in_all(tale, who, visitor, address)
    written = Message.objects.filter(direction=Message.Direction.FROM_REPORTER)
    assert written.values("report").distinct().count() == len(tale.codes)


def _behind_code(tale: Tale, who: str) -> Visitor:
    visitor = Visitor(tale.house.url)
    page = visitor.get("/return/")
    page = visitor.post(page, page.form("code"), {"code": tale.codes[who]})
    assert "error-summary" not in page.text, page.text
    tale.tokens += visitor.cookies.values()
    return visitor


def _adds_files(tale: Tale, who: str, visitor: Visitor) -> None:
    picture = telling("JPEG").replace(CANARY.encode(), WORD.encode()[: len(CANARY)].ljust(len(CANARY), b"0"))
    assert WORD.encode() in picture
    files = {"picture.jpg": picture, "text.txt": f"They wrote: {tale.flock.word(who)}\n".encode() * 50}
    for ending, content in files.items():
        page = visitor.get("/return/files/")
        name = f"{tale.flock.word(f'{who}, the name of a file')}-{ending}"
        page = visitor.post(page, page.form("file"), {"danger": "no"}, {"file": (name, content)})
        assert "error-summary" not in page.text, page.text


def _fills_in_all(tale: Tale, who: str, visitor: Visitor, address: str) -> None:
    """Every form on this page with a box for words, sent as far as it goes; what is refused has been sent all the same."""
    page = visitor.get(address)
    for number, form in enumerate(page.forms):
        if form.method != "POST" or not any(control.kind in _BOXES for control in form.controls):
            continue
        filled = _filled(
            tale, f"{who}, {address} {number}", form, _firsts(form) | {"danger": "no", "channels": ["call"]}
        )
        assert visitor.post(page, form, filled).status < 500, address


def at_the_desk(tale: Tale) -> None:
    """A crime goes its way to the end by the pages; in every box of every act there is a canary."""
    reference = str(Report.objects.filter(contact_choice="yes").values_list("reference", flat=True).get())
    case = _arrived(reference)
    officer, supervisor = cast.officer(), cast.supervising_sergeant()
    sergeant = cast.control_room_sergeant()
    assert case.kind == "hate_crime", "somebody was hit"
    _does(tale, sergeant, case, "refer", basis="anonymised")
    _does(tale, sergeant, case, "note")
    _does(tale, sergeant, case, "review_and_dispatch", **chain.dispatching(officer, supervisor))
    _does(tale, supervisor, case, "accept_supervision")
    _does(tale, officer, case, "record_attendance", **chain.attendance())
    _does(tale, officer, case, "record_contact_attempt", contact_channel="return_page", contact_result="reached")
    _does(tale, officer, case, "ask_for_information")
    _does(tale, officer, case, "go_on_without_answer")
    _does(tale, supervisor, case, "supervise", plan_lines=["cctv"])
    _does(tale, cast.hate_crime_sergeant(), case, "specialist_review", **chain.specialist())
    _does(tale, officer, case, "propose_outcome", **chain.outcome(case))
    _does(tale, supervisor, case, "endorse")
    _does(tale, cast.hate_crime_inspector(), case, "uphold_nfa", **chain.final_review())
    _does(tale, officer, case, "tell_victim", **chain.telling())
    anonymous = _arrived(
        str(Report.objects.filter(contact_choice="anonymous").values_list("reference", flat=True).get())
    )
    _does(tale, sergeant, anonymous, "note")
    _does(tale, sergeant, anonymous, "amend")
    _does(tale, cast.duty_inspector(), anonymous, "restrict")
    _opens_a_file(tale, officer, case)


def _does(tale: Tale, who: Person, case: Case, act: str, **answers: Any) -> None:
    """The page of the act, every box of it filled with a canary; choices as given, else the first."""
    visitor = _signed_in(tale, who)
    page = visitor.opens(f"/desk/cases/{case.reference}/{act}/")
    form = page.form("version")
    boxes = {
        control.name for control in form.controls if control.kind in _BOXES and not _NOT_WORDS.search(control.name)
    }
    words = {name: tale.flock.word(f"{act}: {name}") for name in sorted(boxes)}
    done = visitor.post(page, form, _firsts(form) | answers | words)
    if done.status == 200 and f"/{act}/" in done.url:  # a letter is looked at before it is sent
        done = visitor.post(done, done.form("version"), {"seen": "yes"})
    assert f"/{act}/" not in done.url, (act, done.status, re.findall(r"error-summary.{600}", done.text, re.DOTALL))
    tale.acts.append(act)


def _opens_a_file(tale: Tale, who: Person, case: Case) -> None:
    evidence = case.report.evidence.order_by("number").first()
    assert evidence is not None
    assert evidence.original_may_be_opened, (evidence.scan, evidence.stripping, evidence.keeps_original)
    visitor = _signed_in(tale, who)
    page = visitor.opens(f"/desk/cases/{case.reference}/evidence/{evidence.pk}/original/")
    page = visitor.post(page, page.form("reason"), {"reason": tale.flock.word("the original: reason")})
    assert "attachment" in page.headers["content-disposition"]


def makes_mistakes(tale: Tale) -> None:
    """What is refused must leave as little behind as what is taken."""
    word, url = tale.flock.word, tale.house.url
    with Visitor(url) as visitor:
        page = visitor.get("/report/1/")
        visitor.post(page, page.own_form(), {"danger": "no"})
        page = visitor.get("/report/3/")
        forged = {"words": word("with a forged token"), "csrfmiddlewaretoken": "x" * 64}
        assert visitor.post(page, page.own_form(), forged).status == 403
        login = visitor.get("/accounts/login/")
        visitor.post(login, login.form("password"), {"login": word("signing in"), "password": word("a password")})
        visitor.post(
            login, login.form("password"), {"login": tale.flock.email("signing in"), "password": word("again")}
        )
        page = visitor.get("/accounts/password/reset/")
        visitor.post(page, page.form("email"), {"email": tale.flock.email("a forgotten password")})
    with _behind_code(tale, "a witness who gives no name") as visitor:
        page = visitor.get("/return/files/")
        for name, content in (("large.txt", b"11 MB " * 2_000_000), ("page.txt", b"<html>"), ("program.exe", b"MZ")):
            page = visitor.post(
                page, page.form("file"), {"danger": "no"}, {"file": (word(name) + name, word(name).encode() + content)}
            )
            assert page.status < 500
    # After some of these the server hangs up: each has a connection of its own.
    alone, forged = httpx.Limits(max_keepalive_connections=0), {"User-Agent": word("a browser")}
    with httpx.Client(base_url=url, limits=alone, headers=forged, cookies={"draft": word("a cookie")}) as raw:
        sent = {
            404: raw.get(f"/{word('a path')}/", params={"q": word("a query")}),
            400: raw.get("/", headers={"Host": word("a host")}),
            403: raw.post("/report/3/", data={"words": word("without a token")}),
        }
        raw.post("/report/3/", data={"words": word("too much") * 100_000})
        raw.post("/report/3/", data={f"{word('a name')}{number}": "x" for number in range(500)})
        raw.post(
            "/report/3/", content=word("no form").encode(), headers={"Content-Type": "multipart/form-data; boundary=x"}
        )
        raw.post("/api/v1/cases/", json={"words": word("the API")})
        raw.request("PROPFIND", "/report/3/", headers={"Referer": f"{url}/{word('a referrer')}"})
    assert all(page.status_code == status for status, page in sent.items()), sent


def everything_is_done(tale: Tale) -> None:
    """The worker has taken every notice, and what it keeps in hand is on the disk."""
    give_up = time.monotonic() + 60
    while Notice.objects.filter(done_at=None, dead_at=None).exists():
        assert time.monotonic() < give_up, tale.house.logs
        time.sleep(0.2)


# --- reading pages ----------------------------------------------------------------------------------------------------


def _filled(tale: Tale, where: str, form: Form, ticked: Answers) -> dict[str, str | list[str]]:
    """Every box with a canary, choices as they are given."""
    boxes = {control.name for control in form.controls if control.kind in _BOXES} - {HONEYPOT}
    return dict(ticked) | {name: tale.plant(where, name) for name in sorted(boxes)}


def _firsts(form: Form) -> dict[str, str | list[str]]:
    """The first answer of every choice nobody has made yet."""
    chosen = {control.name for control in form.controls if control.chosen and control.value}
    return {
        control.name: control.value
        for control in reversed(form.controls)
        if control.kind in ("radio", "option") and control.value and control.name not in chosen
    }


def _more(section: str) -> str:
    return f"/report/more/{section}/"


def _addresses_behind_the_code() -> Iterator[str]:
    """Every page behind a return code that needs no further name."""
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", [pattern]):
            route = str(getattr(pattern, "pattern", "")) if inner is not pattern else ""
            route += str(inner.pattern)
            if route.startswith("return/") and "<" not in route and not route.startswith("return/leave"):
                yield f"/{route}"


def _arrived(reference: str) -> Case:
    give_up = time.monotonic() + 60
    while (case := Case.objects.filter(report__reference=reference).first()) is None:
        assert time.monotonic() < give_up, f"{reference} has no case"
        time.sleep(0.2)
    return case


def _signed_in(tale: Tale, who: Person) -> Visitor:
    if who.email not in tale.signed_in:
        visitor = tale.signed_in[who.email] = Visitor(tale.house.url)
        cast.signs_in(who)
        page = visitor.get("/accounts/login/")
        page = visitor.post(page, page.form("password"), {"login": who.email, "password": cast.PASSWORD})
        assert "/accounts/login/" not in page.url, page.text
    return tale.signed_in[who.email]
