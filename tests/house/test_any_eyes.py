"""Every public page at 320 px, at 400 % zoom, in forced colours, without motion: all fits, all is seen, nothing runs."""

from collections.abc import Iterator
from typing import Any

import pytest

from incidents import return_codes
from incidents.questions import OPTIONAL
from incidents.sending import send_answers
from tests.house.addresses import public_addresses
from tests.running_house import House
from tests.triage import chain
from tests.window import Window

#: WCAG 1.4.10: 1280 px at 400 % are 320 px of the page, and 256 px in height.
NARROW = {"width": 320, "height": 256}
SIDEWAYS = """() => document.documentElement.scrollWidth > innerWidth
    ? [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 3).map(one => one.outerHTML.slice(0, 120)) : []"""
#: Boxes and buttons a hand must be able to find without colours of ours: each has a line or a ground of the system's.
INVISIBLE = """() => [...document.querySelectorAll("input:not([type=hidden]), textarea, select, button, .leave")]
    .filter(one => one.checkVisibility() && !one.closest(".govuk-visually-hidden") && one.getBoundingClientRect().width > 2)
    .filter(one => { const look = getComputedStyle(one);
        return parseFloat(look.borderTopWidth) === 0 && look.outlineStyle === "none" && look.opacity !== "0"
            && look.textDecorationLine === "none" && !one.closest("summary"); })
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""
MOVING = """() => document.getAnimations().filter(one => one.playState === "running"
    && one.effect.getComputedTiming().duration > 10).length"""


@pytest.fixture
def eyes(house: House, browser: Any) -> Iterator[Window]:
    window = Window(browser, house.url, viewport=NARROW, forced_colors="active", reduced_motion="reduce")
    yield window
    assert window.closes() == []


def looked_at(window: Window, addresses: list[str]) -> list[str]:
    wrong = []
    for address in addresses:
        if "html" not in window.context.request.get(address).headers.get("content-type", ""):
            continue
        window.page.goto(address)
        wrong += [f"{address} runs sideways: {part}" for part in window.page.evaluate(SIDEWAYS)]
        wrong += [f"{address} has no outline: {part}" for part in window.page.evaluate(INVISIBLE)]
        if window.page.evaluate(MOVING):
            wrong.append(f"{address} moves")
    return wrong


def test_every_page_fits_and_is_seen(eyes: Window) -> None:
    assert looked_at(eyes, [*public_addresses(), "/no/such/page/"]) == []


def test_every_question_fits_and_is_seen(eyes: Window) -> None:
    page = eyes.page
    page.goto("/report/1/")
    page.check("input[name=danger][value=no]")
    page.click("#answers button[type=submit]:not([form])")

    assert page.url.endswith("/report/2/")
    assert (
        looked_at(
            eyes, [*(f"/report/{step}/" for step in range(1, 9)), *(f"/report/more/{one.code}/" for one in OPTIONAL)]
        )
        == []
    )


def test_every_page_behind_the_code_fits_and_is_seen(eyes: Window) -> None:
    code = send_answers(chain.ANSWERS).return_code
    eyes.page.goto("/return/")
    eyes.page.fill("input[name=code]", return_codes.grouped(code))
    eyes.page.click("main form button[type=submit]")
    eyes.page.wait_for_load_state()

    assert looked_at(eyes, [one for one in public_addresses("/return/") if one != "/return/leave/"]) == []


def test_what_does_not_fit_or_cannot_be_seen_is_noticed(eyes: Window) -> None:
    eyes.page.goto("/report/1/")
    eyes.page.evaluate("""() => { const wide = document.createElement("button"); wide.style.width = "900px";
        wide.style.border = wide.style.outline = "none"; document.querySelector("main").append(wide); }""")

    assert eyes.page.evaluate(SIDEWAYS)
    assert eyes.page.evaluate(INVISIBLE)
