"""Which language a page is in, and that picking another one half-way loses nothing."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hatereport.languages.table import LANGUAGES, TRANSLATED
from incidents.models import ContactChange, Draft, Message, NewsChoice
from incidents.sending import send_answers
from tests.incidents.conftest import Given, answers
from tests.running_house import House

pytestmark = pytest.mark.django_db

__all__ = ["answers"]  # a fixture of the report's own tests


def picks(client: Client, code: str, address: str = "/") -> Any:
    return client.post("/language/", {"language": code, "next": address})


def language_of(client: Client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).headers["Content-Language"]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_browser_is_asked_first(language):
    page = Client().get("/", headers={"accept-language": f"{language.code},en;q=0.5"})

    direction = "rtl" if language.right_to_left else "ltr"
    assert f'<html lang="{language.code}" dir="{direction}">' in page.content.decode()
    assert page.headers["Content-Language"] == language.code
    assert settings.LANGUAGE_COOKIE_NAME not in page.cookies


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        *[("zh-CN", "zh-hans"), ("pt-BR", "pt"), ("pa-Guru-IN", "pa"), ("en-US", "en-gb")],
        *[(nothing_we_have, "en-gb") for nothing_we_have in ("fr, de;q=0.8", "*", "x" * 5000, "")],
    ],
)
def test_a_wish_is_met_as_well_as_can_be(asked, answered):
    assert language_of(Client(), "/", **{"accept-language": asked}) == answered


@pytest.mark.parametrize("charset", ["utf-16", "rot13", "hex", "idna", "undefined", "nonsense"])
def test_a_form_is_read_as_utf_8_whatever_it_claims_to_be(charset):
    lines = ["--x", 'Content-Disposition: form-data; name="code"', "", "Żółć", "--x--", ""]

    page = Client().generic(
        "POST", "/return/", "\r\n".join(lines), f"multipart/form-data; boundary=x; charset={charset}"
    )

    assert page.status_code == 200
    assert 'value="Żółć"' in page.content.decode()


def test_a_picked_language_is_kept_until_the_browser_closes():
    amina = Client(headers={"accept-language": "pl"})

    answer = picks(amina, "ar", "/privacy/")

    assert (answer.status_code, answer.headers["location"]) == (303, "/privacy/")
    cookie = answer.cookies["language"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")
    assert {language_of(amina, address) for address in ("/", "/report/1/", "/return/", "/support/")} == {"ar"}


def test_the_way_out_forgets_the_language():
    amina = Client()
    picks(amina, "ar")

    answer = amina.get("/exit/")

    assert answer.cookies["language"]["max-age"] == 0
    assert language_of(amina, "/") == "en-gb"


def test_staff_pages_stay_in_english_whatever_was_picked():
    sergeant = Client(headers={"accept-language": "ar"})
    picks(sergeant, "ar")

    for address in ("/accounts/login/", "/desk/", "/referrals/", "/admin/login/", "/api/v1/", "/livez"):
        assert language_of(sergeant, address) == "en-gb", address
    assert 'lang="en-gb" dir="ltr"' in sergeant.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_picking_a_language_leads_nowhere_else(address):
    assert picks(Client(), "ar", address).headers["location"] == "/"


@pytest.mark.parametrize("code", ["xx", "", "en", "../../etc", "ar" * 500])
def test_what_is_no_language_changes_nothing(code):
    client = Client()

    assert settings.LANGUAGE_COOKIE_NAME not in picks(client, code).cookies
    assert language_of(client, "/") == "en-gb"


def test_another_site_cannot_change_the_language():
    client = Client(headers={"sec-fetch-site": "cross-site"})

    assert settings.LANGUAGE_COOKIE_NAME not in picks(client, "ar").cookies


def test_a_new_language_in_the_middle_of_a_page_keeps_what_is_typed_and_saves_nothing():
    amina = Client()
    amina.post("/report/1/", {"danger": "no", "seen": "0"})

    page = amina.post("/report/3/", {"words": "He shouted at m", "kinds": ["hit"], "seen": "0", "language": "ar"})

    html = page.content.decode()
    assert page.status_code == 200
    assert 'dir="rtl"' in html
    assert "He shouted at m</textarea>" in html
    assert 'value="hit" checked' in html
    assert "govuk-error" not in html
    draft = Draft.objects.get()
    assert (list(draft.given), draft.language) == (["danger"], "en-gb")


def test_a_new_language_on_an_empty_page_is_no_mistake():
    page = Client().post("/report/1/", {"seen": "0", "language": "pl"})

    assert "govuk-error" not in page.content.decode()
    assert not Draft.objects.exists()


@pytest.fixture
def behind_the_code(answers: Given) -> Client:
    client = Client()
    client.post("/return/", {"code": send_answers(answers()).return_code})
    return client


def test_a_half_typed_code_stays_with_a_new_language_and_opens_nothing():
    page = Client().post("/return/", {"code": "7Q4K", "pin": "1234", "language": "ar"})

    html = page.content.decode()
    assert 'dir="rtl"' in html
    assert 'value="7Q4K"' in html
    assert "govuk-error" not in html
    assert settings.RETURN_COOKIE not in page.cookies


@pytest.mark.parametrize(
    ("address", "typed", "shown"),
    [
        ("/return/message/", {"words": "He came back.", "danger": "no"}, "He came back.</textarea>"),
        ("/return/contact/", {"email": "amina@home.example", "channels": ["email"]}, 'value="amina@home.example"'),
        ("/return/news/", {"email": "amina@home.example", "wording": "news"}, 'value="amina@home.example"'),
    ],
)
def test_what_is_typed_behind_the_code_stays_with_a_new_language_and_is_not_sent(
    behind_the_code: Client, address: str, typed: dict[str, Any], shown: str
) -> None:
    page = behind_the_code.post(address, typed | {"language": "ur"})

    html = page.content.decode()
    assert page.status_code == 200
    assert 'lang="ur" dir="rtl"' in html
    assert shown in html
    assert "govuk-error" not in html
    assert not any(kept.objects.exists() for kept in (Message, ContactChange, NewsChoice))


@pytest.mark.parametrize("address", ["/report/1/", "/return/", "/return/contact/", "/return/news/"])
def test_the_picker_of_a_page_to_type_on_belongs_to_its_form(behind_the_code: Client, address: str) -> None:
    html = behind_the_code.get(address).content.decode()

    assert html.count('id="answers"') == 1
    assert html.count('form="answers" formnovalidate') >= len(LANGUAGES)


def test_the_report_keeps_the_language_it_was_written_in():
    amina = Client(headers={"accept-language": "ar"})

    amina.post("/report/1/", {"danger": "no", "seen": "0"})

    assert Draft.objects.get().language == "ar"


def test_each_language_is_named_in_itself():
    html = Client().get("/").content.decode()

    for language in LANGUAGES:
        assert f'lang="{language.code}" dir="auto"' in html
        assert f">{language.own_name}</button>" in html
    assert len(TRANSLATED) == 11


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_enter_in_a_box_goes_on_and_does_not_change_the_language(house: House, browser: Any, script: bool) -> None:
    page = browser.new_context(base_url=house.url, java_script_enabled=script).new_page()
    page.goto("/report/1/")
    page.check("input[name=danger][value=no]")
    page.click("main form button[type=submit]")
    page.goto("/report/5/")
    page.fill("input[name=postcode]", "CA1")

    with page.expect_navigation():
        page.press("input[name=postcode]", "Enter")

    assert page.url.endswith("/report/6/")
    assert page.locator("html").get_attribute("lang") == "en-gb"
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_language_is_picked_by_hand_and_the_words_stay(house: House, browser: Any, script: bool) -> None:
    page = browser.new_context(base_url=house.url, java_script_enabled=script).new_page()
    page.goto("/report/1/")
    page.check("input[name=danger][value=no]")
    page.click("main form button[type=submit]")
    page.goto("/report/3/")
    page.fill("textarea[name=words]", "He shouted")

    page.click("nav.languages summary")
    with page.expect_navigation():
        page.click("nav.languages button[value=ur]")

    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.input_value("textarea[name=words]") == "He shouted"
    page.check("input[name=kinds][value=hit]")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    assert page.url.endswith("/report/4/")
    assert page.locator("html").get_attribute("lang") == "ur"
    page.context.close()
