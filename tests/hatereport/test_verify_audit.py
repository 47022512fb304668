"""What the verifier finds, row by row, and what a check of the whole log leaves behind.

Tampering is done by a superuser with triggers switched off, because everybody else is refused.
"""

import json
import threading
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from hatereport import clock
from hatereport.audit import anchors, checking
from hatereport.audit.models import Entry
from hatereport.audit.verification import verify, verify_chain
from tests.hatereport.logbook import SERGEANT, findings, tell, three_entries


@pytest.fixture(name="three_entries")
def _three_entries(own_database: str) -> str:
    return three_entries()


# --- what the verifier finds -----------------------------------------------------------------------------------------


def test_an_untouched_log_proves_itself(three_entries: str) -> None:
    verdict = verify()

    assert (verdict.sound, verdict.chains, verdict.entries) == (True, 1, 3)


@pytest.mark.parametrize(
    "column",
    ["at = at + interval '1 microsecond'", "actor_id = gen_random_uuid()", "actor_kind = 'system'", "role = 'officer'",
     "force = 'leicestershire'", "action = 'consultation'", "act = 'looked'",
     """detail = '{"grade": "routine"}'""", "detail = '{}'"],
)  # fmt: skip
def test_an_altered_entry_is_found(three_entries: str, superuser: Any, column: Any) -> None:
    superuser.execute(f"UPDATE audit_entry SET {column} WHERE seq = 2")

    assert findings() == ["entry 2 was altered, inserted or moved"]


def test_a_missing_entry_is_found(three_entries: str, superuser: Any) -> None:
    superuser.execute("DELETE FROM audit_entry WHERE seq = 2")

    assert findings() == ["entries 2 to 2 are missing"]


def test_a_missing_entry_with_the_rest_moved_up_is_found(three_entries: str, superuser: Any) -> None:
    superuser.execute("DELETE FROM audit_entry WHERE seq = 2")
    superuser.execute("UPDATE audit_entry SET seq = 2 WHERE seq = 3")
    superuser.execute("UPDATE audit_chainhead SET seq = 2")

    assert findings() == ["entry 2 was altered, inserted or moved"]


def test_entries_that_changed_places_are_found(three_entries: str, superuser: Any) -> None:
    superuser.execute("UPDATE audit_entry SET seq = 5 - seq + 10 WHERE seq > 1")
    superuser.execute("UPDATE audit_entry SET seq = seq - 10 WHERE seq > 10")

    assert "entry 2 was altered, inserted or moved" in findings()
    assert "entry 3 was altered, inserted or moved" in findings()


def test_an_inserted_entry_is_found(three_entries: str, superuser: Any) -> None:
    superuser.execute(
        "INSERT INTO audit_entry (chain, seq, at, actor_kind, role, force, action, act, detail, fingerprint)"
        " SELECT chain, 4, at, actor_kind, role, force, action, 'invented', detail, fingerprint FROM audit_entry"
        " WHERE seq = 3"
    )

    assert "entry 4 was altered, inserted or moved" in findings()
    assert "entries after 3 were added behind the head's back" in findings()


def test_an_entry_moved_to_another_record_is_found(three_entries: str, superuser: Any) -> None:
    superuser.execute("UPDATE audit_entry SET chain = 'report:other' WHERE seq = 3")

    told = [(finding.chain, finding.problem) for finding in verify().findings]
    assert ("report:other", "its head is missing") in told
    assert (three_entries, "the end is cut off after entry 2, the head stands at 3") in told


def test_entries_that_changed_places_with_another_record_are_found(three_entries: str, superuser: Any) -> None:
    for act in ("received", "assessed"):
        tell(act, subject="another")
    swap = "UPDATE audit_entry SET chain = %s WHERE chain = %s AND seq = 2"

    superuser.execute(swap, ["parked", three_entries])
    superuser.execute(swap, [three_entries, "report:another"])
    superuser.execute(swap, ["report:another", "parked"])

    told = {(finding.chain, finding.problem) for finding in verify().findings}
    assert (three_entries, "entry 2 was altered, inserted or moved") in told
    assert ("report:another", "entry 2 was altered, inserted or moved") in told


def test_what_two_records_say_changed_places_is_found(three_entries: str, superuser: Any) -> None:
    """Every column of an entry but its place, its fingerprint along with it."""
    tell("looked", subject="another")

    superuser.execute(
        "UPDATE audit_entry AS one SET act = other.act, detail = other.detail, fingerprint = other.fingerprint"
        " FROM audit_entry AS other WHERE one.seq = 1 AND other.seq = 1 AND one.chain <> other.chain"
    )

    assert {finding.chain for finding in verify().findings} == {three_entries, "report:another"}


def test_an_entry_inserted_between_two_is_found(three_entries: str, superuser: Any) -> None:
    superuser.execute("UPDATE audit_entry SET seq = 4 WHERE seq = 3")
    superuser.execute(
        "INSERT INTO audit_entry (chain, seq, at, actor_kind, role, force, action, act, detail, fingerprint)"
        " SELECT chain, 3, at, actor_kind, role, force, action, 'invented', detail, fingerprint FROM audit_entry"
        " WHERE seq = 2"
    )
    superuser.execute("UPDATE audit_chainhead SET seq = 4")

    assert "entry 3 was altered, inserted or moved" in findings()
    assert "entry 4 was altered, inserted or moved" in findings()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("seq = 2", "entries after 2 were added behind the head's back"),
        ("seq = 9", "the end is cut off after entry 3, the head stands at 9"),
        ("fingerprint = '\\x00'", "the head does not fit the last entry"),
        ("chain = 'report:other'", "its head is missing"),
    ],
)
def test_an_altered_head_is_found(three_entries: str, superuser: Any, change: str, problem: str) -> None:
    superuser.execute(f"UPDATE audit_chainhead SET {change}")

    assert problem in findings()


def test_a_missing_head_is_found(three_entries: str, superuser: Any) -> None:
    superuser.execute("DELETE FROM audit_chainhead")

    assert findings() == ["its head is missing"]


def test_a_head_put_back_to_an_older_end_is_found_by_the_anchor(three_entries: str, superuser: Any) -> None:
    """The whole of the log as it was yesterday, head and entries, laid over today's."""
    tell("closed")
    anchors.anchor()

    superuser.execute("DELETE FROM audit_entry WHERE seq = 4")
    superuser.execute(
        "UPDATE audit_chainhead SET seq = 3, fingerprint = (SELECT fingerprint FROM audit_entry WHERE seq = 3)"
    )

    assert "the end is cut off after entry 3, an anchor names entry 4" in findings()


def test_one_record_is_proved_by_itself(three_entries: str, superuser: Any) -> None:
    tell("looked", subject="another")
    assert verify_chain(three_entries).sound
    assert (verify_chain(three_entries).chains, verify_chain(three_entries).entries) == (1, 3)

    superuser.execute("UPDATE audit_entry SET force = 'kent' WHERE chain = %s AND seq = 3", [three_entries])

    assert [finding.problem for finding in verify_chain(three_entries).findings] == [
        "entry 3 was altered, inserted or moved"
    ]
    assert verify_chain("report:another").sound
    assert verify_chain("report:none").chains == 0


def test_a_tail_cut_off_without_its_head_is_found(three_entries: str, superuser: Any) -> None:
    superuser.execute("DELETE FROM audit_entry WHERE seq = 3")

    assert findings() == ["the end is cut off after entry 2, the head stands at 3"]


def test_a_tail_cut_off_with_its_head_is_found_by_the_anchor(three_entries: str, superuser: Any) -> None:
    anchors.anchor()

    superuser.execute("DELETE FROM audit_entry WHERE seq = 3")
    superuser.execute(
        "UPDATE audit_chainhead SET seq = 2, anchored = false,"
        " fingerprint = (SELECT fingerprint FROM audit_entry WHERE seq = 2)"
    )

    assert findings() == ["the end is cut off after entry 2, an anchor names entry 3"]


def test_a_record_whose_whole_log_is_gone_is_found_by_the_anchor(three_entries: str, superuser: Any) -> None:
    anchors.anchor()

    superuser.execute("DELETE FROM audit_entry; DELETE FROM audit_chainhead")

    assert findings() == ["the whole log of this record is gone, an anchor names it"]


def test_a_log_rewritten_with_the_key_is_found_by_the_anchor(three_entries: str, superuser: Any) -> None:
    anchors.anchor()

    superuser.execute("DELETE FROM audit_entry; DELETE FROM audit_chainhead")
    for act in ("received", "looked", "dispatched"):
        tell(act)

    assert findings() == ["entry 3 is not the one an anchor names: the chain was rewritten with its key"]


def test_a_lost_end_of_the_anchor_file_is_found(three_entries: str) -> None:
    anchors.anchor()
    anchors._path().write_bytes(b"")

    assert findings() == ["its head was anchored, and no anchor names it: the end of the anchor file is missing"]


def test_anchors_that_were_all_removed_are_found(three_entries: str) -> None:
    anchors.anchor()
    anchors._path().unlink()

    assert findings() == ["its head was anchored, and no anchor names it: the end of the anchor file is missing"]


def test_the_last_anchor_removed_is_found(three_entries: str) -> None:
    anchors.anchor()
    tell("closed")
    anchors.anchor()
    first, _last = anchors._path().read_bytes().splitlines(keepends=True)
    anchors._path().write_bytes(first)

    assert findings() == ["its head was anchored, and no anchor names it: the end of the anchor file is missing"]


def test_the_anchors_of_another_database_prove_nothing(three_entries: str, superuser: Any) -> None:
    """A file that names no head of this log, put in the place of ours."""
    anchors.anchor()
    superuser.execute("UPDATE audit_chainhead SET anchored = true")
    told = json.loads(anchors._path().read_text())
    told["heads"][0][0] = "report:elsewhere"
    anchors._path().write_text(json.dumps(told) + "\n")

    assert any("was altered at or before line 1" in problem for problem in findings())


def test_the_proof_reaches_to_the_last_anchor(three_entries: str) -> None:
    assert verify().proved_until is None

    anchors.anchor()
    tell("closed")
    verdict = verify()

    assert verdict.sound
    assert verdict.proved_until is not None
    assert verdict.proved_until <= clock.now()


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_command_says_how_far_the_proof_goes(three_entries: str) -> None:
    out = StringIO()

    call_command("verify_audit", stdout=out)
    assert "No anchor was made yet" in out.getvalue()

    call_command("verify_audit", "--anchor", stdout=out)
    assert "3 entries in 1 chains" in out.getvalue()
    assert "excluded for all that stood at" in out.getvalue()


def test_the_command_fails_on_a_log_that_does_not_fit(three_entries: str, superuser: Any) -> None:
    superuser.execute("UPDATE audit_entry SET act = 'nothing' WHERE seq = 1")
    out = StringIO()

    with pytest.raises(CommandError, match="1 findings"):
        call_command("verify_audit", stdout=out)

    assert f"{three_entries}: entry 1 was altered" in out.getvalue()


# --- the daily check -------------------------------------------------------------------------------------------------


def test_a_check_leaves_its_result_in_the_log(three_entries: str) -> None:
    anchors.anchor()

    checking.check()
    found = checking.last()

    assert found.sound
    assert (found.entries, found.chains, found.findings) == (3, 1, 0)
    assert found.proved_until is not None
    assert verify().sound


def test_a_check_names_the_records_that_do_not_fit(three_entries: str, superuser: Any) -> None:
    superuser.execute("UPDATE audit_entry SET act = 'nothing' WHERE seq = 1")
    superuser.execute(
        "INSERT INTO audit_chainhead (chain, seq, fingerprint, anchored) VALUES ('he shouted at me', 1, '', false)"
    )

    checking.check()
    found = checking.last()

    assert not found.sound
    assert found.findings == 2
    assert found.chains_named == (three_entries,)  # what is no code is counted and not repeated


def test_two_checks_at_once_are_one(three_entries: str) -> None:
    found: list[Any] = []

    def check_as_well() -> None:
        found.append(checking.check())
        connection.close()

    with transaction.atomic():
        checking.check()
        other = threading.Thread(target=check_as_well)
        other.start()
        other.join()

    assert found == [None]
    assert Entry.objects.filter(act=checking.VERIFIED).count() == 1


def test_a_check_that_was_asked_for_waits_until_it_is_done(three_entries: str) -> None:
    checking.ask(SERGEANT)
    assert checking.last().asked_at is not None

    checking.check()

    assert checking.last().asked_at is None
