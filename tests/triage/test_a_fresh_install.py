"""The first day of a deployment: no force is live, no report is lost, and the duty force goes live as every other does."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from hatereport import clock
from hatereport.audit.models import Entry
from hatereport.demo.cast import make_accounts
from incidents.areas import find
from incidents.models import Report
from partners import onboarding, reference
from partners.models import Force, NonCrimeRegime, Person
from partners.teams import team_for
from tests import cast
from tests.triage.chain import does, report_received
from tests.triage.desk_browser import at_desk
from tests.triage.force_browser import comes_in, day

HERE = "/desk/force/cumbria/"
OFFER = {"to_force": "cumbria", "known": "It was in Carlisle.", "transfer_danger": "No."}


@pytest.fixture
def installed(own_database: str, superuser: Any) -> str:
    """A database as migrations and reference data leave it."""
    superuser.execute("DELETE FROM partners_noncrimeregime")
    superuser.execute("UPDATE partners_force SET on_board = false, valid_from = NULL")
    superuser.execute("DELETE FROM partners_team WHERE force_id = 'leicestershire'")
    reference.load()
    return own_database


def said_by(*command: str) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def chain_has_come_in() -> Person:
    """Everybody of Cumbria whom going live asks for; the force's administrator is returned."""
    people = [cast.person(role) for role in onboarding.NEEDED_ROLES]
    for area in Force.objects.get(pk="cumbria").areas.all():
        for role in onboarding.NEEDED_IN_AN_AREA:
            people.append(cast.person(role, area=area.pk))
    comes_in(*people)
    return cast.force_administrator()


def test_installing_puts_no_force_live(installed):
    assert not Force.objects.filter(on_board=True).exists()
    assert onboarding.is_joining(Force.objects.get(is_duty=True))
    assert not Force.objects.get(pk="leicestershire").teams.exists()


def test_a_report_before_any_force_is_live_waits_with_the_duty_force(installed):
    case = report_received(danger={"danger": "yes"})
    elsewhere = report_received(where={"place_type": "street", "postcode": "LE13 1AA"})

    assert (case.force_id, case.area_id, case.holding_team.code) == ("cumbria", "carlisle", "cumbria-control-room")
    assert (elsewhere.force_id, elsewhere.holding_team.code) == ("cumbria", "cumbria-control-room")
    assert find({"postcode": "LE13 1AA"}).belongs_to == Force.objects.get(pk="leicestershire")
    assert Report.objects.count() == 2
    sergeant = cast.control_room_sergeant()
    waiting = at_desk(sergeant).get("/desk/").content.decode()
    assert case.reference in waiting
    assert elsewhere.reference in waiting


def test_a_case_of_the_first_duty_force_stays_with_it_when_another_takes_the_duty(installed):
    case, platform = report_received(), cast.platform_administrator()
    onboarding.begin(platform, Force.objects.get(pk="leicestershire"))
    onboarding.give_duty(platform, Force.objects.get(pk="leicestershire"))

    assert team_for("control_room", case.force_id) == case.holding_team
    assert team_for("control_room", "kent").force_id == "leicestershire", "what nobody has is the new duty force's"


def test_what_is_offered_to_a_duty_force_that_is_not_live_becomes_a_case_of_its_own(installed, superuser):
    cast.forces_at_work()
    superuser.execute("UPDATE partners_force SET on_board = false WHERE code = 'cumbria'")
    case = report_received(where={"place_type": "street", "postcode": "LE13 1AA"})
    assert case.force_id == "leicestershire"
    does(cast.dev("control_room_sergeant"), "offer_transfer", case, **OFFER)

    does(cast.control_room_sergeant(), "accept_transfer", case)

    case.refresh_from_db()
    assert case.state == "transferred"
    assert case.report.cases.get(force="cumbria").state == "control_room"


def test_the_duty_force_goes_live_by_its_own_screens(installed):
    administrator = chain_has_come_in()
    browser = at_desk(administrator)
    page = browser.get(HERE).content.decode()
    assert "This is the duty force" in page
    assert "Have the rules for incidents that are no crime signed" in page
    browser.post(f"{HERE}live/")
    assert not Force.objects.get(pk="cumbria").on_board

    today = clock.today()
    form = {"regime": "local", "signed_by": "DCC", **day("valid_from", today), **day("signed_on", today)}
    browser.post(f"{HERE}regime/", form)
    browser.post(f"{HERE}live/")

    assert Force.objects.get(pk="cumbria").on_board
    assert Entry.objects.get(act="force_went_live").force == "cumbria"


def test_whoever_installs_is_told_until_a_force_is_live(installed):
    assert "No force is live yet" in said_by("load_reference")
    assert "/desk/force/" in said_by("create_admin", "first@cumbria.example", "First", "--make-password")
    assert "hatereport_forces_live 0" in Client().get("/metrics").content.decode()

    cast.forces_at_work()

    assert "No force" not in said_by("load_reference")
    assert "hatereport_forces_live 2" in Client().get("/metrics").content.decode()


def test_an_administrator_is_made_for_a_force_that_joins(installed):
    onboarding.begin(cast.platform_administrator(), Force.objects.get(pk="leicestershire"))

    said_by("create_admin", "second@leicestershire.example", "Second", "--force", "leicestershire", "--make-password")

    assert Person.objects.get(email="second@leicestershire.example").force_codes() == {"leicestershire"}


def test_the_demo_s_forces_go_live_by_the_same_acts(installed):
    make_accounts()
    make_accounts()

    assert set(Force.objects.filter(on_board=True).values_list("pk", flat=True)) == {"cumbria", "leicestershire"}
    assert Entry.objects.filter(act="force_went_live").count() == 2
    assert NonCrimeRegime.objects.count() == 2
    assert at_desk(Person.objects.get(email="control.room@leicestershire.example")).get("/desk/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("signed", ["nothing", "tomorrow"])
def test_the_database_knows_no_live_force_without_signed_rules(signed):
    today = clock.today()
    if signed == "tomorrow":
        tomorrow = today + dt.timedelta(days=1)
        NonCrimeRegime.objects.create(
            force_id="kent", regime="local", valid_from=tomorrow, signed_by="DCC", signed_on=today
        )

    for day_of_its_own_choice in (today, today + dt.timedelta(days=1), today + dt.timedelta(days=36500), None):
        with pytest.raises(IntegrityError, match="rules it has signed"), transaction.atomic():
            Force.objects.filter(pk="kent").update(on_board=True, valid_from=day_of_its_own_choice)
    with pytest.raises(IntegrityError, match="rules it has signed"), transaction.atomic():
        Force.objects.create(code="new", name="New", on_board=True)


@pytest.mark.django_db
def test_what_a_force_signed_is_neither_changed_nor_taken_away():
    signed = NonCrimeRegime.objects.filter(force="cumbria")

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        signed.update(signed_by="Somebody else")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        signed.delete()

    assert signed.get().signed_by == "The chief"
