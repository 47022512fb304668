"""What is asked only where it fits: an area, local strands, the optional sections, support, consent."""

from datetime import timedelta
from typing import Any

import pytest

from hatereport import clock
from incidents import areas
from incidents.models import Report
from incidents.questions import OPTIONAL
from incidents.views import blank_pages
from partners.models import PolicingArea
from tests.incidents.conftest import Reporter
from tests.incidents.form.draft import saved

pytestmark = pytest.mark.django_db


def test_a_split_outcode_asks_which_area(amina: Reporter) -> None:
    amina.fill(until=4)

    response = amina.answer(5, postcode="CA4")

    assert response["Location"] == "/report/5/area/"
    page = amina.get("/report/5/area/")
    assert "Eden" in page.content.decode()
    onwards = amina.client.post("/report/5/area/", {"narrowed": "area:eden"})
    assert onwards["Location"] == "/report/6/"
    assert saved()["placement"]["area"] == "eden"
    amina.answer(6)
    amina.answer(7)
    amina.send()
    assert Report.objects.get().area_id == "eden"


def test_an_answered_area_holds_as_long_as_its_postcode(amina: Reporter) -> None:
    amina.fill(until=4)
    amina.answer(5, postcode="CA4")
    amina.client.post("/report/5/area/", {"narrowed": "area:eden"})

    assert amina.answer(5, postcode="CA4")["Location"] == "/report/6/"
    amina.answer(5, postcode="LE1 1AA")
    assert saved()["placement"]["force"] == "leicestershire"


def test_who_picked_no_more_than_the_force_is_asked_which_area_and_heard(amina: Reporter) -> None:
    amina.fill(until=4)

    assert amina.answer(5, area="force:cumbria", postcode="")["Location"] == "/report/5/area/"
    amina.client.post("/report/5/area/", {"narrowed": "area:eden"})

    assert saved()["placement"]["area"] == "eden"
    amina.answer(5, area="force:leicestershire", postcode="")
    assert saved()["placement"]["force"] == "leicestershire"
    amina.client.post("/report/5/area/", {"narrowed": "unsure"})
    assert (saved()["placement"]["force"], saved()["placement"]["area"]) == ("leicestershire", "")


def test_an_area_is_to_be_picked_until_its_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "_kept", None)
    PolicingArea.objects.filter(pk="eden").update(valid_to=clock.today())
    PolicingArea.objects.filter(pk="barrow").update(valid_to=clock.today() - timedelta(days=1))

    offered = [code for _, group in areas._groups() for code, _ in group]

    assert "area:eden" in offered
    assert "area:barrow" not in offered


def test_strands_a_force_counts_are_offered_there_only(amina: Reporter) -> None:
    amina.fill(until=4)
    amina.answer(5, postcode="LE1")
    in_leicester = amina.get("/report/6/").content.decode()
    amina.answer(5, postcode="CA1")
    in_carlisle = amina.get("/report/6/").content.decode()

    assert 'value="alternative_subculture"' in in_leicester
    assert 'value="alternative_subculture"' not in in_carlisle
    assert 'value="age"' in in_carlisle


@pytest.mark.parametrize("section", [section.code for section in OPTIONAL])
def test_each_optional_section_may_be_left_empty(amina: Reporter, section: str) -> None:
    amina.fill()

    assert amina.answer(section)["Location"] == "/report/8/"


def test_a_yes_to_self_harm_shows_who_listens(amina: Reporter) -> None:
    amina.fill()

    response = amina.answer("effect", self_harm="yes")

    page = amina.get(response["Location"]).content.decode()
    assert "116 123" in page
    amina.send()
    assert "suicidal" in Report.objects.get().flags


def test_support_is_offered_per_organisation_and_never_ticked_before(amina: Reporter) -> None:
    amina.fill()

    page = amina.get("/report/more/support/").content.decode()

    assert 'value="victim-support"' in page
    assert "checked" not in page
    assert amina.answer("support", organisations=["victim-support"]).status_code == 200


def test_nobody_is_asked_for_consent_who_chose_no_contact(amina: Reporter) -> None:
    amina.fill(p7={"contact": "anonymous"})

    page = amina.get("/report/more/support/").content.decode()

    assert "you can call them yourself" in page
    assert 'name="organisations"' not in page


def test_text_messages_are_offered_only_where_they_can_be_sent(amina: Reporter, settings: Any) -> None:
    amina.fill(until=6)
    settings.SMS_URL = ""
    without = amina.get("/report/7/").content.decode()
    settings.SMS_URL = "https://sms.example"
    blank_pages.forget()

    assert 'value="text"' not in without
    assert 'value="text"' in amina.get("/report/7/").content.decode()
