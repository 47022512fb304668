"""Reports are taken and routed, once each, whatever dies on the way: broker, worker, or a worker in mid-routing.

With the real web, worker, beat and broker. What is asserted is what a person would see: every report has one case, in one
control room, and one notice says that it arrived.
"""

import os
import re
import signal
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import psycopg2

from hatereport.outbox import nudge
from hatereport.outbox.models import Notice
from incidents.models import Report
from incidents.sending import send_answers
from tests.databases import named
from tests.running_house import House
from tests.triage.chain import ANSWERS, ELSEWHERE
from tests.visitor import Page, Visitor
from triage.models import Case, DeskNotice

#: Seconds in which everything must be routed once what was away is back.
A_MINUTE = 60

#: A witness who gives no name, as typed into the pages.
TYPED: dict[str, str | list[str]] = {
    "danger": "no",
    "filer": "witness",
    "words": "Two men shouted at a woman at the bus stop and told her to go home.",
    "kinds": ["shouted"],
    "place_type": "transport",
    "postcode": "CA1",
    "strands": ["race"],
    "contact": "anonymous",
}


def until(true: Callable[[], bool], house: House, seconds: float = A_MINUTE) -> float:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, house.logs
        time.sleep(0.05)
    return time.monotonic() - began


def sent(count: int) -> set[uuid.UUID]:
    nudge.wake()
    return {send_answers(ANSWERS | (ELSEWHERE if number % 2 else {})).report_id for number in range(count)}


def sent_over_the_pages(house: House) -> uuid.UUID:
    """From the first question to the confirmation, without a script."""
    with Visitor(house.url) as witness:
        page = witness.get("/report/1/")
        for _ in range(12):
            if page.url.endswith("/report/8/"):
                break
            page = answered(witness, page)
        confirmation = witness.post(page, page.own_form(), {})
    assert confirmation.status == 200
    reference = re.search(r"HR-[0-9A-Z]{4}-[0-9A-Z]{4}", confirmation.text)
    assert reference is not None, confirmation.text
    return Report.objects.get(reference=reference[0]).pk


def answered(witness: Visitor, page: Page) -> Page:
    return witness.post(page, page.own_form(), TYPED)


def routed(reports: Iterable[uuid.UUID]) -> bool:
    """Every one has a case, and everything that follows from its arrival is done."""
    wanted = set(reports)
    cases = Case.objects.filter(report_id__in=wanted)
    return (
        set(cases.values_list("report_id", flat=True)) == wanted
        and DeskNotice.objects.filter(case__in=cases, what="arrived").count() >= len(wanted)
        and not Notice.objects.filter(done_at=None).exists()
    )


def once_each(reports: Iterable[uuid.UUID]) -> None:
    for report in reports:
        case = Case.objects.get(report_id=report)
        assert (case.state, case.version, case.holding_team.kind) == ("control_room", 1, "control_room")
        assert DeskNotice.objects.filter(case=case, what="arrived").count() == 1
        assert case.clocks.exclude(state="stopped").filter(kind="assessment").count() == 1
        assert case.report.progress.count() == 1
    assert not Notice.objects.exclude(dead_at=None).exists()


@contextmanager
def held_back(house: House, report: uuid.UUID) -> Iterator[None]:
    """Somebody else holds the row of this report, so that whoever routes it stops half way."""
    holding = psycopg2.connect(named(os.environ["DATABASE_URL"], house.database))
    try:
        with holding.cursor() as cursor:
            cursor.execute("SELECT 1 FROM incidents_report WHERE id = %s FOR UPDATE", [str(report)])
        yield
    finally:
        holding.close()


def kill(house: House, name: str) -> None:
    process = house.member(name)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_reports_are_taken_without_broker_and_workers_and_routed_when_they_are_back(own_house: House) -> None:
    assert own_house.broker is not None
    own_house.broker.stop()
    kill(own_house, "worker")
    kill(own_house, "beat")

    reports = sent(5) | {sent_over_the_pages(own_house)}
    assert not Case.objects.exists()
    own_house.broker.start()
    own_house.crew.replace_the_fallen()

    until(lambda: routed(reports), own_house)
    once_each(reports)


def test_a_worker_killed_in_the_middle_of_routing_loses_nothing_and_doubles_nothing(own_house: House) -> None:
    kill(own_house, "worker")
    [held] = sent(1)
    with held_back(own_house, held):
        own_house.crew.replace_the_fallen()
        until(lambda: Notice.objects.filter(key=str(held), attempts__gte=1, done_at=None).exists(), own_house)
        others = sent(4)
        time.sleep(0.3)  # now it waits inside the transaction that opens the case
        kill(own_house, "worker")
    assert not Case.objects.exists()

    own_house.crew.replace_the_fallen()

    until(lambda: routed({held, *others}), own_house)
    once_each({held, *others})


def test_a_worker_killed_again_and_again_still_opens_one_case_each(own_house: House) -> None:
    reports = sent(6)
    for _ in range(3):
        time.sleep(0.4)
        kill(own_house, "worker")
        reports |= sent(2)
        own_house.crew.replace_the_fallen()

    until(lambda: routed(reports), own_house)
    once_each(reports)
