"""Every special road of practice.md 11 to 17: a plain answer sets its flag, clock and action, and it ends lawfully."""

import pytest

from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from tests.triage.roads.on_the_road import ANSWERS, BUDGETS, REFUSED, answers, on_road, road_task
from triage.models import Clock
from triage.refusals import Refused
from triage.roads.table import ROAD_OF, ROADS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("flag", list(ROAD_OF))
def test_each_road_is_opened_by_a_plain_answer(flag: str) -> None:
    case, road = on_road(flag), ROAD_OF[flag]

    task = road_task(case)
    assert (task.road, task.team.kind, task.what) == (flag, road.team, road.action)
    assert case.restricted == road.restricts
    if road.clock:
        assert case.clocks.filter(kind=road.clock, state=Clock.State.RUNNING).exists()


def test_every_road_is_walked_here() -> None:
    assert ANSWERS.keys() == {road.flag for road in ROADS}


@pytest.mark.parametrize("flag", list(BUDGETS))
def test_each_road_has_its_own_time(flag: str) -> None:
    case = on_road(flag)

    running = case.clocks.get(kind=ROAD_OF[flag].clock)
    assert running.due_at - running.started_at == BUDGETS[flag]
    assert road_task(case).due_at == running.due_at


@pytest.mark.parametrize("flag", [flag for flag in ROAD_OF if flag != "police_suspect"])
def test_answering_the_action_stops_the_clock_of_the_road(flag: str) -> None:
    case = on_road(flag)

    answers(case, flag)

    if ROAD_OF[flag].clock:
        assert not case.clocks.filter(kind=ROAD_OF[flag].clock, state=Clock.State.RUNNING).exists()


# A report in another language does not even leave the control room unread (test_another_language.py).
_LATER = [flag for flag in ROAD_OF if flag not in ("police_suspect", "terrorism", "sexual", "another_language")]


@pytest.mark.parametrize("flag", _LATER)
def test_a_stage_is_not_left_for_good_while_the_road_is_unanswered(flag: str) -> None:
    case = crime_in("under_investigation", **ANSWERS[flag])

    with pytest.raises(Refused, match="action"):
        chain.proposed(case)
    answers(case, flag)
    chain.proposed(case)

    assert case.state == "outcome_proposed"


@pytest.mark.parametrize("flag", [flag for flag in ROAD_OF if flag != "police_suspect"])
def test_each_road_ends_lawfully(flag: str) -> None:
    case = on_road(flag)
    answers(case, flag)
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    if case.kind == "hate_incident":
        does(
            cast.control_room_sergeant(),
            "assess_as_crime",
            case,
            **chain.dispatching(officer, sergeant) | {"road": "dispatch"},
        )
        case = case.led_to.get()
    else:
        does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(officer, sergeant))
    does(officer, "record_attendance", case, **chain.attendance())
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist())
    chain.proposed(case)
    does(sergeant, "endorse", case, reasons="Agreed.")
    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())
    does(officer, "tell_victim", case, **chain.telling())

    assert case.state == "closed"


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("under_18", chain.NO_CRIME | {"who": {"filer": "victim", "under_18": "yes"}}),
        ("domestic", {"what": REFUSED | {"who_did": ["family"]}}),
    ],
)
def test_a_road_goes_on_when_the_incident_becomes_a_crime(flag: str, said: chain.Sections) -> None:
    incident = report_received(**said)
    assert incident.kind == "hate_incident"
    due = road_task(incident).due_at
    road = chain.dispatching(cast.officer(), cast.supervising_sergeant()) | {"road": "dispatch"}

    does(cast.control_room_sergeant(), "assess_as_crime", incident, **road)

    crime = incident.led_to.get()
    assert (road_task(crime).road, road_task(crime).due_at, road_task(crime).what) == (flag, due, ROAD_OF[flag].action)
    assert not incident.tasks.filter(answered_at=None).exists()
    if ROAD_OF[flag].clock:
        assert crime.clocks.get(kind=ROAD_OF[flag].clock, state="running").due_at == due
