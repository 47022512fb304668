"""Delivering: once, in turn, again after a failure, and never two workers together."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hatereport import clock, outbox
from hatereport.outbox import delivery, notices
from hatereport.outbox.consumers import CONSUMERS
from hatereport.outbox.delivery import WAITS
from hatereport.outbox.models import Notice
from tests.hatereport.outbox.notices import REPORT, TOPIC, again, leave


@pytest.fixture
def broken() -> Iterator[None]:
    """A consumer of TOPIC that fails with words in its message."""

    @outbox.consumer(TOPIC)
    def fail(notice: Notice) -> None:
        raise LookupError("the narrative says: he shouted at me")

    yield
    del CONSUMERS[TOPIC]


@pytest.mark.django_db
def test_a_notice_is_delivered_once(delivered: list[Any]) -> None:
    notice = leave()

    assert outbox.deliver(notice.id)
    assert not outbox.deliver(notice.id)
    assert outbox.sweep() == 0

    assert delivered == [str(REPORT)]
    assert again(notice).done_at is not None


@pytest.mark.django_db
def test_delivering_costs_two_queries_beside_the_work(delivered: list[Any]) -> None:
    notice = leave()

    with CaptureQueriesContext(connection) as queries:
        outbox.deliver(notice.id)

    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 2


@pytest.mark.django_db
def test_the_sweep_takes_the_longest_waiting_first(delivered: list[Any]) -> None:
    for minutes in (1, 3, 2):
        with clock.at(clock.now() - timedelta(minutes=minutes)):
            leave(minutes)

    assert outbox.sweep(limit=2) == 2
    assert delivered == [3, 2]
    assert outbox.sweep() == 1


@pytest.mark.django_db
def test_a_failure_keeps_the_notice_and_only_the_class_of_the_error(broken: None, caplog: Any) -> None:
    notice = leave()

    assert not outbox.deliver(notice.id)

    assert (again(notice).done_at, notice.attempts, notice.last_error) == (None, 1, "LookupError")
    assert "shouted" not in str(Notice.objects.values().get())


@pytest.mark.django_db
def test_what_a_failed_consumer_wrote_is_undone() -> None:
    @outbox.consumer(TOPIC)
    def write_and_fail(notice: Notice) -> None:
        outbox.add("test.follow.up", notice.key)
        raise LookupError

    try:
        leave()
        outbox.sweep()
        assert not Notice.objects.filter(topic="test.follow.up").exists()
    finally:
        del CONSUMERS[TOPIC]


@pytest.mark.django_db
def test_a_failing_notice_waits_longer_each_time_and_then_is_dead(broken: None) -> None:
    notice = leave()
    now = notice.available_at

    for attempt, wait in enumerate(WAITS, start=1):
        with clock.at(now + wait - timedelta(milliseconds=1)):
            assert outbox.sweep() == 0, "not before its time"
        now += wait
        with clock.at(now):
            assert outbox.sweep() == 1
        assert again(notice).attempts == attempt

    assert again(notice).dead_at is not None
    assert list(outbox.dead_letters()) == [notice]
    with clock.at(now + timedelta(days=30)):
        assert outbox.sweep() == 0


@pytest.mark.django_db
def test_a_dead_notice_can_be_revived(delivered: list[Any]) -> None:
    notice = leave()
    Notice.objects.update(dead_at=clock.now(), attempts=len(WAITS), last_error="LookupError")

    assert outbox.sweep() == 0
    assert outbox.revive(notice.id)
    assert outbox.sweep() == 1

    assert delivered == [str(REPORT)]
    assert not outbox.revive(notice.id)


@pytest.mark.django_db
def test_what_is_long_done_is_cleared_away_and_nothing_else(delivered: list[Any]) -> None:
    done, recent = leave(1), leave(2)
    with transaction.atomic():
        waiting, dead = outbox.add("test.later", "3"), outbox.add("test.later", "4")
    outbox.deliver(done.id)
    Notice.objects.filter(id=dead.id).update(dead_at=clock.now())
    outbox.deliver(recent.id)

    assert notices.clear_away() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert notices.clear_away(limit=1) == 1
        assert Notice.objects.filter(id__in=[done.id, recent.id]).count() == 1
        assert notices.clear_away() == 1

    assert set(Notice.objects.all()) == {waiting, dead}


@pytest.mark.django_db
def test_a_failing_notice_does_not_keep_others_waiting(delivered: list[Any]) -> None:
    with transaction.atomic():
        bad = outbox.add("test.nobody.answers", REPORT)
    leave()

    assert outbox.sweep() == 2

    assert delivered == [str(REPORT)]
    assert again(bad).last_error == "NobodyAnswers"


@pytest.mark.django_db
def test_a_notice_that_kills_its_workers_dies_too(delivered: list[Any]) -> None:
    notice = leave()
    for _ in WAITS:  # claimed, and the worker was never heard of again
        with clock.at(again(notice).available_at):
            assert delivery._claim() is not None

    with clock.at(again(notice).available_at):
        assert outbox.sweep() == 0

    assert again(notice).last_error == delivery.WORKER_LOST
    assert notice.dead_at is not None
    assert delivered == []


def test_two_workers_never_run_one_notice_together(own_database: str) -> None:
    running, may_finish = threading.Event(), threading.Event()
    runs: list[str] = []

    @outbox.consumer(TOPIC)
    def take_long(notice: Notice) -> None:
        runs.append(notice.key)
        running.set()
        may_finish.wait(10)

    def work() -> None:
        outbox.sweep()
        connection.close()

    try:
        notice = leave()
        worker = threading.Thread(target=work)
        worker.start()
        assert running.wait(10)

        with clock.at(clock.now() + timedelta(minutes=1)):  # the second attempt is due, the first still at work
            assert outbox.sweep() == 0
            assert not outbox.deliver(notice.id)
        may_finish.set()
        worker.join()

        assert runs == [str(REPORT)]
        assert again(notice).done_at is not None
    finally:
        del CONSUMERS[TOPIC]


def test_a_notice_another_sweep_just_looks_at_is_delivered_at_its_first_attempt(
    own_database: str, delivered: list[Any]
) -> None:
    claimed = delivery._claim(leave().id)
    assert claimed is not None

    def work() -> None:
        delivery._run(claimed)
        connection.close()

    worker = threading.Thread(target=work)
    with transaction.atomic():  # as a sweep that chose the notice before it was claimed, and finds it no longer due
        Notice.objects.select_for_update().get(id=claimed.id)
        worker.start()
        worker.join(0.2)
    worker.join()

    assert delivered == [str(REPORT)]
    assert again(claimed).attempts == 1


def test_sweeps_beside_each_other_share_the_work(own_database: str, delivered: list[Any]) -> None:
    for number in range(40):
        leave(number)

    def work() -> None:
        outbox.sweep()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(delivered) == list(range(40))


def test_the_sweep_reads_only_what_waits(own_database: str) -> None:
    """A million done notices must not be read for the hundred that wait: the index holds those alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbox_notice (id, topic, key, payload, created_at, available_at, attempts, last_error, done_at)"
            " SELECT gen_random_uuid(), 'x', 'y', '{}', now(), now(), 1, '', now() FROM generate_series(1, 20000)"
        )
        cursor.execute(
            "EXPLAIN SELECT id FROM outbox_notice WHERE done_at IS NULL AND dead_at IS NULL"
            " AND available_at <= now() AND attempts < 7 ORDER BY available_at LIMIT 1 FOR UPDATE SKIP LOCKED"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "notices_waiting" in plan


def test_one_notice_is_found_without_reading_those_that_wait(own_database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbox_notice (id, topic, key, payload, created_at, available_at, attempts, last_error)"
            " SELECT gen_random_uuid(), 'x', 'y', '{}', now(), now(), 0, '' FROM generate_series(1, 5000)"
        )
        cursor.execute(f"EXPLAIN {delivery._THIS_ONE}", [uuid4(), clock.now(), len(WAITS)])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "outbox_notice_pkey" in plan
    assert "notices_waiting" not in plan
