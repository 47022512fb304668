"""What the database refuses beside the ends of a case (no_way_round/test_in_sql.py), from a plain connection as the
application's role: one person in place of two, history changed, ways that go back, an entry of the log out of its place.

ATTEMPTS is the table. Each row is tried in a world where everything it needs is there: what is refused is the attempt.
"""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from hatereport import clock
from hatereport.sealing import Envelope
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does
from tests.triage.forging import forging_refused, sql, sql_refused
from triage import teeth
from triage.models import Attachment, Disclosure, FirstLook, FloodClearing, SearchAlarm, SecondLook, ShiftSummary

pytestmark = pytest.mark.django_db

ONE_PERSON, HISTORY, BACK, THE_LOG = "one person for two", "history", "a way back", "the log"
UNKNOWN = "a code no page can draw"
#: Rows that may go, by model, and why; every other row of the desk is kept.
MAY_GO = {
    "savedsearch": "a person's own bookmark",
    "desknotice": "told and done with; the log and the case say what it was about",
}


@dataclass(frozen=True)
class Attempt:
    """A statement, with %(names)s of the world; `match`: what the database says."""

    about: str
    statement: str
    match: str


ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        ONE_PERSON,
        "UPDATE triage_countersignature SET state = 'signed', decided_by_id = asked_by_id WHERE case_id = %(asked)s",
        "triage_nobody_countersigns_themselves",
    ),
    Attempt(
        ONE_PERSON,
        "UPDATE triage_secondlook SET reader_id = first_by_id, read_at = now(), agrees = true",
        "triage_a_second_look_is_somebody_elses|second reader",
    ),
    Attempt(
        ONE_PERSON,
        "UPDATE triage_secondlook SET first_by_id = %(officer)s, reader_id = %(inspector)s, read_at = now()",
        "names who made it",
    ),
    Attempt(
        ONE_PERSON,
        "UPDATE triage_secondlook SET reader_id = %(officer)s, read_at = now(), agrees = true",
        "may not be the second reader",
    ),
    Attempt(
        ONE_PERSON,
        "INSERT INTO triage_secondlook (id, kind, case_id, move_id, first_by_id, asked_at)"
        " VALUES (gen_random_uuid(), 'nfa', %(case)s, %(move)s, %(officer)s, now())",
        "names who made it",
    ),
    Attempt(
        ONE_PERSON,
        "UPDATE triage_floodclearing SET state = 'confirmed', decided_by_id = proposed_by_id, decided_at = now()",
        "triage_nobody_clears_a_flood_alone",
    ),
    Attempt(
        ONE_PERSON, "UPDATE triage_floodclearing SET state = 'confirmed'", "triage_a_flood_is_cleared_by_two|confirm"
    ),
    Attempt(
        ONE_PERSON,
        "UPDATE triage_floodclearing SET state = 'confirmed', decided_by_id = %(dev)s, decided_at = now()",
        "may not confirm",
    ),
    Attempt(
        ONE_PERSON,
        "UPDATE triage_floodclearing SET proposed_by_id = %(officer)s, decided_by_id = proposed_by_id",
        "does not change",
    ),
    Attempt(ONE_PERSON, "UPDATE triage_secondlook SET read_at = now(), agrees = true", "by somebody, at a time"),
    Attempt(ONE_PERSON, "UPDATE triage_secondlook SET reader_id = %(inspector)s", "by somebody, at a time"),
    Attempt(
        ONE_PERSON,
        "UPDATE triage_searchalarm SET answered_by_id = person_id, answered_at = now(), answer = 'explained'",
        "triage_nobody_answers_their_own_alarm",
    ),
    Attempt(
        ONE_PERSON,
        "UPDATE triage_searchalarm SET answered_by_id = %(officer)s, answered_at = now(), answer = 'explained'",
        "Professional standards answer",
    ),
    Attempt(
        ONE_PERSON, "UPDATE triage_searchalarm SET answered_at = now(), answer = 'explained'", "by somebody, at a time"
    ),
    Attempt(ONE_PERSON, "UPDATE triage_searchalarm SET answer = 'explained'", "by somebody, at a time"),
    Attempt(
        ONE_PERSON,
        "UPDATE triage_shiftsummary SET taken_by_id = made_by_id, taken_at = now()",
        "takes over their own",
    ),
    Attempt(ONE_PERSON, "UPDATE triage_shiftsummary SET taken_at = now()", "takes over their own"),
    Attempt(HISTORY, "UPDATE triage_shiftsummary SET facts = '[1]'", "stays as it was left"),
    Attempt(HISTORY, "UPDATE triage_shiftsummary SET made_by_id = %(officer)s", "stays as it was left"),
    Attempt(HISTORY, "UPDATE triage_shiftsummary SET words_sealed = '\\x00'", "stays as it was left"),
    *(
        Attempt(HISTORY, f"UPDATE triage_attachment SET {change}", "stays with its case")
        for change in (
            "case_id = %(asked)s",
            "number = 7",
            "kind = 'pdf'",
            "added_by_id = %(inspector)s",
            "added_at = now()",
            "file = gen_random_uuid()",
            "custody_sealed = '\\x00'",
        )
    ),
    Attempt(BACK, "UPDATE triage_floodclearing SET state = 'done'", "triage_a_flood_is_cleared_by_two|forward only"),
    Attempt(BACK, "UPDATE triage_floodclearing SET cases = '{}'", "does not change"),
    Attempt(BACK, "UPDATE triage_searchalarm SET person_id = %(dev)s", "stays as it was"),
    Attempt(BACK, "UPDATE triage_secondlook SET kind = 'not_a_report'", "does not change"),
    *(
        Attempt(HISTORY, statement.format(table=table), "permission denied")
        for table in teeth.APPEND_ONLY
        for statement in ("UPDATE {table} SET id = id", "TRUNCATE {table} CASCADE")
    ),
    Attempt(
        THE_LOG,
        "INSERT INTO audit_entry (chain, seq, at, actor_kind, role, force, action, act, detail, fingerprint)"
        " SELECT chain, seq + 1, at, actor_kind, role, force, action, act, detail, fingerprint FROM audit_entry"
        " WHERE chain = %(chain)s AND seq = 1",
        "follows the last one",
    ),
    Attempt(
        THE_LOG,
        "INSERT INTO audit_entry (chain, seq, at, actor_kind, role, force, action, act, detail, fingerprint)"
        " SELECT chain, seq + 100, at, actor_kind, role, force, action, act, detail, fingerprint FROM audit_entry"
        " WHERE chain = %(chain)s AND seq = 1",
        "follows the last one",
    ),
    Attempt(
        THE_LOG,
        "INSERT INTO audit_entry (chain, seq, at, actor_kind, role, force, action, act, detail, fingerprint)"
        " SELECT 'case:new', 1, at, actor_kind, role, force, action, act, detail, fingerprint FROM audit_entry"
        " WHERE chain = %(chain)s AND seq = 1",
        "follows the last one",
    ),
    Attempt(
        THE_LOG,
        "INSERT INTO audit_chainhead (chain, seq, fingerprint, anchored) VALUES ('case:new', 7, '\\x00', false)",
        "before its first entry",
    ),
    Attempt(THE_LOG, "UPDATE audit_entry SET force = 'leicestershire'", "permission denied"),
    Attempt(THE_LOG, "DELETE FROM audit_entry", "permission denied"),
    Attempt(THE_LOG, "TRUNCATE audit_entry", "permission denied"),
    Attempt(THE_LOG, "UPDATE audit_chainhead SET seq = 0", "only moves on"),
    Attempt(THE_LOG, "DELETE FROM audit_chainhead", "permission denied"),
    Attempt(
        UNKNOWN,
        "INSERT INTO triage_searchalarm (id, force_id, person_id, what, at, answer)"
        " VALUES (gen_random_uuid(), 'cumbria', %(officer)s, 'hedge', now(), '')",
        "triage_an_alarm_is_of_a_known_kind",
    ),
    Attempt(
        UNKNOWN,
        "UPDATE triage_searchalarm SET answered_by_id = %(standards)s, answered_at = now(), answer = 'shrugged'",
        "triage_an_alarm_is_of_a_known_kind",
    ),
    Attempt(UNKNOWN, "UPDATE triage_clock SET kind = 'egg_timer'", "triage_a_clock_is_of_a_known_kind"),
    Attempt(UNKNOWN, "UPDATE triage_clock SET paused_for = 'lunch'", "triage_a_clock_is_of_a_known_kind"),
    Attempt(UNKNOWN, "UPDATE triage_case SET kind = 'nuisance'", "does not change"),
    Attempt(UNKNOWN, "UPDATE triage_case SET risk = 9", "triage_a_case_is_of_a_known_kind"),
    Attempt(UNKNOWN, "UPDATE triage_offence SET code = 'witchcraft'", "triage_an_offence_is_of_a_known_kind"),
    Attempt(UNKNOWN, "UPDATE triage_offence SET result = 'hung'", "triage_an_offence_is_of_a_known_kind"),
    Attempt(
        UNKNOWN,
        "INSERT INTO triage_disclosure (id, case_id, made_by_id, made_at, format, purpose, with_names, sha256)"
        " VALUES (gen_random_uuid(), %(case)s, %(officer)s, now(), 'print', 'curiosity', false, '')",
        "triage_a_disclosure_is_for_a_known_purpose",
    ),
    Attempt(
        UNKNOWN,
        "INSERT INTO triage_forceoutcome (force_id, code, is_nfa, review, valid_from, signed_by, signed_on)"
        " VALUES ('cumbria', '99', true, '', now(), 'A. N. Other', now())",
        "triage_a_force_s_outcome_is_one_of_ours",
    ),
    Attempt(
        UNKNOWN,
        "UPDATE partners_roleheld SET role = 'sheriff' WHERE role = 'officer'",
        "partners_role_hangs_on_its_place",
    ),
)


@pytest.fixture
def world() -> dict[str, Any]:
    """A case upheld and drawn for a second look, one that waits for a signature, a clearing, an alarm, a disclosure."""
    margaret, ellen = cast.hate_crime_inspector(), cast.control_room_sergeant()
    case = crime_in("victim_to_be_told")
    move = case.moves.get(act="uphold_nfa")
    asked = chain.report_received(**chain.ELSEWHERE)
    does(ellen, "assess_as_incident", asked, **chain.assessment(asked), reasons="Not a crime.")
    SecondLook.objects.get_or_create(
        move=move, defaults={"kind": "nfa", "case": case, "first_by": margaret, "asked_at": move.at}
    )
    officer = cast.officer()
    Attachment.objects.create(case=case, number=1, added_by=officer, added_at=clock.now(), kind="jpeg")
    ShiftSummary.objects.create(
        team=case.holding_team, made_by=ellen, made_at=clock.now(), since=clock.now(),
        staff=Envelope.objects.open("cumbria", "staff"),
    )  # fmt: skip
    FloodClearing.objects.create(
        force=case.force, reason="spam", cases=[asked.pk], proposed_by=ellen, proposed_at=clock.now(),
        staff=Envelope.objects.open("cumbria", "staff"),
    )  # fmt: skip
    SearchAlarm.objects.create(force=case.force, person=cast.professional_standards(), what="name", at=clock.now())
    Disclosure.objects.create(
        case=case, made_by=ellen, made_at=clock.now(), format="print", purpose="cps", with_names=False
    )
    return {
        "case": case.pk,
        "move": move.pk,
        "asked": asked.pk,
        "chain": f"case:{case.pk}",
        "officer": officer.pk,
        "inspector": cast.hate_crime_inspector(2).pk,
        "standards": cast.professional_standards(2).pk,
        "dev": cast.dev("control_room_sergeant").pk,
    }


def test_the_database_refuses_every_attempt(world: dict[str, Any]) -> None:
    assert [attempt for attempt in ATTEMPTS if not is_refused(attempt, world)] == []


def is_refused(attempt: Attempt, world: dict[str, Any]) -> bool:
    try:
        sql_refused(attempt.statement, world, match=attempt.match)
    except (AssertionError, pytest.fail.Exception):
        return False
    return True


def test_no_row_of_the_desk_goes_but_those_that_may() -> None:
    models = apps.get_app_config("triage").get_models()
    kept = [model._meta.db_table for model in models if model._meta.model_name not in MAY_GO]

    deleting = [Attempt(HISTORY, f"DELETE FROM {table}", "permission denied") for table in kept]

    assert len(deleting) > 20
    assert [attempt.statement for attempt in deleting if not is_refused(attempt, {})] == []


def test_what_is_lawful_is_not_refused(world: dict[str, Any]) -> None:
    """The same rows, as a second person writes them: so it was the attempt that was refused above, and nothing else."""
    ids = world | {"ellen": cast.control_room_sergeant(2).pk}

    sql("UPDATE triage_secondlook SET reader_id = %(inspector)s, read_at = now(), agrees = true", ids)
    sql("UPDATE triage_floodclearing SET state = 'confirmed', decided_by_id = %(ellen)s, decided_at = now()", ids)
    sql("UPDATE triage_floodclearing SET state = 'done', cleared = 1", ids)
    sql("UPDATE triage_searchalarm SET answered_by_id = %(standards)s, answered_at = now(), answer = 'explained'", ids)
    sql("UPDATE triage_shiftsummary SET taken_by_id = %(ellen)s, taken_at = now()", ids)
    sql("UPDATE triage_attachment SET quarantined_at = now(), quarantined_by_id = %(officer)s", ids)

    sql_refused("UPDATE triage_secondlook SET agrees = false", match="stays")
    sql_refused("UPDATE triage_secondlook SET words_sealed = '\\x00'", match="stays")
    sql_refused("UPDATE triage_shiftsummary SET taken_by_id = %(officer)s", ids, match="stays as it was left")
    sql_refused("UPDATE triage_floodclearing SET state = 'proposed'", match="forward only")
    sql_refused("UPDATE triage_floodclearing SET decided_by_id = %(officer)s", ids, match="stays")
    sql_refused("UPDATE triage_searchalarm SET answer = 'passed_on'", match="stays as it was")


def test_who_stood_aside_makes_no_move_and_signs_none() -> None:
    case = crime_in("under_investigation")
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    outcome = (case, "propose_outcome", "outcome_proposed", officer)
    FirstLook.objects.create(case=case, person=officer, conflict=True, at=clock.now())
    FirstLook.objects.create(case=case, person=sergeant, conflict=True, at=clock.now())

    forging_refused(*outcome, match="stands aside")
    forging_refused(case, "charge", "at_court", cast.officer(2), sergeant, match="stands aside")


def test_an_entry_can_only_be_the_next_one_of_its_record() -> None:
    """Two at once in one statement are, too."""
    case = chain.report_received()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (chain, seq, at, actor_kind, role, force, action, act, detail, fingerprint)"
            " SELECT chain, n, at, actor_kind, role, force, action, act, detail, fingerprint"
            " FROM audit_entry, generate_series(2, 4) AS n WHERE chain = %s ORDER BY n",
            [f"case:{case.pk}"],
        )
        assert cursor.rowcount == 3


def test_a_record_nobody_has_written_of_has_no_entry() -> None:
    sql_refused(
        "INSERT INTO audit_entry (chain, seq, at, actor_kind, role, force, action, act, detail, fingerprint)"
        " VALUES (%s, 1, now(), 'system', '', '', 'consultation', 'open', '{}', %s)",
        [f"case:{uuid.uuid4()}", bytes(32)],
        match="follows the last one",
    )
