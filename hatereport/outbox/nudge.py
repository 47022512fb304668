"""A message after the commit, so that work starts at once. It may fail: the sweep finds the row.

A person's request waits for this, so it fails quickly: no retry, a short patience on its own connection, and after a
failure this process does not try again for a few seconds. What is lost by that is seconds, never a notice.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

import structlog
from celery import current_app
from kombu import Connection
from kombu.pools import producers

log = structlog.get_logger(__name__)

#: Seconds a broker is given to answer, and seconds it is left alone when it has not.
PATIENCE = 0.12
REST = 5.0

DELIVER = "hatereport.outbox.tasks.deliver"

#: Notices delivered one after another in one task, before the broker is asked again.
BY_ONE_HAND = 10

_rests_until = 0.0
_at_hand: ContextVar[list[UUID] | None] = ContextVar("notices_at_hand", default=None)


def nudge(notice_id: UUID) -> None:
    """Ask a worker to deliver this notice now. Returns within 0.2 s and raises nothing, whatever the broker does."""
    global _rests_until
    at_hand = _at_hand.get()
    if at_hand is not None and len(at_hand) < BY_ONE_HAND:
        at_hand.append(notice_id)
        return
    if resting():
        return
    try:
        _publish(notice_id)
    except Exception as error:  # whatever a broker or its client can raise, it is the sweep's turn
        _rests_until = time.monotonic() + REST
        log.warning("broker away", error=type(error).__name__)


def resting() -> bool:
    """Whether publishing failed so lately that it is not tried."""
    return time.monotonic() < _rests_until


def wake() -> None:
    """Forget the last failure."""
    global _rests_until
    _rests_until = 0.0


@contextmanager
def by_one_hand(first: UUID) -> Iterator[Iterator[UUID]]:
    """This notice, and then what its delivery leaves: the worker that is at it goes on, without a message to itself."""
    at_hand = [first]
    token = _at_hand.set(at_hand)
    try:
        yield iter(at_hand)  # grows while it is gone through
    finally:
        _at_hand.reset(token)


@contextmanager
def at_rest() -> Iterator[None]:
    """Nobody is nudged inside the block: whoever opens it delivers what it leaves, as the loading of the demo does."""
    global _rests_until
    _rests_until = math.inf
    try:
        yield
    finally:
        wake()


def _publish(notice_id: UUID) -> None:
    with producers[_connection()].acquire(block=True, timeout=PATIENCE) as producer:
        current_app.send_task(DELIVER, args=(str(notice_id),), producer=producer, retry=False, ignore_result=True)


def _connection() -> Connection:
    # Not the application's own connection: a worker waits on that one for as long as there is nothing to do.
    options: dict[str, Any] = dict(current_app.conf.broker_transport_options or {})
    options |= {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry_on_timeout": False}
    options |= {"max_retries": 0}  # kombu's own, which else begins with a pause of two seconds
    return Connection(current_app.conf.broker_url, connect_timeout=PATIENCE, transport_options=options)
