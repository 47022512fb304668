"""From case to case along what was found."""

import html
import re
from urllib.parse import urlencode

import pytest

from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, address, at_desk, at_most, posted, under_investigation
from tests.triage.finding.searching import SEARCH, ellen

pytestmark = pytest.mark.django_db


def test_next_and_previous_go_through_what_was_found():
    cases = [chain.report_received() for _ in range(3)]
    chain.report_received(**chain.NO_CRIME)
    browser = at_desk(ellen())
    page = browser.get(f"{SEARCH}?kind=hate_crime&sort=oldest&open=all")
    carried = page.context["walk"].query
    assert [line.case for line in page.context["lines"]] == cases

    page = browser.get(address(cases[0]) + f"?{carried}")
    assert "Back to what was found" in page.content.decode()
    step = f"/desk/next/?{page.context['walk'].query}&after={page.context['place']}"
    second = browser.get(step)
    assert second["Location"].startswith(address(cases[1]))
    page = browser.get(second["Location"])
    third = browser.get(f"/desk/next/?{page.context['walk'].query}&after={page.context['place']}")
    assert third["Location"].startswith(address(cases[2]))
    back = browser.get(f"/desk/next/?{page.context['walk'].query}&after={page.context['place']}&way=back")
    assert back["Location"].startswith(address(cases[0]))
    page = browser.get(third["Location"])
    end = browser.get(f"/desk/next/?{page.context['walk'].query}&after={page.context['place']}")
    assert end["Location"] == f"{SEARCH}?kind=hate_crime&open=all&sort=oldest" or end["Location"].startswith(SEARCH)


def test_the_next_case_is_found_after_the_case_has_moved_on():
    """The act takes the case out of the filter; the way on begins where it stood."""
    cases = [chain.report_received() for _ in range(3)]
    browser = at_desk(ellen())
    find = "stage=control_room&sort=due"
    queue = [line.case for line in browser.get(f"{SEARCH}?{find}").context["lines"]]
    page = browser.get(address(queue[0]), {"find": find})
    data = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    form = posted(queue[0], **data, then="next", find=find, place=str(page.context["place"]))

    gone = browser.post(address(queue[0], "review_and_dispatch"), form)
    on = browser.get(gone["Location"])

    assert set(queue) == set(cases)
    assert gone["Location"].startswith("/desk/next/?find=")
    assert on["Location"].startswith(address(queue[1]))


def test_an_act_leads_back_to_the_case_in_its_list():
    case = chain.report_received()
    browser = at_desk(ellen())
    find = "stage=control_room&sort=silence"
    page = browser.get(address(case), {"find": find})
    assert 'name="find"' in page.content.decode()

    back = browser.post(address(case, "take"), posted(case, find=find, place=str(page.context["place"])))

    again = browser.get(back["Location"])
    assert again.context["walk"].find == find
    assert str(again.context["place"]) == str(page.context["place"])


def test_a_case_page_with_a_search_behind_it_takes_few_queries():
    case = under_investigation()
    browser = at_desk(cast.officer())

    with at_most(MOST):
        assert browser.get(address(case), {"find": "area=carlisle&holder=me&sort=due"}).status_code == 200


def test_a_search_that_is_none_of_ours_leads_to_the_queue():
    case = chain.report_received()
    browser = at_desk(ellen())

    for find in ("x" * 600, "\x00", "kind=murder", "sort=sideways"):
        assert browser.get(address(case), {"find": find}).status_code == 200
        assert browser.get("/desk/next/", {"find": find, "after": "1.2.3"}).status_code == 302


def test_every_way_on_from_a_case_keeps_the_place_in_its_list():
    case = chain.report_received()
    browser, find = at_desk(ellen()), "stage=control_room&sort=silence"
    carried = browser.get(address(case), {"find": find}).context["walk"].query

    page = browser.get(f"{address(case)}?{carried}")
    text, place = page.content.decode(), f'name="place" value="{page.context["place"]}"'

    ways = re.findall(rf'href="({address(case)}[^"#]*)"', text)
    assert f"{address(case, 'print')}?{html.escape(carried)}" in ways
    assert [way for way in ways if "find=" not in way] == []
    acts = re.findall(rf'<form[^>]*action="{address(case)}[a-z_]+/".*?</form>', text, re.DOTALL)
    assert any("/take/" in one for one in acts)
    assert [one for one in acts if place not in one] == []


def test_the_way_back_from_a_print_leads_to_what_was_found():
    case = chain.report_received()
    browser, find = at_desk(ellen()), "stage=control_room&sort=silence"
    does(ellen(), "take", case)
    asked = {"purpose": "court_file", "recipient": "The court", "names": "yes", "format": "print"}

    page = browser.post(f"{address(case)}print/?{urlencode({'find': find, 'at': '1.2.3'})}", asked, follow=True)

    assert page.context["walk"].find == find
    assert page.context["walk"].at == "1.2.3"
