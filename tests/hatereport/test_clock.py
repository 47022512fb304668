"""The one clock: it can be set in tests and the demo, and nowhere else."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from hatereport import clock

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
