"""What keeps somebody here, row by row: counted, shown to whoever may end it, and gone once it is ended.

How cases are handed over by an inspector, a sergeant, and to a team, is told in test_force_people.py.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from hatereport import clock
from partners import absences, people, turns
from partners.models import Absence, Person
from tests import cast
from tests.triage import chain, flooding
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, address, at_desk, at_most, has_opened, under_investigation
from tests.triage.floods.by_two import TEXT, found, proposed
from tests.triage.force_browser import team_of
from tests.triage.roads.on_the_road import on_road, owned
from triage.floods import clearing
from triage.leaving.open_work import LEFT, PARTS, left_by
from triage.models import Case, FloodClearing
from triage.refusals import Refused
from triage.roads import blocks

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def the_case() -> Case:
    return Case.objects.latest("opened_at")


def handed_over(by: Person, leaver: Person, part: str, **form: str) -> None:
    sent = {"part": part, "reasons": "She leaves.", "key": "k", "case": [the_case().reference], **form}
    answer = has_opened(by, the_case()).post(f"/desk/leaving/{leaver.pk}/", sent)
    assert answer.status_code == 200, answer.content.decode()


def holds() -> Person:
    does(cast.local_focus_sergeant(), "take", chain.incident_in("local_focus"))
    return cast.local_focus_sergeant()


def is_officer() -> Person:
    under_investigation()
    return cast.officer()


def supervises() -> Person:
    under_investigation()
    return cast.supervising_sergeant()


def investigates() -> Person:
    jack = cast.officer()
    case = on_road("police_suspect")
    does(cast.professional_standards(), "name_investigator", case, investigator=str(jack.pk), reasons="Elsewhere.")
    return jack


def owns_the_domestic_side() -> Person:
    return owned(on_road("domestic"))


def takes_the_domestic_side_on(leaver: Person) -> None:
    nora = cast.officer()  # who sits in the team already
    handed_over(nora, leaver, "domestic", reasons="Call her at work, as agreed.")
    assert blocks.owner_of(the_case()) == nora.pk


def asks_for_a_signature() -> Person:
    asking = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    asking |= {"allocation_reason": "online", "victims_view": "No."}
    does(cast.control_room_sergeant(), "allocate_without_attendance", chain.report_received(), **asking)
    return cast.control_room_sergeant()


def offers_a_transfer() -> Person:
    case = under_investigation()
    does(cast.officer(), "offer_transfer", case, to_force="leicestershire", known="All.", transfer_danger="No.")
    return cast.officer()


def proposes_a_clearing() -> Person:
    flooding.pour(flooding.said(TEXT) for _ in range(12))
    proposed(found()[0])
    return cast.control_room_operator()


def refuses_the_clearing(_leaver: Person) -> None:
    second, waiting = cast.control_room_operator(2), FloodClearing.objects.get()
    clearing.answer(waiting.pk, second, knows_somebody=False)
    clearing.decide(waiting.pk, second, confirm=False)


def covers() -> Person:
    jack, katie = cast.officer(), cast.officer(2)
    absences.away(jack, jack, katie, clock.now(), clock.now() + HOUR)
    return katie


def is_on_duty() -> Person:
    fiona, now = cast.duty_inspector(), clock.now()
    turns.add(cast.force_administrator(), team_of("cumbria", "duty"), fiona, now, now + HOUR)
    return fiona


@dataclass(frozen=True)
class Row:
    """How somebody comes to have it in hand, what is then said, who is shown it, and how it ends."""

    given: Callable[[], Person]
    said: str
    viewer: Callable[[], Person]
    ends: Callable[[Person], object]


ROWS = {
    "officer": Row(
        is_officer,
        "Officer in 1 open case.",
        cast.duty_inspector,
        lambda leaver: handed_over(cast.duty_inspector(), leaver, "officer", taker=str(cast.officer(2).pk)),
    ),
    "supervisor": Row(
        supervises,
        "Supervises 1 open case.",
        cast.duty_inspector,
        lambda leaver: handed_over(
            cast.duty_inspector(), leaver, "supervisor", taker=str(cast.supervising_sergeant(2).pk)
        ),
    ),
    "holder": Row(
        holds,
        "Holds 1 open case.",
        cast.duty_inspector,
        lambda leaver: handed_over(cast.duty_inspector(), leaver, "holder", taker="team"),
    ),
    "investigator": Row(
        investigates,
        "Investigates for professional standards 1 open case.",
        lambda: cast.professional_standards(2),
        lambda leaver: handed_over(
            cast.professional_standards(2), leaver, "investigator", taker=str(cast.officer(2).pk)
        ),
    ),
    "domestic": Row(
        owns_the_domestic_side,
        "Owns the domestic abuse side of 1 open case.",
        lambda: cast.sits_in(cast.officer(), "domestic_abuse"),
        takes_the_domestic_side_on,
    ),
    "asked": Row(
        asks_for_a_signature,
        "Has asked for 1 signature that nobody has given or refused yet.",
        cast.duty_inspector,
        lambda leaver: chain.signs(cast.duty_inspector(), the_case(), sign=False, reasons="Send somebody."),
    ),
    "transfers": Row(
        offers_a_transfer,
        "Has offered 1 transfer that nobody has answered yet.",
        cast.duty_inspector,
        lambda leaver: does(cast.dev("control_room_sergeant"), "refuse_transfer", the_case(), reasons="Yours."),
    ),
    "floods": Row(
        proposes_a_clearing,
        "Has proposed 1 clearing of a flood that nobody has confirmed or refused yet.",
        cast.duty_inspector,
        refuses_the_clearing,
    ),
    "covers": Row(
        covers,
        "Covers for somebody in 1 absence not over yet.",
        cast.duty_inspector,
        lambda leaver: absences.back(cast.officer(), Absence.objects.get()),
    ),
    "turns": Row(
        is_on_duty,
        "Is on 1 turn of duty not over yet.",
        lambda: cast.duty_inspector(2),
        lambda leaver: turns.remove(cast.force_administrator(), leaver.turns.get()),
    ),
}


def test_every_way_of_having_something_in_hand_is_told_here():
    assert set(ROWS) == {part.code for part in PARTS} | {left.code for left in LEFT}


@pytest.mark.parametrize("code", ROWS)
def test_nobody_leaves_while_it_is_left(code):
    row = ROWS[code]
    leaver = row.given()

    with pytest.raises(people.StillNeeded) as refusal:
        people.let_go(None, leaver)

    assert row.said in str(refusal.value)
    leaver.refresh_from_db()
    assert leaver.is_active


@pytest.mark.parametrize("code", ROWS)
def test_it_is_shown_to_whoever_may_end_it_and_gone_once_it_is_ended(code):
    row = ROWS[code]
    leaver, desk = row.given(), at_desk(row.viewer())
    shown = row.said if code in {left.code for left in LEFT} else f'value="{code}"'
    at = f"/desk/leaving/{leaver.pk}/"
    with at_most(MOST):
        assert shown in desk.get(at).content.decode()

    row.ends(leaver)

    leaver.forget_roles()
    assert row.said not in people.what_keeps(leaver)
    assert shown not in desk.get(at).content.decode()


def test_nobody_hands_over_or_takes_on_what_they_have_not_opened():
    katie, nora = owns_the_domestic_side(), cast.sits_in(cast.officer(), "domestic_abuse")
    desk, at = at_desk(nora, asked_first=True), f"/desk/leaving/{katie.pk}/"
    form = {"part": "domestic", "reasons": "Call her at work.", "key": "k", "case": [the_case().reference]}

    refused = desk.post(at, form)

    assert refused.status_code == 409
    assert "Say first whether you know anyone in this case" in refused.content.decode()
    assert f'href="{address(the_case())}"' in refused.content.decode(), "where the question is put"
    assert blocks.owner_of(the_case()) == katie.pk
    assert desk.post(f"{address(the_case())}declare/", {"declared": "no", "key": "k"}).status_code == 302
    assert desk.post(at, form).status_code == 200
    assert blocks.owner_of(the_case()) == nora.pk


def test_a_case_of_professional_standards_is_counted_and_shown_to_nobody_else():
    jack = investigates()

    page = at_desk(cast.duty_inspector()).get(f"/desk/leaving/{jack.pk}/").content.decode()

    assert the_case().reference not in page
    assert people.what_keeps(jack) == ["Investigates for professional standards 1 open case."]


def test_who_took_the_domestic_side_before_somebody_else_keeps_nothing_of_it():
    katie = owns_the_domestic_side()
    does(cast.sits_in(cast.officer(), "domestic_abuse"), "own_domestic", the_case(), first_steps="I go on.")

    assert people.what_keeps(katie) == []


def test_a_signature_given_after_somebody_has_left_appoints_nobody():
    asks_for_a_signature()
    case = the_case()
    people.let_go(None, cast.officer())

    with pytest.raises(Refused, match="Jack"):
        chain.signs(cast.duty_inspector(), case)

    case.refresh_from_db()
    assert (case.state, case.officer_in_case) == ("control_room", None)


def test_who_has_left_is_named_in_no_case_that_opens_again():
    case = chain.crime_in("closed")
    people.let_go(None, cast.officer())
    people.let_go(None, cast.supervising_sergeant())

    does(cast.hate_crime_sergeant(), "new_evidence", case, what_is_new="A film.")

    assert (case.holder, case.officer_in_case, case.supervising_sergeant) == (None, None, None)
    does(cast.duty_inspector(), "change_officer", case, officer=str(cast.officer(2).pk), reasons="She goes on.")
    assert case.holder == cast.officer(2)


def test_cover_for_somebody_who_has_left_keeps_nobody():
    jack, katie = cast.officer(), covers()
    Person.objects.filter(pk=jack.pk).update(is_active=False)

    assert not {left.code for left, _ in left_by(katie)} & {"covers"}


def test_every_turn_that_keeps_somebody_stands_on_the_roster():
    fiona = cast.duty_inspector()
    team, later = team_of("cumbria", "duty"), clock.now() + dt.timedelta(days=40)
    turns.add(fiona, team, fiona, later, later + dt.timedelta(hours=8))

    assert [row.starts_at for row in turns.of_teams([team]) if row.person == fiona] == [later]
    assert "turns" in {left.code for left, _ in left_by(fiona)}
