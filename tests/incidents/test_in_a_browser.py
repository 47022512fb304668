"""The public pages in Chromium on a small screen: every page with axe, the whole way without a script, a double click."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from incidents.models import Report
from incidents.questions import OPTIONAL
from tests.running_house import House
from tests.visitor import Visitor

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(house: House, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, base_url=house.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone_without_script(house: House, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, base_url=house.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def go_on(page: Any) -> None:
    with page.expect_navigation():  # else axe may meet the page between two documents
        page.click("main form button[type=submit]")


def answer_the_core(page: Any, look: Any = lambda _page: None) -> None:
    """Amina fills in the seven pages; `look` is called on each page, empty, wrong and filled in."""
    page.goto("/report/1/")
    go_on(page)
    look(page)
    page.check("input[name=danger][value=yes]")
    go_on(page)
    look(page)
    page.click("main a.govuk-button")
    page.check("input[name=filer][value=on_behalf]")
    go_on(page)
    look(page)
    page.check("input[name=agreement][value=yes]")
    go_on(page)
    look(page)
    page.fill("textarea[name=words]", "He shouted \u0643\u0644\u0645\u0627\u062a \U0001f600 at her.")
    page.check("input[name=kinds][value=called_names]")
    go_on(page)
    page.check("input[name=when][value=exact]")
    for part, value in (("day", "3"), ("month", "3"), ("year", "2099")):
        page.fill(f"input[name=on_{part}]", value)
    go_on(page)
    look(page)
    page.fill("input[name=on_year]", "2026")
    go_on(page)
    page.check("input[name=place_type][value=street]")
    page.fill("input[name=postcode]", "nonsense")
    go_on(page)
    look(page)
    page.fill("input[name=postcode]", "CA4")
    go_on(page)
    look(page)
    page.check("input[value='area:carlisle']")
    go_on(page)
    page.check("input[name=strands][value=race]")
    page.check("input[name=details_race][value=asian]")
    look(page)
    go_on(page)
    page.check("input[name=contact][value=yes]")
    go_on(page)
    look(page)
    page.check("input[name=channels][value=call]")
    page.fill("input[name=phone]", "07700 900123")
    go_on(page)


def test_no_page_of_the_form_has_a_barrier(phone: Any) -> None:
    axe = Axe()
    barriers: list[tuple[str, str, str]] = []

    def look(page: Any) -> None:
        found = axe.run(page).response["violations"]
        barriers.extend((page.url, one["id"], one["nodes"][0]["html"]) for one in found)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            barriers.append((page.url, "scrolls sideways", ""))

    for address in ("/", "/privacy/", "/accessibility/", "/return/", "/report/1/?away", "/report/sent/"):
        phone.goto(address)
        look(phone)
    answer_the_core(phone, look)
    look(phone)
    for section in OPTIONAL:
        phone.goto(f"/report/more/{section.code}/")
        look(phone)
    phone.goto("/report/more/effect/help/")
    look(phone)
    phone.goto("/report/8/")
    go_on(phone)
    look(phone)
    code = phone.inner_text("#code")
    with phone.expect_navigation():
        phone.click("button[value=saved]")
    look(phone)
    phone.goto("/return/")
    phone.fill("input[name=code]", "wrong")
    phone.click("main form button[type=submit]")
    look(phone)
    phone.fill("input[name=code]", code.lower().replace("-", " "))
    go_on(phone)
    look(phone)
    phone.goto("/return/withdraw/")
    look(phone)

    assert barriers == []


def test_the_form_completes_without_a_script(phone_without_script: Any) -> None:
    answer_the_core(phone_without_script)
    go_on(phone_without_script)

    assert phone_without_script.url.endswith("/report/sent/")
    assert phone_without_script.locator("[data-copy]:visible, [data-print]:visible").count() == 0
    reference = phone_without_script.inner_text("strong.code")
    assert Report.objects.get(reference=reference).danger


def test_nothing_is_said_of_the_shift_key_where_no_script_listens(phone: Any, phone_without_script: Any) -> None:
    phone.goto("/")
    phone_without_script.goto("/")

    assert "Shift key" in phone.inner_text("main")
    assert "Shift key" not in phone_without_script.inner_text("main")


def test_the_way_back_stands_above_the_question_on_a_wide_screen(phone: Any) -> None:
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.goto("/report/1/")

    left = [phone.locator(part).bounding_box()["x"] for part in (".govuk-back-link", "main h1")]
    assert abs(left[0] - left[1]) < 12


def test_back_shows_what_was_answered_and_leaving_takes_it_away(phone: Any) -> None:
    answer_the_core(phone)
    phone.goto("/report/3/")
    phone.goto("/report/4/")
    phone.go_back()

    assert "He shouted" in phone.input_value("textarea[name=words]")

    phone.route("**/weather*", lambda route: route.fulfill(body="Sunny"))
    phone.click("[data-leave]")
    phone.wait_for_url("**/weather*")
    phone.unroute_all()
    phone.goto("/report/3/")
    assert "/report/1/" in phone.url


def test_ten_sendings_at_once_are_one_report(house: House) -> None:
    pages: dict[int, dict[str, str | list[str]]] = {
        1: {"danger": "no"},
        2: {"filer": "witness"},
        3: {"words": "Ten clicks", "kinds": ["comments"]},
        4: {},
        5: {},
        6: {},
        7: {"contact": "anonymous"},
    }
    before = Report.objects.count()
    with Visitor(house.url) as visitor:
        for step, answers in pages.items():
            page = visitor.get(f"/report/{step}/")
            visitor.post(page, page.form("seen"), answers)
        check = visitor.get("/report/8/")
        with ThreadPoolExecutor(10) as clicks:
            answered = list(clicks.map(lambda _: visitor.post(check, check.form("seen"), {}), range(10)))

    assert {page.status for page in answered} == {200}
    assert len({answer.text.split('id="code"')[1][:60] for answer in answered}) == 1
    assert Report.objects.count() == before + 1


def test_a_restart_of_the_server_loses_nothing(own_house: House) -> None:
    with Visitor(own_house.url) as visitor:
        page = visitor.get("/report/1/")
        visitor.post(page, page.form("seen"), {"danger": "no"})
        page = visitor.get("/report/2/")
        visitor.post(page, page.form("seen"), {"filer": "witness"})
        half_typed = visitor.get("/report/3/")

        own_house.member("web").kill()
        own_house.member("web").wait()
        own_house.crew.replace_the_fallen()
        own_house.crew.wait_until_ready(own_house.url)

        answered = visitor.post(half_typed, half_typed.form("seen"), {"words": "Typed before the restart"})
        assert answered.url.endswith("/report/4/")
        assert "Typed before the restart" in visitor.get("/report/3/").text
        assert 'value="witness" checked' in visitor.get("/report/2/").text
