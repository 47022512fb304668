"""No way round the inspector by who does it: whoever had a part is barred; and nothing ends by itself."""

import datetime as dt
from functools import partial

import pytest

from hatereport import clock
from partners.models import RoleHeld
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, proposed, signs
from tests.triage.forging import also, database_refuses
from tests.triage.no_way_round.refused import ends_open_to, everybody, refused
from triage.acting import act_as_system
from triage.models import Case
from triage.tasks import sweep_clocks

pytestmark = pytest.mark.django_db

SS = "supervising_sergeant"


def test_whoever_proposed_does_not_endorse() -> None:
    officer = also(cast.officer(), "supervising_sergeant")
    case = crime_in("outcome_proposed")

    refused(officer, "endorse", case, "part in it", reasons="Agreed.")


def test_the_officer_does_not_become_the_own_supervisor() -> None:
    officer = also(cast.officer(), "supervising_sergeant")
    sergeant = also(cast.supervising_sergeant(), "officer")
    case = crime_in("dispatched")

    refused(sergeant, "change_supervisor", case, "other than", supervising_sergeant=str(officer.pk), reasons="Leave.")
    refused(sergeant, "change_officer", case, "other than", officer=str(sergeant.pk), reasons="Leave.")


@pytest.mark.parametrize(
    ("state", "act", "holds"),
    [
        ("dispatched", "change_officer", "new"),
        ("under_investigation", "change_supervisor", "same"),
        ("outcome_proposed", "change_officer", "same"),
        ("outcome_proposed", "change_supervisor", "new"),
        ("nfa_final_review", "change_officer", "same"),
        ("review_requested", "change_supervisor", "same"),
    ],
)
def test_a_case_changes_hands_with_whoever_held_it(state: str, act: str, holds: str) -> None:
    case = crime_in(state, code="15")
    if state == "nfa_final_review":
        does(cast.hate_crime_inspector(), "take", case)
    before = case.holder
    name, after = ("officer", cast.officer(2)) if act == "change_officer" else (SS, cast.supervising_sergeant(2))

    does(cast.duty_inspector(), act, case, **{name: str(after.pk)}, reasons="Leave.")

    assert case.holder == (after if holds == "new" else before)


@pytest.mark.parametrize("state", ["under_investigation", "nfa_final_review"])
def test_a_new_officer_takes_on_what_nobody_holds_where_the_officer_is_next(state: str) -> None:
    case = crime_in(state)
    Case.objects.filter(pk=case.pk).update(holder=None)

    does(cast.duty_inspector(), "change_officer", case, officer=str(cast.officer(2).pk), reasons="Knows her.")

    assert case.holder == (cast.officer(2) if state == "under_investigation" else None)


@pytest.mark.parametrize(
    "role", ["officer", "supervising_sergeant", "hate_crime_sergeant", "control_room_sergeant"], ids=str
)
def test_an_inspector_who_had_a_part_in_the_case_is_barred(role: str) -> None:
    both = also(cast.person(role), "hate_crime_inspector")
    case = crime_in("nfa_final_review")

    refused(both, "uphold_nfa", case, "part in it", **chain.final_review())
    refused(both, "progress_to_court", case, "part in it", reasons="A way.")


def test_an_inspector_who_was_the_officer_once_is_barred_for_good() -> None:
    former = also(cast.officer(2), "hate_crime_inspector")
    case = crime_in("under_investigation")
    sergeant = cast.supervising_sergeant()
    does(sergeant, "change_officer", case, officer=str(former.pk), reasons="Cover.")
    does(sergeant, "change_officer", case, officer=str(cast.officer().pk), reasons="Back.")
    proposed(case)
    does(sergeant, "endorse", case, reasons="Agreed.")

    refused(former, "uphold_nfa", case, "part in it", **chain.final_review())


def test_whoever_lowered_the_grade_is_barred() -> None:
    case = chain.report_received()
    inspector = also(cast.duty_inspector(), "hate_crime_inspector")
    lowering = {"grade": "scheduled", "grade_reason": "Nobody is near."}
    sending = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **sending | lowering)
    signs(inspector, case)
    assert case.state == "dispatched"

    assert case.parts.filter(person=inspector, part="grade_lowered").exists()


def test_a_wish_to_withdraw_ends_nothing() -> None:
    case = crime_in("under_investigation")

    act_as_system(Case.objects.select_for_update().get(pk=case.pk), "withdrawal_requested", key="withdrawal")

    case.refresh_from_db()
    assert (case.state, case.open) == ("under_investigation", True)


def test_waiting_for_the_reporter_leads_back_to_the_inspector_and_nowhere_else() -> None:
    case = crime_in("nfa_final_review")
    does(cast.hate_crime_inspector(), "take", case)
    does(cast.hate_crime_inspector(), "ask_for_information", case, question="What colour was the car?")

    for who in everybody():
        assert not ends_open_to(who, case)
    with clock.at(clock.now() + dt.timedelta(days=8)):
        sweep_clocks()
    case.refresh_from_db()
    assert case.state == "nfa_final_review"


def test_without_any_inspector_or_lead_nothing_ends() -> None:
    case, chain_s_people = crime_in("nfa_final_review"), everybody()
    RoleHeld.objects.filter(role__in=("hate_crime_inspector", "hate_crime_lead")).update(valid_to=clock.now())

    for who in chain_s_people:
        refused(who, "uphold_nfa", case, **chain.final_review())
        assert not ends_open_to(who, case)


def test_bulk_updates_do_not_end_a_case() -> None:
    case = crime_in("under_investigation")

    for change in (
        {"state": "closed"},
        {"state": "closed", "version": case.version + 1, "ended_at": clock.now()},
        {"ended_at": clock.now()},
        {"kind": "hate_incident"},
        {"force_id": "leicestershire"},
        {"version": 0},
    ):
        database_refuses(partial(Case.objects.filter(pk=case.pk).update, **change))
    database_refuses(Case.objects.filter(pk=case.pk).delete)
