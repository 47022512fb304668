"""Easy Read: the same questions, answers and steps; only words and pictures differ."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from incidents import easy_read
from incidents.forms import FORMS
from incidents.models import Report
from incidents.questions import CORE, SECTIONS, Section
from tests.incidents.conftest import PAGES, Reporter, seen_on
from tests.incidents.test_plain_words import asked

pytestmark = pytest.mark.django_db

SYMBOLS = set(
    re.findall(r'<symbol id="(\w+)"', (Path(settings.BASE_DIR) / "static/src/images/symbols.svg").read_text())
)


@pytest.fixture
def easy(amina: Reporter) -> Reporter:
    """Amina, after pressing the button of Easy Read on the start page."""
    answer = amina.client.post("/language/", {"easy_read": "yes", "next": "/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    return amina


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_every_question_has_a_row_and_no_row_is_left_over(section: Section) -> None:
    names = set(asked(section).fields) | ({"narrowed"} if section.code == "where" else set())

    assert set(easy_read.QUESTIONS[section.code]) == names


@pytest.mark.parametrize("section", CORE, ids=lambda section: section.code)
def test_every_core_page_has_easier_words_and_symbols(section: Section) -> None:
    table = easy_read.QUESTIONS[section.code]

    assert any(question.label for question in table.values())
    assert any(question.symbol for question in table.values())


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_the_answers_are_the_same_codes_in_the_same_order(section: Section) -> None:
    usual, easy = asked(section), asked(section, easy=True)

    assert list(usual.fields) == list(easy.fields)
    for name, field in usual.fields.items():
        codes, easy_codes = ([code for code, _ in getattr(one, "choices", ())] for one in (field, easy.fields[name]))
        assert codes == easy_codes, name


def test_every_row_is_about_an_answer_that_exists_and_a_symbol_we_drew() -> None:
    for section in SECTIONS:
        form = asked(section)
        for name, question in easy_read.QUESTIONS[section.code].items():
            symbols = {question.symbol, *(choice.symbol for choice in question.choices)} - {""}
            assert symbols <= SYMBOLS, name
            if name in form.fields and name not in ("organisations", "strands"):
                known = {code for code, _ in getattr(form.fields[name], "choices", ())}
                known |= {"text"}  # offered only where texts can be sent
                assert {choice.code for choice in question.choices} <= known, name


def test_wording_one_form_leaves_the_others_alone() -> None:
    easy_read.put_into(FORMS["what"](answers={}), "what")

    assert str(FORMS["what"](answers={}).fields["kinds"].label) == "Which of these fit?"
    assert FORMS["what"](answers={}).fields["kinds"].widget.symbols == {}
    assert FORMS["what"](answers={}).fields["kinds"].widget.hints


def test_a_whole_report_is_sent_in_easy_read(easy: Reporter) -> None:
    start = easy.get("/").content.decode()
    first = easy.get("/report/1/").content.decode()
    easy.fill()
    check = easy.get("/report/8/").content.decode()
    easy.send()
    sent = easy.get("/report/sent/")
    easy.client.post("/return/", {"code": sent.context["card"].code})
    behind = easy.get("/return/").content.decode()

    assert "You can help someone else to tell us." in start
    assert "Is someone in danger now?" in first
    assert "symbols" in first
    assert "They shouted or said bad names" in check
    assert "If you press Send, you say it is true." in check
    assert "This code is secret." in sent.content.decode()
    assert "You can write to the police here." in behind
    report = Report.objects.get()
    assert report.kinds == PAGES[3]["kinds"]


def test_a_page_kept_for_everybody_is_kept_for_each_wording(easy: Reporter) -> None:
    tom = Client()

    assert "Is someone in danger now?" in easy.get("/report/1/").content.decode()
    assert "Is someone in danger now?" not in tom.get("/report/1/").content.decode()
    assert "Is someone in danger now?" in easy.get("/report/1/").content.decode()


def test_switching_in_the_middle_of_a_page_keeps_what_is_typed(amina: Reporter) -> None:
    amina.fill(until=2)
    page = amina.get("/report/3/")

    typed = {"words": "He shouted.", "kinds": ["hit"], "seen": seen_on(page)}
    switched = amina.client.post("/report/3/", {**typed, "easy_read": "yes"})

    text = switched.content.decode()
    assert switched.status_code == 200
    assert "Tell us what happened" in text
    assert "He shouted." in text
    assert re.search(r'value="hit" checked', text)
    assert "There is a problem" not in text
    assert "Not answered" in amina.get("/report/8/").content.decode()
    assert amina.client.post("/report/3/", {**typed, "easy_read": "no"}).content.decode().count("Which of these fit?")


def test_the_choice_ends_with_the_browser_and_with_quick_exit(easy: Reporter) -> None:
    cookie = easy.client.cookies[settings.EASY_READ_COOKIE]

    assert (cookie.value, cookie["max-age"], cookie["expires"]) == ("yes", "", "")
    assert cookie["httponly"]
    easy.get("/exit/")
    assert easy.client.cookies[settings.EASY_READ_COOKIE].value == ""


def test_a_strangers_site_cannot_switch_the_words(amina: Reporter) -> None:
    amina.client.post("/language/", {"easy_read": "yes", "next": "/"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert "You can help someone else to tell us." not in amina.get("/").content.decode()


def test_the_desk_has_no_easy_read(easy: Reporter) -> None:
    assert 'class="easy"' in easy.get("/").content.decode()
    assert 'class="easy"' not in easy.get("/accounts/login/").content.decode()
