"""Every public sentence is there in every language, and no public page says a word that is in no catalogue."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import dates, translation

from hatereport import clock, errors
from hatereport.headers import area_of
from hatereport.languages.checking import problems
from hatereport.languages.gathering import NAMED_BY_WHAT_THEY_ARE, gather
from hatereport.languages.table import TRANSLATED
from incidents import messages, notices, progress, reviews
from incidents.models import LanguageReview, Report
from incidents.questions import OPTIONAL
from partners.models import Force, Organisation, PolicingArea
from tests import cast
from tests.hatereport import pseudo_language
from tests.house.test_every_page import EVERYBODY, MATRIX
from tests.incidents.conftest import PAGES

SENTENCES = gather()

#: What the person types on the way: data, in whatever language they write.
TOO_MUCH = "x" * 20_001
TYPED = (
    TOO_MUCH,
    "CA4",
    "A man shouted at me at the bus stop.",
    "He said what he thinks of us.",
    "Amina",
    "CA1 2AB",
    "nonsense",
    "wrong",
)
#: What begins a reference, and the host of the tests.
NAMES = ("HR-", "testserver")


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.folder)
def test_every_sentence_is_there_in_every_language(language):
    assert list(problems(language, SENTENCES)) == []


@pytest.fixture
def pages(db: None, tmp_path: Path) -> Iterator["Pages"]:
    LanguageReview.objects.create(
        language=pseudo_language.LANGUAGE.code, reviewed_by="Nobody", reviewed_on="2026-11-01"
    )
    reviews.forget()
    with pseudo_language.spoken(tmp_path):
        pages = Pages()
        yield pages
    reviews.forget()
    translation.activate(settings.LANGUAGE_CODE)
    assert pages.left == {}


class Pages:
    """A visitor in the language of marks; `left` is what was said outside them, and where."""

    def __init__(self) -> None:
        self.client = Client(headers={"accept-language": pseudo_language.LANGUAGE.code})
        self.left: dict[str, list[str]] = {}
        everyone = Organisation.objects.exclude(code__in=NAMED_BY_WHAT_THEY_ARE).values_list("name", flat=True)
        forces = Force.objects.values_list("name", flat=True)
        areas = PolicingArea.objects.values_list("name", flat=True)
        with translation.override(pseudo_language.LANGUAGE.code):
            months = [str(month) for month in (*dates.MONTHS.values(), *dates.MONTHS_ALT.values())]
        laws = [source.text for page in notices.SOURCES.values() for source in page]
        self.names = {*everyone, *laws, *forces, *areas, *months, *TYPED, *NAMES, settings.SERVICE_NAME}

    def opens(self, address: str, expected: str = "") -> Any:
        return self.looks(self.client.get(address), address, expected)

    def sends(self, address: str, answers: dict[str, Any], expected: str = "") -> Any:
        """Post, and look at where it leads."""
        response = self.client.post(address, {"seen": _seen(self.client.get(address))} | answers)
        if response.status_code in (302, 303):
            return self.opens(response.headers["location"], expected)
        return self.looks(response, address, expected)

    def looks(self, response: Any, where: str, expected: str = "") -> Any:
        html = response.content.decode()
        if not html.startswith("<!doctype"):
            return response
        assert pseudo_language.OPEN in html, where
        assert expected in html, (where, html)
        if words := pseudo_language.untranslated(html, self.names):
            self.left.setdefault(where, []).extend(words)
        return response


def test_no_public_address_says_an_untranslatable_word(pages: Pages) -> None:
    for row in MATRIX:
        if row.who == EVERYBODY and not row.post:
            address = reverse(row.name, kwargs=dict(row.kwargs))
            if area_of(address).name == "public":
                pages.opens(address)
    pages.opens("/report/1/?away")
    pages.opens("/no/such/page/")


def test_no_page_of_the_form_says_an_untranslatable_word(pages: Pages) -> None:
    pages.sends("/report/1/", {}, "There is a problem")
    pages.sends("/report/1/", {"danger": "yes"}, "Call 999 now")
    pages.sends("/report/8/", {}, "Before you can send")
    wrong: dict[int, dict[str, Any]] = {
        2: {"filer": "on_behalf"},
        3: {"words": TOO_MUCH},
        4: {"when": "exact", "on_day": "31", "on_month": "2", "on_year": "2099"},
        5: {"place_type": "home", "postcode": "nonsense"},
        6: {"reason": TOO_MUCH},
        7: {"contact": "yes", "channels": ["email", "letter"], "email": "nonsense", "bans": ["only_times"]},
    }
    for step, answers in wrong.items():
        pages.opens(f"/report/{step}/")
        pages.sends(f"/report/{step}/", answers, "There is a problem")
        pages.sends(f"/report/{step}/", PAGES[step])
    pages.sends("/report/7/", {"contact": "trusted"}, "There is a problem")
    pages.sends("/report/5/", {"place_type": "online", "postcode": "CA4"}, "Which of these areas")
    pages.client.post("/report/6/", {"seen": "0", "reason": "He said what he thinks of us."})
    for section in OPTIONAL:
        pages.opens(f"/report/more/{section.code}/")
        for value in ("yes", "no"):
            page = pages.client.get(f"/report/more/{section.code}/").content.decode()
            names = set(re.findall(r'name="(\w+)" type="(?:radio|checkbox)" value="', page))
            pages.sends(f"/report/more/{section.code}/", dict.fromkeys(names, value))
            for name in names:
                every = re.findall(rf'name="{name}" type="\w+" value="([^"]*)"', page)
                pages.sends(f"/report/more/{section.code}/", {name: every[-1]})
    pages.opens("/report/8/", "Check your answers")


@pytest.mark.parametrize("contact", ["yes", "anonymous"])
def test_no_page_behind_the_code_says_an_untranslatable_word(pages: Pages, contact: str) -> None:
    for step, answers in PAGES.items():
        pages.client.post(f"/report/{step}/", answers | {"seen": "0"} | ({"contact": contact} if step == 7 else {}))
    pages.client.post("/report/8/", {"seen": _seen(pages.client.get("/report/8/"))})
    report = Report.objects.get()
    code = re.search(r'id="code"[^>]*>([^<]+)<', pages.client.get("/report/sent/").content.decode())
    assert code
    pages.names |= {code[1], report.reference}
    pages.opens("/report/sent/", "We have your report")
    pages.sends("/report/sent/", {"code": "saved"})
    pages.sends("/return/", {"code": "wrong"}, "There is a problem")
    pages.sends("/return/", {"code": "0" * 20})
    for sentence in progress.SENTENCES:
        progress.push(report, sentence.code, due_at=clock.now())
    messages.post_to_reporter(report, cast.officer(), "wrong")
    pages.sends("/return/", {"code": code[1]}, "Messages")
    pages.looks(pages.client.post("/return/message/", {"words": ""}), "/return/message/", "There is a problem")
    pages.sends("/return/message/", {"danger": "yes", "words": "wrong", "key": str(uuid.uuid4())})
    pages.opens("/return/")
    pages.looks(pages.client.post("/return/files/", {}), "/return/files/", "There is a problem")
    for matter in ("withdraw", "files", "again"):
        pages.opens(f"/return/{matter}/")
    pages.sends("/return/withdraw/", {})
    pages.opens("/report/1/")


def test_no_refusal_says_an_untranslatable_word(pages: Pages) -> None:
    request = RequestFactory().get("/")
    with translation.override(pseudo_language.LANGUAGE.code), transaction.atomic():
        for refuse in (errors.bad_request, errors.forbidden, errors.not_found, errors.server_error):
            pages.looks(refuse(request), refuse.__name__)
        pages.looks(errors.page_open_too_long(request), "open too long")
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": pseudo_language.LANGUAGE.code})
    for address in ("/report/1/", "/report/3/", "/report/8/", "/return/", "/return/message/", "/return/files/"):
        pages.looks(strict.post(address, {"words": "wrong", "code": "wrong"}), address)


def _seen(page: Any) -> str:
    found = re.search(r'name="seen" value="(\d+)"', page.content.decode())
    return found[1] if found else "0"
