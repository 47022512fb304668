"""The flood view of the control room: groups of reports that are one text, one of them, and what two people clear."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hatereport import audit, clock
from partners.models import Person
from triage.floods import asking, standing_out
from triage.floods import clearing as clearings
from triage.floods.condensed import PAGE, wordings
from triage.floods.grouping import plain
from triage.floods.reading import CONFIRMERS, PROPOSERS, Opened, seen_again, unassessed
from triage.floods.signals import SIGNALS
from triage.floods.standing_out import Sorted
from triage.models import Case, FloodClearing
from triage.queues.lines import lines
from triage.refusals import Incomplete, NotInScope, Refused
from triage.views.door import me, open_to, page

#: How far back it looks, as its links offer it.
DAYS = (1, 3, 7)
#: Ordinary lines on a page; the others are reached when these are done.
LINES = 50
#: Clearings on the first page.
RECENT = 10

control_room = open_to(*CONFIRMERS)


@control_room
@require_safe
@transaction.atomic
def flood(request: HttpRequest) -> HttpResponse:
    """The urgent first, then each group, then what waits to be confirmed. One entry of the log, with its counts."""
    person, days = me(request), _days(request)
    opened = unassessed(person, days)
    reports = [one for one in opened if not one.is_aside]
    found = asking.groups_of(person, opened)
    urgent = standing_out.urgent(reports)
    counts = {"days": days, "count": len(reports), "groups": len(found)}
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "flood", counts)
    recent = list(clearings.seen_by(person)[:RECENT])
    answered = clearings.answered_by(person, recent)
    return page(
        request,
        "flood.html",
        days=days,
        offered=DAYS,
        total=len(reports),
        singles=len(reports) - sum(group.size for group in found),
        urgent=_lines(person, urgent[:LINES], {}),
        more_urgent=max(0, len(urgent) - LINES),
        groups=[_summed(group) | {"address": _address(group, days)} for group in found],
        clearings=[_told(one, person) | {"is_answered": one.pk in answered} for one in recent],
    )


@control_room
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, lead: uuid.UUID) -> HttpResponse:
    """Whether they know anyone in it; then what stands out and what can be cleared, each wording once; and proposing."""
    person, days = me(request), _days(request)
    found = asking.group_of(person, days, lead)
    if found is None:
        messages.info(request, "This group has moved on. What is left of it is below.")
        return redirect("desk_flood")
    if said := _said(request):
        asking.answer(person, found, knows_somebody=said == "yes")
        return _out_of_it(request) if said == "yes" else _group(request, found, days)
    if not asking.is_answered(found):
        return _ask(request, found.size, days=days)
    return _propose(request, found, days) if request.method == "POST" else _group(request, found, days)


def _propose(request: HttpRequest, found: Sorted, days: int) -> HttpResponse:
    reason, words = request.POST.get("not_report_reason", ""), request.POST.get("reasons", "")[:8000]
    try:
        proposed = clearings.propose(me(request), found, _until(request), reason=reason, words=words)
    except Incomplete as refusal:
        return _group(request, found, days, 422, errors=refusal.errors)
    except Refused as refusal:
        return _group(request, found, days, 409, refused=refusal.reasons)
    messages.success(request, "Proposed. Nothing happens before somebody else has confirmed it.")
    return redirect("desk_flood_clearing", proposed.pk)


@transaction.atomic
def _group(request: HttpRequest, found: Sorted, days: int, status: int = 200, **refusal: Any) -> HttpResponse:
    """What stands out, line by line; then what can be cleared."""
    person = me(request)
    audit.record(
        person.as_actor(), "consultation", "queue", person.pk, "flood_group", {"days": days, "count": found.size}
    )
    why = {one.case.pk: labels for one, labels in found.standing}
    shown = sorted((one for one, _ in found.standing), key=lambda one: (-one.case.risk, one.case.opened_at))
    said = _summed(found) | _condensed(request, found.alike, found.group.common) | {"typed": request.POST} | refusal
    return page(
        request,
        "flood_group.html",
        status,
        days=days,
        standing_lines=_lines(person, shown[:LINES], why),
        more_standing=max(0, len(shown) - LINES),
        may_propose=person.holds(*PROPOSERS, force=found.lead.case.force_id),
        reasons=clearings.reasons_offered(),
        until=clock.now().isoformat(),
        **said,
    )


@control_room
@require_http_methods(["GET", "HEAD", "POST"])
def clearing(request: HttpRequest, clearing_id: uuid.UUID) -> HttpResponse:
    """One proposal as both people read it: confirming, refusing, what became of it, and undoing it."""
    person = me(request)
    try:
        if said := _said(request):
            clearings.answer(clearing_id, person, knows_somebody=said == "yes")
            return _out_of_it(request) if said == "yes" else _clearing(request, clearing_id)
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
    of = clearings.seen_by(person).filter(pk=clearing_id).first()
    if of is None:
        raise Http404
    count = {"count": len(of.cases)}
    if not clearings.answered_by(person, [of]):
        audit.record(person.as_actor(), "consultation", "flood", of.pk, "flood_asked", count, force=of.force_id)
        return _ask(request, len(of.cases), **refusal)
    audit.record(person.as_actor(), "consultation", "flood", of.pk, "open", count, force=of.force_id)
    common = plain((of.words or {}).get("text", ""))
    about = _told(of, person) | _condensed(request, seen_again(person, of.cases), common) | refusal
    return page(request, "flood_clearing.html", status, **about)


def _said(request: HttpRequest) -> str:
    """The answer to the question whether they know anyone: "no", "yes", or "" where none was given."""
    said = request.POST.get("declared", "")
    return said if said in ("no", "yes") else ""


def _ask(request: HttpRequest, size: int, **said: Any) -> HttpResponse:
    """The question, and no word of what is in the reports."""
    return page(request, "flood_ask.html", 409 if request.method == "POST" else 200, size=size, **said)


def _out_of_it(request: HttpRequest) -> HttpResponse:
    messages.success(request, "You will not see these reports again. Somebody else goes on with them.")
    return redirect("desk_flood")


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


def _summed(found: Sorted) -> dict[str, Any]:
    members = asking.reports_of(found)
    came = [one.case.opened_at for one in members]
    noticed = {label: sum(code in one.case.report.signals for one in members) for code, label in SIGNALS.items()}
    return {
        "lead": found.lead.case,
        "is_answered": asking.is_answered(found),
        "text": found.group.text,
        "target": found.group.target,
        "size": found.size,
        "alike": len(found.alike),
        "standing": len(found.standing),
        "first": min(came),
        "last": max(came),
        "signals": [(label, count) for label, count in noticed.items() if count],
    }


def _address(found: Sorted, days: int) -> str:
    return f"{reverse('desk_flood_group', args=[found.lead.case.pk])}?days={days}"


def _condensed(request: HttpRequest, alike: Iterable[Opened], common: tuple[str, ...]) -> dict[str, Any]:
    typed = request.GET.get("after", "")
    begin = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
    found = wordings(alike, common)
    return {
        "wordings": found[begin : begin + PAGE],
        "different": len(found),
        "next_place": begin + PAGE if len(found) > begin + PAGE else None,
        "after": begin,
    }


def _lines(person: Person, shown: list[Opened], why: dict[uuid.UUID, tuple[str, ...]]) -> list[dict[str, Any]]:
    if not shown:
        return []
    found = lines(Case.objects.filter(pk__in=[one.case.pk for one in shown]), person, len(shown))
    return [{"line": line, "why": why.get(line.case.pk, ())} for line in found]


def _told(of: FloodClearing, person: Person) -> dict[str, Any]:
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


def _days(request: HttpRequest) -> int:
    typed = request.GET.get("days", "")
    return int(typed) if typed in {str(days) for days in DAYS} else DAYS[0]


def _until(request: HttpRequest) -> dt.datetime:
    """When the page was drawn: what came after it was seen by nobody. A page without its hour has seen nothing."""
    try:
        moment = dt.datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        moment = dt.datetime.min
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
