"""People of a force on their pages: found, invited, given a role, let in again; and nobody goes with work in hand."""

import datetime as dt

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from partners import absences, looking_after, people
from partners.models import Invitation, Person, RoleHeld
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, at_desk, at_most, has_opened, under_investigation
from tests.triage.force_browser import invites, team_of
from triage.leaving import handing_over
from triage.models import Case, DeskNotice

pytestmark = pytest.mark.django_db

HERE = "/desk/force/cumbria/people/"


def page_of(who: Person, by: Person | None = None) -> str:
    return at_desk(by or cast.force_administrator()).get(f"{HERE}{who.pk}/").content.decode()


def changes(who: Person, act: str, by: Person | None = None, **form: object) -> str:
    """One button on a person's page; what the page says afterwards."""
    answer = at_desk(by or cast.force_administrator()).post(f"{HERE}{who.pk}/{act}/", form, follow=True)
    return answer.content.decode()


def test_the_list_is_filtered_by_role_and_team_and_goes_on_from_a_place():
    angela, response = cast.force_administrator(), team_of("cumbria", "response")
    for number in range(60):
        who = Person.objects.create(email=f"o{number}@cumbria.example", name=f"Officer {number:02}", password="!")
        RoleHeld.objects.create(person=who, role="officer", force_id="cumbria", team=response)
    cast.hate_crime_sergeant()
    browser = at_desk(angela)

    with at_most(MOST):
        first = browser.get(f"{HERE}?role=officer")
    names = [who.name for who, _, _ in first.context["people"]]
    second = browser.get(f"{HERE}?role=officer&after={first.context['next_place']}")

    assert names == [f"Officer {number:02}" for number in range(50)]
    assert [who.name for who, _, _ in second.context["people"]] == [f"Officer {number:02}" for number in range(50, 60)]
    assert "Rachel Dixon" in browser.get(f"{HERE}?team={team_of('cumbria', 'hate_crime').pk}").content.decode()
    assert browser.get(f"{HERE}?after=nonsense&team=x").status_code == 200


def test_who_holds_no_role_any_more_is_found_apart():
    officer = cast.officer()
    officer.held.update(valid_to=clock.now())
    browser = at_desk(cast.force_administrator())

    assert officer.name not in browser.get(HERE).content.decode()
    assert officer.name in browser.get(f"{HERE}?left=yes").content.decode()


def test_an_invitation_is_sent_again_and_taken_back_on_the_person_s_page():
    browser = at_desk(cast.force_administrator())
    new = invites(browser, "cumbria", "officer")
    assert "Invited, not in yet" in page_of(new)

    assert "Sent again" in changes(new, "resend")
    assert Invitation.objects.filter(person=new, withdrawn_at=None).count() == 1
    assert "Taken back" in changes(new, "withdraw")

    new.refresh_from_db()
    assert not new.is_active
    assert "Has left" in page_of(new)


def test_an_invitation_that_ran_out_says_so():
    new = invites(at_desk(cast.force_administrator()), "cumbria", "officer")

    with clock.at(clock.now() + dt.timedelta(days=8)):
        assert "Invitation has run out" in page_of(new)


def test_the_one_team_of_a_role_need_not_be_chosen_and_one_of_several_must():
    browser = at_desk(cast.force_administrator())

    inspector = invites(browser, "cumbria", "duty_inspector")
    form = {"name": "Somebody", "email": "s@cumbria.example", "role": "local_focus_sergeant", "team": ""}
    answer = browser.post(f"{HERE}invite/", form)

    assert inspector.held.get().team == team_of("cumbria", "duty")
    assert answer.status_code == 422
    assert "Choose the team" in answer.content.decode()


def test_an_address_that_is_known_is_not_invited_twice():
    officer = cast.officer()
    form = {"name": "Again", "email": officer.email.upper(), "role": "auditor", "team": ""}

    answer = at_desk(cast.force_administrator()).post(f"{HERE}invite/", form)

    assert answer.status_code == 422
    assert "There is a person with this e-mail address already." in answer.content.decode()


def test_a_role_is_given_and_ended_on_the_person_s_page():
    officer = cast.officer()

    changes(officer, "give", role="supervising_sergeant", team="")
    held = officer.held.get(role="supervising_sergeant")
    assert held.team == team_of("cumbria", "response")
    changes(officer, "end", held=held.pk)

    held.refresh_from_db()
    assert held.valid_to is not None
    acts = Entry.objects.filter(chain=f"person:{officer.pk}", action="alteration").values_list("act", "force")
    assert list(acts) == [("role_given", "cumbria"), ("role_ended", "cumbria")]


def test_nobody_gives_themselves_a_role_on_their_own_page():
    angela = cast.force_administrator()

    said = changes(angela, "give", by=angela, role="hate_crime_inspector", team="")

    assert "Nobody changes their own roles" in said
    assert angela.held.count() == 1


def test_who_works_for_two_forces_is_the_platform_s_to_let_go():
    dev, angela = cast.dev("officer"), cast.force_administrator()
    RoleHeld.objects.create(person=dev, role="officer", force_id="cumbria", team=team_of("cumbria", "response"))

    assert "the platform administrator changes that" in page_of(dev)
    for act in ("let-in", "second-factor", "ask", "let-go"):
        assert str(looking_after.NotYourPeople.__doc__) in changes(dev, act, by=angela).replace("&#x27;", "'")

    dev.refresh_from_db()
    assert dev.is_active


@pytest.mark.parametrize(("act", "word"), [("let-in", "lock_lifted"), ("second-factor", "second_factor_taken")])
def test_a_lock_is_lifted_and_a_second_step_taken_away(act, word):
    officer = cast.officer()

    changes(officer, act)

    assert Entry.objects.filter(chain=f"person:{officer.pk}", act=word).exists()


# --- leaving ---------------------------------------------------------------------------------------------------------


def test_nobody_is_let_go_with_cases_in_hand_and_the_administrator_sees_only_how_many():
    case, jack = under_investigation(), cast.officer()

    page = page_of(jack)
    said = changes(jack, "let-go")

    assert "Officer in 1 open case." in page
    assert case.reference not in page
    assert "Jack Routledge is still needed. Officer in 1 open case." in said
    jack.refresh_from_db()
    assert jack.is_active
    with pytest.raises(people.StillNeeded):
        people.let_go(None, jack)


def test_a_role_is_not_ended_under_the_work_that_needs_it():
    under_investigation()
    jack, alan = cast.officer(), cast.supervising_sergeant()

    assert "Officer in 1 open case." in changes(jack, "end", held=jack.held.get().pk)
    assert "Supervises 1 open case." in changes(alan, "end", held=alan.held.get().pk)

    assert jack.held.get().valid_to is None
    assert alan.held.get().valid_to is None


def test_another_role_may_end_while_the_work_goes_on():
    under_investigation()
    jack = cast.officer()
    held = RoleHeld.objects.create(
        person=jack, role="hate_crime_sergeant", force_id="cumbria", team=team_of("cumbria", "hate_crime")
    )

    changes(jack, "end", held=held.pk)

    held.refresh_from_db()
    assert held.valid_to is not None


def test_what_else_keeps_somebody_is_counted():
    case = chain.report_received()
    ellen, neil = cast.control_room_sergeant(), cast.control_room_sergeant(2)
    asking = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    does(
        ellen, "allocate_without_attendance", case,
        **asking | {"allocation_reason": "online", "victims_view": "No."},
    )  # fmt: skip
    absences.away(neil, neil, ellen, clock.now(), clock.now() + dt.timedelta(days=1))

    said = " ".join(people.what_keeps(ellen))

    assert "Has asked for 1 signature" in said
    assert "Covers for somebody in 1 absence" in said


def test_the_inspector_hands_over_all_and_then_the_account_is_closed():
    first, second = under_investigation(), under_investigation()
    jack, katie, fiona = cast.officer(), cast.officer(2), cast.duty_inspector()
    at = f"/desk/leaving/{jack.pk}/"
    desk = at_desk(fiona)
    page = desk.get(at)
    assert first.reference in page.content.decode()

    has_opened(fiona, first, second)
    form = {"part": "officer", "taker": str(katie.pk), "reasons": "Jack moves to the traffic unit.", "key": "k1"}
    answer = desk.post(at, form | {"case": [first.reference, second.reference]})

    assert answer.status_code == 200
    assert set(Case.objects.values_list("officer_in_case", flat=True)) == {katie.pk}
    assert list(Entry.objects.filter(act="change_officer").values_list("actor_id", flat=True)) == [fiona.pk] * 2
    assert "The account is closed" in changes(jack, "let-go")
    jack.refresh_from_db()
    assert not jack.is_active


def test_sent_twice_it_is_handed_over_once():
    case, jack, katie = under_investigation(), cast.officer(), cast.officer(2)
    desk, at = has_opened(cast.duty_inspector(), case), f"/desk/leaving/{jack.pk}/"
    form = {"part": "officer", "taker": str(katie.pk), "reasons": "He leaves.", "key": "k1", "case": [case.reference]}

    desk.post(at, form)
    desk.post(at, form)

    assert case.moves.filter(act="change_officer").count() == 1


def test_the_supervising_sergeant_hands_over_what_she_supervises_and_is_told_what_is_not_hers():
    case, jack, alan = under_investigation(), cast.officer(), cast.supervising_sergeant()
    other = under_investigation()
    Case.objects.filter(pk=other.pk).update(supervising_sergeant=cast.supervising_sergeant(2))
    form = {"part": "officer", "taker": str(cast.officer(2).pk), "reasons": "He leaves.", "key": "k"}

    answer = has_opened(alan, case, other).post(
        f"/desk/leaving/{jack.pk}/", form | {"case": [case.reference, other.reference]}
    )

    case.refresh_from_db()
    other.refresh_from_db()
    assert answer.status_code == 409
    assert case.officer_in_case == cast.officer(2)
    assert other.officer_in_case == jack
    assert "This is for the supervising sergeant or the duty inspector." in answer.content.decode()


def test_what_was_refused_stands_there_as_it_was_left():
    case, kept, jack = under_investigation(), under_investigation(), cast.officer()
    browser = has_opened(cast.supervising_sergeant(), case, kept)
    taker = str(cast.officer(2).pk)

    page = browser.post(
        f"/desk/leaving/{jack.pk}/",
        {"part": "officer", "taker": taker, "reasons": "", "key": "k", "case": case.reference},
    ).content.decode()

    assert f'checked name="case" value="{case.reference}"' in page
    assert f'checked name="case" value="{kept.reference}"' not in page
    assert f'value="{taker}" selected' in page


def test_reasons_typed_for_what_was_refused_are_not_lost():
    case, jack = under_investigation(), cast.officer()
    sent = {"part": "officer", "taker": "", "reasons": "He leaves on Friday.", "key": "k", "case": case.reference}

    page = has_opened(cast.supervising_sergeant(), case).post(f"/desk/leaving/{jack.pk}/", sent)

    assert page.status_code == 409
    assert "He leaves on Friday.</textarea>" in page.content.decode()


def test_what_somebody_holds_goes_back_to_the_team():
    case = chain.incident_in("local_focus")
    sarah = cast.local_focus_sergeant()
    does(sarah, "take", case)
    form = {"part": "holder", "taker": "team", "reasons": "", "key": "k", "case": [case.reference]}

    has_opened(cast.duty_inspector(), case).post(f"/desk/leaving/{sarah.pk}/", form)

    case.refresh_from_db()
    assert case.holder is None
    assert people.what_keeps(sarah) == []


def test_only_who_supervises_is_handed_a_sergeant_s_work():
    case, alan = under_investigation(), cast.supervising_sergeant()
    form = {
        "part": "supervisor",
        "taker": str(cast.officer(2).pk),
        "reasons": "Moves.",
        "key": "k",
        "case": [case.reference],
    }

    answer = has_opened(cast.duty_inspector(), case).post(f"/desk/leaving/{alan.pk}/", form)

    case.refresh_from_db()
    assert answer.status_code == 409
    assert case.supervising_sergeant == alan


def test_another_force_sees_nobody_leaving_and_hands_nothing_over():
    case, jack = under_investigation(), cast.officer()
    desk, at = at_desk(cast.dev("duty_inspector")), f"/desk/leaving/{jack.pk}/"
    form = {"part": "officer", "taker": str(jack.pk), "reasons": "Mine.", "key": "k", "case": [case.reference]}

    assert desk.get(at).status_code == 404
    assert desk.post(at, form).status_code == 404
    dev_s = at_desk(cast.duty_inspector()).post(f"/desk/leaving/{cast.dev('duty_inspector').pk}/", form)

    assert dev_s.status_code == 404
    assert not case.moves.filter(act="change_officer").exists()


def test_a_case_out_of_scope_is_neither_shown_nor_handed_over():
    case, jack = under_investigation(), cast.officer()
    Case.objects.filter(pk=case.pk).update(restricted=True)
    form = {
        "part": "officer",
        "taker": str(cast.officer(2).pk),
        "reasons": "He leaves.",
        "key": "k",
        "case": [case.reference],
    }
    desk, at = at_desk(cast.duty_inspector()), f"/desk/leaving/{jack.pk}/"

    assert case.reference not in desk.get(at).content.decode()
    desk.post(at, form | {"case": [case.reference]})

    case.refresh_from_db()
    assert case.officer_in_case == jack


def test_asking_tells_whoever_supervises_and_the_duty_inspector_where_nobody_does():
    case, jack, alan = under_investigation(), cast.officer(), cast.supervising_sergeant()
    angela = cast.force_administrator()

    handing_over.ask_to_hand_over(angela, jack)
    handing_over.ask_to_hand_over(angela, jack)
    handing_over.ask_to_hand_over(angela, alan)

    told = {(row.what, row.person_id, row.team.kind) for row in DeskNotice.objects.filter(what="leaver", case=case)}
    assert told == {("leaver", alan.pk, "response"), ("leaver", None, "duty")}
    with pytest.raises(looking_after.NotYourPeople):
        handing_over.ask_to_hand_over(cast.person("force_administrator", 1, force="leicestershire"), jack)


def test_the_page_of_what_somebody_has_in_hand_takes_few_queries():
    for _ in range(3):
        under_investigation()
    desk = at_desk(cast.duty_inspector())

    for who in (cast.officer(), cast.supervising_sergeant()):
        with at_most(MOST):
            assert desk.get(f"/desk/leaving/{who.pk}/").content.count(b'name="case"') == 3
