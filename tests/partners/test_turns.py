"""Who is on duty: turns of those who sit in a team, kept by who leads it, and who that names at an hour."""

import datetime as dt
from typing import Any

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from partners import turns
from partners.models import DutyTurn, Person, Team
from tests import cast

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def team(kind: str, area: str | None = None, force: str = "cumbria") -> Team:
    return Team.objects.get(force=force, kind=kind, area=area)


def on_turn(who: Person, of: Team, by: Person | None = None, *, begins: int = 0, hours: int = 8) -> DutyTurn:
    """A turn from so many hours on."""
    begin = clock.now() + begins * HOUR
    return turns.add(by or cast.force_administrator(), of, who, begin, begin + hours * HOUR)


def test_the_duty_inspector_of_this_hour_has_a_name() -> None:
    fiona, craig = cast.duty_inspector(), cast.duty_inspector(2)
    on_turn(fiona, team("duty"))
    on_turn(craig, team("duty"), begins=8)

    assert turns.on_duty("cumbria") == [fiona]
    assert turns.on_duty(team("duty")) == [fiona]
    assert turns.on_duty("cumbria", at=clock.now() + 9 * HOUR) == [craig]
    assert turns.on_duty("cumbria", at=clock.now() + 17 * HOUR) == []
    assert turns.on_duty("leicestershire") == []


def test_several_are_on_duty_in_a_control_room() -> None:
    ellen, joan = cast.control_room_sergeant(), cast.control_room_operator()
    on_turn(ellen, team("control_room"))
    on_turn(joan, team("control_room"))

    assert set(turns.on_duty("cumbria", "control_room")) == {ellen, joan}


@pytest.mark.parametrize(
    ("by", "kind", "area", "who"),
    [
        (cast.duty_inspector, "duty", None, cast.duty_inspector),
        (cast.control_room_sergeant, "control_room", None, cast.control_room_operator),
        (cast.local_focus_inspector, "local_focus", "carlisle", cast.local_focus_sergeant),
        (cast.hate_crime_lead, "hate_crime", None, cast.hate_crime_sergeant),
        (cast.force_administrator, "duty", None, cast.duty_inspector),
    ],
)
def test_who_leads_a_team_keeps_its_turns(by: Any, kind: str, area: str | None, who: Any) -> None:
    turn = on_turn(who(2) if by == who else who(), team(kind, area), by())
    turns.remove(by(), turn)

    acts = Entry.objects.filter(chain=f"team:{turn.team_id}").order_by("seq")
    assert [(entry.act, entry.force) for entry in acts] == [("turn_added", "cumbria"), ("turn_removed", "cumbria")]


@pytest.mark.parametrize(
    "by",
    [cast.control_room_operator, cast.officer, cast.local_focus_sergeant, cast.auditor, cast.platform_administrator],
)
def test_nobody_else_keeps_them(by: Any) -> None:
    turn = on_turn(cast.duty_inspector(), team("duty"))

    with pytest.raises(turns.NotYourRoster):
        on_turn(cast.duty_inspector(2), team("duty"), by())
    with pytest.raises(turns.NotYourRoster):
        turns.remove(by(), turn)


def test_another_force_s_inspector_keeps_no_turn_of_ours() -> None:
    turn = on_turn(cast.duty_inspector(), team("duty"))

    with pytest.raises(turns.NotYourRoster):
        turns.remove(cast.dev("duty_inspector"), turn)
    with pytest.raises(turns.NoSuchTurn, match="does not sit"):
        on_turn(cast.dev("duty_inspector"), team("duty"))


def test_only_who_sits_in_the_team_is_on_its_turns() -> None:
    with pytest.raises(turns.NoSuchTurn, match="does not sit"):
        on_turn(cast.officer(), team("duty"))
    with pytest.raises(turns.NoSuchTurn, match="does not sit"):
        on_turn(cast.local_focus_sergeant(2, area="barrow"), team("local_focus", "carlisle"))


@pytest.mark.parametrize(("begins", "hours"), [(0, 0), (0, 17), (-9, 8)])
def test_a_turn_has_a_sensible_length(begins: int, hours: int) -> None:
    with pytest.raises(turns.NoSuchTurn):
        on_turn(cast.duty_inspector(), team("duty"), begins=begins, hours=hours)


def test_nobody_is_on_duty_twice_at_once() -> None:
    on_turn(cast.duty_inspector(), team("duty"))

    with pytest.raises(turns.NoSuchTurn, match="already"):
        on_turn(cast.duty_inspector(), team("duty"), begins=4)


def test_who_has_left_the_team_is_on_no_turn() -> None:
    fiona = cast.duty_inspector()
    on_turn(fiona, team("duty"))
    fiona.held.update(valid_to=clock.now())

    assert turns.on_duty("cumbria") == []


def test_a_turn_that_has_begun_ends_and_one_to_come_is_taken_off() -> None:
    angela, fiona = cast.force_administrator(), cast.duty_inspector()
    begun, to_come = on_turn(fiona, team("duty")), on_turn(fiona, team("duty"), begins=20)
    with clock.at(clock.now() + HOUR):
        for turn in (begun, to_come):
            turns.remove(angela, turn)
            turns.remove(angela, turn)

        assert turns.on_duty("cumbria") == []
    assert list(DutyTurn.objects.values_list("pk", flat=True)) == [begun.pk]
    assert turns.on_duty("cumbria", at=clock.now() + HOUR / 2) == [fiona]
