"""Filing reports through the real form: as many as the house takes, as people do, and at an even pace."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tests.bench.client import Times, Visitor, report, share
from tests.bench.stand import Stand

SESSIONS = 8
#: Seconds between two pages of somebody who reads.
THINK = 1.0


class Asked(Protocol):
    """A house that answers, and whose database does as it is told."""

    @property
    def url(self) -> str: ...

    def ask(self, statement: str) -> list[tuple[object, ...]]: ...


@dataclass
class Filed:
    """What came of one measurement."""

    reports: int
    times: Times
    seconds: float
    failures: list[str]

    @property
    def reports_a_second(self) -> float:
        return self.reports / self.seconds

    @property
    def requests_a_second(self) -> float:
        return len(self.times) / self.seconds


def at_saturation(house: Stand, seconds: float) -> Filed:
    """Eight people who do not read, one report after another."""
    return _many(house, seconds, SESSIONS, think=0)


def like_people(house: Stand, seconds: float) -> Filed:
    """Eight people who read a second a page."""
    return _many(house, seconds, SESSIONS, think=THINK)


def _many(house: Stand, seconds: float, sessions: int, think: float) -> Filed:
    numbers = _numbers()
    all_times = [Times() for _ in range(sessions)]
    counts, failures = [0] * sessions, list[str]()
    began = time.monotonic()

    def person(which: int) -> None:
        while time.monotonic() - began < seconds:
            with Visitor(house.url, all_times[which]) as visitor:
                try:
                    report(visitor, numbers(), think)
                    counts[which] += 1
                except Exception as error:
                    failures.append(f"{type(error).__name__}: {error}")

    people = [threading.Thread(target=person, args=(which,)) for which in range(sessions)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    took = time.monotonic() - began
    return Filed(sum(counts), Times([pair for times in all_times for pair in times.seconds]), took, failures)


def at_a_pace(house: Stand, seconds: float, a_second: float) -> Filed:
    """A report begun every so often, each by a person of their own."""
    numbers = _numbers()
    people: list[threading.Thread] = []
    times, failures, sent = Times(), list[str](), list[str]()

    def person() -> None:
        with Visitor(house.url, times) as visitor:
            try:
                sent.append(report(visitor, numbers()))
            except Exception as error:
                failures.append(f"{type(error).__name__}: {error}")

    began = time.monotonic()
    for number in range(int(seconds * a_second)):
        time.sleep(max(0.0, began + number / a_second - time.monotonic()))
        people.append(threading.Thread(target=person))
        people[-1].start()
    for one in people:
        one.join()
    return Filed(len(sent), times, time.monotonic() - began, failures)


def to_the_queue(house: Stand, since: str) -> list[float]:
    """Seconds from each report's receipt to the case being in its queue, for reports after `since` (a moment)."""
    rows = house.ask(
        f"""
        SELECT extract(epoch FROM m.at - r.received_at) FROM incidents_report r
        JOIN triage_case c ON c.report_id = r.id JOIN triage_move m ON m.case_id = c.id AND m.seq = 1
        WHERE r.received_at > '{since}'
        """
    )
    return [float(str(row[0])) for row in rows]


def wait_until_routed(house: Asked, patience: float = 120) -> float:
    """Until no report is without its case and no notice waits; the seconds it took. Raises TimeoutError."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        waiting = house.ask("SELECT count(*) FROM outbox_notice WHERE done_at IS NULL")[0][0]
        if waiting == 0:
            return time.monotonic() - began
        time.sleep(0.25)
    raise TimeoutError(f"{waiting} notices still wait after {patience:.0f} s.")


def _numbers() -> Callable[[], int]:
    """A number nobody else has had, safe for threads."""
    start = random.randrange(10**9)
    lock, count = threading.Lock(), 0

    def take() -> int:
        nonlocal count
        with lock:
            count += 1
            return start + count

    return take


__all__ = ["Filed", "at_a_pace", "at_saturation", "like_people", "share", "to_the_queue", "wait_until_routed"]
