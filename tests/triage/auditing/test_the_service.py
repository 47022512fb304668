"""What belongs to no force is a log of its own, which the auditor of the duty force reads and nobody else."""

import csv
import io

import pytest

from hatereport.audit.models import Entry
from partners import onboarding, organisations, people
from partners.models import Force, Organisation, Person
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import at_desk

pytestmark = pytest.mark.django_db

ROOMS = ("/desk/audit/", "/desk/audit/patterns/", "/desk/audit/chain/")
SERVICE = "?force=the.service"


def page_of(path: str, who: Person | None = None) -> str:
    answer = at_desk(who or cast.auditor()).get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def by_the_platform() -> Person:
    """The platform administrator has checked a number of the directory, which is no force's."""
    pat = cast.platform_administrator()
    organisations.mark_checked(pat, Organisation.objects.get(code="crimestoppers"))
    return pat


def test_the_auditor_of_the_duty_force_reads_the_log_of_the_service():
    pat, ours = by_the_platform(), chain.report_received()

    assert pat.name not in page_of("/desk/audit/")
    page = page_of(f"/desk/audit/{SERVICE}")

    assert "The service itself" in page
    assert pat.name in page
    assert ours.reference not in page


def test_its_filters_pages_and_file_are_those_of_every_log():
    pat = by_the_platform()
    browser = at_desk(cast.auditor())

    assert pat.name in page_of(f"/desk/audit/{SERVICE}&who={pat.pk}&role=platform_administrator")
    assert "No entry fits" in page_of(f"/desk/audit/{SERVICE}&role=partner_user")
    assert pat.name in page_of(f"/desk/audit/people/{pat.pk}/{SERVICE}")
    for room in ROOMS:
        page_of(f"{room}{SERVICE}")
    taken = browser.post(f"/desk/audit/export/{SERVICE}&who={pat.pk}")
    rows = list(csv.DictReader(io.StringIO(b"".join(taken).decode())))

    assert {(row["who"], row["act_code"], row["force"]) for row in rows} == {(pat.name, "contact_checked", "")}
    looked = Entry.objects.filter(chain="log:the.service")
    assert set(looked.values_list("actor_id", "force")) == {(cast.auditor().pk, "cumbria")}


@pytest.mark.parametrize("room", [*ROOMS, "/desk/audit/export/"])
def test_nobody_else_reads_the_log_of_the_service(room):
    pat = by_the_platform()

    for who, answer in ((cast.dev("auditor"), 404), (pat, 403), (cast.force_administrator(), 403)):
        browser = at_desk(who)
        verb = browser.post if room.endswith("export/") else browser.get
        assert verb(f"{room}{SERVICE}").status_code == answer
    assert at_desk(cast.dev("auditor")).get(f"/desk/audit/people/{pat.pk}/{SERVICE}").status_code == 404


def test_the_log_of_the_service_goes_with_the_duty():
    by_the_platform()
    onboarding.give_duty(cast.platform_administrator(), Force.objects.get(pk="leicestershire"))

    assert at_desk(cast.auditor()).get(f"/desk/audit/{SERVICE}").status_code == 404
    assert "Pat Little" in page_of(f"/desk/audit/{SERVICE}", cast.dev("auditor"))


def test_what_the_platform_does_about_the_people_of_a_force_is_in_that_force_s_log():
    pat, jack = cast.platform_administrator(), cast.officer()
    people.let_in_again(pat, jack)
    people.take_second_factor(pat, jack)
    people.let_go(pat, jack)

    about = Entry.objects.filter(chain=f"person:{jack.pk}", actor_id=pat.pk)

    assert set(about.values_list("force", flat=True)) == {"cumbria"}
    assert about.count() == 3
