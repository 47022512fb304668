"""Find help: the right people, contacts that were checked, and crisis lines always."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from hatereport import clock
from partners import directory, organisations
from partners.models import Organisation
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget() -> None:
    directory.forget_crisis_lines()


def names(**chosen: str) -> list[str]:
    return [entry.organisation.code for entry in directory.listing(**chosen)]


def test_the_directory_narrows_by_place_reason_and_need() -> None:
    assert "awaz-cumbria" in names(force="cumbria", strand="race")
    assert "awaz-cumbria" not in names(force="leicestershire", strand="race")
    assert "dace" not in names(force="cumbria", area="barrow")
    assert names(need="suicidal") == ["samaritans"]


def test_a_reason_shows_its_own_help_and_everybodys() -> None:
    found = names(force="cumbria", strand="race")

    assert {"victim-support", "true-vision", "remedi", "samaritans"} <= set(found)
    assert not {"refuge", "nspcc", "outreach-cumbria", "eass"} & set(found)


def test_crisis_lines_stand_first() -> None:
    entries = directory.listing(force="cumbria")
    crisis = [entry.organisation.is_crisis for entry in entries]

    assert crisis == sorted(crisis, reverse=True)
    assert entries[0].organisation.code == "police-999"


def test_what_is_not_for_the_public_is_not_listed() -> None:
    assert "cumbria-probation" not in names(force="cumbria")


@override_settings(DEMO=False)
def test_an_unchecked_contact_is_hidden_and_a_crisis_line_never() -> None:
    shown = {entry.organisation.code for entry in directory.listing() if entry.shows_contact}

    assert shown == {"police-999", "samaritans", "childline", "victim-support"}


@override_settings(DEMO=False)
def test_a_checked_contact_shows_until_its_day_and_no_longer() -> None:
    organisation = Organisation.objects.get(code="crimestoppers")
    organisations.mark_checked(cast.force_administrator(), organisation)
    assert organisation.verify_by is not None

    assert directory.entry(organisation).shows_contact
    with override_settings(TESTING=True), clock.at(clock.now() + organisations.CHECKED_FOR + timedelta(days=1)):
        assert not directory.entry(organisation).shows_contact


def test_the_demo_marks_what_nobody_checked() -> None:
    entry = directory.entry(Organisation.objects.get(code="crimestoppers"))

    assert (entry.shows_contact, entry.mark) == (True, "demo")


def test_a_changed_contact_counts_as_unchecked() -> None:
    organisation = Organisation.objects.get(code="crimestoppers")
    organisations.mark_checked(cast.force_administrator(), organisation)

    organisation.phone = "01632 960999"
    organisations.keep(cast.force_administrator(), organisation)

    assert Organisation.objects.get(code="crimestoppers").verified_on is None


def test_crisis_lines_are_read_once(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        lines = directory.crisis_lines()
    with django_assert_num_queries(0):
        assert directory.crisis_lines() == lines

    assert [line.phone for line in lines] == ["999", "116 123", "0800 1111", "08 08 16 89 111"]


def test_an_ended_organisation_is_named_nowhere() -> None:
    Organisation.objects.filter(code="galop").update(valid_to=date(2026, 1, 1))

    assert "galop" not in names()


def test_the_page_lists_and_narrows_without_signing_in(client: Client) -> None:
    page = client.post("/support/", {"postcode": "CA1 1AA", "strand": "race"}).content.decode()

    assert "AWAZ Cumbria" in page
    assert "Stamp It Out" not in page
    assert 'href="tel:116123"' in page


def test_what_somebody_looks_for_stays_out_of_the_history(client: Client) -> None:
    form = re.findall(r'<form[^>]*action="/support/"[^>]*>', client.get("/support/").content.decode())

    assert 'method="post"' in form[0]
    assert Client(enforce_csrf_checks=True).post("/support/", {"need": "domestic"}).status_code == 200


def test_the_title_says_nothing(client: Client) -> None:
    page = client.get("/support/").content.decode()
    title = page[page.index("<title>") : page.index("</title>")].lower()

    assert not any(word in title for word in ("hate", "police", "crime"))


@pytest.mark.parametrize("query", [{"strand": "nonsense"}, {"need": "x" * 500}, {"postcode": "\x00?"}, {"other": "1"}])
def test_what_cannot_be_understood_hides_nobody(client: Client, query: dict[str, str]) -> None:
    page = client.post("/support/", query)

    assert page.status_code == 200
    assert "Victim Support" in page.content.decode()


def test_somebody_of_a_force_not_on_board_finds_their_own(client: Client) -> None:
    page = client.post("/support/", {"postcode": "NN1 1AA"}).content.decode()

    assert "Voice for Victims" in page
    assert "AWAZ Cumbria" not in page


def test_the_page_costs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        client.post("/support/", {"postcode": "CA1"})


def test_a_charity_is_never_told_by_a_duty_in_law() -> None:
    charity = Organisation.objects.get(code="awaz-cumbria")
    council = Organisation.objects.get(code="cumberland-council")

    assert set(charity.referral_bases) == {"explicit_consent", "anonymised"}
    assert "statutory_duty" in council.referral_bases
