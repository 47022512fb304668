"""The nudge: one message a commit, and a broker that is away holds nobody up."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.db import transaction

from hatereport import outbox
from hatereport.outbox import nudge, tasks
from hatereport.outbox.consumers import CONSUMERS
from hatereport.outbox.models import Notice
from tests.hatereport.outbox.notices import REPORT, TOPIC, again, leave


@pytest.fixture
def rested() -> Iterator[None]:
    """A process whose publishing has not failed lately, before and after."""
    nudge.wake()
    yield
    nudge.wake()


def test_the_commit_publishes_one_message(own_database: str, rested: Any) -> None:
    with current_app.connection_for_write() as connected:
        broker: Any = connected.default_channel
        broker.client.flushdb()
        with transaction.atomic():
            notice = outbox.add(TOPIC, REPORT)
            assert broker.client.llen("celery") == 0

        assert broker.client.llen("celery") == 1
        message = broker.client.lpop("celery").decode()

    assert '"hatereport.outbox.tasks.deliver"' in message
    assert str(notice.id) in message or "body" in message


def test_what_a_delivery_leaves_is_delivered_by_the_same_hand(own_database: str, rested: Any) -> None:
    chain = 2 * nudge.BY_ONE_HAND

    @outbox.consumer(TOPIC)
    def leave_another(notice: Notice) -> None:
        if notice.payload["left"]:
            outbox.add(TOPIC, notice.key, left=notice.payload["left"] - 1)

    try:
        with current_app.connection_for_write() as connected:
            broker: Any = connected.default_channel
            with transaction.atomic():
                first = outbox.add(TOPIC, REPORT, left=chain)
            broker.client.flushdb()

            tasks.deliver(str(first.id))

            assert Notice.objects.exclude(done_at=None).count() == nudge.BY_ONE_HAND
            assert broker.client.llen("celery") == 1, "no task goes on for ever: the rest is asked for with a message"
    finally:
        del CONSUMERS[TOPIC]


@pytest.fixture
def silent_broker(monkeypatch: pytest.MonkeyPatch, rested: None) -> Iterator[str]:
    """A port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        monkeypatch.setattr(current_app.conf, "broker_url", url)
        yield url


@pytest.fixture
def broker_away(monkeypatch: pytest.MonkeyPatch, rested: None) -> None:
    monkeypatch.setattr(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")


@pytest.mark.parametrize("state", ["silent_broker", "broker_away"])
def test_a_broker_that_is_away_costs_one_short_wait_and_then_none(
    own_database: str, delivered: list[Any], state: Any, request: Any
) -> None:
    request.getfixturevalue(state)

    began = time.perf_counter()
    notice = leave()
    took = time.perf_counter() - began

    assert took < 2, "an eighth of a second on a machine of its own; without a limit it would be for ever"
    assert nudge.resting(), "after a failure the broker is left alone for a while"
    leave()
    assert outbox.sweep() == 2
    assert again(notice).done_at is not None


def test_publishing_is_tried_again_after_a_rest(
    own_database: str, broker_away: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave()
    assert nudge.resting()

    monkeypatch.setattr(nudge, "REST", 0.0)
    nudge.wake()
    leave()

    assert not nudge.resting()
