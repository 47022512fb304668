"""Attempts to end a recorded hate crime without the specialist inspector, and to rewrite what was done, as an attacker who
holds the application's database password and forges whatever rows he likes. All fail (workflow.md, "No way round").

What cannot be refused: a row in the name of a colleague who may do the act. It has no entry in the log that fits, because
the log's key is not in the database; the last story of this file shows both.
"""

import pytest
from django.db import connection

from hatereport import clock
from hatereport.audit.models import Entry
from hatereport.audit.verification import verify_chain
from partners.models import Force, RoleHeld
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does
from tests.triage.forging import (
    REFERENCE,
    also,
    database_refuses,
    forge_move,
    forge_review,
    forging_refused,
    sql_refused,
)
from triage.models import Case, Offence, Part
from triage.opening import open_case

pytestmark = pytest.mark.django_db


def test_sql_finds_no_way_that_is_not_in_the_table() -> None:
    case = crime_in("under_investigation")
    officer = cast.officer()

    forging_refused(case, "close", "closed", officer, match="triage_move")
    forging_refused(case, "tell_victim", "closed", officer, edge_id="hate_crime:tell_victim:victim_to_be_told:closed")
    forging_refused(case, "tell_victim", "closed", officer, frm="victim_to_be_told")
    forging_refused(case, "endorse", "victim_to_be_told", None)


def test_sql_does_not_write_edges() -> None:
    crime_in("control_room")

    sql_refused("INSERT INTO triage_edge SELECT * FROM triage_edge LIMIT 0", match="permission denied")
    sql_refused("UPDATE triage_edge SET barred = '{}', roles = '{officer}'", match="permission denied")
    sql_refused("DELETE FROM triage_edge", match="permission denied")


def test_sql_does_not_move_a_case_without_a_move() -> None:
    case = crime_in("outcome_proposed")

    for change in ("state = 'closed'", "state = 'victim_to_be_told', version = version + 1", "ended_at = now()"):
        sql_refused(f"UPDATE triage_case SET {change} WHERE id = %s", [case.pk])
    sql_refused("UPDATE triage_case SET report_id = gen_random_uuid() WHERE id = %s", [case.pk])


def test_sql_does_not_end_a_case_that_goes_on() -> None:
    case = crime_in("dispatched")
    attended = (case, "record_attendance", "under_investigation", cast.officer())

    forging_refused(*attended, ended=clock.now(), match="ends with a move")
    forge_move(*attended)
    sql_refused("UPDATE triage_case SET ended_at = now() WHERE id = %s", [case.pk], match="ends with a move")


@pytest.mark.parametrize("table", ["triage_move", "triage_part", "triage_record", "triage_clockevent"])
def test_sql_does_not_change_history(table: str) -> None:
    crime_in("nfa_final_review")

    sql_refused(f"DELETE FROM {table}", match="permission denied")
    sql_refused(f"UPDATE {table} SET at = now()", match="permission denied")
    sql_refused(f"TRUNCATE {table} CASCADE", match="permission denied")


@pytest.mark.parametrize("table", ["triage_case", "triage_offence", "triage_transfer", "triage_countersignature"])
def test_sql_does_not_delete_what_a_case_is_made_of(table: str) -> None:
    crime_in("control_room")

    sql_refused(f"DELETE FROM {table}", match="permission denied")


def test_sql_cannot_uphold_without_the_reviews_of_every_offence() -> None:
    case = crime_in("nfa_final_review")

    forging_refused(
        case, "uphold_nfa", "victim_to_be_told", cast.hate_crime_inspector(), match="without the specialist"
    )


def test_sql_cannot_lend_a_review_from_another_case() -> None:
    case, other = crime_in("outcome_proposed"), crime_in("closed", **chain.ELSEWHERE)
    forge_review(case, other.moves.get(act="uphold_nfa"))

    forging_refused(case, "endorse", "victim_to_be_told", cast.supervising_sergeant(), match="without the specialist")


def test_sql_cannot_write_the_review_without_its_move() -> None:
    case = crime_in("outcome_proposed")
    forge_review(case, case.moves.latest("seq"))

    forging_refused(case, "endorse", "victim_to_be_told", cast.supervising_sergeant(), match="without the specialist")


@pytest.mark.parametrize("role", ["officer", "supervising_sergeant", "hate_crime_sergeant", "control_room_sergeant"])
def test_sql_does_not_let_a_barred_person_confirm(role: str) -> None:
    both = also(cast.person(role), "hate_crime_inspector")
    case = crime_in("nfa_final_review")

    forging_refused(case, "uphold_nfa", "victim_to_be_told", both, match="barred")
    forging_refused(case, "progress_to_court", "cps_referred", both, match="barred")


def test_sql_remembers_an_officer_whom_nobody_appointed() -> None:
    inspector = cast.hate_crime_inspector()
    case = crime_in("under_investigation")
    Case.objects.filter(pk=case.pk).update(officer_in_case=inspector)
    Case.objects.filter(pk=case.pk).update(officer_in_case=cast.officer())

    assert Part.objects.filter(case=case, person=inspector, part="oic").exists()


def test_sql_remembers_who_made_a_forged_move() -> None:
    both = also(cast.officer(2), "hate_crime_inspector")
    case = crime_in("under_investigation")
    forge_move(case, "propose_outcome", "outcome_proposed", both)
    case.refresh_from_db()
    forge_move(case, "endorse", "nfa_final_review", cast.supervising_sergeant())
    case.refresh_from_db()

    forging_refused(case, "uphold_nfa", "victim_to_be_told", both, match="barred")


def test_sql_remembers_who_did_local_focus_s_work() -> None:
    case, helen = chain.incident_in("local_focus"), cast.local_focus_inspector()
    forge_move(case, "review_safeguarding", "local_focus", helen)

    assert Part.objects.filter(case=case, person=helen, part="local_focus").exists()


def test_sql_needs_the_role_in_the_force_of_the_case() -> None:
    case = crime_in("nfa_final_review")
    elsewhere = cast.dev("hate_crime_inspector")

    forging_refused(case, "uphold_nfa", "victim_to_be_told", elsewhere, match="no role")
    forging_refused(case, "uphold_nfa", "victim_to_be_told", cast.officer(), match="no role")


def test_sql_lets_the_lead_review_only_where_no_inspector_is_free() -> None:
    cast.hate_crime_inspector()
    case = crime_in("nfa_final_review")

    forging_refused(case, "uphold_nfa", "victim_to_be_told", cast.hate_crime_lead(), match="free to review")


def test_sql_needs_a_second_person_of_the_same_force() -> None:
    case = crime_in("under_investigation")
    officer = cast.officer()

    forging_refused(case, "charge", "at_court", officer, match="second person")
    forging_refused(case, "charge", "at_court", officer, officer, match="second person")
    forging_refused(case, "charge", "at_court", officer, cast.dev("duty_inspector"), match="second person")


def test_sql_does_not_sign_an_own_countersignature() -> None:
    case = chain.report_received()
    sergeant = cast.control_room_sergeant()
    does(sergeant, "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")

    sql_refused("UPDATE triage_countersignature SET state = 'signed', decided_by_id = asked_by_id")


def test_sql_does_not_charge_without_a_charge() -> None:
    case = crime_in("under_investigation")

    forging_refused(
        case, "charge", "at_court", cast.officer(), cast.supervising_sergeant(), match="Nothing was charged"
    )


def test_sql_does_not_change_an_outcome_after_it_was_proposed() -> None:
    case = crime_in("outcome_proposed")

    sql_refused("UPDATE triage_offence SET outcome_code = '3' WHERE case_id = %s", [case.pk], match="investigated")
    sql_refused("UPDATE triage_offence SET outcome_code = '1' WHERE case_id = %s", [case.pk], match="investigated")


def test_sql_does_not_charge_an_offence_for_an_endorsement_to_end() -> None:
    case = crime_in("under_investigation")

    for code in ("1", "1A"):
        sql_refused("UPDATE triage_offence SET outcome_code = %s WHERE case_id = %s", [code, case.pk], match="to court")


def test_sql_does_not_charge_a_second_offence_after_the_trial_of_the_first() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "record_offence", case, offence_row="new", offence="theft")
    first, second = case.offences.all()
    chain.charged(case, first)
    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="yes", reasons="Six months.")
    assert case.state == "under_investigation"

    sql_refused("UPDATE triage_offence SET outcome_code = '1' WHERE id = %s", [second.pk], match="to court")


def test_sql_does_not_move_or_strip_an_offence() -> None:
    case, other = crime_in("under_investigation", crime_reference=REFERENCE), crime_in("dispatched", **chain.ELSEWHERE)
    row = case.offences.get()

    sql_refused("UPDATE triage_offence SET case_id = %s WHERE id = %s", [other.pk, row.pk], match="stays")
    sql_refused("UPDATE triage_offence SET crime_reference = '' WHERE id = %s", [row.pk], match="stays")


def test_sql_does_not_add_an_offence_to_a_case_that_is_ending() -> None:
    case = crime_in("victim_to_be_told")

    database_refuses(lambda: Offence.objects.create(case=case, number=9, code="theft"), "worked on")


def test_sql_does_not_cancel_a_recorded_crime_as_a_reclassification() -> None:
    case = chain.report_received()
    sergeant = cast.control_room_sergeant()
    does(sergeant, "record_offence", case, offence_row="new", offence="theft", crime_reference=REFERENCE)

    second = cast.duty_inspector()
    open_case(
        case.report,
        "hate_incident",
        act="assess_as_incident",
        state="local_focus",
        at=clock.now(),
        came_from=case,
        actor=sergeant,
        role="control_room_sergeant",
        countersigned_by=second,
    )

    forging_refused(case, "assess_as_incident", "cancelled", sergeant, second, match="registrar")


def test_sql_does_not_cancel_without_a_case_that_goes_on() -> None:
    case = crime_in("under_investigation", crime_reference=REFERENCE)

    forging_refused(case, "cancel_record", "cancelled", cast.force_crime_registrar(), match="goes on")


def test_sql_does_not_accept_a_transfer_for_another_force() -> None:
    case = crime_in("under_investigation")
    officer = cast.officer()
    does(officer, "offer_transfer", case, to_force="leicestershire", known="All.", transfer_danger="No.")

    for who in (officer, cast.control_room_sergeant(), cast.dev("control_room_sergeant")):
        case.transfers.update(state="accepted", decided_by=who)
        forging_refused(case, "accept_transfer", "transferred", who, match="accepted the transfer")


def test_sql_does_not_acknowledge_for_a_force_elsewhere_what_the_same_person_offered() -> None:
    case, fiona = crime_in("control_room"), cast.duty_inspector()
    does(fiona, "offer_transfer", case, to_force="lancashire", known="All.", transfer_danger="No.")
    case.transfers.update(state="accepted", decided_by=fiona)

    forging_refused(case, "accept_transfer", "transferred", fiona, match="accepted the transfer")


def test_sql_does_not_accept_for_another_force_even_where_a_case_waits_there() -> None:
    case = crime_in("under_investigation")
    officer, dev = cast.officer(), cast.dev("control_room_sergeant")
    RoleHeld.objects.create(person=officer, role="control_room_sergeant", force_id="leicestershire")
    does(officer, "offer_transfer", case, to_force="leicestershire", known="All.", transfer_danger="No.")
    open_case(
        case.report,
        "hate_crime",
        act="accept_transfer",
        state="control_room",
        at=clock.now(),
        force=Force.objects.get(pk="leicestershire"),
        came_from=case,
        actor=dev,
        role="control_room_sergeant",
    )

    for who in (officer, cast.control_room_sergeant(), cast.hate_crime_inspector()):
        case.transfers.update(state="accepted", decided_by=who)
        forging_refused(case, "accept_transfer", "transferred", who, match="accepted the transfer")


def test_sql_does_not_let_professional_standards_act_for_the_registrar() -> None:
    case = crime_in("under_investigation", crime_reference=REFERENCE)
    standards = cast.professional_standards()
    does(cast.duty_inspector(), "restrict", case, reasons="A colleague.")

    forging_refused(case, "cancel_record", "cancelled", standards, match="no role")


def test_sql_leaves_waiting_only_to_where_it_was_asked() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "ask_for_information", case, question="When?")

    forging_refused(case, "information_received", "victim_to_be_told", None)
    forging_refused(case, "information_received", "nfa_final_review", None, match="asked from")


def test_sql_cannot_hide_the_tables_behind_temporary_ones() -> None:
    both = also(cast.officer(), "hate_crime_inspector")
    case = crime_in("nfa_final_review")

    with connection.cursor() as cursor:
        for table in ("triage_part", "triage_edge", "triage_offence", "triage_record"):
            cursor.execute(f"CREATE TEMP TABLE {table} ON COMMIT DROP AS SELECT * FROM public.{table} LIMIT 0")
        cursor.execute("INSERT INTO pg_temp.triage_edge SELECT * FROM public.triage_edge")
        cursor.execute("UPDATE pg_temp.triage_edge SET barred = '{}', roles = '{officer,hate_crime_inspector}'")
    forging_refused(case, "uphold_nfa", "victim_to_be_told", both, match="barred")


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE triage_move DISABLE TRIGGER ALL",
        "ALTER TABLE triage_case DISABLE TRIGGER triage_cases_follow_their_moves",
        "DROP TRIGGER triage_moves_are_lawful ON triage_move",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION public.triage_holds(who uuid, wanted varchar[], force varchar) RETURNS boolean "
        "LANGUAGE sql AS 'SELECT true'",
        "CREATE FUNCTION public.mine() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "ALTER TABLE triage_move OWNER TO CURRENT_USER",
        "SET ROLE pg_write_all_data",
        "DROP TABLE triage_move",
        "CREATE RULE r AS ON INSERT TO triage_move DO INSTEAD NOTHING",
    ],
)
def test_sql_does_not_switch_the_teeth_off(statement: str) -> None:
    sql_refused(statement, match=r"must be (owner|able)|permission denied|not owned")


def test_what_the_database_cannot_know_the_log_does() -> None:
    """In the name of an inspector who may do it, a forged yes is a row like any other. The log has nothing of it, and
    nothing that fits can be written there without its key.
    """
    case, margaret = crime_in("nfa_final_review"), cast.hate_crime_inspector()

    forge_move(case, "return_for_investigation", "under_investigation", margaret)

    assert not Entry.objects.filter(chain=f"case:{case.pk}", act="return_for_investigation").exists()
    forged = (
        "INSERT INTO audit_entry (chain, seq, at, actor_kind, actor_id, role, force, action, act, detail, fingerprint)"
        " SELECT chain, seq + 1, now(), 'person', %s, '', force, action, 'return_for_investigation', '{}', fingerprint"
        " FROM audit_entry WHERE chain = %s ORDER BY seq DESC LIMIT 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(forged, [margaret.pk, f"case:{case.pk}"])
    assert [finding.problem for finding in verify_chain(f"case:{case.pk}").findings] != []
