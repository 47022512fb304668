"""A place in a list: it goes through an address and back, leads on without losing or doubling a row, and a broken one begins
at the first. The orders of cases are in finding/test_filters.py.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from hatereport import clock
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import at_desk
from triage.models import DeskNotice, Task
from triage.news import waiting
from triage.places import Order, day, key, large, moment, small

ROW = SimpleNamespace(on=dt.date(2026, 11, 21), at=clock.now(), risk=-3, number=2**40, id=uuid.uuid4())
EVERYTHING = Order(("on", "-at", "-risk", "number", "id"), (day, moment, small, large, key))


def test_a_place_goes_through_an_address_and_back() -> None:
    place = EVERYTHING.place_of(ROW)

    assert EVERYTHING.read(str(place)) == place
    assert not set(str(place)) - set("0123456789abcdef.-")


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "1.1", "x.1.1.1." + "0" * 32, "1.1.40000.1." + "0" * 32, f"1.1.1.{2**63}." + "0" * 32,
     "1." + "9" * 30 + ".1.1." + "0" * 32, "9" * 30 + ".1.1.1." + "0" * 32, "1.1.1.1." + "0" * 99],
)  # fmt: skip
def test_a_broken_place_is_none(text: str) -> None:
    assert EVERYTHING.read(text) is None


@pytest.mark.django_db
def test_actions_and_news_are_read_on_from_their_place() -> None:
    ellen, now = cast.control_room_sergeant(), clock.now()
    team = next(held.team for held in ellen.roles_held() if held.team)
    for number in range(3):
        case = chain.report_received()
        Task.objects.create(case=case, team=team, set_at=now, due_at=now + dt.timedelta(hours=number // 2))
        told = {"what": "hand_over", "cause": str(case.pk), "at": now - dt.timedelta(hours=number // 2)}
        DeskNotice.objects.create(case=case, team=team, person=ellen, **told)

    lists: list[tuple[Order, Callable[..., Any]]] = [
        (waiting.ACTIONS, waiting.actions_for),
        (waiting.NEWS, waiting.news_by_case),
    ]
    for order, rows in lists:
        seen, after = [], None
        while found := list(rows(ellen, after))[:1]:
            seen.append(found[0].case_id)
            after = order.read(str(order.place_of(found[0])))
        assert len(seen) == len(set(seen)) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["actions", "news", "countersign"])
def test_a_moment_without_a_zone_begins_at_the_first_page(address: str) -> None:
    page = at_desk(cast.control_room_sergeant()).get(f"/desk/{address}/?after=2026-11-21T12:00:00/{uuid.uuid4()}")

    assert page.status_code == 200
