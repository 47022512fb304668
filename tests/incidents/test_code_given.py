"""The code on the page it was given on: whether it was copied right, its picture, a PIN, and wanting none."""

import re
from datetime import timedelta
from typing import Any

import pytest
import segno
from django.conf import settings
from django.test import Client

from hatereport import clock
from incidents import return_codes
from incidents.code_pictures import picture
from incidents.models import ReturnCode
from incidents.return_codes import Passcode
from tests.incidents.conftest import Reporter

SENT = "/report/sent/"


@pytest.fixture
def sent(amina: Reporter) -> Reporter:
    amina.fill()
    amina.send()
    return amina


def code_of(reporter: Reporter) -> str:
    return str(reporter.get(SENT).context["card"].code)


def says(reporter: Reporter, **typed: Any) -> Any:
    return reporter.client.post(SENT, {"code": "saved", **typed})


@pytest.mark.parametrize(
    "how", [lambda code: code[-4:].lower(), lambda code: code, lambda code: code.replace("-", " ")]
)
def test_a_code_copied_right_is_told_at_once_and_hidden(sent: Reporter, how: Any) -> None:
    code = code_of(sent)

    assert says(sent, copied=how(code)).status_code == 303

    page = sent.get(SENT).content.decode()
    assert "You copied your code right" in page
    assert code not in page


def test_a_slip_in_the_copy_is_told_and_the_code_stays_in_sight(sent: Reporter) -> None:
    code = code_of(sent)
    wrong = code[-4:-1] + ("Z" if code[-1] != "Z" else "Y")

    page = says(sent, copied=wrong).content.decode()

    assert "This is not the same as your code" in page
    assert code in page
    assert 'role="alert"' in page


def test_nobody_has_to_type_it(sent: Reporter) -> None:
    code = code_of(sent)

    says(sent)

    page = sent.get(SENT).content.decode()
    assert "You said that you have saved it" in page
    assert "You copied your code right" not in page
    assert code not in page


def test_somebody_who_wants_no_code_leaves_none_behind(sent: Reporter) -> None:
    code = code_of(sent)

    says(sent, wish="without")

    page = sent.get(SENT).content.decode()
    assert "You have no code" in page
    assert code not in page
    sent.client.post(SENT, {"code": "show"})
    assert code not in sent.get(SENT).content.decode()
    with pytest.raises(return_codes.NoSuchCode):
        return_codes.find(return_codes.parse(code))
    assert settings.RETURN_COOKIE not in sent.client.post(SENT, {"code": "files"}).cookies


@pytest.mark.parametrize("contact", ["anonymous", "record_only", "yes"])
def test_without_a_code_nothing_is_promised_behind_it(amina: Reporter, contact: str) -> None:
    amina.fill(p7={"contact": contact})
    amina.send()
    before = amina.get(SENT).content.decode()

    says(amina, wish="without")

    after = amina.get(SENT).content.decode().partition("</main>")[0]
    for promise in ("with your code", "through your code", "behind your code"):
        assert promise not in after
    assert "you can ask us with your code" in before
    assert ("This is the way from here" in after) == (contact == "yes")


def test_a_pin_is_set_beside_the_fresh_code_and_never_shown_again(sent: Reporter) -> None:
    code = code_of(sent)

    assert sent.client.post(SENT, {"code": "pin", "pin": "24 68"}).status_code == 303

    page = sent.get(SENT).content.decode()
    assert "You have set a PIN" in page
    assert "2468" not in page
    assert 'name="pin"' not in page
    assert settings.RETURN_COOKIE not in Client().post("/return/", {"code": code}).cookies
    assert settings.RETURN_COOKIE in Client().post("/return/", {"code": code, "pin": "2468"}).cookies


def test_a_pin_that_is_none_is_asked_again_with_the_box_open(sent: Reporter) -> None:
    page = sent.client.post(SENT, {"code": "pin", "pin": "12"}).content.decode()

    assert "A PIN has 4 to 12 numbers" in page
    assert re.search(r"<details[^>]* open", page)
    assert ReturnCode.objects.get().pin_digest is None


def test_files_can_be_added_from_the_page_after_a_pin_was_set(sent: Reporter) -> None:
    sent.client.post(SENT, {"code": "pin", "pin": "2468"})

    response = sent.client.post(SENT, {"code": "files"})

    assert response["Location"] == "/return/files/"
    assert settings.RETURN_COOKIE in response.cookies


def test_the_picture_holds_the_code_and_nothing_else() -> None:
    code = Passcode(return_codes.fresh())

    drawn = picture(code)

    rows = [[0] * drawn.size for _ in range(drawn.size)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn.path):
        rows[int(y)][int(x) : int(x) + int(length)] = [1] * int(length)
    expected = segno.make_qr(return_codes.grouped(code), error="m")
    assert [row[4:-4] for row in rows[4:-4]] == [list(row) for row in expected.matrix]
    assert sum(map(sum, rows)) == sum(map(sum, expected.matrix))
    assert drawn.path != picture(return_codes.fresh()).path


def test_paper_carries_the_name_of_the_service_the_code_and_no_more(sent: Reporter) -> None:
    code = code_of(sent)
    page = sent.get(SENT).content.decode()

    main = page[page.index("<main") : page.index("</main>")]
    sheet = re.search(r'<div class="code-sheet">(.*?)</div>', main, re.S)
    assert sheet
    paper = re.sub(r'<(\w+)[^>]*class="[^"]*no-print[^"]*".*?</\1>', "", sheet[1], flags=re.S)
    words = " ".join(re.sub(r"<[^>]*>", " ", paper).split())
    assert words == f"{settings.SERVICE_NAME} Your code {code} Keep it where only you can find it."


def test_the_pages_of_the_code_are_gone_after_twenty_minutes(sent: Reporter) -> None:
    with clock.at(clock.now() + timedelta(minutes=21)):
        assert sent.client.post(SENT, {"code": "pin", "pin": "2468"}).status_code == 410

    assert ReturnCode.objects.get().pin_digest is None
