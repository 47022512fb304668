"""The one clock: it can be set in tests and the demo, and nowhere else."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from hatereport import clock

ROOT = Path(__file__).parents[2]
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def test_now_is_this_moment_in_utc() -> None:
    before = datetime.now(UTC)

    now = clock.now()

    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)


def test_a_set_clock_stands_still_and_is_set_back() -> None:
    with clock.at(NEW_YEAR):
        assert clock.now() == clock.now() == NEW_YEAR
        with clock.at(NEW_YEAR + timedelta(hours=1)):
            assert clock.now() == NEW_YEAR + timedelta(hours=1)
        assert clock.now() == NEW_YEAR

    assert clock.now().year > 2000
    assert clock.now() != NEW_YEAR


def test_the_day_is_london_s_in_summer_too() -> None:
    with clock.at(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 1)
    with clock.at(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 31)


@pytest.mark.parametrize("room", ["hatereport", "partners", "incidents", "triage"])
def test_nobody_takes_the_day_of_utc_for_today(room: str) -> None:
    asking = [path.name for path in (ROOT / room).rglob("*.py") if "now().date()" in path.read_text(encoding="utf-8")]

    assert not asking


def test_a_clock_set_elsewhere_tells_utc() -> None:
    in_kabul = datetime(2026, 1, 1, 4, 30, tzinfo=timezone(timedelta(hours=4, minutes=30)))

    with clock.at(in_kabul):
        assert clock.now().isoformat() == "2026-01-01T00:00:00+00:00"


def test_the_clock_is_locked_where_reports_are_real(settings: Any) -> None:
    settings.DEMO = settings.TESTING = False

    with pytest.raises(clock.ClockLocked), clock.at(NEW_YEAR):
        pass


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"), clock.at(datetime(2026, 1, 1)):
        pass
