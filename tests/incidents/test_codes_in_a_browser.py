"""The code in Chromium: a slip is said before anything is sent, with and without a script, by keyboard, and on paper."""

import io
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings

from incidents import return_codes
from incidents.forms.returning import MISTYPED
from incidents.references import ALPHABET
from incidents.return_codes import grouped
from incidents.sending import Sent, send_answers
from tests.incidents.conftest import Given
from tests.incidents.test_in_a_browser import answer_the_core, go_on
from tests.running_house import House

SOURCE = Path(settings.BASE_DIR, "static/src/js/codes.js")
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def sent(house: House, answers: Given) -> Sent:
    return send_answers(answers())


def at_the_box(house: House, browser: Any, *, script: bool = True) -> Any:
    context = browser.new_context(viewport=PHONE, base_url=house.url, java_script_enabled=script)
    page = context.new_page()
    page.posts = []
    page.on("request", lambda asked: page.posts.append(asked.url) if asked.method == "POST" else None)
    page.goto("/return/")
    return page


@pytest.fixture
def phone(house: House, browser: Any) -> Iterator[Any]:
    page = at_the_box(house, browser)
    yield page
    page.context.close()


@pytest.fixture
def phone_without_script(house: House, browser: Any) -> Iterator[Any]:
    page = at_the_box(house, browser, script=False)
    yield page
    page.context.close()


def slip(code: str) -> str:
    """The last but one symbol is another."""
    return code[:-2] + ("Z" if code[-2] != "Z" else "Y") + code[-1]


@pytest.fixture
def judge(browser: Any) -> Iterator[Any]:
    """The module of the page, asked about many codes at once."""
    page = browser.new_page()
    module = SOURCE.read_text() + "\nwindow.isWhole = isWhole; window.symbolsOf = symbolsOf;"
    page.add_script_tag(content=module, type="module")
    page.wait_for_function("() => window.isWhole")
    yield lambda what, typed: page.evaluate(f"(all) => all.map(window.{what})", typed)
    page.close()


def is_whole(typed: str) -> bool:
    try:
        return bool(return_codes.parse(typed))
    except return_codes.Mistyped:
        return False


def test_the_browser_judges_thousands_of_codes_as_the_server_does(judge: Any) -> None:
    chance = random.Random(4)
    typed: list[str] = []
    for _ in range(1_000):
        code = return_codes.fresh()
        first, second = sorted(chance.sample(range(20), 2))
        place, other = chance.randrange(20), chance.choice(ALPHABET)
        typed += [
            code,
            grouped(code).lower(),
            code.replace("0", "o").replace("1", "l"),
            code.translate({ord("0") + value: 0x660 + value for value in range(10)}),
            "".join(chr(ord(symbol) + 0xFEE0) for symbol in code),
            code[:place] + other + code[place + 1 :],
            code[:first] + code[second] + code[first + 1 : second] + code[first] + code[second + 1 :],
            code[:-1],
            code + other,
            "".join(chr(chance.randrange(32, 0x3000)) for _ in range(chance.randrange(25))),
        ]

    judged = judge("isWhole", typed)

    wrong = [text for text, whole in zip(typed, judged, strict=True) if whole != is_whole(text)]
    assert wrong == []
    assert 5_000 <= sum(judged) < 6_000


def test_the_browser_reads_the_digits_of_every_script(judge: Any) -> None:
    # Newer scripts than this Python or this Chromium knows are read by one of them alone.
    digits = [chr(point) for point in range(0x10000) if unicodedata.decimal(chr(point), None) is not None]
    assert len(digits) > 300

    read = judge("symbolsOf", digits)

    assert read == [return_codes.symbols_of(symbol) for symbol in digits]


def test_a_mistyped_code_is_caught_before_the_server_is_asked(phone: Any, sent: Sent) -> None:
    code = grouped(sent.return_code)

    phone.fill("input[name=code]", slip(code))
    phone.click("main form button[type=submit]")

    assert phone.inner_text("#id_code-error").endswith(str(MISTYPED))
    assert phone.evaluate("document.activeElement.name") == "code"
    assert phone.get_attribute("input[name=code]", "aria-invalid") == "true"
    assert "id_code-error" in phone.get_attribute("input[name=code]", "aria-describedby")
    assert phone.posts == []

    phone.fill("input[name=code]", code)
    with phone.expect_navigation():
        phone.click("main form button[type=submit]")
    assert sent.reference in phone.inner_text("main")
    assert len(phone.posts) == 1


def test_the_server_s_sentence_is_corrected_in_place(phone: Any, sent: Sent) -> None:
    with phone.expect_navigation():
        phone.fill("input[name=code]", return_codes.fresh())
        phone.click("main form button[type=submit]")
    assert "does not open anything" in phone.inner_text("#id_code-error")

    phone.fill("input[name=code]", slip(sent.return_code))
    phone.click("main form button[type=submit]")

    assert phone.locator("#id_code-error").count() == 1
    assert phone.inner_text("#id_code-error").endswith(str(MISTYPED))


def test_without_a_script_the_server_says_the_same(phone_without_script: Any, sent: Sent) -> None:
    page = phone_without_script
    page.fill("input[name=code]", slip(sent.return_code))
    page.click("main form button[type=submit]")
    assert str(MISTYPED) in page.inner_text("#id_code-error")

    page.fill("input[name=code]", sent.return_code)
    page.click("main form button[type=submit]")

    assert sent.reference in page.inner_text("main")


def test_by_keyboard_alone(phone: Any, sent: Sent) -> None:
    phone.focus("input[name=code]")
    phone.keyboard.type(slip(sent.return_code))
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.name") == "pin"
    phone.keyboard.press("Enter")
    assert phone.evaluate("document.activeElement.name") == "code"
    phone.keyboard.press("Control+A")
    phone.keyboard.type(sent.return_code)

    with phone.expect_navigation():
        phone.keyboard.press("Enter")

    assert sent.reference in phone.inner_text("main")
    assert len(phone.posts) == 1


def changed_code(page: Any, code: str) -> str:
    page.fill("input[name=code]", code)
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    page.click("main a[href='/return/code/'] >> nth=0")
    page.click("button[value=change]")
    return str(page.inner_text("#code"))


def test_a_changed_code_is_copied_checked_and_used(phone: Any, phone_without_script: Any, sent: Sent) -> None:
    new = changed_code(phone, sent.return_code)
    phone.fill("input[name=copied]", "0000" if new[-4:] != "0000" else "1111")
    with phone.expect_navigation():
        phone.click("button[value=saved]")
    assert "This is not the same as your code" in phone.inner_text("main")
    phone.fill("input[name=copied]", new[-4:].lower())
    with phone.expect_navigation():
        phone.click("button[value=saved]")
    assert "You copied your code right" in phone.inner_text("main")
    assert new not in phone.content()

    phone_without_script.fill("input[name=code]", sent.return_code)
    phone_without_script.click("main form button[type=submit]")
    assert "you can only write to us" in phone_without_script.inner_text("main")
    assert sent.reference not in phone_without_script.content()


def test_a_slip_of_paper_holds_the_code_and_no_word_of_what_it_is_for(phone: Any, sent: Sent) -> None:
    new = changed_code(phone, sent.return_code)

    phone.emulate_media(media="print")

    words = " ".join(phone.inner_text("body").split())
    assert words == f"{settings.SERVICE_NAME} Your new code {new} Keep it where only you can find it."
    assert phone.locator(".code-picture").is_visible()
    with pikepdf.open(io.BytesIO(phone.pdf())) as paper:
        assert len(paper.pages) == 1


def test_a_report_saved_half_way_goes_on_in_another_browser(
    phone: Any, phone_without_script: Any, house: House
) -> None:
    phone.goto("/report/1/")
    phone.check("input[name=danger][value=no]")
    phone.click("main form button[type=submit]")
    phone.check("input[name=filer][value=witness]")
    with phone.expect_navigation():
        phone.get_by_role("button", name="Save and come back later").click()
    with phone.expect_navigation():
        phone.click("button[value=keep]")
    code = phone.inner_text("#code")

    other = phone_without_script
    other.fill("input[name=code]", code)
    other.click("main form button[type=submit]")

    assert other.url.endswith("/report/3/")
    other.goto("/report/2/")
    assert other.is_checked("input[name=filer][value=witness]")
    phone.goto("/report/2/")
    assert phone.url.endswith("/report/1/?away")


def test_somebody_sends_a_report_and_wants_no_code(phone_without_script: Any) -> None:
    page = phone_without_script
    answer_the_core(page)
    go_on(page)
    code = page.inner_text("#code")

    page.check("input[name=wish]")
    page.click("button[value=saved]")

    assert "You have no code." in page.inner_text("main")
    page.goto("/return/")
    page.fill("input[name=code]", code)
    page.click("main form button[type=submit]")
    assert "does not open anything" in page.inner_text("#id_code-error")
