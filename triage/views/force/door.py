"""Who comes in here, and of which force."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from hatereport import audit
from partners import forces
from partners.looking_after import administrator
from partners.models import Force
from partners.roles import ADMINISTRATORS
from triage.views.door import Way, me, open_to, page

administrators = open_to(*sorted(ADMINISTRATORS))

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
