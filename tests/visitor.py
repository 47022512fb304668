"""Somebody with a browser that has no script and no screen: keeps cookies, reads forms, posts what they hold.

For tests and benchmarks that must go the whole way over HTTP (cookies, CSRF, 303) without the weight
of Chromium. Speaks as if behind the proxy of a deployment: the page is https although the wire is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urljoin, urlsplit

import httpx

Answers = Mapping[str, str | list[str]]
#: name of the box -> (name of the file, content)
Files = Mapping[str, tuple[str, bytes]]


@dataclass
class Control:
    """One control of a form as the page offers it; `chosen` as it would be sent untouched."""

    name: str
    kind: str
    value: str
    chosen: bool


@dataclass
class Form:
    """One form of a page."""

    method: str
    action: str
    controls: list[Control] = field(default_factory=list)

    def filled(self, answers: Answers) -> dict[str, list[str]]:
        """What a browser would send with these answers; names the page does not ask for are left out."""
        sent: dict[str, list[str]] = {}
        for control in self.controls:
            if control.name in answers:
                wanted = answers[control.name]
                values = [wanted] if isinstance(wanted, str) else list(wanted)
                if control.kind in ("radio", "checkbox", "option", "submit"):
                    if control.value in values:
                        sent.setdefault(control.name, []).append(control.value)
                else:
                    sent[control.name] = values
            elif control.chosen:
                sent.setdefault(control.name, []).append(control.value)
        return sent


@dataclass
class Page:
    """An answer, read."""

    url: str
    status: int
    text: str
    headers: httpx.Headers
    forms: list[Form]

    def form(self, having: str) -> Form:
        """The form with a control of this name."""
        for form in self.forms:
            if any(control.name == having for control in form.controls):
                return form
        names = [sorted({control.name for control in form.controls}) for form in self.forms]
        raise LookupError(f"No form of {self.url} asks for {having}: {names}")

    def own_form(self) -> Form:
        """The form the page is there for; the choice of a language, say, leads elsewhere."""
        own = [form for form in self.forms if form.method == "POST" and form.action in ("", urlsplit(self.url).path)]
        return max(own, key=lambda form: len(form.controls))


class Visitor:
    """One person's session."""

    def __init__(self, server: str, host: str = "") -> None:
        """server: where to connect, http://127.0.0.1:port. host: the name of the deployment, else the server's."""
        self.server = server
        self.site = f"https://{host}" if host else server
        self.cookies: dict[str, str] = {}
        #: Every cookie as it was set, attributes and all.
        self.set_cookies: list[str] = []
        self._client = httpx.Client(follow_redirects=False, timeout=30)

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_error: object) -> None:
        self._client.close()

    def get(self, path: str) -> Page:
        return self._follow("GET", path, None)

    def opens(self, path: str) -> Page:
        """A page of a case at the desk; who is asked before it says that they know nobody in it."""
        page = self.get(path)
        asked = next((form for form in page.forms if form.action.endswith("/declare/")), None)
        return self.post(page, asked, {"declared": "no"}) if asked else page

    def post(self, page: Page, form: Form, answers: Answers, files: Files | None = None) -> Page:
        """Send a form of this page as its button would, and follow to where it leads."""
        return self._follow("POST", urljoin(page.url, form.action or page.url), form.filled(answers), page.url, files)

    def _follow(
        self, method: str, url: str, data: dict[str, list[str]] | None, referrer: str = "", files: Files | None = None
    ) -> Page:
        for _ in range(5):
            answer = self._ask(method, url, data, referrer, files)
            if not answer.is_redirect:
                reader = _Reader()
                reader.feed(answer.text)
                return Page(urljoin(self.site, url), answer.status_code, answer.text, answer.headers, reader.forms)
            method, data, files, url = "GET", None, None, urljoin(urljoin(self.site, url), answer.headers["location"])
        raise RuntimeError(f"{url} leads round in circles")

    def _ask(
        self, method: str, url: str, data: dict[str, list[str]] | None, referrer: str, files: Files | None
    ) -> httpx.Response:
        target = urlsplit(url)
        headers = {"Host": urlsplit(self.site).netloc, "Accept-Language": "en-GB"}
        headers["X-Forwarded-Proto"] = urlsplit(self.site).scheme
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers |= {"Referer": referrer, "Origin": self.site}
        path = target.path + (f"?{target.query}" if target.query else "")
        answer = self._client.request(method, self.server + path, data=data, files=files, headers=headers)
        for line in answer.headers.get_list("set-cookie"):
            self.set_cookies.append(line)
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        return answer


def forms_of(html: str) -> list[Form]:
    """Every form of a page that was fetched some other way."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


class _Reader(HTMLParser):
    """Finds the forms of a page and what they would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self._text: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("method", "get").upper(), given.get("action", ""))
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select:
            chosen = "selected" in given
            self._form.controls.append(Control(self._select, "option", given.get("value", ""), chosen))
        elif given.get("name") and "disabled" not in given:
            self._add(tag, given)

    def _add(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        kind = given.get("type", "text").lower() if tag == "input" else tag
        if tag == "textarea":
            self._text = Control(given["name"], "text", "", chosen=True)
            self._form.controls.append(self._text)
        elif kind in ("radio", "checkbox"):
            self._form.controls.append(Control(given["name"], kind, given.get("value", "on"), "checked" in given))
        elif kind in ("submit", "button", "image"):
            self._form.controls.append(Control(given["name"], "submit", given.get("value", ""), chosen=False))
        elif tag == "input":
            self._form.controls.append(Control(given["name"], kind, given.get("value", ""), chosen=True))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._text is not None:
            self._text.value = self._text.value.removeprefix("\n")  # the line break HTML ignores after <textarea>
            self._text = None
