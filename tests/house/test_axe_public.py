"""Every page of the public, in every state, with axe on a phone and on a screen, in English and in Arabic."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from hatereport.languages.table import TRANSLATED, Language
from incidents import messages
from incidents.models import Report
from incidents.questions import OPTIONAL
from tests import cast
from tests.house.onlooker import Onlooker
from tests.running_house import House


@pytest.fixture(params=["en-gb", "ar"])
def visitor(house: House, browser: Any, request: Any) -> Iterator[Onlooker]:
    visitor = Onlooker(browser, house.url, language=request.param)
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


def test_the_pages_to_read_have_no_barrier(visitor: Onlooker) -> None:
    visitor.opens(
        "/complaints/", "/your-data/?force=leicestershire", "/compensation/", "/rights/", "/under-18/", "/paper/"
    )


def test_easy_read_has_no_barrier(visitor: Onlooker) -> None:
    visitor.goes("/")
    visitor.presses("Easy Read")
    visitor.looks("You can help someone else to tell us.")
    visitor.opens("/report/1/", "/paper/", "/return/")
    go_on(visitor)
    page = visitor.page
    page.goto("/report/1/")
    page.check("input[name=danger][value=no]")
    go_on(visitor)
    page.check("input[name=filer][value=victim]")
    page.check("input[name=under_18][value=yes]")
    visitor.looks("Is the person under 18?")
    go_on(visitor)
    visitor.looks("What did they do?")
    go_on(visitor)
    visitor.looks("There is a problem")
    page.check("input[name=kinds][value=hit]")
    for _step in range(4):
        go_on(visitor)
        visitor.looks()
    visitor.looks("May a parent or carer know?")
    page.check("input[name=contact][value=yes]")
    visitor.looks("How can we talk to you?")
    page.check("input[name=contact][value=anonymous]")
    go_on(visitor)
    visitor.looks("Please read your answers.")
    _saves_half_way(visitor)
    for section in OPTIONAL:
        visitor.opens(f"/report/more/{section.code}/")


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
    page.fill("input[name=copied]", "wrong")
    visitor.presses("I have saved it")
    visitor.looks("This is not the same as your code")
    page.locator("details summary").last.click()
    page.fill("input[name=pin]", "1")
    visitor.presses("Set this PIN")
    visitor.looks("A PIN has 4 to 12 numbers")
    page.fill("input[name=pin]", "2468")
    visitor.presses("Set this PIN")
    visitor.looks("You have set a PIN")
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
    page.click("main form button[type=submit]")
    visitor.looks("Check the code")
    page.fill("input[name=code]", code)
    go_on(visitor)
    visitor.looks("There is a problem")
    page.fill("input[name=code]", code)
    page.fill("input[name=pin]", "2468")
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
    _asks_to_be_reached(visitor)
    visitor.opens("/return/", "/return/code/")
    go_on(visitor)
    visitor.looks("You have a new code")
    new = page.inner_text("#code")
    visitor.opens("/return/withdraw/")
    go_on(visitor)
    visitor.looks("You asked us to stop.")
    visitor.context.clear_cookies(name=settings.RETURN_COOKIE)
    page.goto("/return/")
    page.fill("input[name=code]", new)
    go_on(visitor)
    visitor.looks("With this code you can only write to us now.")
    visitor.presses("Send")
    visitor.looks("There is a problem")


def _saves_half_way(visitor: Onlooker) -> None:
    visitor.page.goto("/report/3/")
    visitor.presses("Save and come back later")
    visitor.looks("We can keep your answers for 7 days.")
    visitor.presses("Save and give me a code")
    visitor.looks("Your code to go on")
    visitor.presses("I have saved it")
    visitor.looks("we do not show it any more")


def _asks_to_be_reached(visitor: Onlooker) -> None:
    """Contact details and news behind the code, in the states they have."""
    page = visitor.page
    visitor.opens("/return/contact/", "/return/news/")
    visitor.presses("Send me a test message")
    visitor.looks("Write the email address")
    page.fill("input[name=email]", "tom@home.example")
    page.check("input[name=wording][value=news]")
    visitor.presses("Send me a test message")
    visitor.looks("Stop these messages")
    page.goto("/return/contact/")
    visitor.presses("Send")
    visitor.looks("If nobody should contact you, choose the last one")
    page.check("input[name=channels][value=return_page]")
    visitor.presses("Send")
    visitor.looks("An officer asks you first whether it was you.")


@pytest.mark.parametrize("language", [one for one in TRANSLATED if one.code != "ar"], ids=lambda one: one.code)
def test_one_page_in_every_other_language_has_no_barrier(house: House, browser: Any, language: Language) -> None:
    visitor = Onlooker(browser, house.url, language=language.code)
    visitor.goes("/report/1/")
    visitor.page.click("nav.languages summary")

    visitor.looks("We ask this first, so that you get help quickly if you need it.")

    assert visitor.page.locator("html").get_attribute("lang") == language.code
    assert visitor.page.locator("html").get_attribute("dir") == ("rtl" if language.right_to_left else "ltr")
    assert visitor.closes() == []
