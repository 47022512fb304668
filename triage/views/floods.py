"""The flood view of the control room: groups of reports that are one text, one of them, and what two people clear."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from hatereport import audit, clock
from partners.models import Person
from triage.floods import clearing as clearings
from triage.floods import standing_out
from triage.floods.condensed import PAGE, wordings
from triage.floods.grouping import groups, plain
from triage.floods.reading import CONFIRMERS, PROPOSERS, Opened, seen_again, unassessed
from triage.floods.signals import SIGNALS
from triage.floods.standing_out import Sorted
from triage.models import Case, FloodClearing
from triage.queue_lines import lines
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
    reports = unassessed(person, days)
    found = [standing_out.sort(group) for group in groups(reports)]
    urgent = standing_out.urgent(reports)
    counts = {"days": days, "count": len(reports), "groups": len(found)}
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "flood", counts)
    recent = list(clearings.seen_by(person)[:RECENT])
    return page(
        request,
        "flood.html",
        days=days,
        offered=DAYS,
        total=len(reports),
        singles=len(reports) - sum(group.size for group in found),
        urgent=_lines(person, urgent[:LINES], {}),
        more_urgent=max(0, len(urgent) - LINES),
        groups=[_summed(group) for group in found],
        clearings=[_told(one, person) for one in recent],
    )


@control_room
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, lead: uuid.UUID) -> HttpResponse:
    """What stands out, line by line; then what can be cleared, each wording once; and proposing that."""
    person, days = me(request), _days(request)
    found = _group_of(person, days, lead)
    if found is None:
        messages.info(request, "This group has moved on. What is left of it is below.")
        return redirect("desk_flood")
    errors: dict[str, str] = {}
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            proposed = clearings.propose(
                person,
                found,
                _until(request),
                reason=request.POST.get("not_report_reason", ""),
                words=request.POST.get("reasons", "")[:8000],
                knows_nobody=request.POST.get("knows_nobody") == "yes",
            )
        except Incomplete as refusal:
            errors = refusal.errors
        except Refused as refusal:
            refused = refusal.reasons
        else:
            messages.success(request, "Proposed. Nothing happens before somebody else has confirmed it.")
            return redirect("desk_flood_clearing", proposed.pk)
    with transaction.atomic():
        detail = {"days": days, "count": found.size}
        audit.record(person.as_actor(), "consultation", "queue", person.pk, "flood_group", detail)
        said = _summed(found) | _condensed(request, found.alike, found.group.common)
        why = {one.case.pk: labels for one, labels in found.standing}
        shown = sorted((one for one, _ in found.standing), key=lambda one: (-one.case.risk, one.case.opened_at))
        return page(
            request,
            "flood_group.html",
            422 if errors else 409 if refused else 200,
            **said,
            days=days,
            standing_lines=_lines(person, shown[:LINES], why),
            more_standing=max(0, len(shown) - LINES),
            may_propose=person.holds(*PROPOSERS, force=found.lead.case.force_id),
            reasons=clearings.reasons_offered(),
            until=clock.now().isoformat(),
            errors=errors,
            refused=refused,
            typed=request.POST,
        )


@control_room
@require_http_methods(["GET", "HEAD", "POST"])
def clearing(request: HttpRequest, clearing_id: uuid.UUID) -> HttpResponse:
    """One proposal as both people read it: confirming, refusing, what became of it, and undoing it."""
    person = me(request)
    errors: dict[str, str] = {}
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            said = _decide(request, person, clearing_id)
        except NotInScope:
            raise Http404 from None
        except Incomplete as refusal:
            errors = refusal.errors
        except Refused as refusal:
            refused = refusal.reasons
        else:
            messages.success(request, said)
            return redirect("desk_flood_clearing", clearing_id)
    with transaction.atomic():
        of = clearings.seen_by(person).filter(pk=clearing_id).first()
        if of is None:
            raise Http404
        count = {"count": len(of.cases)}
        audit.record(person.as_actor(), "consultation", "flood", of.pk, "open", count, force=of.force_id)
        common = plain((of.words or {}).get("text", ""))
        about = _told(of, person) | _condensed(request, seen_again(person, of.cases), common)
        status = 422 if errors else 409 if refused else 200
        return page(request, "flood_clearing.html", status, **about, errors=errors, refused=refused)


def _decide(request: HttpRequest, person: Person, clearing_id: uuid.UUID) -> str:
    decision = request.POST.get("decision", "")
    if decision == "undo":
        clearings.undo(clearing_id, person, why=request.POST.get("why", "")[:8000])
        return "Undone. Each report is opened again, one after the other."
    confirms = decision == "confirm"
    knows_nobody = request.POST.get("knows_nobody") == "yes"
    clearings.decide(clearing_id, person, confirm=confirms, knows_nobody=knows_nobody)
    return (
        "Confirmed. Each report is marked, one after the other." if confirms else "Not confirmed. Nothing was marked."
    )


def _group_of(person: Person, days: int, lead: uuid.UUID) -> Sorted | None:
    """The group this case is in now; it is looked for anew each time, since nothing about it is stored."""
    for found in groups(unassessed(person, days)):
        if any(one.case.pk == lead for one in (*found.members, *found.others)):
            return standing_out.sort(found)
    return None


def _summed(found: Sorted) -> dict[str, Any]:
    members = [*found.alike, *(one for one, _ in found.standing)]
    came = [one.case.opened_at for one in members]
    noticed = {label: sum(code in one.case.report.signals for one in members) for code, label in SIGNALS.items()}
    return {
        "lead": found.lead.case,
        "text": found.group.text,
        "target": found.group.target,
        "size": found.size,
        "alike": len(found.alike),
        "standing": len(found.standing),
        "first": min(came),
        "last": max(came),
        "signals": [(label, count) for label, count in noticed.items() if count],
    }


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
