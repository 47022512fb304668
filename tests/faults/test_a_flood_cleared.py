"""A flood cleared by two people, marked by a real worker; one that is killed loses no report and marks none twice."""

import os
import signal
import time
import uuid

from hatereport import clock
from partners.models import Person
from tests import cast
from tests.running_house import House
from tests.triage.flooding import pour, said
from triage.floods import asking, clearing, reading
from triage.floods.standing_out import Sorted
from triage.models import Case, FloodClearing, Move

PATIENCE = 60


def confirmed(times: int) -> FloodClearing:
    """So many of one text, proposed by one and confirmed by another."""
    text = f"The council gives everything to strangers and nothing to us, says {uuid.uuid4().hex} to everybody."
    pour([said(text)] * times)
    joan, becky = cast.control_room_operator(), cast.control_room_operator(2)
    asking.answer(joan, _group(joan, text), knows_somebody=False)
    of = clearing.propose(joan, _group(joan, text), clock.now(), reason="spam", words="")
    clearing.answer(of.pk, becky, knows_somebody=False)
    return clearing.decide(of.pk, becky, confirm=True)


def _group(who: Person, text: str) -> Sorted:
    found = asking.groups_of(who, reading.unassessed(who, 1))
    return next(one for one in found if one.group.text == text)


def done(of: FloodClearing) -> FloodClearing:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        of.refresh_from_db()
        if of.state == FloodClearing.State.DONE:
            return of
        time.sleep(0.1)
    raise AssertionError(f"{of.cleared} of {len(of.cases)} after {PATIENCE} s")


def test_the_worker_marks_each_report_of_a_flood(house: House) -> None:
    of = done(confirmed(250))

    assert (of.cleared, of.left) == (250, 0)
    assert set(Case.objects.filter(pk__in=of.cases).values_list("state", flat=True)) == {"not_a_report"}


def test_a_killed_worker_loses_none_and_doubles_none(own_house: House) -> None:
    of = confirmed(450)
    while not of.cleared:
        of.refresh_from_db()
        time.sleep(0.05)
    os.killpg(own_house.member("worker").pid, signal.SIGKILL)
    own_house.member("worker").wait()
    own_house.crew.replace_the_fallen()

    of = done(of)

    assert (of.cleared, of.left) == (450, 0)
    assert Move.objects.filter(case__in=of.cases, act="mark_not_a_report").count() == 450
