"""Victims' right to review: who may ask, until when, by which road, and what runs from then on."""

import datetime as dt

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hatereport import clock, outbox
from incidents import visits
from incidents.models import Report, ReturnCode
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, signs
from triage import aftermath, tasks
from triage.guards import can_be_reviewed
from triage.models import Case, ForceOutcome
from triage.situation import Situation

pytestmark = pytest.mark.django_db


def told(case: Case) -> None:
    """What the worker does after the victim was told."""
    for move in case.moves.order_by("seq"):
        aftermath.follow_up(move.pk)


def behind_the_code(case: Case) -> Client:
    browser = Client()
    token = visits.begin_with(ReturnCode.objects.filter(report=case.report, retired_at=None).get())
    answer = visits.remember(HttpResponse(), token)
    browser.cookies.update(answer.cookies)
    return browser


def delivered(topic: str) -> int:
    notices = list(outbox.Notice.objects.filter(topic=topic))
    for notice in notices:
        tasks.review_requested(notice)
    return len(notices)


def test_the_victim_asks_on_her_page_and_the_clocks_run() -> None:
    case = crime_in("closed", code="15")
    told(case)
    browser = behind_the_code(case)

    assert "Ask for a review" in browser.get(reverse("come_back")).content.decode()
    browser.post(reverse("return_review"))
    assert delivered("report.review_requested") == 1
    case.refresh_from_db()

    assert case.state == "review_requested"
    assert {row.kind for row in case.clocks.filter(state="running")} >= {"review_acknowledged", "review_decision"}
    assert case.moves.latest("seq").act == "victim_asks_review"


def test_asking_twice_is_one_wish() -> None:
    case = crime_in("closed", code="15")
    told(case)
    browser = behind_the_code(case)

    browser.post(reverse("return_review"))
    browser.post(reverse("return_review"))
    delivered("report.review_requested")

    assert case.moves.filter(act="victim_asks_review").count() == 1


@pytest.mark.parametrize("interviewed", ["yes", "no"])
def test_a_decision_of_the_prosecutors_can_be_reviewed_where_a_suspect_was_interviewed(interviewed: str) -> None:
    case = crime_in("cps_referred")
    decided = chain.NO_CHARGE | {"suspect_interviewed": interviewed, "not_charged": [str(case.offences.get().pk)]}

    does(cast.officer(), "cps_decides", case, **decided)
    signs(cast.supervising_sergeant(), case)

    assert can_be_reviewed(Situation(case, None)) == (interviewed == "yes")


def test_nothing_is_offered_where_no_suspect_was_identified() -> None:
    case = crime_in("closed", code="18")
    told(case)

    page = behind_the_code(case).get(reverse("come_back")).content.decode()

    assert "Ask for a review" not in page


def test_nothing_is_offered_after_three_months() -> None:
    case = crime_in("closed", code="15")
    told(case)

    with clock.at(clock.now() + dt.timedelta(days=100)):
        browser = behind_the_code(case)
        assert "Ask for a review" not in browser.get(reverse("come_back")).content.decode()
        browser.post(reverse("return_review"))

    assert delivered("report.review_requested") == 0


def test_a_witness_who_holds_the_code_is_not_the_one_to_ask() -> None:
    case = crime_in("closed", code="15", who={"filer": "witness", "under_18": "no"})
    told(case)

    assert case.report.filer == Report.Filer.WITNESS
    assert "Ask for a review" not in behind_the_code(case).get(reverse("come_back")).content.decode()


def test_a_force_may_open_its_scheme_to_another_outcome() -> None:
    ForceOutcome.objects.create(
        force_id="cumbria",
        code="18",
        is_nfa=True,
        review="police",
        valid_from=dt.date(2020, 1, 1),
        signed_by="A. Officer",
        signed_on=dt.date(2020, 1, 1),
    )
    case = crime_in("closed", code="18")

    does(cast.hate_crime_lead(), "request_review", case, reasons="She does not agree.")

    assert case.state == "review_requested"


def test_the_lead_acknowledges_by_voice_as_well_as_by_letter() -> None:
    case = crime_in("review_requested", code="15")
    lead = cast.hate_crime_lead()
    called = {"contact_channel": "call", "contact_result": "reached", "contact_words": "Told her it is here."}

    does(lead, "record_contact_attempt", case, **called, told_of=["review_acknowledged"])

    assert not case.clocks.filter(kind="review_acknowledged", state="running").exists()
    assert case.clocks.filter(kind="review_decision", state="running").exists()


def test_deciding_is_not_for_the_inspector_who_upheld_it() -> None:
    case = crime_in("review_requested", code="15")

    assert set(chain.ACT["hate_crime", "decide_review"].barred) >= {"nfa_inspector"}
    does(cast.hate_crime_lead(), "decide_review", case, review_decision="overturned", reasons="A line was left.")

    assert case.state == "under_investigation"
    assert case.clocks.filter(kind="review_told", state="running").exists()
