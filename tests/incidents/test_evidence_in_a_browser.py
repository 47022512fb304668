"""A photo through the running house: a phone without a script adds it, the worker strips it, an officer opens it."""

import io
import time
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from incidents.evidence import taking
from incidents.models import Evidence
from incidents.return_codes import grouped
from incidents.sending import Sent, send_answers
from tests import cast
from tests.files_of_the_cast import BYTES, telling
from tests.incidents.conftest import Given
from tests.journeys.officer import Officer
from tests.running_house import House
from triage.models import Case

PHOTO = {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": telling("JPEG")}


@pytest.fixture
def sent(house: House, answers: Given) -> Sent:
    return send_answers(answers(contact={"contact": "anonymous"}))


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(house: House, browser: Any, sent: Sent, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Behind the code, at the page for files."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=house.url, java_script_enabled=request.param
    )
    page = context.new_page()
    page.goto("/return/")
    page.fill("input[name=code]", grouped(sent.return_code))
    page.click("main form button[type=submit]")
    page.click("a[href='/return/files/']")
    page.has_script = request.param
    yield page
    context.close()


def barriers(page: Any) -> list[tuple[str, str]]:
    if not page.has_script:
        return []
    found = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(("scrolls sideways", page.url))
    return found


def until_opened(sent: Sent) -> Evidence:
    """The worker's turn; it has a few seconds."""
    for _ in range(150):
        evidence = Evidence.objects.select_related("content").filter(report_id=sent.report_id).first()
        if evidence is not None and evidence.may_be_opened:
            return evidence
        time.sleep(0.1)
    raise AssertionError("The worker did not come.")


def test_a_photo_reaches_the_officer_without_its_place(phone: Any, sent: Sent, house: House, browser: Any) -> None:
    assert barriers(phone) == []
    phone.click("text=Add this file")
    assert "Choose a file first" in phone.inner_text(".govuk-error-summary")
    assert barriers(phone) == []

    phone.check("input[name=danger][value=no]")
    phone.set_input_files("input[type=file]", PHOTO)
    phone.click("text=Add this file")

    phone.get_by_text("File 1").wait_for()
    until_opened(sent)
    phone.reload()
    assert "We took the hidden details out" in phone.inner_text("main")
    assert barriers(phone) == []

    case = Case.objects.get(report_id=sent.report_id)
    ellen = Officer(browser, house.url, cast.control_room_sergeant())
    ellen.signs_in()
    ellen.page.goto(f"/desk/cases/{case.reference}/")
    ellen.knows_nobody()
    ellen.page.has_script = True
    assert barriers(ellen.page) == []
    with ellen.page.expect_download() as coming:
        ellen.page.click("text=Open evidence-1.jpg")
    copy = coming.value.path().read_bytes()
    assert coming.value.suggested_filename == "evidence-1.jpg"
    assert BYTES not in copy
    assert not Image.open(io.BytesIO(copy)).getexif()
    ellen.page.click("text=put file 1 out of reach")
    assert "opens for nobody" in ellen.page.inner_text("main")
    ellen.closes()

    assert all(BYTES not in path.read_bytes() for path in house.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("phone", [True], indirect=True, ids=["with scripts"])
def test_a_script_says_at_once_what_is_wrong_and_shows_how_far_it_is(phone: Any) -> None:
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    phone.check("input[name=danger][value=no]")
    phone.set_input_files("input[type=file]", {**PHOTO, "buffer": bytes(taking.LARGEST + 1)})
    phone.click("text=Add this file")
    phone.get_by_text("larger than 10 MB").wait_for()
    assert sent == []

    phone.check("input[name=danger][value=no]")
    phone.set_input_files("input[type=file]", {**PHOTO, "buffer": b"MZ, no picture at all"})
    phone.click("text=Add this file")
    phone.get_by_text("cannot take this kind of file").wait_for()
    assert sent == ["POST"]
    assert barriers(phone) == []

    phone.route(
        "**/return/files/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    phone.check("input[name=danger][value=no]")
    phone.set_input_files("input[type=file]", PHOTO)
    phone.click("text=Add this file")
    phone.get_by_text("The line broke").wait_for()
    assert phone.is_enabled("text=Add this file")


@pytest.mark.parametrize("phone", [False], indirect=True, ids=["without scripts"])
def test_the_largest_file_goes_through_and_one_larger_is_told_so(phone: Any, sent: Sent) -> None:
    for size in (taking.LARGEST, taking.LARGEST + 1):
        photo = {**PHOTO, "buffer": telling("JPEG") + bytes(size - len(telling("JPEG")))}
        phone.check("input[name=danger][value=no]")
        phone.set_input_files("input[type=file]", photo)
        phone.click("text=Add this file")

    assert "larger than 10 MB" in phone.inner_text(".govuk-error-summary")
    assert until_opened(sent).size("original") == taking.LARGEST
