"""Going back and changing: from check answers, in a second tab, by an address nobody offered."""

import pytest

from tests.incidents.conftest import PAGES, Reporter, seen_on
from tests.incidents.form.draft import saved

pytestmark = pytest.mark.django_db


def test_going_back_shows_what_was_answered(amina: Reporter) -> None:
    amina.fill()

    assert "A man shouted at me" in amina.get("/report/3/").content.decode()
    assert 'value="CA1 2AB"' in amina.get("/report/5/").content.decode()
    page = amina.get("/report/4/").content.decode()
    assert 'value="2026"' in page


def test_a_change_from_check_answers_leads_back_there(amina: Reporter) -> None:
    amina.fill()
    page = amina.get("/report/3/?then=check")

    response = amina.client.post("/report/3/?then=check", {"words": "Changed", "seen": seen_on(page)})

    assert response["Location"] == "/report/8/"
    assert saved()["what"] == {"words": "Changed"}


def test_a_second_tab_shows_both_versions_and_loses_neither(amina: Reporter) -> None:
    amina.fill(until=3)
    old_tab = seen_on(amina.get("/report/3/"))
    amina.answer(3, words="From the second tab")

    response = amina.client.post("/report/3/", {"words": "From the first tab", "seen": old_tab})

    page = response.content.decode()
    assert response.status_code == 200
    assert "From the first tab" in page
    assert "From the second tab" in page
    assert saved()["what"]["words"] == "From the second tab"
    again = amina.client.post("/report/3/", {"words": "From the first tab", "seen": seen_on(response)})
    assert again.status_code == 303
    assert saved()["what"]["words"] == "From the first tab"


def test_the_same_answer_from_an_old_tab_just_goes_on(amina: Reporter) -> None:
    amina.fill(until=3)

    response = amina.client.post("/report/3/", {**PAGES[3], "seen": "0"})

    assert response.status_code == 303


@pytest.mark.parametrize("seen", ["", "-1", "9" * 40, "x", "²"])
def test_a_tampered_step_number_breaks_nothing(amina: Reporter, seen: str) -> None:
    amina.fill(until=3)

    assert amina.client.post("/report/3/", {**PAGES[3], "words": "Other", "seen": seen}).status_code == 200
    assert "A man shouted" in saved()["what"]["words"]


def test_steps_that_do_not_exist_are_not_found(amina: Reporter) -> None:
    for address in ("/report/0/", "/report/9/", "/report/more/danger/", "/report/more/nothing/"):
        assert amina.get(address).status_code == 404


def test_the_way_back_to_check_answers_is_kept_on_every_page_of_it(amina: Reporter) -> None:
    amina.fill(p5={"postcode": "CA4"})
    area = amina.get("/report/5/area/?then=check")
    amina.answer(3, words="Saved in another tab")

    assert area.context["back"] == "/report/5/?then=check"
    both = amina.client.post("/report/3/?then=check", {"words": "Typed in this tab", "seen": "1"})
    assert 'href="/report/3/?then=check">Keep what was saved before' in both.content.decode()
