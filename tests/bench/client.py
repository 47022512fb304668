"""A person with a browser, as light as it can be: the client shares the machine with what it measures.

Keeps cookies and one connection, finds a form's hidden fields with one expression, follows 303 as a browser does. Times
every request by itself.
"""

import http.client
import re
import time
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode, urlsplit

_HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_CODE = re.compile(rb"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}\b")
REDIRECTS = (301, 302, 303)

Typed = dict[str, str | list[str]]

#: The seven question pages as most people answer them: address and what is typed; then the page to check and send.
ANSWERS: tuple[tuple[str, Typed], ...] = (
    ("/report/1/", {"danger": "no"}),
    ("/report/2/", {"filer": "victim", "under_18": "no"}),
    (
        "/report/3/",
        {
            "words": "They waited at the bus stop, shouted about where I come from and pulled at my scarf. I walked on. "
            "It was not the first time, and other people looked away. I take another way home now.",
            "kinds": ["called_names"],
            "who_did": ["stranger"],
        },
    ),
    ("/report/4/", {"when": "unsure", "repeat": "once", "same_people": "yes"}),
    ("/report/5/", {"place_type": "street", "postcode": "", "place": "By the station"}),
    ("/report/6/", {"strands": ["race"], "details_race": ["asian"], "reason": "The words they used."}),
    ("/report/7/", {"contact": "yes", "name": "A reporter", "channels": ["call", "return_page"], "phone": ""}),
    ("/report/8/", {}),
)


#: Of one area each, so that nobody is asked again.
_OUTCODES = ("CA1", "CA2", "CA3", "CA5", "CA13", "CA28", "LA9", "LA12", "LA14", "LE1", "LE11", "LE13")
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


class WrongAnswer(Exception):
    """A page answered with something else than it should have; the message says which and what."""


@dataclass
class Times:
    """Seconds of every request, page by page (kind of request and address)."""

    seconds: list[tuple[str, float]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.seconds)

    def share(self, of: float) -> float:
        """The time, in milliseconds, within which this share of the requests was answered."""
        return share([seconds for _page, seconds in self.seconds], of) * 1000


def share(values: list[float], of: float) -> float:
    """The value that this share of all values does not exceed; 0 without any."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * of))] if ordered else 0.0


class Visitor:
    """One browser session."""

    def __init__(self, url: str, times: Times | None = None) -> None:
        self.site = urlsplit(url)
        self.times = times if times is not None else Times()
        self.cookies: dict[str, str] = {}
        self._connection = http.client.HTTPConnection(self.site.hostname or "", self.site.port or 80, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._connection.close()

    def get(self, path: str) -> bytes:
        """The page at this address, or at the one it leads to. Raises WrongAnswer."""
        return self._follow("GET", path, None)

    def post(self, path: str, page: bytes, typed: Typed) -> bytes:
        """Send the page's form with what is typed; the page it leads to. Raises WrongAnswer."""
        hidden: Typed = {name.decode(): value.decode() for name, value in _HIDDEN.findall(page)}
        return self._follow("POST", path, hidden | typed)

    def sign_in(self, email: str, password: str) -> None:
        self.post("/accounts/login/", self.get("/accounts/login/"), {"login": email, "password": password})
        if "staff" not in self.cookies:
            raise WrongAnswer(f"{email} could not sign in.")

    def _follow(self, method: str, path: str, typed: Typed | None) -> bytes:
        for _ in range(4):
            status, location, body = self._ask(method, path, typed)
            if status == 200:
                return body
            if status not in REDIRECTS or location is None:
                raise WrongAnswer(f"{method} {path} answered {status}.")
            method, path, typed = "GET", location, None
        raise WrongAnswer(f"{path} leads round in circles.")

    def _ask(self, method: str, path: str, typed: Typed | None) -> tuple[int, str | None, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        sent = None
        if typed is not None:
            sent = urlencode(typed, doseq=True).encode()
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.site.netloc}"}
        began = time.perf_counter()
        self._connection.request(method, path, sent, headers)
        answer = self._connection.getresponse()
        body = answer.read()
        self.times.seconds.append((f"{method} {path}", time.perf_counter() - began))
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location"), body


def report(visitor: Visitor, number: int, think: float = 0.0) -> str:
    """Fill in and send the whole form as a person does; the return code on the last page. `think`: seconds a page."""
    page = visitor.get("/report/")
    for path, typed in ANSWERS:
        if think:
            time.sleep(think)
        page = visitor.post(path, page, typed | _own(path, number))
    code = _CODE.search(page)
    if code is None:
        raise WrongAnswer("The last page gives no return code.")
    return code[0].decode()


def _own(path: str, number: int) -> Typed:
    """What no two reporters share: else each report would look like a pattern with all before it."""
    if path == "/report/5/":
        second_half = f"{number % 10}{_LETTERS[number // 10 % 20]}{_LETTERS[number // 200 % 20]}"
        return {"postcode": f"{_OUTCODES[number // 4000 % len(_OUTCODES)]} {second_half}"}
    if path == "/report/7/":
        return {"phone": f"07700 {number % 1_000_000:06}"}
    if path == "/report/3/":
        return {"words": f"{ANSWERS[2][1]['words']} It was the number {number}."}
    return {}
