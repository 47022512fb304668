"""The pages of cover and of duty turns, and what the one on the turn is told."""

import datetime as dt

import pytest

from hatereport import clock
from hatereport.demo import presence
from hatereport.demo.cast import FORCES, make_accounts
from hatereport.working_time import LONDON
from partners import absences, turns
from partners.models import Absence, DutyTurn, Person, RoleHeld
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, at_desk, at_most
from tests.triage.force_browser import moment, team_of
from triage import aftermath, choosing
from triage.models import DeskNotice
from triage.news.waiting import news_for
from triage.situation import Situation
from triage.workflow import ACT

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def london(hours: int) -> str:
    """As the box shows the hour on the wall in London, from now on."""
    return moment((clock.now() + hours * HOUR).astimezone(LONDON))


def test_an_inspector_enters_and_ends_a_turn_on_the_page():
    fiona, craig = cast.duty_inspector(), cast.duty_inspector(2)
    desk, duty = at_desk(fiona), team_of("cumbria", "duty")
    form = {"team": duty.pk, "person": craig.pk, "starts_at": london(-1), "ends_at": london(7)}

    assert desk.post("/desk/duty/", form).status_code == 302
    page = desk.get("/desk/duty/").content.decode()
    assert f"<strong>{craig.name}</strong>" in page
    assert "Now, until" in page
    assert turns.on_duty("cumbria") == [craig]
    desk.post(f"/desk/duty/{DutyTurn.objects.get().pk}/end/")

    assert turns.on_duty("cumbria") == []


def test_a_turn_that_cannot_be_says_why_and_keeps_what_was_typed():
    desk, duty = at_desk(cast.duty_inspector()), team_of("cumbria", "duty")
    form = {"team": duty.pk, "person": cast.duty_inspector().pk, "starts_at": london(1), "ends_at": london(30)}

    answer = desk.post("/desk/duty/", form)

    assert answer.status_code == 422
    assert "Nobody is on duty for longer than 16 hours" in answer.content.decode()
    assert london(30) in answer.content.decode()
    assert desk.post("/desk/duty/", form | {"starts_at": "tomorrow"}).status_code == 422
    assert (
        'href="#id_person">Choose who is on duty.' in desk.post("/desk/duty/", form | {"person": ""}).content.decode()
    )


def test_the_roster_is_read_by_all_and_kept_by_few():
    duty = team_of("cumbria", "duty")
    form = {"team": duty.pk, "person": cast.duty_inspector().pk, "starts_at": london(1), "ends_at": london(9)}
    turn = turns.add(cast.force_administrator(), duty, cast.duty_inspector(), clock.now(), clock.now() + HOUR)

    for who in (cast.officer(), cast.control_room_operator(), cast.dev("duty_inspector")):
        desk = at_desk(who)
        assert desk.get("/desk/duty/").status_code == 200
        assert desk.post("/desk/duty/", form).status_code == 404
        desk.post(f"/desk/duty/{turn.pk}/end/")

    assert DutyTurn.objects.get().ends_at == turn.ends_at
    assert "Fiona Nicholson" not in at_desk(cast.dev("duty_inspector")).get("/desk/duty/").content.decode()


def test_pages_of_duty_and_cover_take_few_queries():
    fiona, alan = cast.duty_inspector(), cast.supervising_sergeant()
    third = _third_officer()
    for number in (1, 2):
        absences.away(cast.officer(number), cast.officer(number), third, clock.now(), clock.now() + HOUR)
    for who in (fiona, alan, cast.force_administrator()):
        desk = at_desk(who)
        with at_most(MOST):
            assert desk.get("/desk/duty/").status_code == 200
    for who in (alan, cast.officer(), fiona):
        desk = at_desk(who)
        with at_most(MOST):
            assert desk.get("/desk/cover/").status_code == 200


def test_the_sergeant_enters_an_absence_of_her_officer_and_ends_it():
    alan, jack, katie = cast.supervising_sergeant(), cast.officer(), cast.officer(2)
    desk = at_desk(alan)
    form = {"person": jack.pk, "cover": katie.pk, "starts_at": london(-1), "ends_at": london(48)}

    assert desk.post("/desk/cover/", form).status_code == 302
    assert f"<strong>{jack.name}</strong>" in desk.get("/desk/cover/").content.decode()
    assert "You cover for" in at_desk(katie).get("/desk/cover/").content.decode()
    desk.post(f"/desk/cover/{Absence.objects.get().pk}/end/")

    katie.forget_roles()
    assert katie.covers_for() == ()


def test_an_absence_of_somebody_else_is_not_on_offer_and_not_to_be_ended():
    jack, katie, alan = cast.officer(), cast.officer(2), cast.supervising_sergeant()
    absence = absences.away(jack, jack, katie, clock.now(), clock.now() + HOUR)
    form = {"person": alan.pk, "cover": katie.pk, "starts_at": london(0), "ends_at": london(2)}

    assert at_desk(katie).post("/desk/cover/", form).status_code == 422
    assert at_desk(cast.dev("supervising_sergeant")).post(f"/desk/cover/{absence.pk}/end/").status_code == 404
    assert at_desk(cast.local_focus_sergeant()).post(f"/desk/cover/{absence.pk}/end/").status_code == 404
    at_desk(katie).post(f"/desk/cover/{absence.pk}/end/")

    assert Absence.objects.get().ends_at == absence.ends_at


def test_the_one_on_the_turn_is_told_by_name_and_the_whole_role_all_the_same():
    case = chain.report_received()
    fiona, craig = cast.duty_inspector(), cast.duty_inspector(2)
    turns.add(cast.force_administrator(), team_of("cumbria", "duty"), craig, clock.now(), clock.now() + HOUR)

    for _ in range(2):
        aftermath.tell(case, "breached:first_read", cause="clock:1", role="duty_inspector")

    told = {row.person_id for row in DeskNotice.objects.filter(what="breached:first_read")}
    assert told == {None, craig.pk}
    assert news_for(fiona).filter(what="breached:first_read").exists()


def test_with_nobody_on_a_turn_the_whole_role_is_told():
    case = chain.report_received()

    aftermath.tell(case, "breached:first_read", cause="clock:1", role="duty_inspector")

    assert [row.person_id for row in DeskNotice.objects.filter(what="breached:first_read")] == [None]


def test_a_restricted_case_is_not_told_to_the_one_on_the_turn():
    case = chain.report_received(what={"words": "The officer swore.", "kinds": ["called_names"], "who_did": ["police"]})
    turns.add(
        cast.force_administrator(), team_of("cumbria", "duty"), cast.duty_inspector(), clock.now(), clock.now() + HOUR
    )

    aftermath.tell(case, "breached:police_suspect", cause="clock:1", role="duty_inspector")

    assert {row.person_id for row in DeskNotice.objects.filter(what="breached:police_suspect")} == {None}


def _third_officer() -> Person:
    who = cast.person("officer", 1, force="leicestershire")
    who.held.update(force="cumbria", team=team_of("cumbria", "response"))
    who.forget_roles()
    return who


def test_the_demo_has_a_name_for_every_hour_of_its_first_days():
    make_accounts()
    presence.be_there()

    for force in FORCES:
        for hours in (0, 5, 11, 23, 47):
            at = clock.now() + hours * HOUR
            assert len(turns.on_duty(force, at=at)) == 1
            assert len(turns.on_duty(force, "control_room", at=at)) == 1
        assert Absence.objects.filter(person__held__force=force).exists()


def test_who_is_on_a_turn_now_is_offered_first_and_the_others_as_not_on_duty():
    ellen, neil = cast.control_room_sergeant(), cast.control_room_sergeant(2)
    case = chain.report_received()
    does(ellen, "take", case)
    ctx = Situation(case, ellen, ACT[case.kind, "hand_over"])

    assert [name for _, name in choosing.hands.near(ctx)[0][1:]] == [neil.name]  # nobody keeps the turns
    becky = cast.control_room_operator(2)
    DutyTurn.objects.create(
        team=team_of("cumbria", "control_room"), person=neil, set_by=neil,
        starts_at=clock.now() - HOUR, ends_at=clock.now() + HOUR,
    )  # fmt: skip
    RoleHeld.objects.create(person=becky, role="control_room_sergeant", force_id="cumbria")
    offered = choosing.hands.near(Situation(case, ellen, ACT[case.kind, "hand_over"]))[0]

    assert [name for _, name in offered[1:]] == [neil.name, f"{becky.name}, not on duty"]
    assert choosing.hands.whom(ctx, becky.name) == str(becky.pk)
