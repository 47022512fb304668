"""The pages to read: each says what the force has filled in, falls back on what is true, and names its sources."""

import datetime as dt
import html
import re

import pytest
from django.test import Client

from incidents import notices
from incidents.models import Report
from partners.models import Force, ForceNotice
from tests.incidents.conftest import Reporter

pytestmark = pytest.mark.django_db

PAGES = ("/complaints/", "/your-data/", "/compensation/", "/rights/", "/under-18/", "/accessibility/", "/privacy/")


@pytest.fixture
def filled_in() -> ForceNotice:
    """Leicestershire has answered every question."""
    return ForceNotice.objects.create(
        force_id="leicestershire",
        controller="The Chief Constable of Leicestershire",
        address="1 Station Road\nLeicester",
        data_protection_email="data@leicestershire.example",
        data_protection_phone="0116 496 0001",
        ico_registration="Z1234567",
        privacy_url="https://leicestershire.example/privacy",
        complaints_url="https://leicestershire.example/complaints",
        complaints_phone="0116 496 0002",
        complaints_address="Complaints, 1 Station Road",
        accessibility_email="access@leicestershire.example",
        accessibility_phone="0116 496 0003",
        statement_prepared_on=dt.date(2026, 10, 1),
        tested_on=dt.date(2026, 9, 1),
        tested_by="Deaf and disabled people of Leicester",
        noncompliances="The map has no text.\nTwo PDFs are not tagged.",
    )


def main_of(page: str) -> str:
    return html.unescape(re.findall(r"<main.*?</main>", page, re.S)[0])


def read(address: str, client: Client | None = None) -> str:
    return main_of((client or Client()).get(address).content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_every_page_names_its_law_and_says_that_nobody_has_checked_it(address: str) -> None:
    name = {"/your-data/": "your_data", "/under-18/": "under_18"}.get(address, address.strip("/"))
    page = read(address)

    for source in notices.SOURCES[name]:
        assert source.text in page
    assert page.count("not checked yet by a lawyer") == len(notices.SOURCES[name])


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/complaints/", ("leicestershire.example/complaints", "0116 496 0002", "Complaints, 1 Station Road")),
        ("/your-data/", ("Chief Constable of Leicestershire", "data@leicestershire.example", "0116 496 0001")),
        ("/privacy/", ("Z1234567", "leicestershire.example/privacy", "data@leicestershire.example")),
        ("/accessibility/", ("access@leicestershire.example", "0116 496 0003", "1 October 2026", "1 September 2026")),
        (
            "/accessibility/",
            ("Deaf and disabled people of Leicester", "The map has no text.", "Two PDFs are not tagged."),
        ),
    ],
)
def test_what_a_force_filled_in_is_shown(filled_in: ForceNotice, address: str, shown: tuple[str, ...]) -> None:
    page = read(f"{address}?force=leicestershire")

    for words in shown:
        assert words in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/complaints/", "This force has not told us its address for complaints yet."),
        ("/your-data/", "This force has not named its data protection officer here yet."),
        ("/privacy/", "This force has not named its data protection officer here yet."),
        ("/accessibility/", "The force has not yet signed this statement with a date."),
    ],
)
def test_what_a_force_left_empty_is_not_made_up(address: str, said: str) -> None:
    assert said in read(f"{address}?force=cumbria")


def test_only_a_tested_site_without_faults_says_that_it_meets_the_standard(filled_in: ForceNotice) -> None:
    assert "in part" in read("/accessibility/?force=leicestershire")
    ForceNotice.objects.update(noncompliances="")
    assert "in full" in read("/accessibility/?force=leicestershire")
    ForceNotice.objects.update(tested_on=None)
    assert "in part" in read("/accessibility/?force=leicestershire")
    assert "People with disabilities have not tested it yet." in read("/accessibility/?force=leicestershire")


@pytest.mark.parametrize("force", ["", "?force=", "?force=nonsense", "?force=wessex&force=%00"])
def test_without_a_force_of_ours_it_is_the_one_on_duty(force: str) -> None:
    duty = Force.objects.get(is_duty=True)

    assert f'value="{duty.code}" selected' in read(f"/privacy/{force}")


def test_behind_a_code_it_is_the_force_of_the_report(amina: Reporter) -> None:
    amina.fill(p5={"place_type": "street", "postcode": "LE1 1AA"})
    amina.send()
    amina.client.post("/return/", {"code": amina.get("/report/sent/").context["card"].code})

    assert Report.objects.get().force_id == "leicestershire"
    assert 'value="leicestershire" selected' in read("/privacy/", amina.client)


def test_only_forces_that_work_here_can_be_picked() -> None:
    picked = re.findall(r'<option value="(\w+)"', read("/complaints/"))

    assert sorted(picked) == ["cumbria", "leicestershire"]


def test_the_pages_can_be_reached_from_every_foot_and_after_sending(amina: Reporter) -> None:
    foot = amina.get("/").content.decode()
    amina.fill()
    amina.send()
    sent = amina.get("/report/sent/")
    amina.client.post("/return/", {"code": sent.context["card"].code})
    behind = main_of(amina.get("/return/").content.decode())

    for address in ("/complaints/", "/your-data/", "/rights/", "/under-18/", "/paper/", "/privacy/", "/accessibility/"):
        assert f'href="{address}"' in foot
    for address in ("/complaints/", "/your-data/", "/compensation/", "/rights/", "/under-18/"):
        assert f'href="{address}"' in main_of(sent.content.decode())
        assert f'href="{address}"' in behind


def test_a_paper_form_asks_every_core_question_and_holds_nobodys_answer(amina: Reporter) -> None:
    amina.fill(p3={"words": "Seen by nobody else"})
    usual = read("/paper/", amina.client)
    amina.client.post("/language/", {"easy_read": "yes"})
    easy = read("/paper/", amina.client)

    for question in ("Is anyone in danger right now", "Tell us in your own words", "May a parent or carer know"):
        assert question in usual
    assert "Is someone in danger now?" in easy
    assert "They shouted or said bad names" in easy
    assert "Seen by nobody else" not in usual + easy


def test_the_sentence_above_the_steps_says_what_comes_first(amina: Reporter) -> None:
    amina.fill(p3={"kinds": ["hit"], "words": ""})
    amina.send()
    page = read("/report/sent/", amina.client)

    assert "<strong>Next, a control room sergeant should read your report within 1 hour.</strong>" in page
