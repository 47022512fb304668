"""Typing into the pages about a force, as a browser would."""

import datetime as dt
from typing import Any

from django.test import Client

from partners.models import Force, Person, Team

PRESENT = "a password somebody has chosen"


def day(name: str, on: dt.date) -> dict[str, str]:
    """The three boxes of a date."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def moment(at: dt.datetime) -> str:
    """As the box of a day and an hour sends it."""
    return at.strftime("%Y-%m-%dT%H:%M")


def invites(browser: Client, force: str, role: str, *, team: Team | None = None, number: int = 1) -> Person:
    """Somebody new with their first role; they have not come in yet."""
    email = f"{role.replace('_', '.')}{number}{'.' + str(team.pk) if team else ''}@{force}.example"
    form: dict[str, Any] = {
        "name": f"{role} {number}",
        "email": email,
        "role": role,
        "team": str(team.pk) if team else "",
    }
    answer = browser.post(f"/desk/force/{force}/people/invite/", form)
    assert answer.status_code == 302, answer.content.decode()
    return Person.objects.get(email=email)


def comes_in(*people: Person) -> None:
    """They have taken up their invitation. How is told in tests/partners/test_invitations.py."""
    for who in people:
        who.password = PRESENT
    Person.objects.bulk_update(people, ["password"])


def team_of(force: Force | str, kind: str, area: str | None = None) -> Team:
    return Team.objects.get(force=force, kind=kind, area=area)
