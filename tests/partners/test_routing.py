"""Every report finds a force that works here, whatever was said about the place."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hatereport import clock
from partners.models import Force, Outcode, PolicingArea, Postcode, Team
from partners.reference import rows
from partners.routing import BASES, ROUTES, place
from partners.teams import STANDING_TEAMS, duty_force, missing_teams, stand_up, team_for

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_each_route_says_why_and_from_where() -> None:
    assert len(set(BASES)) == len(BASES)
    assert all(route.why and route.source for route in ROUTES)


@pytest.mark.parametrize(
    ("given_place", "force", "area", "basis", "choices"),
    [
        ({"postcode": "CA1 1AA"}, "cumbria", "carlisle", "outcode", []),
        ({"outcode": "la9"}, "cumbria", "south-lakeland", "outcode", []),
        ({"postcode": "LE13 0AA"}, "leicestershire", "melton", "outcode", []),
        ({"postcode": "CA4 8AA"}, "cumbria", None, "outcode", ["carlisle", "eden"]),
        ({"postcode": "LE2 1AA"}, "leicestershire", None, "outcode", ["leicester", "oadby-and-wigston", "blaby"]),
        ({"area_code": "barrow"}, "cumbria", "barrow", "area_chosen", []),
        ({"area_code": "barrow", "postcode": "LE1 1AA"}, "cumbria", "barrow", "area_chosen", []),
        ({"force_code": "leicestershire", "postcode": "LE13"}, "leicestershire", "melton", "force_chosen", []),
        ({"postcode": "LE13", "online": True}, "leicestershire", "melton", "outcode", []),
        ({}, "cumbria", None, "duty", []),
        ({"postcode": "nonsense", "outcode": "?", "area_code": "x", "force_code": "y"}, "cumbria", None, "duty", []),
    ],
)
def test_a_place_on_board_goes_to_its_own_force(
    given_place: dict, force: str, area: str | None, basis: str, choices: list[str]
) -> None:
    found = place(**given_place)

    assert (found.force.pk, found.area.pk if found.area else None, found.basis) == (force, area, basis)
    assert [choice.pk for choice in found.choices] == choices
    assert found.belongs_to is None


def test_a_force_chosen_with_a_postcode_of_another_asks_for_the_area() -> None:
    found = place(force_code="cumbria", postcode="LE1 1AA")

    assert found.force.pk == "cumbria"
    assert {choice.pk for choice in found.choices} == {area.pk for area in found.force.areas.all()}


@pytest.mark.parametrize(("outcode", "belongs_to"), [("NN1", "northamptonshire"), ("CV34", "warwickshire")])
def test_a_force_not_on_board_is_held_by_the_duty_force(outcode: str, belongs_to: str) -> None:
    found = place(outcode=outcode)

    assert found.force == duty_force()
    assert found.belongs_to is not None
    assert found.belongs_to.pk == belongs_to


def test_every_force_in_the_picker_is_accepted() -> None:
    for force in Force.objects.all():
        found = place(force_code=force.pk)

        assert found.force.on_board
        assert (found.belongs_to or found.force) == force


def test_an_outcode_across_the_border_stays_with_a_force_that_works_here() -> None:
    found = place(postcode="LA5 0AA")

    assert found.force.pk == "cumbria"
    assert [area.pk for area in found.choices] == ["south-lakeland"]
    assert [force.pk for force in found.other_forces] == ["lancashire"]


def test_the_railway_belongs_to_its_own_police_and_is_held_nearby() -> None:
    found = place(postcode="LE1 1AA", place_type="railway")

    assert found.force.pk == "leicestershire"
    assert found.belongs_to is not None
    assert found.belongs_to.pk == "btp"


def test_something_online_on_a_train_is_not_the_railways() -> None:
    assert place(postcode="LE1 1AA", place_type="railway", online=True).belongs_to is None


def test_a_whole_postcode_knows_better_than_its_first_half() -> None:
    Postcode.objects.create(pcd="CA48AA", force_id="cumbria", area_id="eden")

    found = place(postcode="ca4 8aa")

    assert found.area is not None
    assert (found.area.pk, found.basis, found.choices) == ("eden", "postcode", ())


def test_a_whole_postcode_without_an_area_asks_within_its_force() -> None:
    Postcode.objects.create(pcd="LA50AA", force_id="cumbria", area=None)
    Postcode.objects.create(pcd="CA71AA", force_id="cumbria", area=None)

    assert place(postcode="LA5 0AA").area == PolicingArea.objects.get(pk="south-lakeland")
    assert [area.pk for area in place(postcode="CA7 1AA").choices] == ["allerdale", "carlisle", "eden"]


@pytest.mark.parametrize(
    ("given_place", "basis"),
    [
        ({"area_code": "melton"}, "area_chosen"),
        ({"postcode": "LE13 0AA"}, "outcode"),
        ({"postcode": "LE13 1AA"}, "postcode"),
        ({"force_code": "leicestershire", "postcode": "LE13"}, "force_chosen"),
    ],
)
def test_an_area_that_is_no_more_takes_no_new_report_and_its_force_still_does(given_place: dict, basis: str) -> None:
    Postcode.objects.create(pcd="LE131AA", force_id="leicestershire", area_id="melton")
    PolicingArea.objects.filter(pk="melton").update(valid_to=clock.today() - DAY)

    found = place(**given_place)

    assert (found.force.pk, found.area, found.basis) == ("leicestershire", None, basis)
    others = PolicingArea.objects.filter(force="leicestershire").exclude(pk="melton")
    assert set(found.choices) == set(others)


def test_a_split_outcode_of_which_one_area_ended_asks_for_any_of_the_force() -> None:
    PolicingArea.objects.filter(pk="carlisle").update(valid_to=clock.today() - DAY)

    found = place(postcode="CA4 8AA")

    assert (found.force.pk, found.area, found.basis) == ("cumbria", None, "outcode")
    assert set(found.choices) == set(PolicingArea.objects.filter(force="cumbria").exclude(pk="carlisle"))


def test_an_area_works_until_its_last_day_and_not_before_its_first() -> None:
    PolicingArea.objects.filter(pk="barrow").update(valid_to=clock.today())
    PolicingArea.objects.filter(pk="eden").update(valid_from=clock.today() + DAY)

    assert place(area_code="barrow").area == PolicingArea.objects.get(pk="barrow")
    assert place(area_code="eden").area is None
    assert {"barrow", "eden"} & {area.pk for area in place(force_code="cumbria").choices} == {"barrow"}


def test_every_outcode_of_the_table_finds_its_likeliest_place() -> None:
    for code in {row["code"] for row in rows("outcodes")}:
        found = place(outcode=code)

        assert found.basis == "outcode"
        assert found.force.on_board
        assert found.area or found.choices or found.belongs_to


def test_a_split_outcode_has_more_than_one_place() -> None:
    for code in Outcode.objects.values_list("code", flat=True).distinct():
        places = Outcode.objects.filter(code=code)

        assert {place.share for place in places} == ({"full"} if len(places) == 1 else {"split"})
        assert [place.rank for place in places.order_by("rank")] == list(range(1, len(places) + 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    postcode=st.text(max_size=12),
    area_code=st.sampled_from(["", "carlisle", "nowhere", "\x00"]),
    force_code=st.sampled_from(["", "cumbria", "kent", "btp", "nowhere"]),
    place_type=st.sampled_from(["", "railway", "street"]),
    online=st.booleans(),
)
def test_nothing_is_unroutable(postcode: str, area_code: str, force_code: str, place_type: str, online: bool) -> None:
    found = place(postcode, "", area_code, force_code, place_type, online)

    assert found.force.on_board
    assert team_for("control_room", found.force).always_on


def test_a_place_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        place(postcode="CA1 1AA")


def test_every_kind_of_team_is_found_everywhere() -> None:
    for force in Force.objects.all():
        for kind in Team.Kind.values:
            team = team_for(kind, force)

            assert team.kind in (kind, "control_room")
            assert team.force == (force if force.on_board else duty_force())


def test_an_area_without_the_team_falls_back_to_the_force() -> None:
    assert team_for("local_focus", "cumbria", "eden").area_id == "eden"
    assert team_for("hate_crime", "cumbria", "eden").kind == "hate_crime"

    Team.objects.filter(force="cumbria", kind="hate_crime").delete()

    assert team_for("hate_crime", "cumbria", "eden").kind == "control_room"


def test_work_without_an_area_goes_to_no_team_of_an_area_that_is_no_more() -> None:
    first, second = Team.objects.filter(force="cumbria", kind="local_focus").order_by("code")[:2]
    assert team_for("local_focus", "cumbria") == first

    PolicingArea.objects.filter(pk=first.area_id).update(valid_to=clock.today() - DAY)

    assert team_for("local_focus", "cumbria") == second
    assert team_for("local_focus", "cumbria", first.area_id) == first


def test_an_area_whose_last_day_is_to_come_gets_its_team() -> None:
    Team.objects.filter(area="eden").delete()
    PolicingArea.objects.filter(pk="eden").update(valid_to=clock.today())
    cumbria = Force.objects.get(pk="cumbria")

    assert [team.area_id for team in missing_teams(cumbria)] == ["eden"]
    stand_up(cumbria)
    assert Team.objects.filter(area="eden").exists()


def test_somebody_is_always_there_at_night() -> None:
    for force in Force.objects.filter(on_board=True):
        never_off = force.teams.filter(kind__in=("control_room", "duty"))

        assert {team.kind for team in never_off} == {"control_room", "duty"}
        assert all(team.always_on for team in never_off)


def test_each_force_on_board_has_all_standing_teams() -> None:
    for force in Force.objects.filter(on_board=True):
        kinds = {team.kind for team in force.teams.all()}

        assert kinds == {standing.kind for standing in STANDING_TEAMS} == set(Team.Kind)
        assert force.teams.filter(kind="local_focus").count() == force.areas.count()
