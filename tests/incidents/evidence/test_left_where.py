"""What a file leaves where: never in clear on a disk, noise after shredding, refused to be another."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from hatereport import clock, outbox
from incidents.evidence import making_safe, sandbox, taking, vault
from incidents.models import Evidence, Report, ReturnVisit
from incidents.sending import send_answers
from tests.files_of_the_cast import BYTES, evidence_of, telling
from tests.incidents.conftest import Given
from tests.incidents.evidence.files import ANONYMOUS, add, lying_in, worked

pytestmark = pytest.mark.django_db


def test_nothing_is_written_to_the_temporary_folder(
    amina: Client, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    content = telling("JPEG") + bytes(3 * 1024 * 1024)

    add(amina, content=content)
    worked()

    assert list(folder.iterdir()) == []
    assert all(BYTES not in path.read_bytes() for path in media.rglob("*") if path.is_file())


def test_the_database_holds_neither_name_nor_key_nor_hash(amina: Client) -> None:
    add(amina, f"{BYTES.decode()}.jpg")
    evidence = worked()

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(row)::text FROM incidents_evidence AS row")
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT encode(custody_sealed, 'escape') FROM incidents_evidence")
        stored += cursor.fetchone()[0]
    for secret in (BYTES.decode(), evidence.sha256("original"), evidence.sha256("copy"), "IMG"):
        assert secret not in stored


def test_shredding_the_report_makes_the_files_noise(amina: Client) -> None:
    add(amina)
    evidence = worked()
    evidence.content.shred()

    evidence = Evidence.objects.select_related("content").get()
    assert evidence.name is None
    assert evidence.key("copy") is None
    with clock.at(clock.now() + timedelta(days=2)):
        assert making_safe.remove_left_behind() == 2


def test_only_files_that_no_row_names_are_removed(amina: Client, media: Path) -> None:
    add(amina)
    worked()
    vault.keep(b"left by a process that died")

    with clock.at(clock.now() + timedelta(days=2)):
        assert making_safe.remove_left_behind() == 1
    assert len(lying_in(media)) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "pdf"},
        {"number": 2},
        {"quarantined_at": None},
        {"shut_for_good_at": None},
        {"keeps_original": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_make_a_file_another_or_bring_it_back(answers: Given, change: dict[str, Any]) -> None:
    report = Report.objects.select_related("content").get(pk=send_answers(answers(**ANONYMOUS)).report_id)
    evidence = evidence_of(report)
    Evidence.objects.filter(pk=evidence.pk).update(quarantined_at=clock.now(), shut_for_good_at=clock.now())

    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).delete()


def test_a_failure_after_sealing_leaves_no_file(amina: Client, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(outbox, "add", breaks)
    with pytest.raises(RuntimeError):
        add(amina)

    assert lying_in(media) == []
    assert not Evidence.objects.exists()


def test_the_child_that_strips_is_given_up_on_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PATIENCE", 0.01)

    with pytest.raises(sandbox.NotStripped):
        sandbox.strip("jpeg", telling("JPEG"))


def test_a_visit_knows_whether_a_name_was_given(answers: Given) -> None:
    only_trusted = {"contact": {"contact": "record_only"}}
    for contact, named in (({}, True), (ANONYMOUS, False), (only_trusted, False)):
        sent = send_answers(answers(**contact))
        visit = ReturnVisit(
            report=Report.objects.get(pk=sent.report_id),
            party=Report.objects.get(pk=sent.report_id).parties.get(is_filer=True),
        )
        assert taking.gave_a_name(visit) is named
