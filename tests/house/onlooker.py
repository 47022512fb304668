"""Looks at pages for what keeps somebody out: axe at the width of a phone, of a screen and on paper, and pages
that scroll sideways.

Signing in is for the journeys; here somebody of the cast simply has a session.
"""

import re
from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import translation

from hatereport.languages.gathering import gather
from hatereport.languages.table import SOURCE
from partners.models import Person
from tests.window import PHONE, SCREEN, Window

AXE = Axe().axe_script
RUN = "how => axe.run({resultTypes: ['violations'], ...how}).then(found => found.violations)"
#: What the style sheet can break by itself: asked at every width, all other rules once, on a screen.
_DRAWN_RULES = (
    "color-contrast",
    "scrollable-region-focusable",
    "link-in-text-block",
    "aria-hidden-focus",
    "button-name",
    "link-name",
    "label",
    "heading-order",
    "empty-heading",
)
_ON_PAPER = {"runOnly": {"type": "rule", "values": list(_DRAWN_RULES)}}
#: Paper is not touched.
_ON_A_TELEPHONE = {"runOnly": {"type": "rule", "values": [*_DRAWN_RULES, "target-size"]}}
_SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth"


class Onlooker(Window):
    """A window whose pages are looked at; `barriers` are what was found, where."""

    #: How else axe runs, for pages whose markup is not ours.
    besides: dict[str, Any] = {}

    def __init__(self, browser: Any, site: str, person: Person | None = None, language: str = SOURCE.code) -> None:
        super().__init__(browser, site)
        self.language = language
        #: The public takes pages home, and a style sheet prints in one language as in another; the desk prints cases.
        self.prints = person is None and language == SOURCE.code
        if language != SOURCE.code:
            self.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site}])
        self.barriers: list[str] = []
        self.seen: list[str] = []
        if person is not None:
            client = Client()
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])

    def opens(self, *addresses: str) -> None:
        """Go to each and look."""
        for address in addresses:
            self.goes(address)
            self.looks()

    def goes(self, address: str) -> None:
        self.page.goto(address)
        self.settles()
        if (button := self.page.get_by_role("button", name="No, open it", exact=True)).count():
            button.click()
            self.page.wait_for_load_state()
            self.settles()
        if "/desk/cases/" in address and "/desk/second-readings/" in self.page.url:  # as the lot has it
            self.page.get_by_role("button", name="Leave the reading to a colleague").click()
            self.page.wait_for_load_state()
            self.settles()

    def looks(self, expected: str = "") -> None:
        """At the page as it stands, in both widths, and printed where somebody prints it; `expected` is a word of it: the
        right page is looked at.
        """
        page, where = self.page, self.page.url.removeprefix(self.site)
        self.settles()
        assert said(expected, self.language) in page.inner_text("main"), f"{where} says: {page.inner_text('main')}"
        self.seen.append(where)
        page.evaluate(AXE)
        for size, how in ((PHONE, _ON_A_TELEPHONE), (SCREEN, {})):
            page.set_viewport_size(size)
            self._runs_axe(f"{where} at {size['width']}", how)
            if page.evaluate(_SIDEWAYS):
                self.barriers.append(f"{where} at {size['width']}: scrolls sideways")
        if self.prints or "/print/" in where:
            page.emulate_media(media="print")
            self._runs_axe(f"{where} on paper", _ON_PAPER)
            page.emulate_media(media="screen")

    def _runs_axe(self, where: str, how: dict[str, Any]) -> None:
        for rule in self.page.evaluate(RUN, how | self.besides):
            nodes = "; ".join(f"{node['html'][:160]} {node['any'][:1]}" for node in rule["nodes"][:2])
            self.barriers.append(f"{where}: {rule['id']}: {nodes}")

    def presses(self, label: str) -> None:
        """And wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=said(label, self.language), exact=True).first.click()

    def closes(self) -> list[str]:
        return super().closes() + self.barriers


@cache
def said(words: str, language: str) -> str:
    """Words of a public sentence as they stand in another language: the longest piece between its placeholders and tags."""
    if language == SOURCE.code or not words:
        return words
    sentences = [sentence.text for sentence in gather() if words in sentence.text]
    if not sentences:
        return words  # what a person typed, or a name
    with translation.override(language):
        here = translation.gettext(min(sentences, key=len))
    return max(re.split(r"%\(\w+\)[sd]|<[^>]+>", here), key=len).strip()
