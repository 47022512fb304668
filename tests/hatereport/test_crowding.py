"""A crowded door: a centre with twenty people notices nothing, a flood waits or works, nobody is refused or looked up."""

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from hatereport import clock, crowding
from hatereport.crowding import doors, spent, tickets, work

pytestmark = pytest.mark.django_db  # the page to wait on shows crisis lines, which a process reads once

CODES = [door.code for door in doors.DOORS]


class Watch:
    """Time for the counters; it stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    watch = Watch()
    monkeypatch.setattr(doors, "time", watch)
    doors.forget()
    yield watch
    monkeypatch.undo()


def come(door: str, **posted: Any) -> HttpResponse | None:
    return crowding.hold(RequestFactory().post("/return/", posted), door)


def fill(door: str) -> HttpResponse:
    """Come until somebody has to wait; that one's page."""
    for _ in range(1000):
        if page := come(door, code="7F3K", words="one\r\ntwo"):
            return page
    raise AssertionError(f"{door} holds nobody up")


def field(page: HttpResponse, name: str) -> str:
    return page.content.decode().split(f'name="{name}" value="')[1].split('"')[0]


def solved(page: HttpResponse) -> str:
    """What static/src/js/crowding.js does."""
    html = page.content.decode()
    salt, digest, signature, most = (
        html.split(f'data-{name}="')[1].split('"')[0] for name in ("salt", "challenge", "signature", "most")
    )
    number = next(one for one in range(int(most) + 1) if hashlib.sha256(f"{salt}{one}".encode()).hexdigest() == digest)
    answer = {"algorithm": "SHA-256", "challenge": digest, "number": number, "salt": salt, "signature": signature}
    return base64.b64encode(json.dumps(answer).encode()).decode()


@pytest.mark.parametrize("door", doors.DOORS, ids=CODES)
def test_a_centre_with_twenty_people_behind_one_address_notices_nothing(watch: Watch, door: doors.Door) -> None:
    assert [come(door.code) for _ in range(20)] == [None] * 20
    assert door.why.endswith(".")


@pytest.mark.parametrize("door", CODES)
def test_a_flood_waits_and_keeps_what_it_typed(watch: Watch, door: str) -> None:
    page = fill(door)

    assert page.status_code == 429
    assert doors.SHORTEST <= int(page["Retry-After"]) <= doors.LONGEST
    assert field(page, "code") == "7F3K"
    assert field(page, "words") == "one\r\ntwo"


def test_whoever_waits_passes_once_and_only_when_due(watch: Watch) -> None:
    page = fill("code")
    turn, seconds = field(page, "turn"), int(page["Retry-After"])

    early = come("code", turn=turn)
    assert early is not None
    assert field(early, "turn") == turn  # coming back early costs no place
    with clock.at(clock.now() + timedelta(seconds=seconds)):
        assert come("code", turn=turn) is None
        assert come("code", turn=turn) is not None


def test_a_ticket_of_another_door_or_of_our_own_making_is_worth_nothing(watch: Watch) -> None:
    fill("code")
    with clock.at(clock.now() + timedelta(seconds=doors.LONGEST)):
        for turn in (tickets.for_a_place("send", 0), "forged", tickets.for_a_place("code", 0)[:-1] + "x", "W10:a:b"):
            assert come("code", turn=turn) is not None


def test_whoever_had_the_form_open_for_a_minute_has_waited_already(watch: Watch) -> None:
    fill("code")
    turn = tickets.for_a_form("code")

    with clock.at(clock.now() + timedelta(seconds=doors.LONGEST)):
        assert come("code", turn=turn) is None


def test_the_work_passes_at_once_and_only_once(watch: Watch) -> None:
    worked = solved(fill("code"))

    assert come("code", worked=worked) is None
    assert come("code", worked=worked) is not None


def test_work_that_was_not_done_or_is_out_of_date_is_worth_nothing(watch: Watch) -> None:
    page = fill("code")
    worked = solved(page)
    answer = json.loads(base64.b64decode(worked))

    for changed in ({"number": answer["number"] + 1}, {"signature": "0" * 64}, {"salt": "x?expires=9999999999"}):
        assert not work.done(base64.b64encode(json.dumps(answer | changed).encode()).decode())
    for nonsense in ("", "e30=", "W10=", "bnVsbA==", "\x00", "e" * 5000, base64.b64encode(b"[" * 700).decode()):
        assert not work.done(nonsense)
    with clock.at(clock.now() + spent.GOOD_FOR + timedelta(seconds=1)):
        assert not work.done(worked)


def test_work_that_was_put_together_otherwise_or_is_no_number_is_worth_nothing(watch: Watch) -> None:
    answer = json.loads(base64.b64decode(solved(fill("code"))))
    salt, number = answer["salt"], str(answer["number"])

    moved = [{"salt": salt + number[:1], "number": number[1:] or "0"}, {"salt": salt[:-1], "number": answer["number"]}]
    for changed in (*moved, {"number": float("inf")}, {"salt": "\ud800?expires=9999999999."}):
        assert not work.done(base64.b64encode(json.dumps(answer | changed).encode()).decode())


def test_nobody_ever_waits_longer_than_the_longest_wait(watch: Watch) -> None:
    waits = [crowding.wait_at(RequestFactory().post("/"), "file") for _ in range(2000)]
    seconds = [wait.seconds for wait in waits if wait]

    assert max(seconds) == doors.LONGEST
    assert seconds == sorted(seconds)
    assert max(wait.challenge["maxnumber"] for wait in waits if wait) == work.HARD


def test_the_line_goes_away_by_itself(watch: Watch) -> None:
    while come("send") is None:
        pass
    watch.seconds += 60

    assert come("send") is None


def test_what_is_spent_is_remembered_no_longer_than_it_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spent, "_spent", type(spent._spent)())
    assert spent.spend("a")
    assert not spent.spend("a")
    with clock.at(clock.now() + spent.GOOD_FOR + timedelta(seconds=1)):
        assert spent.spend("b")
    assert list(spent._spent) == ["b"]


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spent, "_spent", type(spent._spent)())
    monkeypatch.setattr(spent, "MOST", 10)
    for number in range(50):
        spent.spend(str(number))

    assert len(spent._spent) == 10


def test_above_the_hour_reports_are_marked(watch: Watch) -> None:
    marks = [crowding.more_than_usual() for _ in range(int(doors.USUAL_AN_HOUR.at_once) + 1)]

    assert marks == [False] * 200 + [True]
    watch.seconds += 3600
    assert not crowding.more_than_usual()


def test_the_factor_of_a_deployment_multiplies_every_door(watch: Watch, settings: Any) -> None:
    settings.CROWD_FACTOR = 3.0
    doors.forget()

    assert [come("file") for _ in range(90)] == [None] * 90
    assert come("file") is not None


def test_a_form_tells_when_it_was_drawn(watch: Watch) -> None:
    turn = tickets.for_a_form("send")
    with clock.at(clock.now() + timedelta(seconds=30)):
        read_for = crowding.read_for(RequestFactory().post("/", {"turn": turn}), "send")
        assert read_for is not None
        assert 29 <= read_for.total_seconds() <= 31

    assert crowding.read_for(RequestFactory().post("/", {"turn": "nonsense"}), "send") is None


def test_waiting_does_not_make_somebody_look_hasty(watch: Watch) -> None:
    fill("send")
    turn = tickets.for_a_form("send")
    with clock.at(clock.now() + timedelta(seconds=20)):
        page = come("send", turn=turn)
        assert page is not None
        read_for = crowding.read_for(RequestFactory().post("/", {"turn": field(page, "turn")}), "send")
        assert read_for is not None
        assert read_for.total_seconds() >= 19


def test_no_address_decides(watch: Watch) -> None:
    page = fill("code")
    for address in ("198.51.100.7", "198.51.100.8"):
        request = RequestFactory().post("/return/", REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR=address)
        assert crowding.hold(request, "code") is not None
        with clock.at(clock.now() + timedelta(seconds=doors.LONGEST)):
            elsewhere = RequestFactory().post("/return/", {"turn": field(page, "turn")}, REMOTE_ADDR=address)
            assert (crowding.hold(elsewhere, "code") is None) == (address == "198.51.100.7")  # once, from anywhere
