"""Delivering notices: claim, run the consumer, mark done.

Claiming is a commit of its own that counts the attempt and puts the next one off. So a consumer that kills its worker
is counted as well, and neither it nor one that raises is tried in a loop or keeps others waiting. Two workers never
run one notice together: the second finds it put off, locked or done.
"""

from datetime import timedelta
from uuid import UUID

import structlog
from django.db import connection, transaction

from hatereport import clock
from hatereport.outbox.consumers import consumer_of
from hatereport.outbox.models import Notice

#: How long a notice waits before each attempt; when the last has failed it is dead. Mail servers and databases that
#: restart are back within the first four; the rest gives a person on call time to mend what is broken.
WAITS: tuple[timedelta, ...] = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)

#: Why a notice is dead whose last attempt neither ended nor raised: its worker was killed, or it killed its worker.
WORKER_LOST = "WorkerLost"

log = structlog.get_logger(__name__)


def deliver(notice_id: UUID) -> bool:
    """Deliver one notice if it is due; true when its consumer has finished. Never raises what a consumer raised."""
    notice = _claim(notice_id)
    return notice is not None and _run(notice)


def sweep(limit: int = 100) -> int:
    """Deliver what is due, longest waiting first; how many were tried. Several sweeps may run at once."""
    _bury_the_lost()
    for tried in range(limit):
        notice = _claim()
        if notice is None:
            return tried
        _run(notice)
    return limit


_DUE = "done_at IS NULL AND dead_at IS NULL AND available_at <= %s AND attempts < %s"
_LONGEST_WAITING = f"""
    SELECT id FROM outbox_notice WHERE {_DUE} ORDER BY available_at LIMIT 1 FOR UPDATE SKIP LOCKED
"""  # noqa: S608  (made of the literal above)
#: Found by its id first and judged after (OFFSET 0 keeps the two apart): asked for both at once, PostgreSQL reads through
#: all that wait, which in a backlog are thousands.
_THIS_ONE = f"""
    SELECT id FROM (SELECT * FROM outbox_notice WHERE id = %s OFFSET 0 FOR UPDATE SKIP LOCKED) AS this WHERE {_DUE}
"""  # noqa: S608  (made of the literal above)


def _claim(notice_id: UUID | None = None) -> Notice | None:
    now = clock.now()
    waits = [wait.total_seconds() for wait in (*WAITS[1:], WAITS[-1])]
    which, named = (_LONGEST_WAITING, []) if notice_id is None else (_THIS_ONE, [notice_id])
    claimed = Notice.objects.raw(
        f"""
        UPDATE outbox_notice SET attempts = attempts + 1,
            available_at = %s + (%s::float[])[attempts + 1] * interval '1 second'
        WHERE id = ({which})
        RETURNING *
        """,  # noqa: S608  (`which` is one of the two literals above)
        [now, waits, *named, now, len(WAITS)],
    )
    return next(iter(claimed), None)


def _run(notice: Notice) -> bool:
    try:
        with transaction.atomic():
            # Marked first, in the transaction of the work: it holds the row, and is undone with the work.
            if not _mark_done(notice):
                return False
            consumer_of(notice.topic)(notice)
    except Exception as error:
        _put_off(notice, type(error).__name__)
        log.exception("notice failed", topic=notice.topic, notice=notice.id, attempts=notice.attempts)
        return False
    return True


def _mark_done(notice: Notice) -> bool:
    # Waits for the row: another sweep that read it before it was claimed holds it for a moment, looking again. Passed
    # over here, the notice would sit out the wait before its second attempt with nothing wrong with it.
    return bool(Notice.objects.filter(id=notice.id, done_at=None).update(done_at=clock.now(), last_error=""))


def _put_off(notice: Notice, error: str) -> None:
    dead_at = clock.now() if notice.attempts >= len(WAITS) else None
    Notice.objects.filter(id=notice.id, done_at=None).update(last_error=error[:80], dead_at=dead_at)


def _bury_the_lost() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE outbox_notice SET dead_at = %s, last_error = %s
            WHERE id IN (
                SELECT id FROM outbox_notice
                WHERE done_at IS NULL AND dead_at IS NULL AND available_at <= %s AND attempts >= %s
                FOR UPDATE SKIP LOCKED
            )
            """,
            [clock.now(), WORKER_LOST, clock.now(), len(WAITS)],
        )
