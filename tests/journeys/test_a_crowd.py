"""A house with very narrow doors, in a real browser: with a script the turn is worked for and comes by itself; without one
there is a button, and what was typed stays.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from incidents.models import Draft
from tests.databases import pointed_at
from tests.running_house import House
from tests.window import PHONE, Window


@pytest.fixture
def crowded(test_folder: Path, template: str, django_db_blocker: Any) -> Iterator[House]:
    """Nobody passes at once, and the line is as long as it gets."""
    with (
        django_db_blocker.unblock(),
        House(test_folder, template, CROWD_FACTOR="0.001") as house,
        pointed_at(house.database, house.broker_url),
    ):
        yield house


def test_a_turn_comes_by_itself_or_by_a_button_and_keeps_what_was_typed(crowded: House, browser: Any) -> None:
    with_script = Window(browser, crowded.url, viewport=PHONE)
    page = with_script.page
    page.goto("/report/1/")
    page.check("input[name=danger][value=no]")
    page.click("#answers button[type=submit]:visible")
    page.wait_for_url("**/report/2/")
    page.goto("/report/1/")
    assert page.is_checked("input[name=danger][value=no]")
    assert with_script.closes() == []

    without = Window(browser, crowded.url, viewport=PHONE, java_script_enabled=False)
    page = without.page
    page.goto("/report/1/")
    page.check("input[name=danger][value=no]")
    for _ in range(2):  # pressed too early, the page comes again with everything in it
        with page.expect_navigation():
            page.click("main form button[type=submit]:visible")
        assert "Please wait a moment" in page.inner_text("main")
        assert "Then press Continue" in page.inner_text("main")
        assert page.input_value("input[name=danger]") == "no"
    assert page.title() == "Report and support"
    assert Draft.objects.count() == 1
    assert [one for one in without.closes() if "429" not in one] == []


def test_the_page_to_wait_on_has_no_barrier(crowded: House, browser: Any) -> None:
    window = Window(browser, crowded.url, viewport=PHONE)
    window.page.add_init_script("delete globalThis.crypto.__proto__.subtle")  # a browser that cannot do the work
    window.page.goto("/return/")
    window.page.fill("input[name=code]", "ABCD")
    window.page.evaluate("document.querySelector('input[name=code]').form.submit()")
    window.page.wait_for_selector("form[data-turn]")

    assert window.page.is_visible("[data-turn-waits]")
    assert Axe().run(window.page).response["violations"] == []
    assert not window.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert [one for one in window.closes() if "429" not in one] == []


def test_danger_passes_the_crowd(crowded: House, browser: Any) -> None:
    window = Window(browser, crowded.url, viewport=PHONE, java_script_enabled=False)
    window.page.goto("/report/1/")
    window.page.check("input[name=danger][value=yes]")
    with window.page.expect_navigation():
        window.page.click("#answers button[type=submit]:visible")

    assert "Call 999 now" in window.page.inner_text("main")
    assert window.closes() == []
