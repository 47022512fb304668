"""Typing a code and a PIN: right, wrong in every way there is, and that nobody learns which way it was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hatereport import clock
from hatereport.outbox.models import Notice
from hatereport.sealing import blind
from incidents import expiry, pins, return_codes
from incidents.models import ReturnCode
from incidents.return_codes import Passcode
from incidents.sending import send_answers
from tests.incidents.conftest import Given

pytestmark = pytest.mark.django_db

PIN = "2468"


def given_a_code(answers: Given, pin: str = "") -> Passcode:
    code = send_answers(answers()).return_code
    if pin:
        assert pins.set_once(return_codes.find(code), code, pin)
    return code


@pytest.fixture
def with_pin(answers: Given) -> Passcode:
    return given_a_code(answers, PIN)


def opens(code: str, pin: str = "") -> bool:
    response = Client().post("/return/", {"code": code, "pin": pin})
    return settings.RETURN_COOKIE in response.cookies


@pytest.fixture
def refusals(answers: Given) -> dict[str, dict[str, str]]:
    """Every way of being refused, as it is typed."""
    now = clock.now()
    retired, expired, locked, waits, tried = (given_a_code(answers, pin) for pin in ("", "", PIN, PIN, PIN))
    expired_pin = given_a_code(answers, PIN)
    rows = {code: return_codes.find(code).pk for code in (retired, expired, expired_pin, waits, tried)}
    ReturnCode.objects.filter(pk=rows[retired]).update(retired_at=now)
    ReturnCode.objects.filter(pk__in=[rows[expired], rows[expired_pin]]).update(expires_at=now)
    ReturnCode.objects.filter(pk=rows[waits]).update(pin_failures=pins.TRIES, pin_failed_at=now)
    ReturnCode.objects.filter(pk=rows[tried]).update(pin_failures=pins.MANY - 1, pin_failed_at=now)
    return {
        "unknown": {"code": return_codes.fresh(), "pin": PIN},
        "retired": {"code": retired, "pin": PIN},
        "expired": {"code": expired, "pin": PIN},
        "expired, with its PIN": {"code": expired_pin, "pin": PIN},
        "no PIN": {"code": locked, "pin": ""},
        "a wrong PIN": {"code": locked, "pin": "1357"},
        "the twentieth wrong PIN": {"code": tried, "pin": "1357"},
        "the one after it": {"code": tried, "pin": "1357"},
        "waiting, with the right PIN": {"code": waits, "pin": PIN},
    }


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """How often something was fingerprinted, by the kind of key; no value of it."""
    calls: list[str] = []
    with monkeypatch.context() as patched:
        really = blind._hmac

        def counting(key: bytes, value: str) -> bytes:
            calls.append(key.hex()[:6])
            return really(key, value)

        patched.setattr(blind, "_hmac", counting)
        yield calls


def shape(sql: str) -> str:
    """A query without its values."""
    return re.sub(r"'[^']*'(::\w+)?|\bs\d+_x\d+\b|\b\d+\b|NULL", "?", sql)


def test_every_refusal_says_the_same_and_does_the_same(refusals: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    Client().post("/return/", refusals["unknown"])  # what the house looks up once and keeps is kept from here on
    for name, typed in refusals.items():
        client = Client()
        with counted(monkeypatch) as fingerprints, CaptureQueriesContext(connection) as queries:
            response = client.post("/return/", typed)
        told = re.findall(r'id="id_code-error".*?</p>', response.content.decode(), re.S)
        seen[name] = (
            response.status_code,
            told,
            sorted(response.cookies),
            fingerprints,
            [shape(query["sql"]) for query in queries.captured_queries],
        )

    first = seen["unknown"]
    assert first[1]
    assert settings.RETURN_COOKIE not in first[2]
    assert len(first[3]) >= 3
    for name, work in seen.items():
        assert work == first, name


def test_a_slip_of_the_pen_is_said_before_any_look_up(with_pin: Passcode) -> None:
    slip = with_pin[:-1] + ("Z" if with_pin[-1] != "Z" else "Y")

    with CaptureQueriesContext(connection) as queries:
        page = Client().post("/return/", {"code": slip, "pin": "1357"}).content.decode()

    assert "20 letters and numbers" in page
    assert not [query for query in queries.captured_queries if "code" in query["sql"] or "draft" in query["sql"]]
    assert ReturnCode.objects.get().pin_failures == 0


def test_a_pin_opens_with_its_code_and_never_without(with_pin: Passcode) -> None:
    assert not opens(with_pin)
    assert not opens(with_pin, "1357")
    assert opens(with_pin, PIN)
    assert opens(with_pin, "\u0662\u0664 \u0666\u0668")


def test_a_pin_is_never_written_into_the_page(with_pin: Passcode) -> None:
    wrong = Client().post("/return/", {"code": with_pin, "pin": "86421357"}).content.decode()
    in_polish = Client().post("/return/", {"code": with_pin, "pin": "86421357", "language": "pl"}).content.decode()

    for page in (wrong, in_polish):
        assert with_pin in page
        assert 'name="pin"' in page
        assert 'inputmode="numeric"' in page
        assert "86421357" not in page


def test_a_code_without_a_pin_does_not_ask_for_one(answers: Given) -> None:
    code = given_a_code(answers)

    assert opens(code)
    assert opens(code, "9999")


def test_five_wrong_pins_make_the_code_wait_a_quarter_of_an_hour(with_pin: Passcode) -> None:
    now = clock.now()
    with clock.at(now):
        for _ in range(pins.TRIES):
            assert not opens(with_pin, "1357")
        assert not opens(with_pin, PIN)

    with clock.at(now + pins.WAIT - timedelta(seconds=1)):
        assert not opens(with_pin, PIN)
    with clock.at(now + pins.WAIT):
        assert opens(with_pin, PIN)
    assert ReturnCode.objects.get().pin_failures == 0


def test_waiting_is_not_made_longer_by_more_guesses_and_five_more_are_counted_after_it(with_pin: Passcode) -> None:
    now = clock.now()
    with clock.at(now):
        for _ in range(pins.TRIES):
            opens(with_pin, "1357")
    with clock.at(now + timedelta(minutes=14)):
        opens(with_pin, "1357")

    with clock.at(now + pins.WAIT):
        assert not opens(with_pin, "1357")
        assert ReturnCode.objects.get().pin_failures == pins.TRIES + 1
        assert opens(with_pin, PIN)


def tries_in_vain(code: Passcode, times: int) -> None:
    """As fast as it can be done: five, a quarter of an hour, five more."""
    start = clock.now()
    for number in range(times):
        with clock.at(start + pins.WAIT * (number // pins.TRIES)):
            assert not opens(code, "1357")


def told() -> list[dict[str, Any]]:
    return list(Notice.objects.filter(topic=pins.TOPIC).values_list("payload", flat=True))


def test_the_code_waits_again_after_every_five(with_pin: Passcode) -> None:
    now = clock.now()
    tries_in_vain(with_pin, 2 * pins.TRIES)

    with clock.at(now + 2 * pins.WAIT - timedelta(minutes=1)):
        assert not opens(with_pin, PIN)
    with clock.at(now + 2 * pins.WAIT + timedelta(seconds=1)):
        assert opens(with_pin, PIN)


def test_twenty_wrong_pins_in_a_row_are_told_once_and_in_ids_only(with_pin: Passcode) -> None:
    row = ReturnCode.objects.get()
    tries_in_vain(with_pin, pins.MANY - 1)
    expiry.erase_expired()
    assert told() == []

    with clock.at(clock.now() + 5 * pins.WAIT):
        assert not opens(with_pin, "1357")
        assert told() == []  # the request itself tells nobody
        for _ in range(2):
            expiry.erase_expired()

    assert told() == [{"report_id": str(row.report_id), "code_id": str(row.pk)}]


def test_a_right_pin_in_between_begins_the_count_anew(with_pin: Passcode) -> None:
    tries_in_vain(with_pin, pins.MANY - 1)
    with clock.at(clock.now() + 5 * pins.WAIT):
        assert opens(with_pin, PIN)
        assert not opens(with_pin, "1357")

    expiry.erase_expired()

    assert told() == []


@pytest.mark.parametrize("ended", ["retired_at", "expires_at"])
def test_a_code_that_has_ended_is_nobodys_worry(with_pin: Passcode, ended: str) -> None:
    ReturnCode.objects.update(pin_failures=pins.MANY, **{ended: clock.now()})

    expiry.erase_expired()

    assert told() == []


def test_somebody_who_tries_for_months_is_counted_no_further_and_waits_as_before(with_pin: Passcode) -> None:
    ReturnCode.objects.update(pin_failures=1000, pin_failed_at=clock.now() - pins.WAIT)

    for _ in range(pins.TRIES):
        assert not opens(with_pin, "1357")

    assert ReturnCode.objects.get().pin_failures == 1000
    assert not opens(with_pin, PIN)


def test_one_wrong_pin_does_not_lock_its_owner_out(with_pin: Passcode) -> None:
    for _ in range(pins.TRIES - 1):
        assert not opens(with_pin, "1357")

    assert opens(with_pin, PIN)


def test_a_pin_is_set_once_and_kept_as_a_fingerprint_of_its_own_code(answers: Given) -> None:
    first, second = given_a_code(answers, PIN), given_a_code(answers, PIN)

    rows = [return_codes.find(code) for code in (first, second)]
    assert not pins.set_once(rows[0], first, "1357")
    assert opens(first, PIN)
    digests = {bytes(row.pin_digest or b"") for row in rows}
    assert len(digests) == 2
    assert all(len(digest) == 32 and PIN.encode() not in digest for digest in digests)


def test_a_pin_goes_on_opening_when_the_pepper_is_renewed(with_pin: Passcode, settings: Any) -> None:
    settings.PEPPERS = "2:" + "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=" + "," + settings.PEPPERS

    assert not opens(with_pin, "1357")
    assert opens(with_pin, PIN)
    assert opens(with_pin, PIN)
    assert ReturnCode.objects.get().pepper_version == 2


@pytest.mark.parametrize("typed", ["123", "1" * 13, "12a4", "", "four"])
def test_what_is_no_pin_cannot_be_set(typed: str) -> None:
    with pytest.raises(pins.NotAPin):
        pins.parse(typed)
