"""The English beside the gravest words: there until a native speaker has read the translation, and then gone."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from hatereport.languages import dates
from hatereport.languages.table import LANGUAGES, TRANSLATED
from incidents import reviews
from incidents.models import LanguageReview
from tests import cast
from tests.hatereport import pseudo_language

pytestmark = pytest.mark.django_db

CODE = pseudo_language.LANGUAGE.code
#: Numbers stand in spans of their own inside.
ENGLISH = re.compile(
    r'<span class="english" lang="en" dir="ltr">((?:<span[^>]*>[^<]*</span>|(?!</span>).)*)</span>', re.S
)
NOTICE = "No native speaker has checked this translation yet."


@pytest.fixture
def reader(tmp_path: Any) -> Iterator[Client]:
    """Reads the language of marks, which no native speaker has read."""
    reviews.forget()
    with pseudo_language.spoken(tmp_path):
        yield Client(headers={"accept-language": CODE})
    reviews.forget()


def beside(page: Any) -> str:
    return " ".join(ENGLISH.findall(page.content.decode()))


def is_reviewed() -> None:
    LanguageReview.objects.create(language=CODE, reviewed_by="Eleri", reviewed_on=datetime.date(2026, 11, 1))
    reviews.forget()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "Is someone in danger now?"),
        ("/", "If you cannot speak, press 55"),
        ("/report/1/", "Is anyone in danger right now, or is it still happening?"),
        ("/report/1/help/", "Call 999 now"),
        ("/report/1/help/", "in British Sign Language"),
        ("/report/7/", "No, and I do not give my name"),
        ("/report/7/", "We cannot find you from this form"),
        ("/report/more/support/", "Would you like us to pass on your wish for support?"),
        ("/report/8/", "By sending it you say that it is true as far as you know."),
        ("/privacy/", "unless you write who you are"),
    ],
)
def test_the_gravest_words_also_stand_in_english_until_a_native_speaker_has_read_them(reader, address, words):
    reader.post("/report/1/", {"danger": "no", "seen": "0"})
    reader.post("/report/7/", {"contact": "yes", "channels": ["return_page"], "seen": "0"})

    waiting = reader.get(address)
    is_reviewed()
    read = reader.get(address)

    assert words in beside(waiting)
    assert pseudo_language.OPEN not in beside(waiting)
    assert waiting.content.decode().count(NOTICE) == 1
    assert beside(read) == ""
    assert NOTICE not in read.content.decode()


def test_only_the_gravest_words_are_said_twice(reader):
    reader.post("/report/1/", {"danger": "no", "seen": "0"})

    assert "What must we not do?" not in beside(reader.get("/report/7/"))
    assert beside(reader.get("/report/3/")) == beside(reader.get("/report/4/"))


def test_an_english_page_says_nothing_twice():
    page = Client().get("/report/1/")

    assert beside(page) == ""
    assert NOTICE not in page.content.decode()


def test_reviews_are_read_once_a_minute(reader, django_assert_num_queries, monkeypatch):
    with translation.override(CODE):
        with django_assert_num_queries(1):
            assert reviews.english_beside()
            assert reviews.english_beside()
        LanguageReview.objects.create(language=CODE, reviewed_by="Eleri", reviewed_on=datetime.date(2026, 11, 1))
        assert reviews.english_beside()
        monkeypatch.setattr(reviews, "KEPT", -1.0)
        assert not reviews.english_beside()


def test_an_administrator_writes_down_a_review_and_it_is_in_the_log(client):
    administrator = cast.platform_administrator()
    client.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get("/admin/incidents/languagereview/add/").content.decode()
    client.post(
        "/admin/incidents/languagereview/add/",
        {"language": "pl", "reviewed_by": "Katarzyna, sworn translator", "reviewed_on": "2026-11-20"},
    )

    for language in TRANSLATED:
        assert f'value="{language.code}"' in page
    assert LanguageReview.objects.get().language == "pl"
    with translation.override("pl"):
        assert not reviews.english_beside()


def test_a_day_is_written_as_the_language_writes_it():
    written = {}
    for language in LANGUAGES:
        with translation.override(language.code):
            written[language.code] = dates.day(datetime.date(2026, 5, 21))

    assert written == {
        "en-gb": "21 May 2026",
        "cy": "21 Mai 2026",
        "pl": "21 maja 2026",
        "ro": "21 mai 2026",
        "uk": "21 травня 2026 р.",
        "ar": "21 مايو 2026",
        "ur": "21 مئی 2026",
        "pa": "21 ਮਈ 2026",
        "bn": "21 মে 2026",
        "zh-hans": "2026年5月21日",
        "pt": "21 de maio de 2026",
        "tr": "21 Mayıs 2026",
    }


def test_a_moment_needs_no_word_for_the_morning():
    with translation.override("ar"):
        said = dates.moment(datetime.datetime(2026, 11, 21, 14, 5, tzinfo=datetime.UTC))

    assert said.endswith("2026، 14:05")
