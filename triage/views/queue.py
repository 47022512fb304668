"""The queue: where everybody at the desk begins, and the way from one case to the next."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from hatereport import audit
from incidents.references import NotAReference, parse_reference
from triage import queues, waiting
from triage.models import Case
from triage.queue_lines import lines
from triage.queues import DESK_ROLES, PAGE, NotAPlace, Place, Tab
from triage.scope import visible_to
from triage.views.door import desk, me, open_to, page


@open_to(*DESK_ROLES, "auditor")
@require_safe
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
        tabs=queues.tabs_of(person),
        lines=shown,
        after=after,
        next_place=Place.of(shown[-1].case) if len(found) > PAGE else None,
        signatures=waiting.signatures_for(person) if after is None else [],
        transfers=waiting.transfers_for(person) if after is None else [],
    )


@desk
@require_safe
def next_case(request: HttpRequest) -> HttpResponse:
    """The case behind the one just left, in the tab it was opened from; the queue when there is none."""
    tab = chosen_tab(request)
    found = queues.next_case(tab, me(request), chosen_place(request))
    if found is None:
        return redirect(f"/desk/?tab={tab.code}", permanent=False)
    return redirect(f"/desk/cases/{found.reference}/?tab={tab.code}")


@desk
@require_safe
@transaction.atomic
def search(request: HttpRequest) -> HttpResponse:
    """A case or a report by its exact reference, in the person's own scope; anything else is not known here."""
    person, typed = me(request), request.GET.get("reference", "")
    found = list(_called(typed, person)) if typed else []
    if typed:
        audit.record(person.as_actor(), "consultation", "queue", person.pk, "search", {"count": len(found)})
    if len(found) == 1:
        return redirect("desk_case", reference=found[0].reference)
    return page(request, "search.html", typed=typed, found=found)


def chosen_tab(request: HttpRequest) -> Tab:
    """The tab an address or a form names, if this person has it; else the one their desk opens with."""
    person = me(request)
    tab = queues.TAB.get(request.POST.get("tab") or request.GET.get("tab", ""))
    return tab if tab and tab.shown_to(person) else queues.landing(person)


def chosen_place(request: HttpRequest) -> Place | None:
    try:
        return Place.read(request.GET.get("after", ""))
    except NotAPlace:
        return None


def _called(typed: str, person: object) -> list[Case]:
    try:
        reference = parse_reference(typed)
    except NotAReference:
        return []
    named = {"report__reference": reference} if reference.startswith("HR") else {"reference": reference}
    return list(visible_to(person).filter(**named).order_by("opened_at"))  # type: ignore[arg-type]
