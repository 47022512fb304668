"""Somebody of the chain at the desk: signs in with their own account, opens a case, does an act, signs another's."""

import re
import time
from typing import Any

from partners.models import Person
from tests import cast
from tests.journeys.questions import Answer, answer
from tests.partners.signing_in import code_now
from tests.window import Window

#: Seconds until the worker must have brought a report to the desk.
PATIENCE = 30


class Officer(Window):
    def __init__(self, browser: Any, site: str, person: Person) -> None:
        super().__init__(browser, site)
        self.person = cast.signs_in(person)
        #: What the app on their telephone makes its codes of; "" where they have none.
        self.app = ""

    def signs_in(self) -> None:
        self.page.goto("/desk/")
        assert "/accounts/login/" in self.page.url
        self.page.fill("input[name=login]", self.person.email)
        self.page.fill("input[name=password]", cast.PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        if self.app:
            self._takes_the_second_step()
        self.page.get_by_role("heading", name="Queue").wait_for()
        assert self.person.name in self.page.inner_text("header")

    def _takes_the_second_step(self) -> None:
        """The password alone opens nothing; nor does any six digits."""
        self.page.get_by_role("heading", name="Second step").wait_for()
        for code in (another_than(code_now(self.app)), code_now(self.app)):
            self.page.fill("input[name=code]", code)
            with self.page.expect_navigation():
                self.page.get_by_role("button", name="Sign in", exact=True).click()

    def goes_to(self, way: str) -> None:
        """By the bar of the desk, or what stands behind "More" there."""
        link = self.page.locator("header nav a", has_text=re.compile(rf"^\s*{way}\b"))
        if not link.is_visible():
            self.page.locator("header nav summary").click()
        with self.page.expect_navigation():
            link.click()

    def waits(self, way: str = "desk") -> int:
        """The number beside a way of the bar, as the page was drawn."""
        words = self.page.locator(f"#count-{way}").text_content() or ""
        return int(re.sub(r"\D", "", words) or 0)

    def opens(self, reference: str) -> str:
        """By the reference of a case or a report, as soon as it has arrived; of several cases of one report the newest.
        Returns the reference of the case.
        """
        give_up = time.monotonic() + PATIENCE
        while True:
            self.page.fill("input[name=reference]", reference)
            self.page.get_by_role("button", name="Find", exact=True).click()
            if "/desk/search/" in self.page.url and (found := self.page.locator("main tbody a.code")).count():
                found.first.click()
                self.page.wait_for_url(re.compile("/desk/(cases|second-readings)/"))
            if "/desk/second-readings/" in self.page.url:
                self.leaves_the_reading()
            if "/desk/cases/" in self.page.url:
                self.knows_nobody()
                return str(self.page.inner_text("h1 .code"))
            assert time.monotonic() < give_up, f"{reference} never came to {self.person.name}"
            time.sleep(0.3)

    def finds_in_queue(self, reference: str) -> None:
        """On the list their desk opens with; opens it from there."""
        self.page.goto("/desk/")
        self.page.locator("main").get_by_role("link", name=reference, exact=True).click()
        self.page.locator("h1", has_text=reference).wait_for()
        self.knows_nobody()
        if "/desk/second-readings/" in self.page.url:
            self.leaves_the_reading()

    def knows_nobody(self) -> None:
        """Asked before a case is opened for the first time; with the button in focus it is one key."""
        self.page.wait_for_load_state()
        button = self.page.get_by_role("button", name="No, open it", exact=True)
        if button.count():
            button.press("Enter")
            button.wait_for(state="detached")

    def leaves_the_reading(self) -> None:
        """One decision in twenty waits for them as a second reader, as the lot has it: not in this story."""
        self.knows_nobody()
        self.page.get_by_role("button", name="Leave the reading to a colleague").click()
        self.page.wait_for_url("**/desk/cases/**")

    def does(self, act: str, **answers: Answer) -> None:
        """Choose the act on the open case, answer what it asks, and send it; it must be done."""
        self.begins(act)
        if answers:
            self.sends(act, **answers)
        self.page.get_by_text(f"{act}. Done.").wait_for()

    def begins(self, act: str) -> None:
        """Press the act on the case's page: what asks nothing is done with it, the rest shows its form."""
        self.settles()
        ways = self.page.locator("section.ways")
        way = ways.locator("a, button", has_text=re.compile(rf"^\s*{re.escape(act)}\s*$"))
        if not way.is_visible():
            ways.get_by_text("At any time").click()
        way.click()

    def sends(self, act: str, **answers: Answer) -> None:
        self._answers(answers).get_by_role("button", name=act, exact=True).click()

    def sends_and_goes_on(self, **answers: Answer) -> None:
        """To the next case of the list this one was opened from."""
        self._answers(answers).get_by_role("button", name="Save and next case", exact=True).click()

    def _answers(self, answers: dict[str, Answer]) -> Any:
        """The form of the act that is open, filled in."""
        self.settles()
        form = self.page.locator("form.act")
        answer(form, answers)
        return form

    def tells_on_their_page(self, **answers: Answer) -> None:
        """The reasons become a letter, which is looked at before it goes to the reporter's page."""
        self.begins("Tell the victim")
        self.sends("Tell the victim", **answers)
        self.sees("Nothing has been sent or kept yet.")
        self.page.get_by_role("button", name="Put it on their page", exact=True).click()
        self.page.get_by_text("Tell the victim. Done.").wait_for()

    def answers_the_action(self, done: str) -> None:
        """The one that is open in the case, whoever set it."""
        self.begins("Answer an action")
        task = self.page.locator("form.act [name=task]").first.get_attribute("value")
        self.sends("Answer an action", task=str(task), task_answer=done)
        self.sees("Answer an action. Done.")

    def asks_for_a_signature(self, act: str, **answers: Answer) -> None:
        self.begins(act)
        self.sends(act, **answers)
        self.page.get_by_text("It waits for a second person").wait_for()

    def signs(self, reference: str) -> None:
        """What waits on the list of what they may sign."""
        self.page.goto("/desk/countersign/")
        self.page.get_by_role("link", name=re.compile(reference)).click()
        self.page.locator("h1").first.wait_for()
        self.knows_nobody()
        self.page.get_by_role("button", name="Sign", exact=True).click()
        self.page.get_by_text(f"{reference}: signed.").wait_for()

    def cannot(self, act: str) -> None:
        """The act is among those not open, with its reason."""
        self.page.locator(".acts__act--closed", has_text=act).first.wait_for(state="attached")

    def is_alarmed(self) -> bool:
        """The page calls by its title, with the tone."""
        return str(self.page.title()).startswith("DANGER")

    def hears_the_alarm(self) -> None:
        """On the page that is open, by itself."""
        give_up = time.monotonic() + PATIENCE
        while not self.is_alarmed():
            assert time.monotonic() < give_up, self.page.inner_text("#alarm")
            self.page.wait_for_timeout(300)

    def stage(self) -> str:
        """Where the open case stands."""
        return str(self.page.locator(".case__head .tag, .case__head .govuk-tag").first.inner_text())

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()


def another_than(code: str) -> str:
    """Six digits that are not these."""
    return f"{(int(code) + 1) % 1_000_000:06d}"
