"""The auditor's desk: every entry names its force; the log of one's own force alone, and of a record or a person."""

import datetime as dt

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from hatereport.working_time import LONDON
from partners import turns
from partners.models import RoleHeld, Team
from tests import cast
from tests.files_of_the_cast import evidence_of
from tests.triage import chain
from tests.triage.auditing.looking import ROOMS, looks_at, page_of
from tests.triage.chain import ELSEWHERE, crime_in, does, incident_in
from tests.triage.desk_browser import MOST, at_desk, at_most
from triage.auditing import lines
from triage.models import Case

pytestmark = pytest.mark.django_db


# --- every entry names its force --------------------------------------------------------------------------------------


def test_no_entry_about_a_case_or_a_report_is_without_its_force():
    incident_in("closed", contact=ELSEWHERE["contact"], where={"place_type": "street", "postcode": "CA1 2AA"})
    crime = crime_in("review_requested", code="15")
    evidence = evidence_of(crime.report)
    browser = at_desk(cast.officer())
    browser.post(f"/desk/cases/{crime.reference}/evidence/{evidence.pk}/")
    browser.get(f"/api/v1/cases/{crime.reference}/")
    offered = crime_in("under_investigation", **ELSEWHERE)
    does(cast.officer(), "offer_transfer", offered, to_force="leicestershire", known="All.", transfer_danger="No.")
    does(cast.dev("control_room_sergeant"), "accept_transfer", offered)

    told = Entry.objects.filter(chain__regex="^(case|report):")

    assert told.count() > 30
    assert not list(told.filter(force="").values_list("act", flat=True))
    theirs = f"case:{offered.led_to.get().pk}"
    assert set(Entry.objects.filter(chain=theirs).values_list("force", flat=True)) == {"leicestershire"}


def test_what_was_combined_disclosed_or_collected_is_called_so():
    case, other = crime_in("under_investigation"), crime_in("dispatched", **ELSEWHERE)
    does(cast.hate_crime_sergeant(), "link_same_event", case, other_reference=other.reference)
    does(cast.officer(), "refer_to_cps", case, cps_receipt="CPS-1", reasons="Sent.")
    chain.signs(cast.supervising_sergeant(), case)

    said = dict(Entry.objects.filter(chain=f"case:{case.pk}").values_list("act", "action"))

    assert said["link_same_event"] == "combination"
    assert said["refer_to_cps"] == "disclosure"
    assert said["record_attendance"] == said["receive"] == "collection"
    assert said["review_and_dispatch"] == "alteration"


# --- the log ----------------------------------------------------------------------------------------------------------


def test_the_end_of_all_days_ends_no_page():
    does(cast.control_room_sergeant(), "take", chain.report_received())

    assert "Ellen Graham" in page_of("/desk/audit/?until=9999-12-31")


def test_a_line_says_who_in_which_role_did_what_to_which_record():
    case = chain.report_received()
    does(cast.control_room_sergeant(), "take", case)

    page = page_of("/desk/audit/")

    assert "Ellen Graham" in page
    assert "Control room sergeant" in page
    assert "Take" in page
    assert case.reference in page


def test_a_list_of_somebody_s_own_is_called_so_and_not_by_their_name():
    ellen = cast.control_room_sergeant()
    at_desk(ellen).get("/desk/news/")

    line = lines.lines(list(Entry.objects.filter(chain=f"queue:{ellen.pk}")))[0]

    assert (line.who, line.record) == ("Ellen Graham", "Their own lists")


def test_the_log_shows_nothing_of_a_case_and_leads_to_none():
    case = crime_in("under_investigation")
    pages = [page_of(path) for path in (*ROOMS, f"/desk/audit/records/{case.reference}/")]

    for page in pages:
        assert "/desk/cases/" not in page
        for secret in ("Amina", "07700", "shouted", "pushed"):
            assert secret not in page


def test_another_force_s_entries_do_not_exist():
    ours = chain.report_received()
    dev = cast.dev("auditor")

    page = page_of("/desk/audit/", dev)

    assert ours.reference not in page
    assert at_desk(dev).get(f"/desk/audit/records/{ours.reference}/").status_code == 404
    assert at_desk(dev).get(f"/desk/audit/people/{cast.officer().pk}/").status_code == 404
    assert at_desk(dev).get("/desk/audit/?force=cumbria").status_code == 404
    assert at_desk(dev).get(f"/desk/audit/?record={ours.reference}").status_code == 422


def test_an_auditor_of_two_forces_reads_one_at_a_time():
    ours, theirs = chain.report_received(), chain.report_received(where={"place_type": "street", "postcode": "LE1 1AA"})
    both = cast.auditor()
    RoleHeld.objects.create(person=both, role="auditor", force_id="leicestershire")

    one, other = page_of("/desk/audit/", both), page_of("/desk/audit/?force=leicestershire", both)

    assert ours.reference in one
    assert theirs.reference not in one
    assert theirs.reference in other
    assert ours.reference not in other


@pytest.mark.parametrize(
    "role", [role for role in cast.CHAIN if role != "auditor"] + ["platform_administrator", "partner_user"]
)
def test_nobody_but_an_auditor_opens_the_log(role):
    case = chain.report_received()
    who = {"platform_administrator": cast.platform_administrator, "partner_user": cast.awaz}.get(
        role, lambda: cast.person(role)
    )()
    browser = at_desk(who)

    for path in (*ROOMS, f"/desk/audit/records/{case.reference}/", f"/desk/audit/people/{cast.officer().pk}/"):
        assert browser.get(path).status_code == 403, path
    assert browser.post("/desk/audit/export/").status_code == 403
    assert browser.post("/desk/audit/chain/").status_code == 403


def test_filters_narrow_and_the_address_says_them():
    case, other = chain.report_received(), chain.report_received()
    ellen, joan = cast.control_room_sergeant(), cast.control_room_operator()
    with clock.at(clock.now() - dt.timedelta(days=9)):
        looks_at(joan, other)
    looks_at(ellen, case)
    browser = at_desk(cast.auditor())

    def acts(**asked: str) -> set[tuple[str, str]]:
        return {(line.who, line.entry.act) for line in browser.get("/desk/audit/", asked).context["lines"]}

    week = (clock.now() - dt.timedelta(days=7)).date().isoformat()
    assert acts(who=str(joan.pk)) == {("Joan Tyson", "open")}
    assert acts(role="control_room_sergeant") == {("Ellen Graham", "open")}
    assert acts(act="open", since=week) == {("Ellen Graham", "open")}
    assert acts(act="open", until=week) == {("Joan Tyson", "open")}
    assert acts(action="consultation", record=case.reference.lower().replace("-", "")) == {("Ellen Graham", "open")}
    assert {act for _, act in acts(record=case.report.reference)} == {"send", "receive", "open"}


def test_a_turn_is_read_with_its_team_and_its_hours_on_the_wall():
    fiona = cast.duty_inspector()
    team = Team.objects.get(held__person=fiona)
    begins = (clock.now() + dt.timedelta(days=20)).astimezone(LONDON).replace(hour=7, minute=0, second=0, microsecond=0)
    turns.add(fiona, team, fiona, begins, begins + dt.timedelta(hours=12))

    page = page_of("/desk/audit/?act=turn_added")

    assert team.name in page
    assert f"From: {begins:%-d %b %Y}, 07:00" in page
    assert begins.date().isoformat() not in page


def test_what_is_not_understood_shows_nothing():
    chain.report_received()
    browser = at_desk(cast.auditor())

    for asked in ("record=HC-0000-0000", "since=yesterday", "who=me", "since=2026-02-02&until=2026-02-01", "act=x'"):
        answer = browser.get(f"/desk/audit/?{asked}")
        assert answer.status_code == 422, asked
        assert answer.context["lines"] == []
        page = answer.content.decode()
        assert "Nothing is shown until the filter is right." in page
        assert page.count("data-summary") == page.count("<title>Error: ") == 1, (
            "said at the top as well as at the field"
        )


def test_pages_are_turned_by_place_and_none_is_lost():
    case, ellen = chain.report_received(), cast.control_room_sergeant()
    looks_at(ellen, case, 120)
    browser = at_desk(cast.auditor())
    path, found = f"/desk/audit/?who={ellen.pk}", []

    while path:
        answer = browser.get(path)
        found += [line.entry.seq for line in answer.context["lines"]]
        place = answer.context["next_place"]
        path = f"/desk/audit/?who={ellen.pk}&after={place}".replace("+", "%2B") if place else ""

    assert len(found) == len(set(found)) == 120
    assert found == sorted(found, reverse=True)
    assert browser.get("/desk/audit/?after=nonsense").status_code == 200


def test_the_pages_take_few_queries():
    for _ in range(3):
        crime_in("dispatched")
    looks_at(cast.officer(), Case.objects.latest("opened_at"), 60)
    case, browser = Case.objects.latest("opened_at"), at_desk(cast.auditor())

    paths = (*ROOMS, f"/desk/audit/records/{case.reference}/", f"/desk/audit/people/{cast.officer().pk}/")
    for path in paths:
        with at_most(MOST):
            assert browser.get(path).status_code == 200, path


def test_the_auditor_s_own_looks_are_entries():
    case, thomas = chain.report_received(), cast.auditor()
    browser = at_desk(thomas)
    browser.get("/desk/audit/?act=open")
    for path in (*ROOMS[1:], f"/desk/audit/records/{case.reference}/", f"/desk/audit/people/{cast.officer().pk}/"):
        browser.get(path)
    browser.post("/desk/audit/export/?act=open")

    own = Entry.objects.filter(actor_id=thomas.pk).order_by("id")

    assert [(look.chain, look.act, look.action, look.role, look.force) for look in own] == [
        ("log:cumbria", "log_read", "consultation", "auditor", "cumbria"),
        ("log:cumbria", "log_patterns", "consultation", "auditor", "cumbria"),
        ("log:cumbria", "log_status", "consultation", "auditor", "cumbria"),
        ("log:cumbria", "log_record", "consultation", "auditor", "cumbria"),
        ("log:cumbria", "log_person", "consultation", "auditor", "cumbria"),
        ("log:cumbria", "log_exported", "disclosure", "auditor", "cumbria"),
    ]
    assert own[0].detail == {"act": "open", "count": 0}
    assert own[5].detail == {"act": "open", "count": 0}


# --- a record, a person -----------------------------------------------------------------------------------------------


def test_a_record_s_page_says_who_was_at_it_and_how_often():
    case = chain.report_received()
    looks_at(cast.control_room_operator(), case, 3)

    looked = at_desk(cast.auditor()).get(f"/desk/audit/records/{case.reference}/").context["looked"]

    assert [(one.who, one.said, one.times) for one in looked] == [
        ("Joan Tyson", "Looked at", 3),
        ("The service", "Collected", 1),
    ]


def test_a_report_s_page_has_what_happened_to_its_case_too():
    case = chain.report_received()
    looks_at(cast.control_room_operator(), case)

    looked = at_desk(cast.auditor()).get(f"/desk/audit/records/{case.report.reference}/").context["looked"]

    assert {one.who for one in looked} == {"Joan Tyson", "The service", "The reporter"}


def test_a_person_s_page_says_what_they_were_at_lately():
    case, old = chain.report_received(), chain.report_received()
    jack = cast.officer()
    with clock.at(clock.now() - dt.timedelta(days=60)):
        looks_at(jack, old)
    looks_at(jack, case, 2)

    seen = at_desk(cast.auditor()).get(f"/desk/audit/people/{jack.pk}/").context["seen"]

    assert [(one.reference, one.times, one.changed) for one in seen] == [(case.reference, 2, 0)]
