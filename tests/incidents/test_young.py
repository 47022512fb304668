"""Somebody of 13 to 17 to whom it happened: one question more, who is told in plain words, officers who see the answer."""

import pytest
from django.test import Client

from incidents.models import Party, Report
from incidents.questions import CHECK
from tests import cast
from tests.incidents.conftest import Reporter
from tests.triage.desk_browser import at_desk
from triage.models import Case
from triage.receipt import receive
from triage.roads.young import ORDERS

pytestmark = pytest.mark.django_db

YOUNG = {"filer": "victim", "under_18": "yes"}
QUESTION = "May a parent or carer know about this?"


def on_contact(reporter: Reporter, **who: str) -> str:
    reporter.fill(until=6, p2=who)
    return str(reporter.get("/report/7/").content.decode())


def test_the_young_are_told_who_is_told_and_asked_about_parents(amina: Reporter) -> None:
    page = on_contact(amina, **YOUNG)

    assert QUESTION in page
    assert "Only then may anyone speak with your parent or carer." in page
    assert "We cannot keep everything secret." in page
    assert "0800 1111" in page
    assert "If you are under 13, ask a grown-up you trust" in page
    assert f"Step 7 of {CHECK}" in page


@pytest.mark.parametrize(
    "who",
    [
        {"filer": "victim", "under_18": "no"},
        {"filer": "victim"},
        {"filer": "witness", "under_18": "yes"},
        {"filer": "on_behalf", "agreement": "yes", "under_18": "yes"},
    ],
)
def test_nobody_else_is_asked(amina: Reporter, who: dict[str, str]) -> None:
    on_contact(Reporter(), **YOUNG)  # so that a page for the young is kept

    assert QUESTION not in on_contact(amina, **who)


@pytest.mark.parametrize("answer", ["yes", "no", "unsure", ""])
def test_the_answer_stands_with_the_person(amina: Reporter, answer: str) -> None:
    amina.fill(p2=YOUNG, p7={"guardian": answer})
    check = amina.get("/report/8/").content.decode()
    amina.send()

    party = Party.objects.get()
    assert (party.guardian_may_know, party.under_18) == (answer, True)
    assert (QUESTION in check) == bool(answer)


def test_an_answer_nobody_asked_for_is_not_kept(amina: Reporter) -> None:
    amina.fill(p7={"guardian": "yes"})
    amina.send()

    assert Party.objects.get().guardian_may_know == ""


def test_growing_older_takes_the_answer_back(amina: Reporter) -> None:
    amina.fill(p2=YOUNG, p7={"guardian": "yes"})
    amina.answer(2, filer="victim", under_18="no")
    amina.send()

    assert Party.objects.get().guardian_may_know == ""


@pytest.mark.parametrize("answer", ["yes", "no", "unsure", ""])
def test_officers_read_it_at_the_head_of_the_case(amina: Reporter, answer: str) -> None:
    amina.fill(p2=YOUNG, p7={"contact": "anonymous", "guardian": answer})
    amina.send()
    case: Case = receive(Report.objects.get().pk)

    page = at_desk(cast.control_room_sergeant()).get(f"/desk/cases/{case.reference}/").content.decode()

    assert ORDERS[answer] in page
    assert "decide on safeguarding before any contact through a parent" in page


def test_a_grown_up_has_no_such_order(amina: Reporter) -> None:
    amina.fill()
    amina.send()
    case = receive(Report.objects.get().pk)

    page = at_desk(cast.control_room_sergeant()).get(f"/desk/cases/{case.reference}/").content.decode()

    assert not any(order in page for order in ORDERS.values())


def test_the_page_for_the_young_names_childline_and_a_grown_up() -> None:
    page = Client().get("/under-18/").content.decode()

    assert "ask a grown-up you trust" in page
    assert "0800 1111" in page
    assert "before anyone speaks with your parent or carer" in page
