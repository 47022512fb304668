"""How a form or a button is carried to its act, and what the page says of it afterwards."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict

from partners import absences, forces, invitations, looking_after, onboarding, people, places, roles, teams, turns
from triage.clocks import profiles
from triage.force import own_outcomes
from triage.refusals import NotInScope, Refused

#: What an act says no with; its message is a sentence for the page.
REFUSALS = (
    absences.CannotCover,
    absences.NotTheirSupervisor,
    profiles.CannotSet,
    own_outcomes.CannotWeaken,
    forces.CannotSettle,
    invitations.NotWaiting,
    onboarding.CannotJoin,
    onboarding.NotYourPlatform,
    people.AlreadyHere,
    looking_after.NotForYourself,
    looking_after.NotYourPeople,
    people.StillNeeded,
    people.WrongPlace,
    places.NoSuchPlace,
    roles.NotYourForce,
    teams.NoSuchHours,
    turns.NoSuchTurn,
    turns.NotYourRoster,
)


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, where something was."""
    return request.POST if request.method == "POST" else None


def carried(request: HttpRequest, form: forms.BaseForm, act: Callable[[], Any], done: str) -> bool:
    """Whether something was typed, could be used, and the act was done; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        act()
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, done)
    return True


def told(request: HttpRequest, act: Callable[[], Any], done: str) -> None:
    """Does an act of one button; the next page says that it is done, or why not. Out of scope it does not exist."""
    try:
        with transaction.atomic():
            act()
    except NotInScope:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
