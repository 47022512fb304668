"""What stands out in the log, whether it is unchanged, and the log as a file, on the auditor's desk."""

import csv
import datetime as dt
import io

import pytest
from django.db import transaction

from hatereport import audit, clock
from hatereport.audit import anchors, checking
from hatereport.audit.models import Entry
from partners import people
from partners.models import Force, Person, RoleHeld
from tests import cast
from tests.triage import chain
from tests.triage.auditing.looking import looks_at, page_of
from tests.triage.chain import ELSEWHERE, does
from tests.triage.desk_browser import at_desk
from triage.auditing import export as log_export
from triage.auditing import unusual
from triage.models import SearchAlarm

pytestmark = pytest.mark.django_db


# --- what stands out --------------------------------------------------------------------------------------------------


def counted(code: str, force: str = "cumbria") -> dict[str, int]:
    since = clock.now() - dt.timedelta(days=28)
    (one,) = [found for found in unusual.found(force, since) if found.pattern.code == code]
    return {name: count for _, name, count in one.people}


def test_reveals_searches_and_disclosures_are_counted():
    case, ellen = chain.report_received(), cast.control_room_sergeant()
    does(ellen, "reveal_identity", case, reasons="She called back.")
    at_desk(ellen).get("/desk/search/?reference=HC-0000-0000")
    with transaction.atomic():
        audit.record(ellen.as_actor(), "disclosure", "report", case.report_id, "letter", force="cumbria")

    assert counted("reveals") == {"Ellen Graham": 1}
    assert counted("searches") == {"Ellen Graham": 1}
    assert counted("disclosures") == {"Ellen Graham": 1}
    assert counted("reveals", "leicestershire") == {}


def test_cases_looked_at_without_acting_are_counted_once_each():
    case, other, ellen = chain.report_received(), chain.report_received(), cast.control_room_sergeant()
    looks_at(ellen, case, 5)
    looks_at(ellen, other)
    does(ellen, "take", other)

    assert counted("without_acting") == {"Ellen Graham": 1}


def test_looks_at_other_areas_are_counted_for_those_who_have_one():
    ours, elsewhere = chain.report_received(), chain.report_received(**ELSEWHERE)
    sarah, ellen = cast.local_focus_sergeant(), cast.control_room_sergeant()
    for who in (sarah, ellen):
        looks_at(who, ours)
        looks_at(who, elsewhere, 2)

    assert counted("elsewhere") == {"Sarah Bowness": 1}


def test_looks_in_the_night_are_counted_for_those_who_work_by_day():
    case = chain.report_received()
    rachel, ellen = cast.hate_crime_sergeant(), cast.control_room_sergeant()
    last_week = clock.now() - dt.timedelta(days=7)
    wednesday = last_week - dt.timedelta(days=last_week.weekday() - 2)
    RoleHeld.objects.update(valid_from=wednesday - dt.timedelta(days=30))
    for hour, who in ((2, rachel), (2, ellen), (12, rachel)):
        with clock.at(wednesday.replace(hour=hour, minute=30)):
            looks_at(who, case)

    assert counted("at_night") == {"Rachel Dixon": 1}


def test_a_search_of_oneself_stands_first():
    jack = cast.officer()
    SearchAlarm.objects.create(force_id="cumbria", person=jack, what="name", at=clock.now())

    page = page_of("/desk/audit/patterns/")

    assert "Jack Routledge</a>: Their own name" in page
    assert "Not answered yet" in page
    assert "Jack Routledge</a>: Their" not in page_of("/desk/audit/patterns/", cast.dev("auditor"))


def test_nobody_is_shown_an_alarm_of_their_own_here_either():
    ada = cast.auditor()
    people.grant(None, ada, "officer", force=Force.objects.get(pk="cumbria"))
    ada.forget_roles()
    SearchAlarm.objects.create(force_id="cumbria", person=ada, what="name", at=clock.now())

    assert "Their own name" not in page_of("/desk/audit/patterns/", ada)
    assert "Their own name" in page_of("/desk/audit/patterns/", cast.auditor(2))


# --- is it unchanged --------------------------------------------------------------------------------------------------


def test_the_whole_log_is_checked_when_asked_and_the_page_has_the_result():
    chain.report_received()
    anchors.anchor()
    browser = at_desk(cast.auditor())
    assert "has not been checked yet" in browser.get("/desk/audit/chain/").content.decode()

    browser.post("/desk/audit/chain/")
    assert "is not done yet" in browser.get("/desk/audit/chain/").content.decode()
    checking.check()
    page = browser.get("/desk/audit/chain/").content.decode()

    assert "Everything is as it was written." in page
    assert "is not done yet" not in page
    assert checking.last().proved_until is not None


# --- the file ---------------------------------------------------------------------------------------------------------


def exported(address: str = "") -> list[list[str]]:
    answer = at_desk(cast.auditor()).post(f"/desk/audit/export/{address}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="log-cumbria-')
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_the_file_holds_the_entries_of_the_filter_and_a_heading():
    case = chain.report_received()
    looks_at(cast.control_room_operator(), case, 2)

    heading, *rows = exported("?act=open")

    assert tuple(heading) == log_export.HEADING
    assert [(row[1], row[3], row[4], row[7]) for row in rows] == [
        ("Joan Tyson", "control_room_operator", "consultation", case.reference)
    ] * 2
    assert Entry.objects.get(act="log_exported").detail == {"act": "open", "count": 2}


def test_the_file_ends_at_its_cap(monkeypatch):
    looks_at(cast.control_room_operator(), chain.report_received(), 30)
    monkeypatch.setattr(log_export, "CAP", 20)
    monkeypatch.setattr(log_export, "_AT_ONCE", 7)

    rows = exported("?act=open")[1:]

    assert [int(row[9]) for row in rows] == sorted((int(row[9]) for row in rows), reverse=True)
    assert len({row[9] for row in rows}) == 20


def test_a_name_cannot_be_a_formula():
    jack = cast.officer()
    Person.objects.filter(pk=jack.pk).update(name="=HYPERLINK(1)")
    looks_at(jack, chain.report_received())

    assert exported("?act=open")[1][1] == "'=HYPERLINK(1)"


def test_the_file_is_not_to_be_had_by_following_a_link():
    assert at_desk(cast.auditor()).get("/desk/audit/export/").status_code == 405
