"""Cover for absence: who stands in sees and does what the absent person may, for as long as it lasts, and never more."""

import datetime as dt

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from partners import absences
from partners.models import Absence, Person, RoleHeld, Team
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk, posted, under_investigation
from triage.models import Case, Part
from triage.refusals import NotInScope, Refused
from triage.scope import visible_to

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def covers(cover: Person, person: Person, by: Person | None = None, length: dt.timedelta = 24 * HOUR) -> Absence:
    """From now on, for a day."""
    absence = absences.away(by or person, person, cover, clock.now(), clock.now() + length)
    cover.forget_roles()
    return absence


def sees(who: Person, case: Case) -> bool:
    who.forget_roles()
    return visible_to(who).filter(pk=case.pk).exists()


def test_the_cover_sees_the_cases_of_the_absent_officer_while_it_lasts():
    case, jack, katie = under_investigation(), cast.officer(), cast.officer(2)
    assert not sees(katie, case)

    covers(katie, jack)

    assert sees(katie, case)
    with clock.at(clock.now() + 25 * HOUR):
        assert not sees(katie, case)


def test_the_cover_does_what_is_the_officers_and_has_been_the_officer():
    case, jack, katie = under_investigation(), cast.officer(), cast.officer(2)
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist())
    with pytest.raises(NotInScope):
        does(katie, "propose_outcome", case, **chain.outcome(case))

    covers(katie, jack)
    chain_of = chain.outcome(case)
    does(katie, "propose_outcome", case, **chain_of)

    parts = set(Part.objects.filter(case=case, person=katie).values_list("part", flat=True))
    assert {"oic", "proposer"} <= parts
    assert case.officer_in_case == jack


def test_a_cover_who_acted_is_barred_from_the_final_review_and_one_who_did_not_is_free():
    case, jack = under_investigation(), cast.officer()
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist())
    margaret, ian = cast.hate_crime_inspector(), cast.hate_crime_inspector(2)
    for inspector in (margaret, ian):
        team = Team.objects.get(code="cumbria-response")
        RoleHeld.objects.create(person=inspector, role="officer", force_id="cumbria", team=team)
        covers(inspector, jack)
    does(margaret, "propose_outcome", case, **chain.outcome(case))
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")

    with pytest.raises(Refused, match="part in it"):
        does(margaret, "uphold_nfa", case, **chain.final_review())
    does(ian, "uphold_nfa", case, **chain.final_review())

    assert case.state == "victim_to_be_told"


def test_the_sergeants_cover_accepts_the_supervision():
    case = chain.report_received()
    alan, lisa = cast.supervising_sergeant(), cast.supervising_sergeant(2)
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(cast.officer(), alan))
    with pytest.raises(Refused):
        does(lisa, "accept_supervision", case)

    covers(lisa, alan, by=cast.duty_inspector())
    does(lisa, "accept_supervision", case)

    assert Part.objects.filter(case=case, person=lisa, part="supervising_sergeant").exists()


def test_a_cover_has_only_the_roles_both_hold():
    case = under_investigation()
    jack, alan, katie = cast.officer(), cast.supervising_sergeant(), cast.officer(2)
    RoleHeld.objects.create(
        person=alan, role="officer", force_id="cumbria", team=Team.objects.get(code="cumbria-response")
    )

    covers(katie, alan)

    assert not sees(katie, case)
    assert case.officer_in_case == jack


def test_losing_the_role_ends_what_it_let_one_see():
    case, jack, katie = under_investigation(), cast.officer(), cast.officer(2)
    covers(katie, jack)
    katie.held.update(valid_to=clock.now())

    assert not sees(katie, case)


def test_who_leaves_is_covered_no_more():
    case, jack, katie = under_investigation(), cast.officer(), cast.officer(2)
    covers(katie, jack)
    Person.objects.filter(pk=jack.pk).update(is_active=False)

    assert not sees(katie, case)


def test_a_restricted_case_is_not_a_cover_s_to_see():
    case, jack, katie = under_investigation(), cast.officer(), cast.officer(2)
    covers(katie, jack)
    Case.objects.filter(pk=case.pk).update(restricted=True)

    assert not sees(katie, case)


def test_covered_cases_stand_in_the_cover_s_own_queue_and_show_who_is_in_them():
    case, jack, katie = under_investigation(), cast.officer(), cast.officer(2)
    covers(katie, jack)
    desk = at_desk(katie)

    assert [line.case for line in desk.get("/desk/?tab=mine").context["lines"]] == [case]
    assert "07700 900123" in desk.get(address(case)).content.decode()
    answer = desk.post(address(case, "hand_over"), posted(case, person=str(katie.pk)))
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("by", "person"),
    [
        (cast.supervising_sergeant, cast.officer),
        (cast.duty_inspector, cast.supervising_sergeant),
        (cast.local_focus_inspector, cast.local_focus_sergeant),
        (cast.hate_crime_lead, cast.hate_crime_inspector),
    ],
)
def test_a_supervisor_says_who_covers(by, person):
    absence = covers(person(2), person(), by=by())

    entry = Entry.objects.get(act="absence_set")
    assert (entry.chain, entry.force) == (f"person:{absence.person_id}", "cumbria")
    assert entry.detail["cover"] == str(absence.cover_id)


@pytest.mark.parametrize("by", [cast.officer, cast.local_focus_inspector, cast.force_administrator, cast.auditor])
def test_nobody_else_says_who_is_away(by):
    with pytest.raises(absences.NotTheirSupervisor):
        absences.away(by(), cast.supervising_sergeant(), cast.supervising_sergeant(2), clock.now(), clock.now() + HOUR)


def test_a_supervisor_of_another_force_says_nothing_about_ours():
    jack = cast.officer()
    with pytest.raises(absences.NotTheirSupervisor):
        absences.away(cast.dev("supervising_sergeant"), jack, cast.officer(2), clock.now(), clock.now() + HOUR)
    with pytest.raises(absences.CannotCover, match="none of the roles"):
        absences.away(jack, jack, cast.dev("officer"), clock.now(), clock.now() + HOUR)


def test_somebody_away_covers_nobody():
    jack, katie = cast.officer(), cast.officer(2)
    third = cast.person("officer", 1, force="leicestershire")
    RoleHeld.objects.filter(person=third).update(force="cumbria", team=Team.objects.get(code="cumbria-response"))
    third.forget_roles()
    covers(third, katie)

    with pytest.raises(absences.CannotCover, match="away in that time"):
        covers(katie, jack)


@pytest.mark.parametrize("hours", [0, -1, 24 * 200])
def test_an_absence_has_a_sensible_length(hours):
    with pytest.raises(absences.CannotCover):
        covers(cast.officer(2), cast.officer(), length=hours * HOUR)


def test_coming_back_early_ends_the_cover_at_once():
    case, jack, katie = under_investigation(), cast.officer(), cast.officer(2)
    absence = covers(katie, jack)

    absences.back(jack, absence)
    absences.back(jack, absence)

    assert not sees(katie, case)
    assert Absence.objects.filter(pk=absence.pk).exists()
    assert Entry.objects.filter(act="absence_ended").count() == 1


def test_an_absence_that_never_began_is_gone():
    jack, katie = cast.officer(), cast.officer(2)
    absence = absences.away(jack, jack, katie, clock.now() + HOUR, clock.now() + 2 * HOUR)
    with pytest.raises(absences.NotTheirSupervisor):
        absences.back(katie, absence)

    absences.back(jack, absence)

    assert not Absence.objects.exists()
