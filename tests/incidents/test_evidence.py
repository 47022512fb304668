"""Adding files behind the code: taken, refused, scanned, stripped, kept or destroyed, and never in clear on a disk."""

import hashlib
import socket
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from hatereport import clock, outbox
from hatereport.audit.models import Entry
from hatereport.outbox.models import Notice
from incidents.evidence import making_safe, sandbox, taking, vault
from incidents.models import Evidence, Report, ReturnCode, ReturnVisit
from incidents.sending import Sent, send_answers
from tests.files_of_the_cast import BYTES, evidence_of, pdf, picture, recording, telling
from tests.incidents.conftest import Given, Reporter
from tests.incidents.fake_clamd import FakeClamd

pytestmark = pytest.mark.django_db

FILES = "/return/files/"
ANONYMOUS = {"contact": {"contact": "anonymous"}}


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def scanner(settings: Any) -> Iterator[FakeClamd]:
    with FakeClamd() as clamd:
        settings.CLAMD_URL = clamd.url
        yield clamd


def behind_the_code(sent: Sent) -> Client:
    client = Client()
    assert client.post("/return/", {"code": sent.return_code}).status_code == 303
    return client


@pytest.fixture
def amina(answers: Given) -> Client:
    """Gave her name."""
    return behind_the_code(send_answers(answers()))


@pytest.fixture
def nobody(answers: Given) -> Client:
    """Gave no name."""
    return behind_the_code(send_answers(answers(**ANONYMOUS)))


def add(client: Client, name: str = "IMG_0042.jpg", content: bytes | None = None, **data: Any) -> Any:
    content = telling("JPEG") if content is None else content
    return client.post(FILES, {"key": uuid.uuid4(), "danger": "no", **data, "file": SimpleUploadedFile(name, content)})


def worked() -> Evidence:
    """The newest file, after the worker's turn."""
    evidence = Evidence.objects.order_by("-number").first()
    assert evidence is not None
    making_safe.make_safe(evidence.pk)
    return Evidence.objects.select_related("content").get(pk=evidence.pk)


def lying_in(media: Path) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


# --- taking ----------------------------------------------------------------------------------------------------------


def test_a_file_is_sealed_and_waits_for_the_worker(amina: Client, media: Path) -> None:
    response = add(amina)

    assert (response.status_code, response["Location"]) == (303, FILES + "#files")
    evidence = Evidence.objects.select_related("content").get()
    assert evidence.is_waiting
    assert not evidence.may_be_opened
    assert not evidence.original_may_be_opened
    assert evidence.name == "IMG_0042.jpg"
    assert evidence.sha256("original") == hashlib.sha256(telling("JPEG")).hexdigest()
    assert Notice.objects.get(topic="evidence.received").payload == {"evidence_id": str(evidence.pk)}
    assert lying_in(media) == [str(evidence.original_file)]
    assert "We are checking this file" in amina.get(FILES).content.decode()


def test_its_coming_is_in_the_log_with_a_hash_nobody_can_try_out(amina: Client) -> None:
    add(amina, "note.txt", b"yes")

    detail = Entry.objects.get(act="evidence").detail
    assert set(detail) == {"evidence", "kind", "original"}
    assert isinstance(detail["original"], int)
    assert hashlib.sha256(b"yes").hexdigest() not in str(detail)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("program.exe", b"MZ\x90\0" + bytes(99), "cannot take this kind"),
        ("program.jpg", b"MZ\x90\0" + bytes(99), "cannot take this kind"),
        ("page.txt", b"<html><script>alert(1)</script>", "cannot take this kind"),
        ("large.jpg", picture() + bytes(10 * 1024 * 1024), "larger than 10 MB"),
        ("empty.jpg", b"", "empty"),
    ],
)
def test_what_is_not_taken_is_said_next_to_the_field(
    amina: Client, media: Path, name: str, content: bytes, told: str
) -> None:
    response = add(amina, name, content)

    assert response.status_code == 200
    assert told in str(response.context["form"].errors["file"])
    assert response.context["form"].error_summary[0][0] == "id_file"
    assert not Evidence.objects.exists()
    assert lying_in(media) == []


def test_a_file_of_exactly_ten_megabytes_is_taken(amina: Client) -> None:
    content = telling("JPEG")

    assert add(amina, content=content + bytes(taking.LARGEST - len(content))).status_code == 303
    assert Evidence.objects.get().size("original") == taking.LARGEST


def test_no_file_chosen_is_said(amina: Client) -> None:
    response = amina.post(FILES, {"key": uuid.uuid4()})

    assert "Choose a file first" in str(response.context["form"].errors["file"])


def test_five_files_and_no_sixth(amina: Client, media: Path) -> None:
    for number in range(5):
        assert add(amina, f"{number}.jpg").status_code == 303

    response = add(amina)

    assert "added 5 files" in str(response.context["form"].errors["file"])
    assert 'type="file"' not in amina.get(FILES).content.decode()
    assert Evidence.objects.count() == len(lying_in(media)) == 5


def test_the_database_refuses_the_sixth_as_well(answers: Given) -> None:
    report = Report.objects.select_related("content").get(pk=send_answers(answers()).report_id)
    row = {"report": report, "content": report.content, "received_at": clock.now(), "kind": "jpeg"}

    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.create(**row, number=6, submission_key=uuid.uuid4(), keeps_original=False)


def test_a_double_click_is_one_file(amina: Client, media: Path) -> None:
    key = uuid.uuid4()

    for _ in range(2):
        assert add(amina, key=key).status_code == 303

    assert Evidence.objects.count() == len(lying_in(media)) == 1


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.jpg", "a\r\nSet-Cookie: x=1.jpg", "<img src=x>.jpg", "\u202egpj.exe.jpg", "x" * 3000 + ".jpg"],
)
def test_a_hostile_name_names_nothing(amina: Client, media: Path, name: str) -> None:
    add(amina, name)

    for evidence in Evidence.objects.select_related("content"):
        assert lying_in(media) == [str(evidence.original_file)]
        kept = evidence.name or ""
        assert len(kept) <= 200
        assert not set("\r\n/\u202e") & set(kept)


def test_nobody_without_a_visit_gets_the_page_or_adds_anything(db: None) -> None:
    stranger = Client()

    assert stranger.get(FILES)["Location"] == "/return/"
    assert add(stranger)["Location"] == "/return/"
    assert not Evidence.objects.exists()


def test_a_page_open_too_long_says_that_nothing_was_added(answers: Given) -> None:
    sent = send_answers(answers())
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = behind_the_code(sent).cookies

    response = add(strict)

    assert response.status_code == 403
    assert "Nothing was added" in response.content.decode()
    assert not Evidence.objects.exists()


def test_the_page_after_sending_leads_straight_to_it(amina: Any, db: None) -> None:
    reporter = Reporter()
    reporter.fill()
    reporter.send()

    response = reporter.client.post("/report/sent/", {"code": "files"})

    assert response["Location"] == FILES
    assert "Add a file" in reporter.get(FILES).content.decode()


def test_with_the_code_retired_meanwhile_it_leads_to_the_code(db: None) -> None:
    reporter = Reporter()
    reporter.fill()
    reporter.send()
    code = ReturnCode.objects.get()
    code.retired_at = clock.now()
    code.save()

    assert reporter.client.post("/report/sent/", {"code": "files"})["Location"] == "/return/"


def test_the_page_shows_no_name_and_no_content_of_a_file(amina: Client) -> None:
    add(amina, "Amina at the mosque.jpg")
    worked()

    page = amina.get(FILES).content.decode()

    assert "mosque" not in page
    assert "File 1" in page
    assert "The police can open it" in page


def test_no_page_takes_more_than_ten_queries(amina: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        add(amina, f"{number}.jpg")

    with django_assert_max_num_queries(10):
        amina.get(FILES)
    with django_assert_max_num_queries(20):
        add(amina)


# --- stripping -------------------------------------------------------------------------------------------------------


def content_of(evidence: Evidence, which: str) -> bytes:
    file, key = evidence.copy_file if which == "copy" else evidence.original_file, evidence.key(which)
    assert file is not None
    assert key is not None
    return vault.read(vault.Kept(file, key))


def test_of_the_nameless_only_the_stripped_copy_stays(
    nobody: Client, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    add(nobody)
    with django_capture_on_commit_callbacks(execute=True):
        evidence = worked()

    assert lying_in(media) == [str(evidence.copy_file)]
    assert (evidence.original_file, evidence.key("original")) == (None, None)
    assert BYTES not in content_of(evidence, "copy")
    assert evidence.sha256("original") == hashlib.sha256(telling("JPEG")).hexdigest()
    assert evidence.sha256("copy") == hashlib.sha256(content_of(evidence, "copy")).hexdigest()


def test_of_the_named_the_original_is_kept_as_well(amina: Client) -> None:
    add(amina)
    evidence = worked()

    assert content_of(evidence, "original") == telling("JPEG")
    assert BYTES not in content_of(evidence, "copy")


def test_the_named_may_refuse_that(amina: Client) -> None:
    add(amina, stripped_only="on")
    evidence = worked()

    assert not evidence.keeps_original
    assert evidence.original_file is None


def test_the_nameless_cannot_be_made_to_keep_the_original(nobody: Client) -> None:
    add(nobody, stripped_only="")

    assert worked().original_file is None


def test_each_is_told_the_truth_about_hidden_details(amina: Client, nobody: Client) -> None:
    named, nameless = amina.get(FILES).content.decode(), nobody.get(FILES).content.decode()

    assert "An officer who opens it must say why" in named
    assert "stripped_only" in named
    assert "we do not keep the file as you sent it" in nameless
    assert "stripped_only" not in nameless
    for page in (named, nameless):
        assert "cannot take hidden details out of sound, video and text" in page


def test_a_recording_is_kept_as_it_is_and_said_so(nobody: Client) -> None:
    add(nobody, "voice.m4a", recording())
    evidence = worked()

    assert evidence.stripping == Evidence.Stripping.KEPT
    assert content_of(evidence, "copy") == recording()
    assert "Hidden details in it, if there are any, are still there" in nobody.get(FILES).content.decode()


def test_a_pdf_goes_the_same_way(nobody: Client) -> None:
    add(nobody, "letter.pdf", pdf())

    assert BYTES not in content_of(worked(), "copy")


def test_what_cannot_be_read_is_not_kept_of_the_nameless_and_they_are_told(nobody: Client) -> None:
    add(nobody, content=b"\xff\xd8\xff\xe0 no picture at all")
    evidence = worked()

    assert evidence.stripping == Evidence.Stripping.FAILED
    assert evidence.original_file is None
    assert not evidence.may_be_opened
    assert "We could not read this file" in nobody.get(FILES).content.decode()


def test_the_worker_may_come_twice(amina: Client) -> None:
    add(amina)
    first = worked()
    second = worked()

    assert first.copy_file == second.copy_file
    assert Entry.objects.filter(act="evidence_made_safe").count() == 1
    assert Notice.objects.filter(topic="evidence.ready").count() == 1


def test_the_notice_brings_the_worker(amina: Client) -> None:
    add(amina)

    outbox.deliver(Notice.objects.get(topic="evidence.received").pk)

    assert Evidence.objects.get().may_be_opened


def test_a_file_that_was_altered_on_the_disk_is_not_made_safe(amina: Client, media: Path) -> None:
    add(amina)
    path = next(path for path in media.rglob("*") if path.is_file())
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(vault.VaultBroken):
        worked()
    assert Evidence.objects.get().is_waiting


# --- scanning --------------------------------------------------------------------------------------------------------


def test_a_clean_file_opens_after_the_verdict(amina: Client, scanner: FakeClamd) -> None:
    add(amina)
    evidence = worked()

    assert evidence.scan == Evidence.Scan.CLEAN
    assert evidence.may_be_opened
    assert scanner.scanned == [telling("JPEG")]


def test_without_a_scanner_it_opens_and_says_so(amina: Client) -> None:
    add(amina)
    evidence = worked()

    assert evidence.scan == Evidence.Scan.NOT_SCANNED
    assert evidence.may_be_opened


@pytest.mark.parametrize("who", ["amina", "nobody"])
def test_a_virus_shuts_the_file_for_good(who: str, scanner: FakeClamd, request: Any) -> None:
    client = request.getfixturevalue(who)
    add(client, "a.txt", b"X5O!P EICAR test")
    evidence = worked()

    assert evidence.scan == Evidence.Scan.INFECTED
    assert not evidence.may_be_opened
    assert not evidence.original_may_be_opened
    assert (evidence.original_file is not None) == (who == "amina")
    assert not Notice.objects.filter(topic="evidence.ready").exists()
    assert "may hold a virus" in client.get(FILES).content.decode()


@pytest.mark.parametrize(
    "answer",
    [b"", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0", b"stream: OK FOUND OK\0", b"\xff\0"],
)
def test_anything_but_a_plain_ok_keeps_it_shut(amina: Client, settings: Any, answer: bytes) -> None:
    with FakeClamd(answer=answer) as clamd:
        settings.CLAMD_URL = clamd.url
        add(amina)
        evidence = worked()

    assert evidence.scan == Evidence.Scan.ERROR
    assert not evidence.may_be_opened
    assert not evidence.original_may_be_opened


def test_a_scanner_that_is_away_keeps_it_shut_and_does_not_keep_the_original(nobody: Client, settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.CLAMD_URL = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    add(nobody)
    evidence = worked()

    assert evidence.scan == Evidence.Scan.ERROR
    assert not evidence.may_be_opened
    assert evidence.original_file is None
    assert "We are checking this file" in nobody.get(FILES).content.decode()


def test_it_is_asked_again_and_then_opens(nobody: Client, settings: Any) -> None:
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    add(nobody)
    worked()

    with FakeClamd() as clamd:
        settings.CLAMD_URL = clamd.url
        assert making_safe.rescan() == 1
        assert making_safe.rescan() == 0

    assert Evidence.objects.get().may_be_opened
    assert Notice.objects.filter(topic="evidence.ready").count() == 1


def test_what_was_never_scanned_is_once_there_is_a_scanner(amina: Client, settings: Any) -> None:
    add(amina, "a.txt", b"EICAR")
    assert worked().may_be_opened

    with FakeClamd() as clamd:
        settings.CLAMD_URL = clamd.url
        making_safe.rescan()

    assert Evidence.objects.get().scan == Evidence.Scan.INFECTED


def test_what_was_clean_is_asked_again_after_ninety_days(amina: Client, scanner: FakeClamd) -> None:
    add(amina, "a.txt", b"harmless then")
    worked()
    scanner.virus = b"harmless"

    assert making_safe.rescan() == 0
    with clock.at(clock.now() + timedelta(days=91)):
        assert making_safe.rescan() == 1

    assert not Evidence.objects.get().may_be_opened


# --- what is left where ----------------------------------------------------------------------------------------------


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
