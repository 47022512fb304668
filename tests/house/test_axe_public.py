"""Every page of the public, in every state, with axe on a phone and on a screen; some of them from right to left."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from incidents import messages
from incidents.models import Report
from incidents.questions import OPTIONAL
from tests import cast
from tests.hatereport.gallery import show
from tests.house.onlooker import AXE, RUN, Onlooker
from tests.running_house import House


@pytest.fixture
def visitor(house: House, browser: Any) -> Iterator[Onlooker]:
    visitor = Onlooker(browser, house.url)
    yield visitor
    assert visitor.closes() == []


def go_on(visitor: Onlooker) -> None:
    with visitor.page.expect_navigation():
        visitor.page.click("main form button[type=submit]")


def test_the_pages_around_the_form_have_no_barrier(visitor: Onlooker) -> None:
    visitor.opens(
        "/", "/privacy/", "/accessibility/", "/support/", "/report/sent/", "/report/1/?away", "/no/such/page/"
    )
    visitor.opens("/support/?area=cumbria&need=deaf&reason=race")


def test_the_form_has_no_barrier_first_wrong_and_filled(visitor: Onlooker) -> None:
    page = visitor.page
    visitor.opens("/report/1/")
    go_on(visitor)
    visitor.looks("There is a problem")
    page.check("input[name=danger][value=yes]")
    go_on(visitor)
    visitor.looks("Call 999 now")
    visitor.opens("/report/8/")
    go_on(visitor)
    visitor.looks("Before you can send")
    page.goto("/report/2/")
    visitor.looks()
    go_on(visitor)
    visitor.looks("There is a problem")
    page.check("input[name=filer][value=on_behalf]")
    go_on(visitor)
    visitor.looks("Choose whether the person agrees")
    page.check("input[name=agreement][value=yes]")
    go_on(visitor)
    visitor.looks("Tell us in your own words")
    go_on(visitor)
    visitor.looks("There is a problem")
    page.fill("textarea[name=words]", "He shouted \u0643\u0644\u0645\u0627\u062a \U0001f600 at her. " + "W" * 120)
    page.check("input[name=kinds][value=called_names]")
    go_on(visitor)
    page.check("input[name=when][value=exact]")
    for part, value in (("day", "3"), ("month", "3"), ("year", "2099")):
        page.fill(f"input[name=on_{part}]", value)
    go_on(visitor)
    visitor.looks("There is a problem")
    page.fill("input[name=on_year]", "2026")
    go_on(visitor)
    page.check("input[name=place_type][value=online]")
    page.fill("input[name=postcode]", "nonsense")
    go_on(visitor)
    visitor.looks("Check the postcode")
    page.fill("input[name=postcode]", "CA4")
    go_on(visitor)
    visitor.looks("Which of these areas was it in?")
    page.check("input[value='area:carlisle']")
    go_on(visitor)
    for strand in page.locator("input[name=strands]").all()[:-1]:
        strand.check()
    visitor.looks()
    go_on(visitor)
    visitor.looks("May the police contact you?")
    page.check("input[name=contact][value=trusted]")
    go_on(visitor)
    visitor.looks("Write the name of the person you trust")
    page.check("input[name=contact][value=yes]")
    go_on(visitor)
    visitor.looks("Choose at least one way to reach you")
    page.check("input[name=channels][value=call]")
    page.fill("input[name=phone]", "07700 900777")
    go_on(visitor)
    visitor.looks("Check your answers")
    for section in OPTIONAL:
        visitor.opens(f"/report/more/{section.code}/")
    visitor.opens("/report/more/effect/help/")
    _stale_step(visitor)
    page.goto("/report/8/")
    go_on(visitor)
    visitor.looks("We have your report")
    code = page.inner_text("#code")
    visitor.presses("I have saved it")
    visitor.looks("we do not show it any more")
    _comes_back(visitor, code)


def _stale_step(visitor: Onlooker) -> None:
    """Two tabs on one page: the second to be sent shows both versions."""
    visitor.page.goto("/report/6/")
    other = visitor.context.new_page()
    for page, words in ((other, "Said in the other tab."), (visitor.page, "Said in this tab.")):
        page.goto("/report/6/") if page is other else None
        page.fill("textarea[name=reason]", words)
        page.click("main form button[type=submit]")
    other.close()
    visitor.looks("Saved before")


def _comes_back(visitor: Onlooker, code: str) -> None:
    page = visitor.page
    visitor.opens("/return/")
    page.fill("input[name=code]", "wrong")
    go_on(visitor)
    visitor.looks("There is a problem")
    page.fill("input[name=code]", code)
    go_on(visitor)
    visitor.looks("There are no messages yet.")
    report = Report.objects.get(reference=page.inner_text("main strong.code"))
    messages.post_to_reporter(report, cast.officer(), "We should like to ask you one thing.")
    page.reload()
    visitor.presses("Send")
    visitor.looks("There is a problem")
    page.check("input[name=danger][value=yes]")
    page.fill("textarea[name=words]", "They are back.")
    visitor.presses("Send")
    visitor.looks("Your message was sent.")
    visitor.opens("/return/", "/return/withdraw/")
    go_on(visitor)
    visitor.looks("You asked us to stop.")


@pytest.mark.parametrize("address", ["/", "/report/1/", "/report/7/", "/report/8/", "/support/", "/accounts/login/"])
def test_a_page_written_from_right_to_left_has_no_barrier(house: House, browser: Any, address: str) -> None:
    with override_settings(LANGUAGES=[("en-gb", "English"), ("ar", "Arabic")]):
        client = Client(headers={"accept-language": "ar"})
        client.post("/report/1/", {"danger": "no", "seen": "0"})
        html = client.get(address).content.decode()
    assert 'dir="rtl"' in html

    page = show(browser, html, address, viewport={"width": 360, "height": 740})

    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    assert page.complaints == []
    assert not page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    assert ".rtl.css" in html
    page.context.close()
