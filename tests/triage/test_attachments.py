"""Files officers add: sealed, scanned, opened with a trace, put out of reach with one click, and never the reporter's."""

import datetime as dt
import uuid

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from hatereport import clock, outbox
from hatereport.audit.models import Entry
from incidents.evidence import vault
from tests import cast
from tests.files_of_the_cast import picture
from tests.incidents.fake_clamd import FakeClamd
from tests.triage import chain
from tests.triage.desk_browser import MOST, address, at_desk, at_most
from triage.handling import attachments
from triage.models import Attachment
from triage.refusals import Incomplete, Refused

pytestmark = pytest.mark.django_db


def added(case, who, content=None, *, name="door.jpg", shows="The door, from the shop's camera.", key=""):
    case.refresh_from_db()
    who.forget_roles()
    content = picture() if content is None else content
    return attachments.add(
        case.pk,
        who,
        version=case.version,
        key=key or uuid.uuid4().hex,
        name=name,
        content=content,
        size=len(content),
        shows=shows,
    )


def folder_files():
    return sorted((settings.MEDIA_ROOT / "attachments").glob("??/*"))


@pytest.fixture(autouse=True)
def vault_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_an_officer_adds_a_file_through_the_page_and_it_stands_in_the_case():
    case = chain.crime_in("under_investigation")
    browser = at_desk(cast.officer())

    answer = browser.post(
        address(case, "add_attachment"),
        {
            "version": case.version,
            "key": "one",
            "shows": "The broken door.",
            "file": SimpleUploadedFile("door.jpg", picture()),
        },
    )

    assert answer.status_code == 302, answer.content.decode()
    row = Attachment.objects.get()
    attachments.scan(row.pk)
    page = browser.get(address(case)).content.decode()
    assert "attachment-1.jpg" in page
    assert "The broken door." in page
    assert "Open attachment-1.jpg" in page


def test_on_the_disk_and_in_the_table_nothing_can_be_read():
    case = chain.crime_in("under_investigation")
    added(case, cast.officer(), b"The suspect lives at 4 Lane.", name="note.txt", shows="A CANARY of words")

    row = Attachment.objects.values().get()
    assert b"4 Lane" not in folder_files()[0].read_bytes()
    assert b"CANARY" not in bytes(row["custody_sealed"] or b"")


def test_it_opens_as_it_was_and_every_opening_is_an_entry():
    case = chain.crime_in("under_investigation")
    content = picture()
    added(case, cast.officer(), content)
    row = Attachment.objects.get()
    attachments.scan(row.pk)

    answer = at_desk(cast.supervising_sergeant()).post(address(case, f"attachments/{row.pk}"))

    assert answer.content == content
    assert answer["Content-Disposition"] == 'attachment; filename="attachment-1.jpg"'
    entry = Entry.objects.get(act="open_attachment")
    assert entry.actor_id == cast.supervising_sergeant().pk
    assert entry.detail["scan"] == "not_scanned"


def test_until_it_is_scanned_and_when_a_virus_is_found_it_opens_for_nobody(settings):
    case = chain.crime_in("under_investigation")
    added(case, cast.officer(), picture() + b"EICAR")
    row = Attachment.objects.get()
    browser = at_desk(cast.officer())
    assert browser.post(address(case, f"attachments/{row.pk}")).status_code == 409

    with FakeClamd() as clamd:
        settings.CLAMD_URL = clamd.url
        attachments.scan(row.pk)

    assert browser.post(address(case, f"attachments/{row.pk}")).status_code == 409
    assert "A virus was found" in browser.get(address(case)).content.decode()


def test_put_out_of_reach_it_opens_for_nobody_any_more():
    case = chain.crime_in("under_investigation")
    added(case, cast.officer())
    row = Attachment.objects.get()
    attachments.scan(row.pk)
    browser = at_desk(cast.officer())

    browser.post(address(case, f"attachments/{row.pk}/quarantine"))

    row.refresh_from_db()
    assert row.quarantined_by == cast.officer()
    assert browser.post(address(case, f"attachments/{row.pk}")).status_code == 409


def test_sent_twice_it_is_one_file_and_nothing_stays_on_the_disk():
    case = chain.crime_in("under_investigation")

    first = added(case, cast.officer(), key="same")
    second = added(case, cast.officer(), key="same")

    assert first == second
    assert Attachment.objects.count() == 1
    assert len(folder_files()) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("door.jpg", b"", attachments.EMPTY),
        ("door.exe", b"MZ\x90\x00" + bytes(60), attachments.NOT_TAKEN),
        ("door.pdf", None, attachments.NOT_TAKEN),
    ],
)
def test_what_is_not_taken_says_why(name, content, said):
    case = chain.crime_in("under_investigation")

    with pytest.raises(Incomplete, match=said[:20]):
        added(case, cast.officer(), content, name=name)

    assert not Attachment.objects.exists()
    assert not folder_files()


def test_too_large_is_said_and_the_words_stay():
    case = chain.crime_in("under_investigation")
    browser = at_desk(cast.officer())
    large = SimpleUploadedFile("film.mp4", bytes(11 * 1024 * 1024))

    answer = browser.post(
        address(case, "add_attachment"), {"version": case.version, "key": "k", "shows": "Long film.", "file": large}
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "larger than 10 MB" in page
    assert "Long film." in page


def test_who_has_no_part_in_the_stage_adds_nothing():
    case = chain.incident_in("local_focus")

    with pytest.raises(Refused):
        added(case, cast.hate_crime_inspector())

    assert not folder_files()


def test_without_a_file_the_act_is_not_done():
    case = chain.crime_in("under_investigation")

    with pytest.raises(Incomplete):
        chain.does(cast.officer(), "add_attachment", case, attachment=str(uuid.uuid4()), shows="Nothing.")


def test_another_force_finds_no_file():
    case = chain.crime_in("under_investigation")
    added(case, cast.officer())
    row = Attachment.objects.get()

    assert at_desk(cast.dev("control_room_sergeant")).post(address(case, f"attachments/{row.pk}")).status_code == 404
    other = chain.report_received(**chain.ELSEWHERE)
    sergeant = at_desk(cast.control_room_sergeant())
    assert sergeant.post(address(other, f"attachments/{row.pk}")).status_code == 404


def test_the_worker_is_asked_to_scan_it():
    case = chain.crime_in("under_investigation")
    added(case, cast.officer())

    row = Attachment.objects.get()
    assert outbox.models.Notice.objects.filter(topic="attachment.added", key=str(row.pk)).exists()


def test_files_of_shredded_keys_and_of_dead_processes_go():
    case = chain.crime_in("under_investigation")
    added(case, cast.officer())
    vault.keep(b"left by a process that died", vault.ATTACHMENTS)
    assert attachments.remove_left_behind() == 0

    with clock.at(clock.now() + dt.timedelta(days=2)):
        assert attachments.remove_left_behind() == 1
    assert len(folder_files()) == 1


def test_the_page_of_a_case_with_files_takes_few_queries():
    case = chain.crime_in("under_investigation")
    for _ in range(3):
        added(case, cast.officer())
    browser = at_desk(cast.officer())

    with at_most(MOST):
        assert browser.get(address(case)).status_code == 200
