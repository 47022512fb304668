"""Attempts to break in at what was added for the desk: each got somewhere once, and gets nowhere now."""

import datetime as dt
import uuid

import pytest

from hatereport import clock, outbox
from partners import absences, invitations, looking_after, own_keys
from partners.models import Person, RoleHeld, Team
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk, in_danger
from tests.triage.flooding import pour, real, said
from triage import first_looks
from triage.floods import asking, clearing, reading
from triage.models import Case, FirstLook, FloodClearing, SearchAlarm
from triage.refusals import NotInScope

pytestmark = pytest.mark.django_db

TEXT = "The manager of the Kings Arms refuses foreigners and says so loudly to everybody at the bar every evening."


def also(who: Person, role: str, force: str = "cumbria") -> Person:
    """The same person in a second role."""
    RoleHeld.objects.get_or_create(person=who, role=role, force_id=force, valid_to=None)
    who.forget_roles()
    return who


# --- a flood as a cover for burying one report ----------------------------------------------------------------------


def proposed(who: Person) -> FloodClearing:
    (group,) = asking.groups_of(who, reading.unassessed(who, 1))
    asking.answer(who, group, knows_somebody=False)
    (group,) = asking.groups_of(who, reading.unassessed(who, 1))
    return clearing.propose(who, group, clock.now(), reason="spam", words="One sender.")


def carried_out() -> None:
    while notices := list(outbox.Notice.objects.filter(topic="flood.confirmed", done_at=None)):
        assert all(outbox.deliver(notice.pk) for notice in notices)


def test_who_stood_aside_from_a_report_is_not_the_second_person_who_buries_it() -> None:
    case, *_others = pour(said(TEXT) for _ in range(6))
    becky = cast.control_room_operator(2)
    case.refresh_from_db()
    first_looks.declare(becky, case, conflict=True, key=uuid.uuid4().hex)

    of = proposed(cast.control_room_operator())
    for says in (False, True):
        with pytest.raises(NotInScope):
            clearing.answer(of.pk, becky, knows_somebody=says)
    with pytest.raises(NotInScope):
        clearing.decide(of.pk, becky, confirm=True)
    carried_out()

    assert not FirstLook.objects.filter(person=becky, conflict=False).exists()
    assert not Case.objects.exclude(ended_at=None).exists()


def test_who_stands_aside_after_confirming_buries_nothing_of_it() -> None:
    case, *others = pour(said(TEXT) for _ in range(6))
    becky, of = cast.control_room_operator(2), proposed(cast.control_room_operator())
    clearing.answer(of.pk, becky, knows_somebody=False)
    clearing.decide(of.pk, becky, confirm=True)
    case.refresh_from_db()
    first_looks.declare(becky, case, conflict=True, key=uuid.uuid4().hex)

    carried_out()

    case.refresh_from_db()
    assert case.open
    assert not Case.objects.filter(pk__in=[one.pk for one in others], ended_at=None).exists()


def test_no_clearing_of_one_force_takes_reports_of_another() -> None:
    ours = pour(said(TEXT) for _ in range(5))
    theirs = [real(TEXT, where={"place_type": "street", "postcode": "LE1 1AA"}) for _ in range(4)]
    assert {case.force_id for case in theirs} == {"leicestershire"}
    both = also(cast.control_room_operator(), "control_room_operator", "leicestershire")

    of = proposed(both)

    assert set(of.cases) == {case.pk for case in ours}


# --- cover ------------------------------------------------------------------------------------------------------------


def test_no_supervisor_makes_themselves_somebody_s_cover() -> None:
    jack, sergeant = cast.officer(), also(cast.supervising_sergeant(2), "officer")

    with pytest.raises(absences.CannotCover):
        absences.away(sergeant, jack, sergeant, clock.now(), clock.now() + dt.timedelta(days=1))

    sergeant.forget_roles()
    assert not sergeant.covers_for()


# --- reading about oneself, or a neighbour ------------------------------------------------------------------------------


def test_an_officer_who_opens_the_report_that_names_him_is_noticed() -> None:
    neil = cast.control_room_sergeant(2)
    case = chain.report_received(suspect={"known": "known", "suspect_name": f"Sgt. {neil.name.upper()}"})
    other = chain.report_received(suspect={"known": "known", "suspect_name": neil.name})

    at_desk(neil).get(address(other))
    assert SearchAlarm.objects.filter(person=neil, what="opened").count() == 1

    at_desk(cast.control_room_sergeant()).get(address(case))
    assert not SearchAlarm.objects.exclude(person=neil).exists()


def test_a_danger_that_opens_unasked_is_noticed_too() -> None:
    neil = cast.control_room_sergeant(2)
    own_keys.keep(neil, {"phone": chain.ANSWERS["contact"]["phone"]})
    case = in_danger()
    browser = at_desk(neil, asked_first=True)

    assert browser.get(address(case)).status_code == 200
    browser.get(address(case))

    assert SearchAlarm.objects.filter(person=neil, what="opened").count() == 1


def test_no_letter_is_read_by_somebody_who_was_not_asked_whom_they_know() -> None:
    contact = chain.ANSWERS["contact"] | {"address": "1 Castle Street\nCarlisle", "channels": ["letter", "return_page"]}
    case = chain.report_received(contact=contact)
    does(cast.control_room_sergeant(), "take", case)
    first_looks.declare(cast.duty_inspector(2), case, conflict=False, key=uuid.uuid4().hex)
    ticked = {"case": [f"{case.reference}.{case.version}"], "key": uuid.uuid4().hex, "what": "letter", "sent": "yes"}
    browser = at_desk(cast.control_room_sergeant(), asked_first=True)

    page = browser.post("/desk/several/", ticked | {"letter_kind": "received", "letter_words": ""}).content.decode()

    assert "1 Castle Street" not in page
    FirstLook.objects.create(case=case, person=cast.control_room_sergeant(), at=clock.now())
    page = browser.post("/desk/several/", ticked | {"letter_kind": "received", "letter_words": ""}).content.decode()
    assert "1 Castle Street" in page


# --- accounts ---------------------------------------------------------------------------------------------------------


def test_who_left_one_force_is_not_let_in_again_by_another_s_administrator() -> None:
    jack = cast.officer()
    RoleHeld.objects.filter(person=jack).update(valid_to=clock.now())
    Person.objects.filter(pk=jack.pk).update(is_active=False)
    stranger = cast.dev("force_administrator")
    team = Team.objects.filter(force="leicestershire", kind="response").get()

    with pytest.raises(looking_after.NotYourPeople):
        invitations.invite(stranger, jack.email, "Jack", "officer", force=team.force, team=team)

    jack.refresh_from_db()
    assert not jack.is_active
    ours = Team.objects.get(code="cumbria-response")
    assert invitations.invite(cast.force_administrator(), jack.email, "Jack", "officer", force=ours.force, team=ours)


# --- what makes a page break ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["000001" + "9" * 30, "000001" + "9" * 5000])
def test_days_beyond_all_days_are_answered_by_a_sentence(typed: str) -> None:
    page = at_desk(cast.control_room_sergeant()).get("/desk/search/", {"silence": typed})

    assert page.status_code == 422


@pytest.mark.parametrize(
    "asked",
    [{"area": "\x00"}, {"area": "Amina Yusuf"}, {"area": "leicester"}],
)
def test_an_area_that_is_none_of_the_force_is_nobody_s_numbers(asked: dict[str, str]) -> None:
    assert at_desk(cast.hate_crime_inspector()).get("/desk/performance/", asked).status_code == 404


def test_the_end_of_all_days_ends_no_page() -> None:
    for asked in ({"from": "9999-12-01", "to": "9999-12-31"}, {"from": "0001-01-01", "to": "0001-01-02"}):
        page = at_desk(cast.hate_crime_inspector()).get("/desk/performance/", asked | {"period": "custom"})
        assert page.status_code == 200
