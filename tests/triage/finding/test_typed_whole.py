"""What is typed whole is taken for what it is: references, telephone numbers, places; never in an address or the log."""

import pytest
from django.db import connection

from hatereport.audit.models import Entry
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import MOST, address, at_desk, at_most
from tests.triage.finding.searching import SEARCH, asked, ellen
from triage.finding import keys
from triage.queues import PAGE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("HC-7F3K-2MQ9", "number"),  # its check symbol is wrong
        ("amina@home.example", "email"),
        ("07700 900123", "phone"),
        ("+44 (0)7700 900123", "phone"),
        ("٠٧٧٠٠ ٩٠٠١٢٣", "phone"),
        ("ca1 1aa", "postcode"),
        ("CC-2026-1120-0042", "number"),
        ("26A/0042", "number"),
        ("Amina Yusuf", "words"),
        ("", "words"),
        ("\x00", "words"),
        ("x" * 5000, "words"),
    ],
)
def test_what_was_typed_is_taken_for_what_it_is(typed: str, what: str):
    assert keys.understood(typed).what == what


@pytest.mark.parametrize("typed", ["07700 900123", "0044 7700 900123", "AMINA@home.example ", "ca11aa"])
def test_a_case_is_found_by_what_its_reporter_left(typed: str):
    case = chain.report_received(contact={**chain.ANSWERS["contact"], "email": "amina@home.example"})
    chain.report_received(**chain.ELSEWHERE)
    browser = at_desk(ellen())

    with at_most(MOST):
        page = browser.post(SEARCH, {"reference": typed})

    assert page.status_code == 200
    assert [line.case for line in page.context["lines"]] == [case]
    assert case.reference in page.content.decode()


def test_nothing_typed_gets_into_an_address_or_the_log():
    for _ in range(PAGE + 2):
        chain.report_received()
    browser = at_desk(ellen())

    page = browser.post(SEARCH, {"reference": "07700 900123"})
    more = browser.post(SEARCH, {"reference": "07700 900123", "after": str(page.context["typed_place"])})

    assert len(page.context["lines"]) == PAGE
    assert len(more.context["lines"]) == 2
    said = page.content.decode()
    links = [part.split('"')[0] for part in said.split('href="')[1:]]
    assert not [link for link in links if "0123" in link or "find=" in link]
    entries = list(Entry.objects.filter(act="search").values_list("detail", flat=True))
    assert entries == [{"typed": ["phone"], "count": PAGE}, {"typed": ["phone"], "count": 2}]


def test_a_reference_or_a_number_of_another_system_leads_straight_to_the_case():
    case = chain.crime_in("dispatched", crime_reference="26A/7777")
    browser = at_desk(ellen())

    for typed in (case.reference.lower().replace("-", " "), case.report.reference, "26a/7777"):
        assert browser.post(SEARCH, {"reference": typed})["Location"] == address(case), typed
    assert browser.get(f"{SEARCH}?reference={case.report.reference}")["Location"] == address(case)


@pytest.mark.parametrize(
    ("query", "index"), [("crime=26A/7", "triage_crime_references"), ("log=CC-7", "triage_log_numbers")]
)
def test_a_number_of_another_system_is_looked_up_by_its_index(query: str, index: str):
    cases = asked(query).cases()

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows would be read through

    assert index in cases.explain()


def test_names_and_words_are_not_searched():
    chain.report_received()

    page = at_desk(ellen()).post(SEARCH, {"reference": "Amina Yusuf"}).content.decode()

    assert "Names and words are not searched" in page
    assert "HC-" not in page.partition("<main")[2]


def test_nobody_finds_another_forces_case_by_a_telephone_number():
    case = chain.report_received()

    for who in (cast.dev("control_room_sergeant"), cast.officer()):
        page = at_desk(who).post(SEARCH, {"reference": "07700 900123"})
        assert not page.context["lines"]
        assert case.reference not in page.content.decode()


def test_the_log_says_which_filters_and_how_many_and_no_number():
    chain.report_received()
    browser = at_desk(ellen())

    browser.get(f"{SEARCH}?stage=control_room&holder=nobody&sort=due")
    browser.get(f"{SEARCH}?crime=26A/0042")

    first, second = Entry.objects.filter(act="search").order_by("seq").values_list("detail", flat=True)
    assert first == {"sort": "due", "stage": ["control_room"], "holder": ["nobody"], "count": 1}
    assert second == {"sort": "newest", "typed": ["crime"], "count": 0}
