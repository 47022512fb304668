"""The search: filters in the address, and what is typed whole in a form, which stays out of addresses, logs and history.

Which filters there are is finding/facets.py's, what a typed number is compared with finding/keys.py's. A search is one
entry of the log: which filters, how many lines; never what was typed.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hatereport import audit
from partners.models import Person
from triage import search_alarms
from triage.finding import drawing, filters, keys, saved
from triage.finding.filters import Filters, Offered
from triage.finding.sorts import NEWEST, SORTS
from triage.models import Case
from triage.queues import PAGE
from triage.queues.lines import lines
from triage.views.carrying import told
from triage.views.door import desk, me, page
from triage.views.walking import Walk, chosen_tab


@desk
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def search(request: HttpRequest) -> HttpResponse:
    """By filters, whose address can be shared; or by what is typed, which nobody finds again."""
    return _by_typing(request) if request.method == "POST" else _by_filters(request)


def _by_filters(request: HttpRequest) -> HttpResponse:
    person, offered = me(request), Offered(me(request))
    asked = filters.read(person, request.GET, offered)
    if not asked.chosen:
        return _page(request, asked, offered)
    after = asked.sort.order.read(request.GET.get("after", ""))
    found = lines(asked.beyond(after), person, PAGE + 1, asked.sort.order)
    shown = found[:PAGE]
    if asked.by_number:
        search_alarms.found_by_reference(person, [line.case for line in shown])
    _record(person, asked.recorded, len(shown))
    if list(asked.texts) == ["reference"] and len(shown) == 1:
        return redirect("desk_case", shown[0].case.reference)
    more = asked.sort.order.place_of(shown[-1].case) if len(found) > PAGE else None
    return _page(
        request,
        asked,
        offered,
        lines=shown,
        after=after,
        next_place=more,
        find=asked.address,
        walk=Walk(chosen_tab(request), asked.address),
    )


def _by_typing(request: HttpRequest) -> HttpResponse:
    """The page is the answer to the form, and so is the next one: what was typed goes on from form to form."""
    person, offered = me(request), Offered(me(request))
    typed = keys.understood(request.POST.get("reference", ""))
    after = NEWEST.order.read(request.POST.get("after", ""))
    found = lines(keys.cases_by(person, typed, after), person, PAGE + 1, NEWEST.order)
    shown = found[:PAGE]
    _alarm(person, typed, [line.case for line in shown])
    _record(person, {"typed": [typed.what]}, len(shown))
    if typed.what in ("reference", "number") and len(shown) == 1 and after is None:
        return redirect("desk_case", shown[0].case.reference)
    more = NEWEST.order.place_of(shown[-1].case) if len(found) > PAGE else None
    said: dict[str, Any] = {"typed": typed, "called": keys.CALLED[typed.what], "typed_place": more}
    return _page(request, filters.read(person, QueryDict(), offered), offered, lines=shown, after=after, **said)


def _alarm(person: Person, typed: keys.Typed, found: list[Case]) -> None:
    """Words may be a name or a street; so may what holds a number, which stands before a street."""
    if typed.what in ("reference", "number"):
        search_alarms.found_by_reference(person, found)
    if typed.what != "reference":
        whats = ("name", "street") if typed.what in ("words", "number") else (typed.what,)
        search_alarms.searched(person, [(what, typed.text) for what in whats])


@desk
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filters of a search under a name."""
    asked = filters.read(me(request), QueryDict(request.POST.get("filters", "")[: filters.LONGEST]))
    name, team = request.POST.get("name", ""), request.POST.get("team", "")
    told(request, lambda: saved.save(asked, name, team), "Saved.")
    return redirect(f"{reverse('desk_search')}?{asked.address}")


@desk
@require_POST
def change_saved(request: HttpRequest, search_id: int) -> HttpResponse:
    """Another name for it, or away with it."""
    person, name = me(request), request.POST.get("name", "")
    if request.POST.get("do") == "delete":
        told(request, lambda: saved.delete(person, search_id), "Deleted.")
    else:
        told(request, lambda: saved.rename(person, search_id, name), "Renamed.")
    return redirect("desk_search")


def _page(request: HttpRequest, asked: Filters, offered: Offered, **said: Any) -> HttpResponse:
    person = me(request)
    teams = {held.team_id: held.team.name for held in person.roles_held() if held.team}
    return page(
        request,
        "search.html",
        422 if asked.errors else 200,
        asked=asked,
        groups=drawing.groups(asked, offered),
        tags=drawing.tags(asked, offered),
        sorts=SORTS,
        saved=saved.shown_to(person),
        teams=teams.items(),
        **said,
    )


def _record(person: Person, what: dict[str, Any], count: int) -> None:
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "search", what | {"count": count})
