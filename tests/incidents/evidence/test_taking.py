"""Adding files behind the code: taken sealed, refused in words, never more than five."""

import hashlib
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from hatereport import clock
from hatereport.audit.models import Entry
from hatereport.outbox.models import Notice
from incidents.evidence import taking
from incidents.models import Evidence, Report, ReturnCode
from incidents.sending import send_answers
from tests.files_of_the_cast import picture, telling
from tests.incidents.behind_the_code import behind_the_code
from tests.incidents.conftest import Given, Reporter
from tests.incidents.evidence.files import FILES, add, lying_in, worked

pytestmark = pytest.mark.django_db


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
