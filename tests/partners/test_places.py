"""A force keeps its areas and districts: they begin and end with a day, there is always one, and the past stays."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from partners import forces, onboarding, places
from partners.models import District, Force, Outcode, Person, PolicingArea
from partners.places import NoSuchPlace
from tests import cast
from tests.triage.test_collisions import together

DAY = timedelta(days=1)


def cumbria() -> Force:
    return Force.objects.get(pk="cumbria")


def area(code: str = "carlisle") -> PolicingArea:
    return PolicingArea.objects.select_related("force").get(pk=code)


def end_all_but(*codes: str) -> None:
    PolicingArea.objects.filter(force="cumbria").exclude(pk__in=codes).update(valid_to=clock.today() - DAY)


def said(act: str) -> dict[str, Any]:
    detail: dict[str, Any] = Entry.objects.get(act=act).detail
    return detail


@pytest.mark.django_db
def test_a_last_day_is_set_and_set_anew_while_it_is_to_come() -> None:
    angela, today = cast.force_administrator(), clock.today()

    places.end_area(angela, area(), today + 30 * DAY)
    assert said("area_ended") == {"before": None, "last_day": str(today + 30 * DAY)}
    places.end_area(angela, area(), today)

    assert area().valid_to == today
    assert Entry.objects.filter(act="area_ended").latest("id").detail["before"] == str(today + 30 * DAY)


@pytest.mark.django_db
def test_an_area_that_ended_does_not_live_again() -> None:
    PolicingArea.objects.filter(pk="carlisle").update(valid_to=clock.today() - DAY)

    with pytest.raises(NoSuchPlace, match="the past is not rewritten"):
        places.end_area(cast.force_administrator(), area(), clock.today() + DAY)

    assert area().valid_to == clock.today() - DAY


@pytest.mark.django_db
def test_a_district_that_ended_does_not_live_again() -> None:
    district = District.objects.get(gss="E06000063")
    angela = cast.force_administrator()
    places.end_district(angela, district, clock.today())
    assert said("district_ended") == {"before": None, "last_day": str(clock.today())}

    with clock.at(clock.now() + DAY), pytest.raises(NoSuchPlace, match="the past is not rewritten"):
        places.end_district(angela, district, clock.today() + DAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("other", "days"),
    [
        ({"valid_from": 2}, 0),  # begins a day too late
        ({"valid_to": 30}, 0),  # ends too
        ({"valid_to": 30}, 60),  # is over by then
    ],
)
def test_a_force_is_never_left_without_an_area(other: dict[str, int], days: int) -> None:
    end_all_but("carlisle", "eden")
    today = clock.today()
    PolicingArea.objects.filter(pk="eden").update(**{name: today + number * DAY for name, number in other.items()})

    with pytest.raises(NoSuchPlace, match="needs an area"):
        places.end_area(cast.force_administrator(), area(), today + days * DAY)

    assert area().valid_to is None


@pytest.mark.django_db
def test_an_area_may_end_the_day_before_the_next_begins() -> None:
    end_all_but("carlisle", "eden")
    PolicingArea.objects.filter(pk="eden").update(valid_from=clock.today() + DAY)

    places.end_area(cast.force_administrator(), area(), clock.today())

    assert area().valid_to == clock.today()


@pytest.mark.django_db
def test_postcodes_of_an_area_that_ended_are_given_to_the_next_and_those_of_another_stay() -> None:
    angela = cast.force_administrator()
    end_all_but("carlisle", "barrow")
    assert {row.area_id for row in Outcode.objects.filter(code="CA4")} == {"carlisle", "eden"}

    places.give_outcodes(angela, area("barrow"), "CA4")

    assert {row.area_id for row in Outcode.objects.filter(code="CA4")} == {"carlisle", "barrow"}


@pytest.mark.django_db
def test_a_place_that_is_there_already_is_said_so() -> None:
    angela = cast.force_administrator()

    with pytest.raises(NoSuchPlace, match="an area of this name"):
        places.add_area(angela, cumbria(), "carlisle")
    with pytest.raises(NoSuchPlace, match="a district with this code"):
        places.add_district(angela, cumbria(), "Cumberland", "e06000063")


@pytest.mark.usefixtures("own_database")
def test_of_two_administrators_at_once_one_is_told_why_not() -> None:
    """Races are run on a database of their own, all on one."""
    both, today = (cast.force_administrator(), cast.force_administrator(2)), clock.today()
    end_all_but("carlisle", "eden")
    signed: dict[str, Any] = {"regime": "local", "valid_from": today, "signed_by": "ACC", "signed_on": today}
    acts: tuple[tuple[Callable[[Person, int], Any], type[Exception]], ...] = (
        (lambda by, _: places.add_district(by, cumbria(), "Furness", "E06999999"), NoSuchPlace),
        (lambda by, _: forces.sign_regime(by, cumbria(), **signed), forces.CannotSettle),
        (lambda by, number: places.end_area(by, area(("carlisle", "eden")[number]), today), NoSuchPlace),
        (lambda by, _: places.add_area(by, cumbria(), "Furness"), NoSuchPlace),
    )

    for act, refusal in acts:
        first, second = together(*(partial(act, by, number) for number, by in enumerate(both)))

        assert sorted(isinstance(result, Exception) for result in (first, second)) == [False, True], (first, second)
        assert refusal in (type(first), type(second)), (first, second)


@pytest.mark.usefixtures("own_database")
def test_of_two_who_give_the_duty_at_once_the_second_gives_it_on() -> None:
    platform = cast.platform_administrator()
    begun = [Force.objects.get(pk=code) for code in ("kent", "essex")]
    for force in begun:
        onboarding.begin(platform, force)
    Force.objects.update(on_board=False)

    results = together(*(partial(onboarding.give_duty, platform, force) for force in begun))

    assert results == [None, None]
    assert Force.objects.get(is_duty=True) in begun
    assert Entry.objects.filter(act="duty_given").count() == 2
