"""The outbox with a real broker, worker and beat: quick when all is well, certain when it is not.

The topic has no consumer, so that only the way of the notice is seen: an attempt counted is a worker that took it.
"""

import os
import signal
import statistics
import time
from uuid import UUID

import pytest
from django.db import transaction

from hatereport import outbox
from hatereport.outbox import nudge
from hatereport.outbox.models import Notice
from tests.running_house import House

TOPIC = "test.nobody.answers"
#: Seconds in which whatever was away and came back must have caught up (the issue says a minute).
CAUGHT_UP = 60


def leave() -> UUID:
    with transaction.atomic():
        return outbox.add(TOPIC, "a-report").id


def seconds_until_tried(notice: UUID, patience: float = CAUGHT_UP) -> float:
    began = time.monotonic()
    while time.monotonic() - began < patience:
        if Notice.objects.filter(id=notice, attempts__gte=1).exists():
            return time.monotonic() - began
        time.sleep(0.01)
    raise AssertionError(f"Not tried within {patience} s.")


def test_a_notice_is_tried_well_within_a_second(house: House) -> None:
    seconds_until_tried(leave())  # the worker is awake

    taken = [seconds_until_tried(leave()) for _ in range(20)]

    assert statistics.median(taken) < 0.5


def test_nothing_is_lost_while_the_broker_is_away(own_house: House) -> None:
    seconds_until_tried(leave())
    assert own_house.broker is not None
    own_house.broker.stop()

    began = time.monotonic()
    waiting = [leave() for _ in range(10)]
    took = time.monotonic() - began
    own_house.broker.start()

    assert took < 5, "ten reports must not wait for a broker that is away"
    nudge.wake()
    leave()
    assert not nudge.resting(), "publishing works again at once"
    for notice in waiting:
        seconds_until_tried(notice)
    assert list(Notice.objects.filter(id__in=waiting).values_list("attempts", flat=True)) == [1] * 10


def test_nothing_is_lost_when_a_worker_is_killed(own_house: House) -> None:
    seconds_until_tried(leave())
    os.killpg(own_house.member("worker").pid, signal.SIGKILL)
    own_house.member("worker").wait()

    waiting = [leave() for _ in range(10)]
    assert not Notice.objects.filter(id__in=waiting, attempts__gt=0).exists()
    own_house.crew.replace_the_fallen()

    for notice in waiting:
        seconds_until_tried(notice)


def test_nothing_is_lost_when_nobody_was_told(own_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hatereport.outbox.notices.nudge", lambda notice_id: None)

    assert seconds_until_tried(leave()) < 20  # by the sweep alone
