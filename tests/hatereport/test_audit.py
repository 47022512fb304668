"""The audit log: who may write what, what the database refuses, and the anchors outside it.

What the verifier finds is in test_verify_audit.py.
"""

import json
import threading
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from hatereport import audit
from hatereport.audit import anchors
from hatereport.audit.models import ChainHead, Entry
from hatereport.audit.verification import verify
from hatereport.codes import WordsWhereCodesBelong
from tests.hatereport.logbook import AMINAS_REPORT, SERGEANT, findings, tell, three_entries


@pytest.fixture(name="three_entries")
def _three_entries(own_database: str) -> str:
    return three_entries()


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
