"""When somebody of a team is there, by the clock on the wall in London."""

from datetime import UTC, datetime, time

import pytest

from partners.models import Team

DAY = Team(kind="hate_crime", shift_days=[1, 2, 3, 4, 5], shift_start=time(8), shift_end=time(18))
NIGHT = Team(kind="response", shift_days=[5, 6], shift_start=time(22), shift_end=time(6))
EARLY = Team(kind="local_focus", shift_days=[1, 2, 3, 4, 5], shift_start=time(22), shift_end=time(6))
ALWAYS = Team(kind="control_room", always_on=True, shift_days=[])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("team", "moment", "there"),
    [
        (DAY, "2026-11-20T08:00", True),  # a Friday in winter
        (DAY, "2026-11-20T07:59", False),
        (DAY, "2026-11-20T18:00", False),
        (DAY, "2026-11-21T12:00", False),  # Saturday
        (DAY, "2026-07-17T07:00", True),  # summer time: eight on the wall
        (DAY, "2026-07-17T17:00", False),
        (DAY, "2026-04-06T12:00", False),  # Easter Monday
        (DAY, "2026-04-07T12:00", True),
        (NIGHT, "2026-12-25T23:00", True),  # who works weekends works bank holidays
        (EARLY, "2026-04-07T04:00", False),  # the shift of Easter Monday's night
        (EARLY, "2026-04-08T04:00", True),
        (NIGHT, "2026-11-20T23:00", True),
        (NIGHT, "2026-11-21T05:59", True),
        (NIGHT, "2026-11-22T05:00", True),  # Saturday's shift ends on Sunday
        (NIGHT, "2026-11-22T23:00", False),
        (NIGHT, "2026-11-20T05:00", False),
        (ALWAYS, "2026-12-25T03:00", True),
    ],
)
def test_a_shift_follows_the_clock_in_london(team: Team, moment: str, there: bool) -> None:
    assert team.on_shift(at(moment)) is there
