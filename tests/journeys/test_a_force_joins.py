"""A force joins in a browser: put on board by the platform, prepared by its administrator, live when nothing is missing."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from hatereport import clock
from partners import onboarding
from partners.models import Force, Person, RoleHeld, Team
from partners.roles import ROLE
from partners.routing import place
from tests import cast
from tests.journeys.officer import Officer
from tests.journeys.stage import Stage

ESSEX = "/desk/force/essex/"


@pytest.fixture
def essex() -> Iterator[Force]:
    """Taken off the map again, so that no other story of this house meets it."""
    yield Force.objects.get(pk="essex")
    Force.objects.filter(pk="essex").update(on_board=False)


def test_a_force_joins_step_by_step(stage: Stage, essex: Any) -> None:
    pat = stage.at_the_door(cast.platform_administrator)
    _comes_to(pat, ESSEX)
    _presses(pat, "Put Essex Police on board")
    pat.page.goto(f"{ESSEX}people/invite/")
    pat.page.fill("input[name=name]", "Grace Adeyemi")
    pat.page.fill("input[name=email]", "grace@essex.example")
    pat.page.select_option("select[name=role]", "force_administrator")
    _presses(pat, "Send the invitation")
    pat.sees("The invitation is on its way.")

    # How she takes up the invitation is told in tests/partners/test_invitations.py.
    grace = stage.at_the_door(lambda: Person.objects.get(email="grace@essex.example"))
    _comes_to(grace, ESSEX)
    grace.sees("Add at least one area.")
    _presses(grace, "Go live")
    grace.sees("Not live yet.")
    grace.page.goto(f"{ESSEX}areas/")
    grace.page.fill("input[name=name]", "Colchester")
    _presses(grace, "Add the area")
    grace.page.goto(f"{ESSEX}regime/")
    grace.page.get_by_label("Local policy").check()
    grace.page.fill("input[name=signed_by]", "DCC A. Prophet")
    for name in ("valid_from", "signed_on"):
        _types_day(grace, name, clock.today())
    _presses(grace, "Enter the signed rules")
    grace.sees("It is signed.")
    _everybody_else_has_come_in(essex)

    grace.page.goto(ESSEX)
    grace.sees("Nothing is missing.")
    _presses(grace, "Go live")

    grace.sees("Essex Police is live")
    assert place(force_code="essex").force == essex


def _comes_to(who: Officer, address: str) -> None:
    who.page.goto(address)
    who.page.fill("input[name=login]", who.person.email)
    who.page.fill("input[name=password]", cast.PASSWORD)
    who.page.get_by_role("button", name="Sign in", exact=True).click()
    who.page.get_by_role("heading", level=1, name="Essex Police").wait_for()


def _presses(who: Officer, button: str) -> None:
    with who.page.expect_navigation():
        who.page.get_by_role("button", name=button, exact=True).click()


def _types_day(who: Officer, name: str, day: dt.date) -> None:
    for part in ("day", "month", "year"):
        who.page.fill(f"input[name={name}_{part}]", str(getattr(day, part)))


def _everybody_else_has_come_in(force: Force) -> None:
    """The other roles, as invitations that were taken up."""
    for role in (*onboarding.NEEDED_ROLES, *onboarding.NEEDED_IN_AN_AREA):
        if role != "force_administrator":
            who = Person.objects.create(email=f"{role}@essex.example", name=role, password="has come in")
            team = Team.objects.filter(force=force, kind=ROLE[role].team_kind).first()
            RoleHeld.objects.create(person=who, role=role, force=force, team=team)
