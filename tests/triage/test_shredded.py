"""Keys are destroyed, each kind alone: what they sealed is gone, and every page that would have shown it still opens.

An officer reads "erased" where words were, so that nobody takes a gap for something that was never said.
"""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import get_resolver

from hatereport.sealing.models import Envelope
from incidents import visits
from incidents.messages import post_to_reporter
from incidents.models import Party, ReturnCode, SubjectDetail
from partners.models import Organisation
from tests import cast
from tests.files_of_the_cast import evidence_of
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address, at_desk
from triage.models import Case, Referral
from triage.workflow import ACT

pytestmark = pytest.mark.django_db

SUSPECT = "Billy from number 9"
WORDS = chain.ANSWERS["what"]["words"]
NAME = chain.ANSWERS["contact"]["name"]
TOLD = "She asks for somebody to talk to."
QUESTION = "Which bus was it?"
PURPOSES = ("content", "contact", "subject", "staff")
#: What only this key opened.
GONE: dict[str, tuple[str, ...]] = {"content": (WORDS,), "contact": (NAME,), "subject": (SUSPECT,), "staff": (TOLD,)}

ERASED = {
    "content": "What they wrote was erased.",
    "contact": "Names and ways to reach them were erased.",
    "subject": "What was said of them was erased.",
    "staff": "What officers wrote here was erased.",
}


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def case() -> Case:
    """A crime at its final review, with something sealed of every kind."""
    case = chain.crime_in("nfa_final_review", suspect={"suspect_name": SUSPECT, "known": "yes"})
    does(cast.hate_crime_inspector(), "take", case)
    does(cast.hate_crime_inspector(), "note", case, note="I have read it.")
    organisation = str(Organisation.objects.get(code="victim-support").pk)
    told = {"organisation": organisation, "basis": "anonymised", "told": TOLD}
    does(cast.hate_crime_inspector(), "refer", case, **told)
    post_to_reporter(case.report, cast.hate_crime_inspector(), QUESTION)
    evidence_of(case.report)
    return case


def envelopes(case: Case, purpose: str) -> list[Envelope]:
    """Those of this purpose in this case."""
    match purpose:
        case "content":
            return [case.report.content]
        case "contact":
            return [party.contact for party in Party.objects.filter(report=case.report)]
        case "subject":
            return [SubjectDetail.objects.get(report=case.report).subject]
        case _:
            return [case.staff]


def shredded(case: Case, purpose: str) -> None:
    for envelope in envelopes(case, purpose):
        envelope.shred()


def pages_of_the_case(case: Case) -> list[str]:
    acts = [name for kind, name in ACT if kind == case.kind and not ACT[kind, name].system]
    return [address(case), f"{address(case)}support/", *(address(case, name) for name in acts)]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_page_of_the_desk_still_opens(case: Case, purpose: str) -> None:
    before = at_desk(cast.hate_crime_inspector()).get(address(case)).content.decode()
    shredded(case, purpose)

    for who in (cast.hate_crime_inspector(), cast.control_room_sergeant()):
        browser = at_desk(who)
        for page in (*pages_of_the_case(case), "/desk/", "/desk/countersign/", "/desk/actions/", "/desk/news/"):
            answer = browser.get(page)
            assert answer.status_code in (200, 404), (page, answer.status_code)
            for words in GONE[purpose]:
                assert words not in answer.content.decode(), page

    after = at_desk(cast.hate_crime_inspector()).get(address(case)).content.decode()
    assert after != before


@pytest.mark.parametrize("purpose", PURPOSES)
def test_an_officer_reads_that_it_was_erased(case: Case, purpose: str) -> None:
    inspector = cast.hate_crime_inspector()
    assert "erased" not in at_desk(inspector).get(address(case)).content.decode()

    shredded(case, purpose)

    assert ERASED[purpose] in at_desk(inspector).get(address(case)).content.decode()


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_rest_stays_readable(case: Case, purpose: str) -> None:
    shredded(case, purpose)

    page = at_desk(cast.hate_crime_inspector()).get(address(case)).content.decode()

    for other in {"content", "contact"} - {purpose}:
        assert all(words in page for words in GONE[other]), other


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_work_goes_on(case: Case, purpose: str) -> None:
    shredded(case, purpose)
    inspector = cast.hate_crime_inspector()

    if purpose == "staff":
        return  # nothing can be written any more: erasing the staff's words comes after the end of a case
    does(inspector, "note", case, note="Noted after the erasure.")
    does(inspector, "uphold_nfa", case, **chain.final_review())

    assert case.state == "victim_to_be_told"


@pytest.mark.parametrize("purpose", PURPOSES)
def test_whoever_holds_the_code_still_gets_their_page(case: Case, purpose: str) -> None:
    shredded(case, purpose)
    browser = Client()
    browser.cookies[django_settings.RETURN_COOKIE] = visits.begin_with(ReturnCode.objects.get(report=case.report))

    for page in addresses_behind_the_code():
        answer = browser.get(page)
        assert answer.status_code in (200, 302, 303, 405), (page, answer.status_code)
    assert (QUESTION in browser.get("/return/").content.decode()) == (purpose != "content")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_an_organisation_still_opens_its_referral(case: Case, purpose: str) -> None:
    shredded(case, purpose)
    referral = Referral.objects.get(case=case)

    for page in ("/referrals/", f"/referrals/{referral.pk}/"):
        assert at_desk(cast.victim_support()).get(page).status_code == 200
    page = at_desk(cast.victim_support()).get(f"/referrals/{referral.pk}/").content.decode()
    assert (TOLD in page) == (purpose != "staff")
    assert ("This is no longer kept." in page) == (purpose == "staff")


def addresses_behind_the_code() -> list[str]:
    routes = [
        str(pattern.pattern)
        for outer in get_resolver().url_patterns
        for pattern in getattr(outer, "url_patterns", [outer])
    ]
    return [f"/{route}" for route in routes if route.startswith("return/") and "<" not in route]
