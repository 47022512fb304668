"""The alarm of the control room, as a part of every open page and as a page of its own, and sending somebody from it."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hatereport import audit
from triage.news.alarms import calls_for, fingerprint, send_someone
from triage.refusals import NotInScope, Refused
from triage.views.door import IN_A_BANNER, desk, drawn, me, page

_NOT_FOUND: tuple[str, ...] = ("There is no such report for you. It may have been dealt with.",)


@desk
@require_safe
def alarms(request: HttpRequest) -> HttpResponse:
    """What this person is called to now. Only the page is a consultation: a renewal by script is nobody's look."""
    person, calls = me(request), calls_for(me(request))
    if request.htmx:  # type: ignore[attr-defined]  # django_htmx's middleware
        if request.GET.get("seen") == fingerprint(calls):
            return HttpResponse(status=204)
        every = "all" in request.GET
        shown = drawn(calls, len(calls) if every else IN_A_BANNER)
        return render(request, "triage/_calls.html", shown | {"every": every})
    with transaction.atomic():
        audit.record(person.as_actor(), "consultation", "queue", person.pk, "alarms", {"count": len(calls)})
    return page(request, "alarms.html", every=True, **drawn(calls, len(calls)))


@desk
@require_POST
def dispatch_now(request: HttpRequest) -> HttpResponse:
    """One field, one button: somebody is sent. What was typed stays if it could not be done."""
    typed = request.POST.get("log_number", "")
    try:
        report_id = uuid.UUID(request.POST.get("report", ""))
        done = send_someone(me(request), report_id, typed, request.POST.get("key", "")[:64])
    except (ValueError, NotInScope):
        said, status = _NOT_FOUND, 404
    except Refused as refusal:
        said, status = refusal.reasons, 422
    else:
        messages.success(request, f"{done.case.reference}: somebody is sent.")
        return redirect("desk_case", done.case.reference)
    calls = calls_for(me(request))
    return page(request, "alarms.html", status, every=True, said=said, typed=typed, **drawn(calls, len(calls)))
