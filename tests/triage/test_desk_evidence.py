"""Files of the reporter at the desk: who opens what, what is recorded, and what opens for nobody."""

from pathlib import Path
from typing import Any

import pytest

from hatereport import outbox
from hatereport.audit.models import Entry
from hatereport.headers import FEATURES
from hatereport.outbox.models import Notice
from incidents.models import Evidence, OriginalOpened
from partners.models import Person
from tests import cast
from tests.files_of_the_cast import BYTES, evidence_of, recording, telling
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, address, at_desk, at_most
from triage.models import Case, DeskNotice

pytestmark = pytest.mark.django_db

REASON = {"reason": "The time of the picture decides whether he was there."}


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def case() -> Case:
    return chain.report_received()


def of(case: Case, evidence: Evidence, what: str = "") -> str:
    return f"{address(case)}evidence/{evidence.pk}/" + (f"{what}/" if what else "")


def holder_of(case: Case) -> Person:
    ellen = cast.control_room_sergeant()
    does(ellen, "take", case)
    return ellen


def looks(evidence: Evidence, act: str) -> list[dict[str, Any]]:
    return [one.detail for one in Entry.objects.filter(act=act) if one.detail["evidence"] == str(evidence.pk)]


def test_the_case_page_says_what_there_is_in_few_queries(case):
    evidence = evidence_of(case.report)
    evidence_of(case.report, "voice.m4a", recording())
    browser = at_desk(cast.control_room_sergeant(2))

    with at_most(MOST):
        page = browser.get(address(case)).content.decode()

    assert "evidence-1.jpg" in page
    assert "evidence-2.m4a" in page
    assert evidence.sha256("copy") in page
    assert "Not scanned for viruses" in page
    assert "Hidden details, such as place and time, may still be in it" in page
    assert "IMG_1.jpg" not in page
    assert "<img" not in page.split("Files from the reporter")[1].split("</section>")[0]


def test_a_file_comes_as_a_download_that_can_do_nothing(case):
    evidence = evidence_of(case.report)

    answer = at_desk(cast.control_room_sergeant()).post(of(case, evidence))

    assert answer.status_code == 200
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert BYTES not in answer.content
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-1.jpg"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert all(f"{feature}=(" in answer["Permissions-Policy"] for feature in FEATURES)


def test_each_opening_is_a_consultation_with_what_the_scanner_said(case):
    evidence = evidence_of(case.report)
    ellen = cast.control_room_sergeant()

    for _ in range(2):
        at_desk(ellen).post(of(case, evidence))

    assert looks(evidence, "open_evidence") == [
        {"evidence": str(evidence.pk), "number": 1, "scan": "not_scanned"},
        {"evidence": str(evidence.pk), "number": 1, "scan": "not_scanned"},
    ]
    entry = Entry.objects.filter(act="open_evidence").earliest("id")
    assert (entry.action, entry.actor_id, entry.chain) == ("consultation", ellen.pk, f"case:{case.pk}")


def test_a_link_opens_nothing(case):
    evidence = evidence_of(case.report)

    for what in ("", "quarantine"):
        assert at_desk(cast.control_room_sergeant()).get(of(case, evidence, what)).status_code == 405
    assert looks(evidence, "open_evidence") == []


def test_the_page_that_asks_why_is_a_look_and_says_what_is_missing(case):
    evidence, browser = evidence_of(case.report), at_desk(holder_of(case))

    assert browser.get(of(case, evidence, "original")).status_code == 200
    assert browser.post(of(case, evidence, "original"), {"reason": ""}).status_code == 422

    assert Entry.objects.filter(act="original_page", chain=f"case:{case.pk}").count() == 2


def test_dev_of_another_force_finds_no_file(case):
    evidence = evidence_of(case.report)

    for role in ("control_room_sergeant", "hate_crime_inspector"):
        browser = at_desk(cast.dev(role))
        for what in ("", "original", "quarantine"):
            assert browser.post(of(case, evidence, what), REASON).status_code == 404
    evidence.refresh_from_db()
    assert evidence.quarantined_at is None


def test_the_file_of_one_case_does_not_open_through_another(case):
    evidence, other = evidence_of(case.report), chain.report_received(**chain.ELSEWHERE)

    assert at_desk(cast.control_room_sergeant()).post(of(other, evidence)).status_code == 404


@pytest.mark.parametrize("who", [cast.auditor, cast.victim_support, cast.rosa, cast.platform_administrator])
def test_people_without_a_desk_are_refused(case, who):
    assert at_desk(who()).post(of(case, evidence_of(case.report))).status_code == 403


def test_the_original_opens_for_the_holder_with_a_reason(case):
    evidence, ellen = evidence_of(case.report), holder_of(case)
    browser = at_desk(ellen)
    assert "still holds its hidden details" in browser.get(of(case, evidence, "original")).content.decode()

    answer = browser.post(of(case, evidence, "original"), REASON)

    assert answer.content == telling("JPEG")
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-1-original.jpg"'
    opened = OriginalOpened.objects.select_related("content").get()
    assert (opened.by, opened.reason) == (ellen, REASON["reason"])
    assert len(looks(evidence, "open_original")) == 1
    assert "decides" not in str(looks(evidence, "open_original"))


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_without_a_reason_that_can_be_read_it_stays_shut(case, reason):
    evidence, ellen = evidence_of(case.report), holder_of(case)

    answer = at_desk(ellen).post(of(case, evidence, "original"), {"reason": reason})

    assert answer.context["form"].errors["reason"]
    assert answer["Content-Type"].startswith("text/html")
    assert not OriginalOpened.objects.exists()


def test_whoever_may_not_see_names_gets_no_original(case):
    evidence = evidence_of(case.report)
    holder_of(case)
    helper = at_desk(cast.control_room_sergeant(2))

    assert helper.post(of(case, evidence, "original"), REASON).status_code == 403
    assert "as it was sent" not in helper.get(address(case)).content.decode()


def test_there_is_no_original_where_none_is_kept(case):
    evidence, ellen = evidence_of(case.report, keep=False), holder_of(case)

    assert at_desk(ellen).post(of(case, evidence, "original"), REASON).status_code == 409


def test_what_its_sender_called_it_is_for_those_who_see_names(case):
    evidence_of(case.report, "Amina <b>at the \u202emosque.jpg")
    ellen = holder_of(case)

    page = at_desk(ellen).get(address(case)).content.decode()
    assert "Sent as <bdi>Amina &lt;b&gt;at the mosque.jpg</bdi>" in page
    assert "mosque" not in at_desk(cast.control_room_sergeant(2)).get(address(case)).content.decode()


def test_one_click_puts_a_file_out_of_everybody_s_reach(case):
    evidence, ellen = evidence_of(case.report), holder_of(case)
    browser = at_desk(ellen)

    for _ in range(2):
        assert browser.post(of(case, evidence, "quarantine")).status_code == 302

    assert Entry.objects.filter(act="quarantine_evidence", action="alteration", actor_id=ellen.pk).count() == 1
    for who in (ellen, cast.hate_crime_inspector(), cast.duty_inspector()):
        assert at_desk(who).post(of(case, evidence)).status_code == 409
    assert browser.post(of(case, evidence, "original"), REASON).status_code == 409
    page = browser.get(address(case)).content.decode()
    assert "It opens for nobody at the desk" in page
    assert of(case, evidence) + '"' not in page
    assert looks(evidence, "open_evidence") == []


@pytest.mark.parametrize(
    "changed",
    [{"scan": "pending"}, {"scan": "error"}, {"scan": "infected"}, {"copy_file": None}],
    ids=["waiting", "no verdict", "infected", "not stripped"],
)
def test_what_is_not_known_to_be_safe_stays_shut(case, changed):
    evidence, ellen = evidence_of(case.report), holder_of(case)
    Evidence.objects.filter(pk=evidence.pk).update(**changed)

    assert at_desk(ellen).post(of(case, evidence)).status_code == 409
    assert looks(evidence, "open_evidence") == []


def test_a_file_altered_on_the_disk_is_not_handed_out(case, settings):
    evidence = evidence_of(case.report)
    path = next(Path(settings.MEDIA_ROOT).rglob(str(evidence.copy_file)))
    path.write_bytes(path.read_bytes()[:-20])

    assert at_desk(cast.control_room_sergeant()).post(of(case, evidence)).status_code == 409


def test_an_erased_file_does_not_open(case):
    evidence = evidence_of(case.report)
    evidence.content.shred()

    assert at_desk(cast.control_room_sergeant()).post(of(case, evidence)).status_code == 409


def test_whoever_works_on_the_case_hears_of_a_new_file_once(case):
    evidence = evidence_of(case.report)
    notice = Notice.objects.get(topic="evidence.ready", key=str(evidence.pk))

    outbox.deliver(notice.pk)

    told = DeskNotice.objects.get(what="evidence_added")
    assert (told.case, told.team) == (case, case.holding_team)
