"""The audit log: who may write what, what the database refuses, and what the verifier finds.

Tampering is done by a superuser with triggers switched off, because everybody else is refused.
"""

import json
import threading
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from hatereport import audit, clock
from hatereport.audit import anchors, checking
from hatereport.audit.models import ChainHead, Entry
from hatereport.audit.verification import verify, verify_chain
from hatereport.codes import WordsWhereCodesBelong

AMINAS_REPORT = uuid4()
SERGEANT = audit.Actor("person", uuid4(), "control_room_sergeant")


def tell(act: str, subject: object = AMINAS_REPORT, **detail: object) -> None:
    with transaction.atomic():
        audit.record(SERGEANT, "alteration", "report", str(subject), act, detail)


@pytest.fixture
def three_entries(own_database: str) -> str:
    for act in ("received", "assessed", "dispatched"):
        tell(act, grade="priority")
    return f"report:{AMINAS_REPORT}"


def findings() -> list[str]:
    return [finding.problem for finding in verify().findings]


# --- writing ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_which_record() -> None:
    tell("assess_as_crime", grade="priority", version=3, officers=[uuid4()], online=None)

    entry = Entry.objects.get()
    assert (entry.chain, entry.seq, entry.act) == (f"report:{AMINAS_REPORT}", 1, "assess_as_crime")
    assert (entry.actor_id, entry.role, entry.detail["version"]) == (SERGEANT.id, "control_room_sergeant", 3)


@pytest.mark.django_db
def test_an_entry_costs_two_queries() -> None:
    with CaptureQueriesContext(connection) as first:
        audit.record(audit.REPORTER, "collection", "report", AMINAS_REPORT, "sent")
    with CaptureQueriesContext(connection) as next_one:
        audit.record(audit.SYSTEM, "alteration", "report", AMINAS_REPORT, "routed")

    assert len(first) == len(next_one) == 2


@pytest.mark.django_db
def test_many_entries_cost_two_queries_and_keep_their_order() -> None:
    reports = [uuid4() for _ in range(20)]
    acts = [audit.Act(audit.SYSTEM, "collection", "report", r, act) for act in ("sent", "routed") for r in reports]

    with CaptureQueriesContext(connection) as queries:
        audit.record_many(acts)

    assert len(queries) == 2
    for report in reports:
        told = Entry.objects.filter(chain=f"report:{report}").order_by("seq").values_list("seq", "act")
        assert list(told) == [(1, "sent"), (2, "routed")]
    assert verify().sound


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["he shouted at me", "amina@example.org", {"name": "Amina"}, object(), "é", 1e300])
def test_words_are_refused(words: Any) -> None:
    with pytest.raises(WordsWhereCodesBelong, match="'note'") as refusal:
        tell("note", note=words)

    assert "Amina" not in str(refusal.value)
    assert "shouted" not in str(refusal.value)


@pytest.mark.django_db
def test_an_unknown_action_is_refused_by_the_database() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        audit.record(audit.SYSTEM, "gossip", "report", AMINAS_REPORT, "sent")


def test_an_entry_outside_a_transaction_is_refused(own_database: str) -> None:
    with pytest.raises(audit.OutsideTransaction):
        audit.record(audit.SYSTEM, "collection", "report", AMINAS_REPORT, "sent")


def test_what_is_rolled_back_leaves_no_entry(own_database: str) -> None:
    with transaction.atomic():
        audit.record(audit.SYSTEM, "collection", "report", AMINAS_REPORT, "sent")
        transaction.set_rollback(True)

    assert not Entry.objects.exists()
    assert verify().sound


def test_two_at_once_on_one_record_make_one_chain(own_database: str) -> None:
    def tell_ten_times() -> None:
        for _ in range(10):
            tell("looked")
        connection.close()

    threads = [threading.Thread(target=tell_ten_times) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 41))
    assert verify().sound


def test_one_record_does_not_wait_for_another(own_database: str) -> None:
    done = threading.Event()

    def tell_of_another() -> None:
        tell("looked", subject=uuid4())
        connection.close()
        done.set()

    with transaction.atomic():
        audit.record(SERGEANT, "consultation", "report", AMINAS_REPORT, "looked")
        other = threading.Thread(target=tell_of_another)
        other.start()
        assert done.wait(5)
    other.join()


# --- what the database refuses ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit_entry SET act = 'nothing'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM audit_chainhead",
        "TRUNCATE audit_chainhead",
        "UPDATE audit_chainhead SET seq = seq - 1",
        "UPDATE audit_chainhead SET fingerprint = '\\x00'",
        "UPDATE audit_chainhead SET chain = 'report:another'",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TABLE audit_entry",
        "SET session_replication_role = replica",
    ],
)
def test_the_applications_role_cannot_change_the_log(attack: str) -> None:
    tell("received")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)

    assert verify().sound


@pytest.mark.parametrize(
    "attack", ["UPDATE audit_entry SET act = ''", "DELETE FROM audit_entry", "TRUNCATE audit_entry"]
)
def test_the_owners_role_cannot_change_the_log_by_mistake(own_database: str, attack: str) -> None:
    tell("received")

    with pytest.raises(DatabaseError, match="only added to"), connections["owner"].cursor() as cursor:
        cursor.execute(attack)


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


# --- anchors ---------------------------------------------------------------------------------------------------------


def test_an_anchor_names_only_what_changed(three_entries: str) -> None:
    assert anchors.anchor() == 1
    assert anchors.anchor() == 0

    tell("closed")
    tell("received", subject="another")

    assert anchors.anchor() == 2
    assert [len(made.heads) for made in anchors.anchors()] == [1, 0, 2]
    assert verify().sound


def test_many_heads_make_several_lines(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "HEADS_A_LINE", 4)
    with transaction.atomic():
        audit.record_many([audit.Act(audit.SYSTEM, "collection", "report", uuid4(), "sent") for _ in range(10)])

    assert anchors.anchor() == 10
    assert [len(made.heads) for made in anchors.anchors()] == [4, 4, 2]
    assert verify().sound


def test_an_entry_written_while_anchoring_is_anchored_next_time(
    three_entries: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = anchors._append

    def tell_and_go() -> None:
        tell("closed")
        connection.close()

    def append_slowly(last: anchors.Anchor | None, heads: list[anchors.Head]) -> anchors.Anchor:
        worker = threading.Thread(target=tell_and_go)
        worker.start()
        worker.join()
        return append(last, heads)

    monkeypatch.setattr(anchors, "_append", append_slowly)
    anchors.anchor()
    monkeypatch.setattr(anchors, "_append", append)

    assert not ChainHead.objects.get().anchored
    assert anchors.anchor() == 1
    assert verify().sound


def test_only_one_process_anchors_at_a_time(three_entries: str) -> None:
    counts: list[int] = []

    def anchor_as_well() -> None:
        counts.append(anchors.anchor())
        connection.close()

    with transaction.atomic():
        anchors._only_one()
        other = threading.Thread(target=anchor_as_well)
        other.start()
        other.join()

    assert counts == [0]
    assert anchors.anchor() == 1


@pytest.mark.parametrize("change", ["altered", "left out", "slipped in", "moved"])
def test_a_changed_anchor_file_is_found(own_database: str, change: Any) -> None:
    for number in range(4):
        tell("looked", subject=number)
        anchors.anchor()
    lines = anchors._path().read_bytes().splitlines(keepends=True)
    match change:
        case "altered":
            told = json.loads(lines[1])
            told["heads"] = []
            lines[1] = json.dumps(told).encode() + b"\n"
        case "left out":
            del lines[1]
        case "slipped in":
            lines.insert(1, lines[0])
        case "moved":
            lines[1], lines[2] = lines[2], lines[1]
    anchors._path().write_bytes(b"".join(lines))

    assert any("was altered at or before line" in problem for problem in findings())


def test_a_line_cut_short_by_a_crash_is_passed_over(three_entries: str) -> None:
    anchors.anchor()
    with anchors._path().open("ab") as file:
        file.write(b'{"number": 2, "at"')

    tell("closed")
    assert anchors.anchor() == 1

    assert [made.number for made in anchors.anchors()] == [1, 2]
    assert verify().sound


def test_anchoring_stops_when_the_file_is_gone(three_entries: str) -> None:
    anchors.anchor()
    anchors._path().unlink()

    with pytest.raises(anchors.AnchorsBroken, match="gone"):
        anchors.anchor()

    call_command("verify_audit", "--begin-anchors-again", stdout=StringIO())
    assert verify().sound


def test_anchoring_stops_when_the_last_line_is_forged(three_entries: str) -> None:
    anchors.anchor()
    told = json.loads(anchors._path().read_text())
    told["heads"] = []
    anchors._path().write_text(json.dumps(told) + "\n")

    with pytest.raises(anchors.AnchorsBroken, match="not ours"):
        anchors.anchor()


def test_anchors_are_readable_by_the_service_alone(three_entries: str) -> None:
    anchors.anchor()

    assert anchors._path().stat().st_mode & 0o077 == 0
    assert anchors._path().parent.stat().st_mode & 0o077 == 0


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
