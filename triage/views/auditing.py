"""The auditor's desk: the log of a force, what stands out in it, whether it fits, and a file of it. Nothing of any case.

For auditors alone, and each of their own looks is an entry too.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatereport import audit, clock
from hatereport.audit import anchors, checking
from triage.auditing import export as log_export
from triage.auditing import lines, reading, unusual
from triage.auditing.filters import LogFilter
from triage.auditing.reading import LATELY, ORDER, PAGE, LogOf
from triage.views.door import me, open_to, page

auditor = open_to("auditor")

_ROOMS = (
    ("desk_audit", "The log"),
    ("desk_audit_patterns", "What stands out"),
    ("desk_audit_chain", "Is it unchanged?"),
)


@auditor
@require_safe
@transaction.atomic
def log(request: HttpRequest) -> HttpResponse:
    """Entries by filter, newest first, fifty a page."""
    force, asked = _asked(request)
    after = ORDER.read(request.GET.get("after", ""))
    found = list(reading.newest(reading.of_force(force.key).filter(asked.where()), after)[: PAGE + 1]) if asked else []
    shown = found[:PAGE]
    _record(request, force, "log_read", (asked.codes() if asked else {}) | {"count": len(shown)})
    return _page(
        request, force, "audit.html", 200 if asked else 422,
        filter=asked or _filter(request, force), lines=lines.lines(shown), after=after,
        narrowed=bool(asked and asked.codes()), address=asked.address() if asked else "", cap=log_export.CAP,
        next_place=ORDER.place_of(shown[-1]) if len(found) > PAGE else None,
    )  # fmt: skip


@auditor
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The entries of a filter as a file. A disclosure, with what was asked and how many there are."""
    force, asked = _asked(request)
    if not asked:
        return redirect(f"{reverse('desk_audit')}?{request.GET.urlencode()}")
    rows = reading.of_force(force.key).filter(asked.where(), at__lte=clock.now())
    with transaction.atomic():
        count = log_export.capped(rows)
        _record(request, force, "log_exported", asked.codes() | {"count": count}, "disclosure")
    response = HttpResponse(log_export.as_csv(rows, count), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="log-{force.pk}-{clock.now():%Y-%m-%d}.csv"'
    return response


@auditor
@require_safe
@transaction.atomic
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Who was at one case or report, and whether its chain fits at this moment."""
    force = _force(request)
    found = reading.record_called(reference, force.key)
    if found is None:
        raise Http404
    looked = reading.who_looked(found, force.key)
    _record(request, force, "log_record", {"record": found.reference, "count": len(looked)})
    return _page(
        request, force, "audit_record.html", record=found, looked=looked, findings=found.findings(), most=reading.MOST
    )


@auditor
@require_safe
@transaction.atomic
def person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """What one person of the force looked at lately."""
    force = _force(request)
    who = reading.people_of(force.key).filter(pk=person_id).first()
    if who is None:
        raise Http404
    since = clock.now() - LATELY
    seen = reading.looked_at(who, force.key, since)
    _record(request, force, "log_person", {"who": who.pk, "count": len(seen)})
    rows = who.held.filter(force=force.key or None).order_by("valid_from")
    roles = [(lines.role_said(held.role), held) for held in rows]
    return _page(request, force, "audit_person.html", who=who, roles=roles, seen=seen, since=since, most=reading.MOST)


@auditor
@require_safe
@transaction.atomic
def patterns(request: HttpRequest) -> HttpResponse:
    """Counts that stand out, and searches of oneself."""
    force, since = _force(request), clock.now() - LATELY
    found, alarms = unusual.found(force.key, since), unusual.alarms(force.key, me(request))
    _record(request, force, "log_patterns", {"count": sum(len(one.people) for one in found), "alarms": len(alarms)})
    return _page(request, force, "audit_patterns.html", found=found, alarms=alarms, since=since)


@auditor
@require_http_methods(["GET", "HEAD", "POST"])
def chain(request: HttpRequest) -> HttpResponse:
    """What the last check of the whole log found, and having it checked again."""
    force = _force(request)
    if request.method == "POST":
        checking.ask(me(request).as_actor("auditor"))
        messages.success(request, "The whole log is being checked. The result appears here.")
        return redirect("desk_audit_chain")
    with transaction.atomic():
        checked = checking.last()
        _record(request, force, "log_status", {"findings": checked.findings})
        ours = reading.of_force(force.key).filter(chain__in=checked.chains_named).order_by("chain")
        wrong = lines.called(list(ours.values_list("chain", flat=True).distinct()))
    elsewhere = len(checked.chains_named) - len(wrong)
    return _page(
        request, force, "audit_chain.html", checked=checked, wrong=wrong, elsewhere=elsewhere, anchors=_anchors()
    )


@dataclass(frozen=True)
class Anchors:
    """When the last anchor was made, as far as this server can read; `broken`: somebody changed the file."""

    at: object = None
    broken: bool = False


def _anchors() -> Anchors:
    try:
        return Anchors(anchors.newest())
    except anchors.AnchorsBroken:
        return Anchors(broken=True)


def _force(request: HttpRequest) -> LogOf:
    """Whose log is read: the one the address names, of those this person is an auditor of."""
    forces = reading.logs_of(me(request))
    named = request.GET.get("force")
    found = next((one for one in forces if named in (None, "", one.pk)), None)
    if found is None:
        raise Http404
    return found


def _filter(request: HttpRequest, force: LogOf) -> LogFilter:
    return LogFilter(request.GET, force)


def _asked(request: HttpRequest) -> tuple[LogOf, LogFilter | None]:
    """The force and the filter; None where something in it is not understood: then nothing is shown."""
    force = _force(request)
    asked = _filter(request, force)
    return force, asked if asked.is_valid() else None


def _record(request: HttpRequest, force: LogOf, act: str, detail: dict[str, Any], action: str = "consultation") -> None:
    audit.record(me(request).as_actor("auditor"), action, "log", force.pk, act, detail, force=force.key)


def _page(request: HttpRequest, force: LogOf, template: str, status: int = 200, **said: Any) -> HttpResponse:
    forces = reading.logs_of(me(request))
    rooms = [(reverse(name), label, request.path == reverse(name)) for name, label in _ROOMS]
    return page(request, template, status, force=force, forces=forces, rooms=rooms, **said)
