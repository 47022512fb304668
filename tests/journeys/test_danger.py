"""Danger: heard on the control room's open page within a minute, and somebody sent with one number."""

import os
import signal
import time
from typing import Any

from tests import cast
from tests.journeys.stage import Stage
from tests.running_house import House
from triage.models import Dispatch


def in_leicestershire(number: int = 1) -> Any:
    """Nobody else of these tests is in danger there."""
    return cast.person("control_room_operator", number, force="leicestershire")


def test_a_danger_sounds_on_an_open_page_until_somebody_is_sent(stage: Stage, time_passes: Any) -> None:
    operator = stage.officer(in_leicestershire)
    alarm = operator.page.locator("#alarm")
    assert "Danger" not in alarm.inner_text()

    amina = stage.reporter()
    receipt = amina.reports(
        {
            1: {"danger": "yes"},
            2: {"filer": "victim"},
            3: {"words": "They are outside my door and kick it.", "kinds": ["threatened"]},
            5: {"place_type": "home", "postcode": "LE1"},
            7: {"contact": "anonymous"},
        }
    )
    alarm.get_by_text("Danger since").wait_for()
    assert not operator.is_alarmed()
    operator.opens(receipt.reference)
    operator.page.go_back()
    time_passes(receipt.reference, 61)
    operator.hears_the_alarm()

    alarm.get_by_label("Log number").fill("LE-2026-77")
    alarm.get_by_role("button", name="Send someone now").click()

    operator.sees("somebody is sent.")
    operator.knows_nobody()  # asked only now that nobody waits for the answer
    operator.sees("LE-2026-77")
    assert not operator.is_alarmed()
    amina.comes_back(receipt)
    amina.is_told("An officer has been asked to act on your report. A sergeant is in charge of them.")


def _killed(house: House, name: str) -> None:
    process = house.member(name)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_he_is_at_the_door_while_nothing_but_the_web_is_left_running(own_house: House, browser: Any) -> None:
    """The sergeants have gone home and signed out; no worker, no beat, no broker. The hour itself changes nothing here:
    tests/triage/test_desk_alarms.py has it on a Sunday at three.
    """
    stage = Stage(own_house, browser)
    sergeant = stage.officer(cast.control_room_sergeant)
    sergeant.page.get_by_role("button", name="Sign out").click()
    sergeant.page.wait_for_url("**/accounts/**")
    operator = stage.officer(cast.control_room_operator)
    assert own_house.broker is not None
    own_house.broker.stop()
    for name in ("worker", "beat"):
        _killed(own_house, name)

    amina = stage.reporter()
    receipt = amina.reports(
        {
            1: {"danger": "yes"},
            2: {"filer": "victim"},
            3: {"words": "He is at the door.", "kinds": ["threatened"]},
            5: {"place_type": "home", "postcode": "CA1"},
            7: {"contact": "anonymous"},
        }
    )
    sent = time.monotonic()
    alarm = operator.page.locator("#alarm")
    alarm.get_by_text("not opened yet").wait_for(timeout=30_000)
    shown = time.monotonic()
    operator.page.wait_for_function("() => document.title.startsWith('DANGER')", timeout=75_000)
    assert shown - sent < 60, "it stands on the open page within a minute of the sending"
    assert time.monotonic() - sent < 75, "and is heard when nobody has touched it for a minute, at the page's next look"

    alarm.get_by_label("Log number").fill("CC-2026-0300")
    alarm.get_by_role("button", name="Send someone now").click()

    operator.sees("somebody is sent.")
    assert not operator.is_alarmed()
    assert Dispatch.objects.get(at_once=True).log_number == "CC-2026-0300"
    own_house.broker.start()
    own_house.crew.replace_the_fallen()
    amina.comes_back(receipt)
    amina.is_told("An officer has been asked to act on your report. A sergeant is in charge of them.")
    stage.ends()
