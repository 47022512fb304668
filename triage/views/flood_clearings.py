"""A clearing as both people read it: proposed by one, confirmed or refused by the other, carried out, perhaps undone."""

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from hatereport import audit
from partners.models import Person
from triage.floods import clearing as clearings
from triage.floods import in_sight
from triage.floods.grouping import plain
from triage.floods.reading import CONFIRMERS, seen_again
from triage.models import FloodClearing
from triage.refusals import Incomplete, NotInScope, Refused
from triage.views.door import me, open_to, page
from triage.views.flood_reading import ask, condensed, out_of_it, said_whom_they_know


@open_to(*CONFIRMERS)
@require_http_methods(["GET", "HEAD", "POST"])
def clearing(request: HttpRequest, clearing_id: uuid.UUID) -> HttpResponse:
    """One proposal as both people read it: confirming, refusing, what became of it, and undoing it."""
    person = me(request)
    try:
        if said := said_whom_they_know(request):
            clearings.answer(clearing_id, person, knows_somebody=said == "yes")
            return out_of_it(request) if said == "yes" else _clearing(request, clearing_id)
        if request.method == "POST":
            messages.success(request, _decide(request, person, clearing_id))
            return redirect("desk_flood_clearing", clearing_id)
    except NotInScope:
        raise Http404 from None
    except Incomplete as refusal:
        return _clearing(request, clearing_id, 422, errors=refusal.errors)
    except Refused as refusal:
        return _clearing(request, clearing_id, 409, refused=refusal.reasons)
    return _clearing(request, clearing_id)


@transaction.atomic
def _clearing(request: HttpRequest, clearing_id: uuid.UUID, status: int = 200, **refusal: Any) -> HttpResponse:
    person = me(request)
    of = in_sight.found_for(person, clearing_id)
    if of is None:
        raise Http404
    count = {"count": len(of.cases)}
    if not clearings.answered_by(person, [of]):
        audit.record(person.as_actor(), "consultation", "flood", of.pk, "flood_asked", count, force=of.force_id)
        return ask(request, len(of.cases), **refusal)
    audit.record(person.as_actor(), "consultation", "flood", of.pk, "open", count, force=of.force_id)
    common = plain((of.words or {}).get("text", ""))
    about = said_of(of, person) | condensed(request, seen_again(person, of.cases), common) | refusal
    about["typed"] = request.POST
    return page(request, "flood_clearing.html", status, **about)


def _decide(request: HttpRequest, person: Person, clearing_id: uuid.UUID) -> str:
    decision = request.POST.get("decision", "")
    if decision == "undo":
        clearings.undo(clearing_id, person, why=request.POST.get("why", "")[:8000])
        return "Undone. Each report is opened again, one after the other."
    confirms = decision == "confirm"
    clearings.decide(clearing_id, person, confirm=confirms)
    return (
        "Confirmed. Each report is marked, one after the other." if confirms else "Not confirmed. Nothing was marked."
    )


def said_of(of: FloodClearing, person: Person) -> dict[str, Any]:
    """What there is to say of it, and what this person may do with it."""
    words = of.words or {}
    may = person.holds(*CONFIRMERS, force=of.force_id) and of.proposed_by_id != person.pk
    return {
        "clearing": of,
        "count": len(of.cases),
        "reason": dict(clearings.reasons_offered()).get(of.reason, of.reason),
        "common": words.get("text", ""),
        "said": words.get("reasons", ""),
        "undone": words.get("undone"),
        "may_decide": may and of.state == FloodClearing.State.PROPOSED,
        "may_undo": person.holds(*clearings.UNDOERS, force=of.force_id) and clearings.can_be_undone(of),
    }
