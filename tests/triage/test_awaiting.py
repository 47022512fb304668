"""Who opens a case that waits for its reporter sees what was asked, how long is left, and the way on."""

import pytest

from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk

pytestmark = pytest.mark.django_db


def test_the_case_says_what_was_asked_how_long_is_left_and_how_to_go_on():
    case = chain.crime_in("under_investigation")
    jack = cast.officer()
    does(jack, "ask_for_information", case, question="Which door was it?")
    browser = at_desk(jack)

    page = browser.get(address(case)).content.decode()

    assert "Waits for the reporter" in page
    assert "Which door was it?" in page
    assert "they have not read it yet" in page
    assert "due in 6 days" in page or "due in 7 days" in page
    assert f'href="{address(case, "go_on_without_answer")}' in page

    does(jack, "go_on_without_answer", case, reasons="We have film of it.")
    assert "Waits for the reporter" not in browser.get(address(case)).content.decode()
