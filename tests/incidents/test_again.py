"""Something else happened: a second report begun behind the code of the first, and what each side learns of it."""

import re
from typing import Any

import pytest

from incidents import drafts
from incidents.models import Draft, Report
from incidents.sending import send
from tests import cast
from tests.incidents.conftest import Given, Reporter
from tests.triage import chain
from tests.triage.desk_browser import at_desk
from triage.models import PatternAlert
from triage.receipt import receive

pytestmark = pytest.mark.django_db


def behind_the_code(reporter: Reporter, **pages: Any) -> Report:
    """A report is sent and its code given; the visit is open."""
    reporter.fill(**pages)
    reporter.send()
    code = reporter.get("/report/sent/").context["card"].code
    reporter.client.post("/return/", {"code": code})
    return Report.objects.latest("received_at")


def test_a_second_report_follows_the_first(amina: Reporter) -> None:
    first = behind_the_code(amina)

    begun = amina.client.post("/return/again/")
    page = amina.get("/report/1/").content.decode()
    amina.fill(p3={"words": "He did it again."})
    amina.send()

    assert (begun.status_code, begun.headers["Location"]) == (303, "/report/1/")
    assert "checked" not in re.findall(r"<main.*?</main>", page, re.S)[0]
    assert Report.objects.get(follows=first).narrative == "He did it again."


def test_nothing_is_taken_over(amina: Reporter) -> None:
    behind_the_code(amina)
    amina.client.post("/return/again/")

    draft = Draft.objects.get(sent_at=None)

    assert draft.given == {}


def test_the_visit_stays_and_its_page_tells_nothing_of_the_other(amina: Reporter) -> None:
    behind_the_code(amina)
    before = re.findall(r"<main.*?</main>", amina.get("/return/").content.decode(), re.S)[0]
    amina.client.post("/return/again/")
    amina.fill()
    amina.send()

    after = re.findall(r"<main.*?</main>", amina.get("/return/").content.decode(), re.S)[0]

    tokens = re.compile(r'value="[^"]{30,}"')
    assert tokens.sub("", after) == tokens.sub("", before)


def test_a_half_done_report_is_not_mixed_with_the_new_one(amina: Reporter) -> None:
    behind_the_code(amina)
    amina.client.post("/report/1/", {"danger": "no"})
    amina.client.post("/return/again/")

    assert Draft.objects.filter(sent_at=None).count() == 1


def test_without_a_visit_nothing_begins(amina: Reporter) -> None:
    answer = amina.client.post("/return/again/")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/return/")
    assert not Draft.objects.exists()
    assert amina.get("/return/again/").headers["Location"] == "/return/"


def test_both_cases_name_each_other_at_the_desk(answers: Given) -> None:
    first = chain.report_received()
    draft, _token = drafts.begin(answers(), follows=first.report)
    second = receive(send(draft).report_id)
    browser = at_desk(cast.control_room_sergeant())

    for case, other in ((first, second), (second, first)):
        page = browser.get(f"/desk/cases/{case.reference}/").content.decode()
        assert (
            f'Same person tells more, behind the same code: <a class="govuk-link code" href="/desk/cases/{other.reference}/'
            in page
        )


def test_the_second_raises_an_alert_to_be_answered(answers: Given) -> None:
    first = chain.report_received(contact={"contact": "anonymous"}, where={}, what={"kinds": ["threatened"]})
    draft, _token = drafts.begin(answers(contact={"contact": "anonymous"}), follows=first.report)

    second = receive(send(draft).report_id)

    alert = PatternAlert.objects.get(case=second, other=first)
    assert (alert.kind, alert.state) == ("same_contact", "open")


def test_who_may_not_see_the_other_case_is_not_told_of_it(answers: Given) -> None:
    first = chain.report_received(where={"postcode": "CA1 2AB"})
    draft, _token = drafts.begin(answers(where={"postcode": "LE1 1AA"}), follows=first.report)
    second = receive(send(draft).report_id)

    page = at_desk(cast.dev("control_room_sergeant")).get(f"/desk/cases/{second.reference}/").content.decode()

    assert second.force_id == "leicestershire"
    assert first.reference not in page
