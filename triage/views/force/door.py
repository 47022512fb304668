"""Who comes in here, of which force, and how a form or a button is carried to its act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from hatereport import audit
from partners import absences, forces, invitations, onboarding, people, places, teams, turns
from partners.models import Force
from partners.people import administrator
from partners.roles import ADMINISTRATORS
from triage.clocks import profiles
from triage.force import own_outcomes
from triage.refusals import NotInScope, Refused
from triage.views.door import Way, me, open_to, page

administrators = open_to(*sorted(ADMINISTRATORS))

#: What an act says no with; its message is a sentence for the page.
REFUSALS = (
    absences.CannotCover,
    absences.NotTheirSupervisor,
    profiles.CannotSet,
    own_outcomes.CannotWeaken,
    forces.CannotSettle,
    forces.NotYourForce,
    invitations.NotWaiting,
    onboarding.CannotJoin,
    onboarding.NotYourPlatform,
    people.AlreadyHere,
    people.NotForYourself,
    people.NotYourPeople,
    people.StillNeeded,
    people.WrongPlace,
    places.NoSuchPlace,
    teams.NoSuchHours,
    turns.NoSuchTurn,
    turns.NotYourRoster,
)

_PAGES: tuple[tuple[str, str], ...] = (
    ("desk_force", "Overview"),
    ("desk_force_areas", "Areas"),
    ("desk_force_teams", "Teams"),
    ("desk_force_people", "People"),
    ("desk_force_regime", "Incidents that are no crime"),
    ("desk_force_clocks", "Clocks"),
    ("desk_force_outcomes", "Outcomes"),
    ("desk_force_notice", "Public notice"),
)


def force_or_404(request: HttpRequest, code: str) -> Force:
    """A force this person looks after; any other looks as if it did not exist."""
    force = forces.administered(me(request)).filter(pk=code).first()
    if force is None:
        raise Http404
    return force


def looked(request: HttpRequest, force: Force, what: str, **codes: Any) -> None:
    """One entry for one page."""
    audit.record(administrator(me(request)), "consultation", "force", force.pk, what, codes, force=force.pk)


def force_page(request: HttpRequest, force: Force, template: str, status: int = 200, **said: Any) -> HttpResponse:
    """A page of one force with the ways round it."""
    ways = [(reverse(name, args=[force.pk]), label) for name, label in _PAGES]
    here = max((address for address, _ in ways if request.path.startswith(address)), key=len, default="")
    said |= {"force": force, "ways": [Way(address, label, address == here) for address, label in ways]}
    return page(request, f"force/{template}", status, **said)


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
