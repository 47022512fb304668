"""The queue: where everybody at the desk begins, and the way from one case to the next."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from hatereport import audit
from partners import turns
from partners.models import Person
from triage import queues, search_alarms
from triage.handling.shift_summaries import handed_over_to
from triage.news import waiting
from triage.places import Place
from triage.queues import DESK_ROLES, PAGE
from triage.queues.lines import lines
from triage.views.door import desk, me, page
from triage.views.walking import chosen_tab, walk_of


@login_required
@require_safe
def desk_of_mine(request: HttpRequest) -> HttpResponse:
    """The queue; whoever has none is led to their own first page, as after signing in (partners/roles.py `lands`)."""
    return queue(request) if me(request).holds(*DESK_ROLES) else redirect("account_landing")


@desk
@transaction.atomic
def queue(request: HttpRequest) -> HttpResponse:
    """One tab, fifty lines, and what else waits for this person."""
    person = me(request)
    tab, after = chosen_tab(request), chosen_place(request)
    found = lines(queues.cases_in(tab, person, after), person, PAGE + 1)
    shown = found[:PAGE]
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "list", {"tab": tab.code, "count": len(shown)})
    return page(
        request,
        "queue.html",
        tab=tab,
        walk=walk_of(request),
        tabs=queues.tabs_of(person),
        lines=shown,
        after=after,
        next_place=queues.ORDER.place_of(shown[-1].case) if len(found) > PAGE else None,
        signatures=list(waiting.signatures_for(person)[: waiting.PAGE]) if after is None else [],
        transfers=waiting.transfers_for(person) if after is None else [],
        handed_over=handed_over_to(person) if after is None else None,
        duty_inspectors=_duty_inspectors(person) if after is None else None,
        own_searches=after is None and search_alarms.waiting_for(person).exists(),
    )


@desk
@require_safe
def next_case(request: HttpRequest) -> HttpResponse:
    """The case behind the one just left, or before it, in the list it was opened from; the list when there is none."""
    walk, back = walk_of(request), request.GET.get("way") == "back"
    found = walk.step(me(request), back=back)
    if found is None:
        if walk.find or back:
            messages.info(request, f"That was the {'first' if back else 'last'} case of this list.")
        return redirect(walk.list_address)
    return redirect(walk.address_of(found))


def _duty_inspectors(person: Person) -> list[Person] | None:
    """Who to ring now; None for who works in several forces."""
    forces = person.force_codes()
    return turns.on_duty(forces.pop()) if len(forces) == 1 else None


def chosen_place(request: HttpRequest) -> Place | None:
    return queues.ORDER.read(request.GET.get("after", ""))
