"""Somebody of the public: fills in the form, keeps the code, comes back with it and reads."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.journeys.questions import Answer, answer
from tests.window import PHONE, Window

#: Seconds until the worker must have told the reporter.
PATIENCE = 30


@dataclass(frozen=True)
class Receipt:
    """What the page shows after sending, once."""

    reference: str
    code: str


class Reporter(Window):
    def __init__(self, browser: Any, site: str, **how: Any) -> None:
        super().__init__(browser, site, viewport=PHONE, **how)

    def reports(self, pages: Mapping[int, Mapping[str, Answer]]) -> Receipt:
        """From the start page to the code; `pages` are the answers by number of page, the others are left empty."""
        self.page.goto("/")
        self.page.get_by_role("link", name="Start", exact=True).click()
        for number in range(1, 8):
            assert self.page.url.endswith(f"/report/{number}/"), self.page.url
            answer(self.page.locator("main form"), pages.get(number, {}))
            self._presses("Continue")
            if self.page.url.endswith("/report/1/help/"):
                self.page.get_by_role("link", name="Go on with the report").click()
        self.sees("Check your answers")
        self._presses("Send")
        return self.keeps_the_code()

    def keeps_the_code(self) -> Receipt:
        self.sees("We have your report")
        receipt = Receipt(self.page.inner_text("main strong.code"), self.page.inner_text("#code"))
        self._presses("I have saved it")
        return receipt

    def comes_back(self, receipt: Receipt) -> None:
        """On another day: nothing but the code leads to the report."""
        self.context.clear_cookies()
        self.page.goto("/return/")
        self.page.fill("input[name=code]", receipt.code.lower())
        self._presses("Continue")
        self.sees(receipt.reference)

    def is_told(self, *sentences: str) -> None:
        """The page behind the code says so, at once or as soon as the worker has got round to it."""
        give_up = time.monotonic() + PATIENCE
        while missing := [sentence for sentence in sentences if sentence not in self.page.inner_text("main")]:
            assert time.monotonic() < give_up, f"not told: {missing}\n{self.page.inner_text('main')}"
            time.sleep(0.3)
            self.page.reload()

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()

    def _presses(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()
