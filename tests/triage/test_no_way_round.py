"""Attempts to end a recorded hate crime without the specialist inspector, through the acts themselves. All fail
(workflow.md, "No way round"). With the application's database password it is tried in test_no_way_round_in_sql.py.
"""

import datetime as dt
from functools import partial
from typing import Any

import pytest

from hatereport import clock
from partners.models import Person, RoleHeld
from tests import cast
from tests.triage import chain
from tests.triage.chain import charged, crime_in, does, proposed, signs
from tests.triage.forging import ENDS, REFERENCE, also, database_refuses
from triage import aftermath
from triage.acting import act_as_system
from triage.effects import state_before_asking
from triage.models import Case, DeskNotice, Move
from triage.openness import openness
from triage.refusals import Incomplete, Refused
from triage.situation import Situation
from triage.tasks import sweep_clocks
from triage.workflow import WORKFLOW

pytestmark = pytest.mark.django_db


def refused(who: Person, name: str, case: Case, match: str = "", **data: Any) -> None:
    before = (case.state, case.version)
    with pytest.raises(Refused, match=match or None):
        does(who, name, case, **data)
    case.refresh_from_db()
    assert (case.state, case.version) == before


def everybody() -> list[Person]:
    """One of each role of the chain but the inspector and the registrar."""
    return [cast.person(role) for role in cast.CHAIN if role not in ("hate_crime_inspector", "force_crime_registrar")]


def ends_open_to(who: Person, case: Case) -> set[str]:
    """Acts open to somebody that lead to an end; going back to where a question was asked is none."""
    who.forget_roles()
    of_the_kind = [row for row in WORKFLOW if row.kind == case.kind and row.chooses is not state_before_asking]
    rows = openness(Situation(case, who), of_the_kind)
    return {row.act.name for row in rows if row.open and ENDS.intersection(row.act.to)}


# --- through the acts -------------------------------------------------------------------------------------------------


def test_a_recorded_crime_cannot_be_assessed_as_an_incident() -> None:
    case = chain.report_received()
    sergeant = cast.control_room_sergeant()
    does(sergeant, "record_offence", case, offence_row="new", offence="common_assault", crime_reference=REFERENCE)

    refused(sergeant, "assess_as_incident", case, "registrar", **chain.assessment(case), reasons="Not a crime.")


def test_reclassifying_waits_for_the_second_signature() -> None:
    case = chain.report_received()

    does(cast.control_room_sergeant(), "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")

    assert case.state == "control_room"
    assert case.open


def test_nobody_signs_their_own_reclassification() -> None:
    sergeant = also(cast.control_room_sergeant(), "duty_inspector")
    case = chain.report_received()
    does(sergeant, "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")

    with pytest.raises(Refused, match="Somebody else"):
        signs(sergeant, case)
    assert case.state == "control_room"


def test_a_signature_comes_too_late_once_the_crime_is_recorded() -> None:
    case = chain.report_received()
    sergeant = cast.control_room_sergeant()
    does(sergeant, "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")
    does(sergeant, "record_offence", case, offence_row="new", offence="common_assault", crime_reference=REFERENCE)

    with pytest.raises(Refused, match="registrar"):
        signs(cast.duty_inspector(), case)


def test_only_the_registrar_cancels_a_record() -> None:
    case = crime_in("under_investigation", crime_reference=REFERENCE)

    for who in [*everybody(), cast.hate_crime_inspector()]:
        refused(who, "cancel_record", case, reasons="A clerical error.")


def test_professional_standards_do_not_cancel_the_record_of_a_restricted_case() -> None:
    case = crime_in("under_investigation", crime_reference=REFERENCE)
    standards = cast.professional_standards()
    does(cast.duty_inspector(), "restrict", case, reasons="A colleague.")

    refused(standards, "cancel_record", case, reasons="A clerical error.")
    refused(standards, "uphold_nfa", case, **chain.final_review())


def test_a_cancelled_record_leaves_an_open_incident_and_the_inspector_is_told() -> None:
    case = crime_in("under_investigation", crime_reference=REFERENCE)

    done = does(cast.force_crime_registrar(), "cancel_record", case, reasons="Recorded twice.")

    assert isinstance(done, Move)
    aftermath.follow_up(done.pk)
    assert case.state == "cancelled"
    assert case.led_to.get().state == "local_focus"
    assert DeskNotice.objects.get(case=case, what="record_cancelled").team.kind == "hate_crime"


def test_a_cancelled_and_escalated_case_still_knows_its_officers() -> None:
    case = crime_in("under_investigation", crime_reference=REFERENCE)
    does(cast.force_crime_registrar(), "cancel_record", case, reasons="Recorded twice.")
    incident = case.led_to.get()

    does(cast.local_focus_sergeant(), "escalate_to_crime", incident, offence="harassment", reasons="A series.")

    second = incident.led_to.get()
    played = set(second.parts.filter(person=cast.officer()).values_list("part", flat=True))
    assert "oic" in played
    assert second.parts.filter(person=cast.control_room_sergeant(), part="cr_reviewer").exists()


def test_linking_ends_nothing() -> None:
    case, other = crime_in("under_investigation"), crime_in("closed", **chain.ELSEWHERE)

    does(cast.hate_crime_sergeant(), "link_same_event", case, other_reference=other.reference)

    assert case.state == "under_investigation"
    assert case.open


def test_an_offered_transfer_ends_nothing() -> None:
    case = crime_in("under_investigation")

    does(cast.officer(), "offer_transfer", case, to_force="leicestershire", known="All of it.", transfer_danger="No.")

    assert case.state == "under_investigation"
    assert case.clocks.filter(kind="progress_contact", state="running").exists()
    for who in everybody():
        refused(who, "accept_transfer", case)


def test_nobody_accepts_the_transfer_they_offered() -> None:
    officer = cast.officer()
    case = crime_in("under_investigation")
    RoleHeld.objects.create(person=officer, role="control_room_sergeant", force_id="leicestershire")
    does(officer, "offer_transfer", case, to_force="leicestershire", known="All of it.", transfer_danger="No.")

    refused(officer, "accept_transfer", case, "receiving force")


def test_an_officer_alone_does_not_hand_a_case_to_a_force_elsewhere() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "offer_transfer", case, to_force="lancashire", known="All of it.", transfer_danger="No.")

    refused(cast.officer(), "accept_transfer", case, acknowledged_by="Somebody", acknowledged_number="1")
    refused(cast.control_room_sergeant(), "accept_transfer", case)  # without who said yes

    does(cast.control_room_sergeant(2), "accept_transfer", case, acknowledged_by="PS Shaw", acknowledged_number="77")
    assert case.state == "transferred"


def test_an_accepted_transfer_goes_on_there_as_a_recorded_crime() -> None:
    dev = cast.dev("control_room_sergeant")
    case = crime_in("under_investigation", crime_reference=REFERENCE)
    does(cast.officer(), "offer_transfer", case, to_force="leicestershire", known="All of it.", transfer_danger="No.")

    does(dev, "accept_transfer", case)

    theirs = case.led_to.get()
    assert (theirs.force_id, theirs.state) == ("leicestershire", "control_room")
    refused(dev, "assess_as_incident", theirs, "registrar", **chain.assessment(theirs), reasons="Not a crime.")


def test_a_caution_endorsed_cannot_become_no_further_action() -> None:
    case = crime_in("outcome_proposed", code="3")
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")
    assert case.state == "victim_to_be_told"

    refused(cast.officer(), "propose_outcome", case, **chain.outcome(case, "14"))
    refused(cast.officer(), "record_offence", case, offence_row="new", offence="theft")


def test_one_caution_among_other_ends_goes_to_the_inspector() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    first, second = case.offences.all()
    codes = chain.outcome(case) | {f"outcome_{first.pk}": "3", f"outcome_{second.pk}": "14"}
    does(cast.officer(), "propose_outcome", case, **codes)

    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")

    assert case.state == "nfa_final_review"


@pytest.mark.parametrize("code", ["4", "5", "8", "9", "10", "13", "14", "16", "18", "20", "21", "22"])
def test_every_code_but_charge_and_caution_goes_to_the_inspector(code: str) -> None:
    case = crime_in("outcome_proposed", code=code)

    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")

    assert case.state == "nfa_final_review"


def test_a_charge_is_not_proposed_as_an_outcome() -> None:
    case = crime_in("under_investigation")

    with pytest.raises(Incomplete):
        proposed(case, "1")


def test_the_trial_of_one_offence_does_not_end_another() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    first, _second = case.offences.all()
    charged(case, first)
    assert case.state == "at_court"

    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="yes", reasons="Six months.")

    assert case.state == "under_investigation"


def test_a_caution_the_sergeant_returned_does_not_end_with_a_trial() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    first, _second = case.offences.all()
    proposed(case, "3")
    does(cast.supervising_sergeant(), "supervisor_return", case, directions="Ask again.", direction_due="24")
    does(cast.officer(), "answer_action", case, task=str(case.tasks.get().pk), task_answer="Asked again.")
    charged(case, first)

    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="yes", reasons="Six months.")

    assert case.state == "under_investigation"


def test_a_review_from_before_the_case_was_reopened_does_not_count_again() -> None:
    case = crime_in("closed")
    does(cast.officer(), "new_evidence", case, what_is_new="A film.")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    _first, second = case.offences.all()
    charged(case, second)

    does(cast.officer(), "record_result", case, result="acquitted", uplift_stated="not_convicted", reasons="Heard.")

    assert case.state == "under_investigation"


def test_no_charge_by_the_prosecutors_is_reviewed_too() -> None:
    case = crime_in("cps_referred")
    does(cast.officer(), "cps_decides", case, cps_decision="no_charge", reasons="Not enough.")
    signs(cast.supervising_sergeant(), case)
    assert case.state == "outcome_proposed"

    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")

    assert case.state == "nfa_final_review"


def test_a_charge_that_prosecutors_drop_is_reviewed_row_by_row() -> None:
    case = crime_in("at_court")
    does(cast.officer(), "refer_to_cps", case, cps_receipt="CPS-2", reasons="A witness is gone.")
    signs(cast.supervising_sergeant(), case)
    does(cast.officer(), "cps_decides", case, cps_decision="no_charge", reasons="Not enough.")
    signs(cast.supervising_sergeant(), case)
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")

    refused(cast.hate_crime_inspector(), "uphold_nfa", case, "Declare")
    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())

    assert case.offences.get().outcome_code == "9"


def test_prosecutors_may_charge_one_offence_and_leave_another() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    first, second = case.offences.all()
    does(cast.officer(), "refer_to_cps", case, cps_receipt="CPS-1", reasons="Sent.")
    signs(cast.supervising_sergeant(), case)

    does(cast.officer(), "cps_decides", case, cps_decision="charge", decided=[str(first.pk)], reasons="One.")
    signs(cast.supervising_sergeant(), case)

    second.refresh_from_db()
    assert second.outcome_code == ""
    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="no", reasons="Fined.")
    assert case.state == "under_investigation"


def test_nothing_is_proposed_where_everything_is_charged() -> None:
    case = crime_in("at_court")
    does(cast.officer(), "refer_to_cps", case, cps_receipt="CPS-2", reasons="Advice.")
    signs(cast.supervising_sergeant(), case)
    does(cast.officer(), "cps_decides", case, cps_decision="more", reasons="More.")
    signs(cast.supervising_sergeant(), case)

    refused(cast.officer(), "propose_outcome", case, "charged", victims_view="-", suspect_interviewed="no")


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


# --- the roads that are lawful ----------------------------------------------------------------------------------------


def test_the_same_inspector_returns_twice_and_then_upholds() -> None:
    case = crime_in("nfa_final_review")
    inspector = cast.hate_crime_inspector()

    for _ in range(2):
        does(inspector, "return_for_investigation", case, directions="Ask the shop.", direction_due="168")
        task = case.tasks.get(answered_at=None)
        does(cast.officer(), "answer_action", case, task=str(task.pk), task_answer="Asked.")
        proposed(case)
        does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")
    does(inspector, "uphold_nfa", case, **chain.final_review())

    assert case.state == "victim_to_be_told"


def test_a_charge_at_night_is_signed_by_the_duty_inspector() -> None:
    case = crime_in("under_investigation")
    cast.person("supervising_sergeant", 2)
    RoleHeld.objects.filter(role="supervising_sergeant").update(valid_to=clock.now())

    does(cast.officer(), "charge", case, charged=[str(case.offences.get().pk)], reasons="Caught in the act.")
    signs(cast.duty_inspector(), case)

    assert case.state == "at_court"
    assert not case.records.filter(kind="nfa_review").exists()


def test_another_inspector_of_the_force_steps_in() -> None:
    also(cast.hate_crime_sergeant(), "hate_crime_inspector")
    case = crime_in("nfa_final_review")
    another = cast.hate_crime_inspector(2)

    refused(cast.hate_crime_lead(), "uphold_nfa", case, "only where every inspector", **chain.final_review())
    does(another, "uphold_nfa", case, **chain.final_review())

    assert case.state == "victim_to_be_told"


def test_where_every_inspector_is_barred_the_lead_decides_and_is_alarmed() -> None:
    also(cast.hate_crime_sergeant(), "hate_crime_inspector")
    lead = cast.hate_crime_lead()
    case = crime_in("nfa_final_review")

    aftermath.follow_up(case.moves.get(act="endorse").pk)
    refused(cast.hate_crime_sergeant(), "uphold_nfa", case, "part in it", **chain.final_review())
    does(lead, "uphold_nfa", case, **chain.final_review())

    assert case.state == "victim_to_be_told"
    assert DeskNotice.objects.get(case=case, what="nobody_free").person == lead
    assert case.parts.filter(person=lead, part="nfa_inspector").exists()


def test_no_alarm_where_an_inspector_is_free() -> None:
    cast.hate_crime_lead()
    cast.hate_crime_inspector()
    case = crime_in("nfa_final_review")

    aftermath.follow_up(case.moves.get(act="endorse").pk)

    assert not DeskNotice.objects.filter(what="nobody_free").exists()


def test_a_review_is_decided_by_somebody_who_had_no_part() -> None:
    case = crime_in("review_requested", code="15")
    inspector = cast.hate_crime_inspector()

    refused(inspector, "decide_review", case, review_decision="upheld", reasons="It stands.")
    refused(cast.hate_crime_inspector(2), "decide_review", case, review_decision="upheld", reasons="It stands.")
    does(cast.hate_crime_lead(), "decide_review", case, review_decision="upheld", reasons="It stands.")

    assert case.state == "closed"
