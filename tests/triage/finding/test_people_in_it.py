"""Colleagues of a large force are named, not listed; who is in a case stands in no list, no title and no search."""

import pytest

from hatereport.audit.models import Entry
from partners.models import Person, RoleHeld, Team
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import MOST, address, at_desk, at_most, posted, under_investigation
from tests.triage.finding.searching import SEARCH, ellen

pytestmark = pytest.mark.django_db


# --- people -----------------------------------------------------------------------------------------------------------


def a_large_force(number: int = 40) -> None:
    """Officers of another team, by the dozen."""
    elsewhere = Team.objects.filter(force="cumbria", kind="response").last()
    people = [Person(email=f"pc{n}@cumbria.example", name=f"PC {n:02} Bell", password="!") for n in range(number)]
    Person.objects.bulk_create(people)
    RoleHeld.objects.bulk_create(
        RoleHeld(person=person, role="officer", force_id="cumbria", team=elsewhere) for person in people
    )


def test_a_thousand_officers_are_no_list_and_each_can_be_named():
    case = chain.report_received()
    a_large_force()
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    browser = at_desk(ellen())

    with at_most(MOST):
        page = browser.get(address(case, "review_and_dispatch")).content.decode()
    assert page.count("PC ") <= 25
    assert 'name="officer_else"' in page
    assert 'name="supervising_sergeant_else"' not in page

    data = chain.dispatching(officer, sergeant) | {"officer": ""}
    several = browser.post(address(case, "review_and_dispatch"), posted(case, **data, officer_else="bell"))
    assert several.status_code == 422
    assert "people fit" in several.content.decode()
    assert 'value="bell"' in several.content.decode()
    nobody = browser.post(address(case, "review_and_dispatch"), posted(case, **data, officer_else="Nobody Atall"))
    assert "Nobody of that name" in nobody.content.decode()
    browser.post(address(case, "review_and_dispatch"), posted(case, **data, officer_else="pc39@cumbria.example"))

    case.refresh_from_db()
    assert case.officer_in_case is not None
    assert case.officer_in_case.name == "PC 39 Bell"


def test_nobody_without_the_role_can_be_named():
    case = chain.report_received()
    data = chain.dispatching(cast.officer(), cast.supervising_sergeant())

    for text in (cast.hate_crime_lead().email, str(cast.dev("officer").pk), cast.auditor().name):
        answer = at_desk(ellen()).post(
            address(case, "review_and_dispatch"), posted(case, **data | {"officer": "", "officer_else": text})
        )
        assert answer.status_code == 422, text
        assert "Nobody of that name" in answer.content.decode()


# --- who is in it -----------------------------------------------------------------------------------------------------


def test_names_stand_in_no_list_no_title_and_no_search():
    case = under_investigation()
    officer = cast.officer()
    browser = at_desk(officer)
    lists = ("/desk/", "/desk/?tab=mine", "/desk/actions/", "/desk/news/", "/desk/alarms/", f"{SEARCH}?holder=me")

    for where in lists:
        page = browser.get(where).content.decode()
        for secret in ("Amina", "07700 900123", "amina@home.example", "shouted at me"):
            assert secret not in page, where
    title = browser.get(address(case)).content.decode().partition("<title>")[2].partition("</title>")[0]
    assert "Amina" not in title


@pytest.mark.parametrize("needs_reason", [True, False])
def test_a_force_settles_whether_a_look_at_names_needs_a_reason(needs_reason: bool):
    case = under_investigation()
    type(case.force).objects.filter(pk="cumbria").update(reveal_needs_reason=needs_reason)
    browser = at_desk(cast.hate_crime_sergeant())

    answer = browser.post(address(case, "reveal_identity"), posted(case))

    assert answer.status_code == (422 if needs_reason else 302)
    assert ("Amina" in browser.get(address(case)).content.decode()) is not needs_reason
    assert case.moves.filter(act="reveal_identity").count() == (0 if needs_reason else 1)
    kept = Entry.objects.filter(act="reveal_identity", action="consultation", detail__has_key="move")
    assert kept.count() == (0 if needs_reason else 1)


def test_whose_case_it_is_gives_no_reason_and_every_look_is_kept():
    case = under_investigation()
    browser = at_desk(cast.officer())

    assert "Amina" in browser.get(address(case)).content.decode()
    assert browser.post(address(case, "reveal_identity"), posted(case, reasons="Mine.")).status_code == 409
    entry = Entry.objects.filter(act="open", actor_id=cast.officer().pk).latest("id")
    assert entry.detail["names"] is True
