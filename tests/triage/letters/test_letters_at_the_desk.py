"""A letter at the desk: seen before it is sent, kept as it was, opened by those who may see names."""

import datetime as dt
import re

import pytest

from hatereport.audit.models import Entry
from incidents.letters.writing import Written
from incidents.models import LanguageReview, Letter
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import MOST, address, at_desk, at_most, posted
from tests.triage.letters.writing import (
    BY_POST,
    NFA,
    PROGRESS,
    investigated,
    writes,
)

pytestmark = pytest.mark.django_db


def test_the_letter_is_shown_and_nothing_is_kept_before_it_is_sent() -> None:
    case = investigated(contact=BY_POST)
    browser = at_desk(cast.officer())
    typed = posted(case, **PROGRESS, letter_way="letter", then="case")

    shown = browser.post(address(case, "write_letter"), typed)

    page = shown.content.decode()
    assert shown.status_code == 200
    assert "Nothing has been sent or kept yet" in page
    assert "12 Mill Lane" in page
    assert "We have asked for the CCTV." in page
    assert not Letter.objects.exists()
    assert not case.moves.filter(act="write_letter").exists()

    sent = browser.post(address(case, "write_letter"), typed | {"seen": "yes"})

    assert sent.status_code == 302
    assert [sheet.words for sheet in shown.context["letter"].sheets] == [
        sheet.words
        for sheet in Written.of(Letter.objects.get()).sheets  # type: ignore[union-attr]
    ]


def test_back_from_the_letter_everything_typed_stands_there_again() -> None:
    case = investigated()
    browser = at_desk(cast.officer())
    typed = posted(case, **PROGRESS, letter_way="return_page")

    page = browser.post(address(case, "write_letter"), typed | {"seen": "yes", "change": "yes"})

    assert page.status_code == 200
    assert "We have asked for the CCTV." in page.content.decode()
    assert not Letter.objects.exists()


def test_what_is_refused_is_refused_before_anything_is_shown() -> None:
    case = investigated()

    page = at_desk(cast.officer()).post(address(case, "write_letter"), posted(case, **PROGRESS, letter_way="letter"))

    assert page.status_code == 422
    assert "The person did not choose to be reached in this way" in page.content.decode()


def test_telling_by_voice_shows_no_letter() -> None:
    case = chain.crime_in("victim_to_be_told")

    done = at_desk(cast.officer()).post(address(case, "tell_victim"), posted(case, **NFA | {"contact_channel": "call"}))

    assert done.status_code == 302
    assert not Letter.objects.exists()


def test_the_timeline_leads_to_the_letter_as_it_was_sent_and_the_look_is_recorded() -> None:
    case = investigated(contact=BY_POST)
    letter = writes(cast.officer(), case, "letter")
    browser = at_desk(cast.officer())
    link = f"/desk/cases/{case.reference}/letters/{letter.pk}/"

    assert link in browser.get(address(case)).content.decode()
    with at_most(MOST):
        page = browser.get(link)

    assert "Handed to the post" in page.content.decode()
    assert "12 Mill Lane" in page.content.decode()
    assert Entry.objects.filter(action="consultation", act="letter_read").exists()


def test_a_letter_with_a_name_opens_for_those_who_see_names_and_nothing_opens_from_elsewhere() -> None:
    case, other = investigated(contact=BY_POST), chain.report_received(**chain.ELSEWHERE)
    letter = writes(cast.officer(), case, "letter")
    link = f"letters/{letter.pk}"

    assert at_desk(cast.hate_crime_sergeant()).get(address(case, link)).status_code == 403
    assert at_desk(cast.dev("control_room_sergeant")).get(address(case, link)).status_code == 404
    assert at_desk(cast.control_room_sergeant()).get(address(other, link)).status_code == 404


def test_an_erased_letter_says_so() -> None:
    case = investigated()
    letter = writes(cast.officer(), case, "return_page")
    letter.contact.shred()

    assert "have been erased" in at_desk(cast.officer()).get(address(case, f"letters/{letter.pk}")).content.decode()


def test_an_administrator_looks_at_every_template_with_invented_data() -> None:
    LanguageReview.objects.create(language="cy", reviewed_by="M. Evans", reviewed_on=dt.date(2026, 3, 1))
    browser = at_desk(cast.force_administrator())

    with at_most(MOST):
        page = browser.get("/desk/letters/").content.decode()

    assert page.count("Awaiting review") == 10
    assert "Reviewed by M. Evans" in page
    for link in re.findall(r'href="(/desk/letters/\w+/[\w-]+/)"', page):
        assert "Sam Example" in browser.get(link).content.decode(), link
    assert "We have your report, in Urdu</h1>" in browser.get("/desk/letters/received/ur/").content.decode()
    assert browser.get("/desk/letters/received/xx/").status_code == 404
