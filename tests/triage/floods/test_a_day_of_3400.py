"""A day of 3,400 reports of one text, and no real one among them lost (practice.md 16)."""

import pytest

from incidents.models import Report
from tests import cast
from tests.triage import flooding
from tests.triage.desk_browser import MOST, at_desk, at_most
from tests.triage.flooding import pour, real, said
from tests.triage.floods.by_two import REAL, TEXT
from triage.models import Case, FloodClearing
from triage.news.alarms import calls_for

pytestmark = pytest.mark.django_db


TEMPLATES = (
    (
        "{} wants him gone because of where he comes from, the whole estate says the same about him.",
        "John Brown",
        1300,
    ),
    (TEXT, "", 900),
    ("Vote {} to close the centre on Warwick Road, they do not belong in our town and never will.", "", 650),
    ("", "", 307),
    ("Buy cheap watches at our shop today, number {}, best prices in the whole of the north.", "", 200),
)


PLACES = ("the chemist", "the library", "our school", "Asda", "the bus station", "the mosque", "a café", "the park")


DEEDS = ("shouted at two women in scarves", "spat on the ground before him", "laughed at how she walks", "called him names",
         "would not let them sit down")  # fmt: skip


def a_day() -> tuple[list[Case], list[Case]]:
    """(the 40 real, the 3 urgent) in a flood of 3,357: half of the real hidden in the flood's own words."""
    flood = [said(text.format(number), blames=blames) for text, blames, times in TEMPLATES for number in range(times)]
    pour(flood[:2000])
    hidden = [real(TEXT, **answers) for name, answers in REAL.items() if name != "danger"]
    hidden += [real(TEXT, who={"filer": "victim", "under_18": "no"}) for _ in range(8)]
    hidden += [real(f"{TEXT} My daughter was there and cried all night, number {n}.") for n in range(5)]
    alone = [real(f"Somebody at {PLACES[n % 8]} {DEEDS[n % 5]} on {n + 1} June and walked off.") for n in range(20)]
    urgent = [real(TEXT, danger={"danger": "yes"}), real("He is at the door with a knife.", danger={"danger": "yes"})]
    urgent.append(real(TEMPLATES[0][0].format(7), danger={"danger": "yes"}))
    pour(flood[2000:])
    return [*hidden, *alone], urgent


def test_three_thousand_four_hundred_in_a_day_lose_no_real_one():
    real_ones, urgent = a_day()
    assert (len(real_ones), len(urgent), Report.objects.count()) == (40, 3, 3400)
    joan, becky = cast.control_room_operator(), cast.control_room_operator(2)
    first = flooding.Counted(joan, at_desk(joan))
    second = flooding.Counted(becky, at_desk(becky))

    with at_most(MOST):
        view = first.open("/desk/flood/")
    on_top = {row["line"].case.pk for row in view.context["urgent"][:3]}
    called = {call.reference for call in calls_for(joan)}

    assert on_top == {case.pk for case in urgent}
    assert called >= {case.reference for case in urgent}

    for group in view.context["groups"]:
        page = first.send(group["address"], declared="no")
        answers = {"until": page.context["until"], "not_report_reason": "spam"}
        to = first.send(group["address"], **answers)["Location"]
        assert second.send(to, declared="no").status_code == 200
        second.send(to, decision="confirm")

    waiting = FloodClearing.objects.filter(state="confirmed")
    cleared = {pk for of in waiting for pk in of.cases}
    kept = {case.pk for case in (*real_ones, *urgent)}
    assert not cleared & kept
    assert len(cleared) + len(kept) == 3400
    left = first.open("/desk/flood/").context
    assert left["total"] == 3400  # nothing is gone: marking them is the worker's, one by one
    steps = sum(one.pages + one.sent for one in (first, second))
    # Five groups of four steps each, and three for each case that is opened, read and decided by itself.
    assert (len(waiting), steps) == (5, 22)
    assert steps + 3 * len(kept) < 160
