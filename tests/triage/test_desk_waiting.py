"""What waits beside the queue: actions, news, transfers, stuck work, and what a partner was told."""

import datetime as dt

import pytest
from django.db import transaction

from hatereport import clock, outbox
from hatereport.audit.models import Entry
from hatereport.outbox.models import Notice
from partners import people
from partners.models import Organisation
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, address, at_desk, at_most, under_investigation
from triage import aftermath
from triage.models import Case, Referral

pytestmark = pytest.mark.django_db


def test_an_action_stands_on_the_list_of_its_team_until_it_is_answered():
    case = chain.report_received(what={"words": "They swore at me.", "kinds": ["excluded"]})
    does(cast.control_room_sergeant(), "assess_as_incident", case, **chain.assessment(case))
    sarah, martin = cast.local_focus_sergeant(), cast.local_focus_sergeant(2, area="barrow")
    desk = at_desk(sarah)
    unread = desk.get("/desk/actions/").content.decode()
    desk.get(f"/desk/cases/{case.reference}/")

    with at_most(MOST):
        page = desk.get("/desk/actions/").content.decode()
    assert "Call the person." not in unread, "what was written of a case is read after saying whom one knows in it"
    assert "Open the case to read it." in unread
    assert "Call the person." in page
    assert "Call the person." not in at_desk(martin).get("/desk/actions/").content.decode()

    does(sarah, "answer_action", case, task=str(case.tasks.get().pk), task_answer="Called, and talked.")
    assert "Call the person." not in desk.get("/desk/actions/").content.decode()


def test_news_is_for_the_team_until_somebody_has_seen_it():
    case = chain.report_received()
    aftermath.follow_up(case.moves.get().pk)
    desk = at_desk(cast.control_room_sergeant())
    page = desk.get("/desk/news/")
    assert case.reference in page.content.decode()
    assert not at_desk(cast.dev("control_room_sergeant")).get("/desk/news/").context["cases"]

    at_desk(cast.dev("control_room_sergeant")).post("/desk/news/seen/", {"notice": case.notices.get().pk})
    assert case.notices.get().seen_at is None
    desk.post("/desk/news/seen/", {"notice": case.notices.get().pk})

    assert not desk.get("/desk/news/").context["cases"]


def test_a_transfer_waits_for_the_sergeant_of_the_other_force():
    case = under_investigation()
    does(
        cast.officer(),
        "offer_transfer",
        case,
        to_force="leicestershire",
        known="It happened there.",
        transfer_danger="No.",
    )
    dev = cast.dev("control_room_sergeant")

    page = at_desk(dev).get("/desk/").content.decode()

    assert "Answer a transfer" in page
    assert case.reference in page
    assert "Accept the transfer" in at_desk(dev).get(address(case)).content.decode()


def test_stuck_work_is_shown_to_the_platform_and_tried_again():
    with transaction.atomic():
        notice = outbox.add("report.received", key="of-nobody", report_id=cast.officer().pk)
    Notice.objects.filter(pk=notice.pk).update(dead_at=clock.now(), attempts=7, last_error="DoesNotExist")
    pat = cast.platform_administrator()
    desk = at_desk(pat)

    assert "DoesNotExist" in desk.get("/desk/stuck/").content.decode()
    assert at_desk(cast.control_room_sergeant()).get("/desk/stuck/").status_code == 403
    desk.post(f"/desk/stuck/{notice.pk}/")

    notice.refresh_from_db()
    assert notice.dead_at is None
    assert "Nothing is stuck" in desk.get("/desk/stuck/").content.decode()


@pytest.mark.parametrize(("who", "role"), [(cast.awaz, "partner_user"), (cast.rosa, "centre_user")])
def test_who_reads_and_answers_a_referral_stands_in_the_log_in_their_own_role(who, role):
    people.grant(None, who(), role, organisation=Organisation.objects.get(code="victim-support"))
    row = referred(under_investigation(), "victim-support")
    desk = at_desk(who())

    desk.get("/referrals/")
    desk.get(f"/referrals/{row.pk}/")
    desk.post(f"/referrals/{row.pk}/", {"answer": "accept"})

    theirs = Entry.objects.filter(actor_id=who().pk, act__startswith="referral")
    assert set(theirs.values_list("act", "role")) == {
        ("referrals", role), ("referral", role), ("referral_answered", role),
    }  # fmt: skip


def test_a_partner_reads_what_it_was_told_and_nothing_else():
    case = under_investigation()
    row = referred(case, "victim-support")
    desk = at_desk(cast.victim_support())

    with at_most(MOST):
        listed = desk.get("/referrals/").content.decode()
    page = desk.get(f"/referrals/{row.pk}/").content.decode()

    assert "Victim Support" in listed
    assert "Somebody would like a call about what happened." in page
    for secret in (case.reference, case.report.reference, "shouted at me", "Amina"):
        assert secret not in listed + page


def test_a_partner_accepts_and_later_closes():
    row = referred(under_investigation(), "victim-support")
    desk = at_desk(cast.victim_support())

    desk.post(f"/referrals/{row.pk}/", {"answer": "accept"})
    row.refresh_from_db()
    assert (row.state, row.answered_by) == ("accepted", cast.victim_support())

    again = desk.post(f"/referrals/{row.pk}/", {"answer": "decline"})
    assert again.status_code == 409
    desk.post(f"/referrals/{row.pk}/", {"answer": "close"})
    row.refresh_from_db()
    assert row.state == "closed"


def test_another_organisation_finds_nothing():
    row = referred(under_investigation(), "victim-support")
    desk = at_desk(cast.awaz())

    assert "Nothing has been referred" in desk.get("/referrals/").content.decode()
    assert desk.get(f"/referrals/{row.pk}/").status_code == 404
    assert desk.post(f"/referrals/{row.pk}/", {"answer": "accept"}).status_code == 404
    row.refresh_from_db()
    assert row.state == "sent"


def test_an_officer_has_no_referrals_page():
    assert at_desk(cast.officer()).get("/referrals/").status_code == 403


def referred(case: Case, code: str) -> Referral:
    organisation = Organisation.objects.get(code=code)
    does(
        cast.officer(), "refer", case, organisation=str(organisation.pk), basis="anonymised",
        told="Somebody would like a call about what happened.",
    )  # fmt: skip
    row = case.referrals.get()
    assert row.due_at > clock.now() + dt.timedelta(hours=1)
    return row
