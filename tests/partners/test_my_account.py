"""My account: mail and its quiet hours, what is my own, and my passkeys and sessions on one page."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.test import Client

from hatereport.audit.models import Entry
from partners import own_keys
from partners.models import OwnKey, Person
from tests import cast
from tests.partners.signing_in import try_to_sign_in
from tests.triage.desk_browser import at_desk, in_danger

pytestmark = pytest.mark.django_db

PAGE, NEWS, OWN = "/accounts/me/", "/accounts/me/news/", "/accounts/me/own/"


@pytest.fixture
def jack(client: Client) -> Person:
    person = cast.signs_in(cast.officer())
    try_to_sign_in(client, person.email)
    return person


def acts(person: Person) -> list[str]:
    return list(Entry.objects.filter(chain=f"person:{person.pk}").order_by("seq").values_list("act", flat=True))


def test_quiet_hours_are_set_and_shown(client: Client, jack: Person) -> None:
    client.post(NEWS, {"mail_news": "on", "quiet_from": "22:00", "quiet_until": "06:30"})

    jack.refresh_from_db()
    assert (jack.mail_news, jack.quiet_from, jack.quiet_until) == (True, time(22), time(6, 30))
    assert 'value="22:00"' in client.get(PAGE).content.decode()
    assert acts(jack) == ["news_settings_changed"]


def test_mail_is_switched_off(client: Client, jack: Person) -> None:
    client.post(NEWS, {"quiet_from": "", "quiet_until": ""})

    jack.refresh_from_db()
    assert (jack.mail_news, jack.quiet_from) == (False, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"quiet_from": "22:00"}, "Fill in both hours, or neither."),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, "Choose another hour than the first."),
        ({"quiet_from": "late", "quiet_until": "06:00"}, "Enter a valid time."),
    ],
)
def test_hours_that_mean_nothing_are_refused_in_words(
    client: Client, jack: Person, typed: dict[str, str], said: str
) -> None:
    page = client.post(NEWS, {"mail_news": "on"} | typed).content.decode()

    assert said in page
    assert "There is a problem" in page
    jack.refresh_from_db()
    assert jack.quiet_from is None


def test_what_is_ones_own_is_kept_and_never_shown_again(client: Client, jack: Person) -> None:
    client.post(OWN, {"phone": "07700 900789", "postcode": "CA2 5TT"})
    page = client.get(PAGE).content.decode()

    assert own_keys.owns_any(jack, [("phone", "+447700900789")])
    assert "a telephone number, a postcode" in page
    assert "900789" not in page
    assert "CA2" not in page

    client.post(OWN, {"forget": "1"})
    assert not OwnKey.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"phone": "999"}, "Write the whole number"),
        ({"postcode": "CA2"}, "Write the whole postcode"),
        ({"email": "jack"}, "Enter a valid email address"),
        ({}, "Fill in at least one of these."),
    ],
)
def test_what_cannot_be_recognised_later_is_refused(
    client: Client, jack: Person, typed: dict[str, str], said: str
) -> None:
    assert said in client.post(OWN, typed).content.decode()
    assert own_keys.kept(jack) == []


@pytest.mark.usefixtures("jack")
def test_the_page_stays_within_its_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(15):
        assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("who", "ways"),
    [
        (cast.control_room_sergeant, ["/desk/", "/desk/search/", "/desk/alarms/"]),
        (cast.auditor, ["/desk/audit/"]),
        (cast.force_administrator, ["/desk/force/", "/admin/"]),
        (cast.victim_support, ["/referrals/"]),
    ],
)
def test_somebody_at_their_account_finds_the_way_back(
    who: Callable[[], Person], ways: list[str], django_assert_max_num_queries: Any
) -> None:
    browser = at_desk(who())

    with django_assert_max_num_queries(15):
        header = browser.get(PAGE).content.decode().split("</header>")[0]

    for way in ways:
        assert f'href="{way}"' in header or f'action="{way}"' in header, way
    assert ("/desk/search/" in header) == (who is cast.control_room_sergeant)


def test_who_is_called_hears_the_alarm_at_their_account_too() -> None:
    in_danger()

    assert "Danger since" in at_desk(cast.control_room_operator()).get(PAGE).content.decode()


def test_a_page_of_signing_in_leads_nowhere_else() -> None:
    assert 'href="/desk/search/"' not in at_desk(cast.officer()).get("/accounts/password/change/").content.decode()
