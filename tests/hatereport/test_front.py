"""The front in a real browser: seen, steered by keyboard, without script, in both directions of writing."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.hatereport.gallery import DIST, ORIGIN, AtTheDesk, EveryQuestion, desk_page, public_page, show

HOUSE = Path(__file__).parents[2]
WRONG = {
    "contact": "phone",
    "strands": ["other", "unsure"],
    "story": "x" * 230,
    "when_day": "31",
    "when_month": "2",
    "when_year": "2026",
}
PHONE = {"width": 360, "height": 740}
SCREEN = {"width": 1280, "height": 900}


def breaks(page: Any) -> list[str]:
    return [
        f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["phone", "screen"])
@pytest.mark.parametrize("answers", [None, WRONG], ids=["empty", "wrong"])
@pytest.mark.parametrize("language", ["en-gb", "ar"])
@pytest.mark.parametrize("frame", ["public", "desk"])
def test_every_component_is_accessible_and_fits(
    browser: Any, frame: str, language: str, answers: dict[str, Any] | None, size: dict[str, int]
) -> None:
    html = (
        public_page(EveryQuestion(answers), language) if frame == "public" else desk_page(AtTheDesk(answers), language)
    )

    page = show(browser, html, "/report/1/" if frame == "public" else "/desk/", viewport=size)

    assert breaks(page) == []
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def test_an_error_line_takes_the_focus_to_its_control(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion(WRONG)))

    assert page.evaluate("document.activeElement.matches('[data-summary]')")
    for line in page.locator("[data-summary] a").all():
        line.click()
        assert page.evaluate("document.activeElement.id") == line.get_attribute("href").removeprefix("#")
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_question_appears_with_the_answer_that_calls_for_it(browser: Any, script: bool) -> None:
    page = show(browser, public_page(EveryQuestion()), java_script_enabled=script)

    assert not page.get_by_label("Phone number").is_visible()
    page.get_by_label("By phone").check()
    assert page.get_by_label("Phone number").is_visible()
    page.get_by_label("By email").check()
    assert not page.get_by_label("Phone number").is_visible()
    page.context.close()


def test_the_whole_tile_is_the_target(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion()), viewport=PHONE)
    tile = page.locator(".govuk-radios__item").first

    tile.click(position={"x": 300, "y": 80})

    assert page.get_by_label("By phone").is_checked()
    assert tile.bounding_box()["height"] >= 44
    page.context.close()


def test_an_answer_that_stands_alone_unticks_the_others(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion()))

    page.get_by_label("Disability").check()
    page.get_by_label("I am not sure").check()
    assert not page.get_by_label("Disability").is_checked()
    page.get_by_label("Disability").check()
    assert not page.get_by_label("I am not sure").is_checked()
    page.context.close()


def test_characters_are_counted_only_when_they_run_out(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion()))
    count = page.locator("#id_story-count")

    page.get_by_label("What happened?").fill("Short.")
    assert count.inner_text() == "You can write up to 200 characters"
    page.get_by_label("What happened?").fill("😀" * 190)
    assert count.inner_text() == "Characters left: 10"
    page.get_by_label("What happened?").fill("x\n" * 105)
    assert count.inner_text() == "Characters too many: 10"
    page.context.close()


def test_one_press_leaves_without_a_way_back(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion()))
    before = page.evaluate("history.length")

    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url(f"{ORIGIN}/exit/")

    assert page.evaluate("history.length") == before
    page.context.close()


def test_three_presses_of_shift_leave_and_are_spoken(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion()))
    spoken = page.locator("[data-leave-spoken]")

    page.keyboard.press("Shift")
    assert spoken.inner_text() == "Press Shift two more times to leave"
    page.keyboard.press("Shift")
    assert spoken.inner_text() == "Press Shift one more time to leave"
    page.keyboard.press("Shift")

    page.wait_for_url(f"{ORIGIN}/exit/")
    page.context.close()


def test_a_capital_letter_is_no_press_of_shift(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion()))

    page.get_by_label("What happened?").press_sequentially("ABC DEF")
    for _ in range(2):
        page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")

    assert page.url == f"{ORIGIN}/report/1/"
    page.context.close()


def test_a_page_brought_back_from_memory_is_blank_until_asked_for_anew(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion()))
    page.get_by_label("What happened?").fill("They shouted.")

    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    assert page.get_by_label("What happened?").input_value() == ""
    page.context.close()


def test_the_way_out_is_in_reach_on_a_phone(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion()), viewport=PHONE)

    page.evaluate("scrollTo(0, 2000)")

    box = page.get_by_role("link", name="Leave this page").bounding_box()
    assert box["y"] + box["height"] == PHONE["height"]
    assert box["width"] == PHONE["width"]
    page.context.close()


def test_paper_carries_neither_the_frame_nor_the_way_out(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion()))

    page.emulate_media(media="print")

    for hidden in (".top", ".leave", ".foot", ".languages", ".govuk-button"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator("#code").is_visible()
    page.context.close()


def test_a_number_is_read_from_left_to_right_in_arabic(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion(), "ar"))

    assert page.evaluate("document.dir") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('.lines__number')).direction") == "ltr"
    assert page.evaluate("getComputedStyle(document.querySelector('#code')).direction") == "ltr"
    page.context.close()


def test_colours_a_person_has_forced_keep_the_edges(browser: Any) -> None:
    page = show(browser, public_page(EveryQuestion(WRONG)), forced_colors="active")

    assert (
        page.evaluate("parseFloat(getComputedStyle(document.querySelector('.govuk-inset-text')).borderTopWidth)") >= 1
    )
    assert breaks(page) == []
    page.context.close()


def test_the_desk_renews_a_part_of_a_page_and_the_alarm_changes_the_title(browser: Any) -> None:
    html = desk_page(AtTheDesk())
    page = show(browser, html.replace('id="alarm"', 'id="alarm" hx-get="/desk/alarm/" hx-trigger="calm"'), "/desk/")
    assert page.title().startswith("DANGER ")
    calm = "<p>Calm</p>"
    page.context.route("**/desk/alarm/", lambda route: route.fulfill(body=calm, content_type="text/html"))

    page.evaluate("document.getElementById('alarm').dispatchEvent(new Event('calm'))")
    page.get_by_text("Calm", exact=True).wait_for()

    page.wait_for_function("() => !document.title.startsWith('DANGER')")
    assert page.complaints == []
    page.context.close()


@pytest.mark.parametrize("away", ["Escape", "a click elsewhere", "the focus gone on"])
def test_the_menu_of_the_bar_folds_as_menus_do(browser: Any, away: str) -> None:
    page = show(browser, desk_page(AtTheDesk()), "/desk/")
    behind = page.get_by_role("link", name="Shift")
    page.get_by_text("More", exact=True).press("Enter")
    page.keyboard.press("Tab")
    assert behind.evaluate("link => link === document.activeElement")

    match away:
        case "Escape":
            page.keyboard.press("Escape")
            assert page.evaluate("document.activeElement.matches('summary')")
        case "a click elsewhere":
            page.locator("h1").first.click()
        case _:
            page.keyboard.press("Tab")
            assert behind.is_visible()
            page.keyboard.press("Tab")

    assert not behind.is_visible()
    page.context.close()


def test_a_script_in_what_htmx_fetched_does_not_run(browser: Any) -> None:
    html = desk_page(AtTheDesk()).replace('id="alarm"', 'id="alarm" hx-get="/desk/alarm/" hx-trigger="go"')
    page = show(browser, html, "/desk/")
    evil = "<p>Here</p><script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">"
    page.context.route("**/desk/alarm/", lambda route: route.fulfill(body=evil, content_type="text/html"))

    page.evaluate("document.getElementById('alarm').dispatchEvent(new Event('go'))")
    page.get_by_text("Here", exact=True).wait_for()
    page.wait_for_timeout(100)

    assert page.title() != "owned"
    page.context.close()


def test_the_first_page_stays_light() -> None:
    page = gzip.compress(public_page(EveryQuestion(WRONG)).encode())
    once = {name: len(gzip.compress((DIST / name).read_bytes())) for name in ("public.css", "public.js", "icon.svg")}

    assert len(page) + sum(once.values()) < 30 * 1024
    assert len(page) < 12 * 1024


def test_no_page_carries_a_hook_that_nothing_reads() -> None:
    scripts = "".join(path.read_text() for path in (HOUSE / "static/src/js").glob("*.js"))
    styles = "".join(path.read_text() for path in (HOUSE / "static/src/scss").glob("*.scss"))
    tags = [tag for path in (HOUSE / "templates").rglob("*.html") for tag in re.findall(r"<[^>]*>", path.read_text())]
    hooks = {hook for tag in tags for hook in re.findall(r"\sdata-([a-z-]+)", tag)}

    assert "summary" in hooks
    shown = set(re.findall(r"attr\(data-([a-z-]+)\)", styles))
    assert [hook for hook in sorted(hooks - shown) if not _reads(scripts, hook)] == []


def _reads(scripts: str, hook: str) -> bool:
    """As an attribute, as a name of `dataset`, or taken out of it by that name."""
    name = re.sub("-([a-z])", lambda found: found[1].upper(), hook)
    return bool(
        re.search(rf'data-{hook}\b|dataset\.{name}\b|"{hook}"|{{[^}}=]*\b{name}\b[^}}=]*}} = [\w.]+\.dataset', scripts)
    )


def test_styles_fetch_nothing_and_carry_no_brand() -> None:
    for name in ("public.css", "public.rtl.css", "desk.css", "desk.rtl.css", "back_office.css"):
        style = (DIST / name).read_text()
        assert "url(" not in style
        assert "@import" not in style
        assert "GDS Transport" not in style
        assert "crest" not in style


def test_scripts_of_the_public_write_no_markup() -> None:
    script = (DIST / "public.js").read_text()

    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http"):
        assert sink not in script
