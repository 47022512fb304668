"""The flood view of the control room: groups of reports that are one text, and one of them, to be proposed for clearing."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hatereport import audit
from partners.models import Person
from triage.floods import asking, in_sight, reading, standing_out
from triage.floods import clearing as clearings
from triage.floods.reading import CONFIRMERS, PROPOSERS, Opened, unassessed
from triage.floods.signals import SIGNALS
from triage.floods.standing_out import Sorted
from triage.models import Case
from triage.queues.lines import lines
from triage.refusals import Incomplete, NotInScope, Refused
from triage.views.door import me, open_to, page
from triage.views.flood_clearings import said_of
from triage.views.flood_reading import ask, condensed, out_of_it, said_whom_they_know

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
    recent = in_sight.recent_for(person, RECENT)
    answered = clearings.answered_by(person, recent)
    return page(
        request,
        "flood.html",
        days=days,
        offered=DAYS,
        total=len(reports),
        is_cut=len(reports) == reading.MOST,
        singles=len(reports) - sum(group.size for group in found),
        urgent=_lines(person, urgent[:LINES], {}),
        more_urgent=max(0, len(urgent) - LINES),
        groups=[_summed(group) | {"address": _address(group, days)} for group in found],
        clearings=[said_of(one, person) | {"is_answered": one.pk in answered} for one in recent],
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
    if said := said_whom_they_know(request):
        try:
            asking.answer(person, found, knows_somebody=said == "yes")
        except (NotInScope, Refused):
            messages.info(request, "A colleague has acted on these meanwhile. Answer again.")
            return redirect("desk_flood")
        return out_of_it(request) if said == "yes" else _group(request, found, days)
    if not asking.is_answered(found):
        return ask(request, found.size, days=days)
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
    said = _summed(found) | condensed(request, found.alike, found.group.common) | {"typed": request.POST} | refusal
    return page(
        request,
        "flood_group.html",
        status,
        days=days,
        standing_lines=_lines(person, shown[:LINES], why),
        more_standing=max(0, len(shown) - LINES),
        may_propose=person.holds(*PROPOSERS, force=found.lead.case.force_id),
        reasons=clearings.reasons_offered(),
        until=max(one.case.opened_at for one in asking.reports_of(found)).isoformat(),
        **said,
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


def _lines(person: Person, shown: list[Opened], why: dict[uuid.UUID, tuple[str, ...]]) -> list[dict[str, Any]]:
    if not shown:
        return []
    found = lines(Case.objects.filter(pk__in=[one.case.pk for one in shown]), person, len(shown))
    return [{"line": line, "why": why.get(line.case.pk, ())} for line in found]


def _days(request: HttpRequest) -> int:
    typed = request.GET.get("days", "")
    return int(typed) if typed in {str(days) for days in DAYS} else DAYS[0]


def _until(request: HttpRequest) -> dt.datetime:
    """The newest the page showed: what came after it was seen by nobody. A page without its hour has seen nothing."""
    try:
        moment = dt.datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        moment = dt.datetime.min
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
