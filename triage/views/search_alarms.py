"""Searches somebody made for themselves: professional standards answer them, the auditor reads."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from hatereport import audit
from triage import search_alarms
from triage.models import AlarmAnswer
from triage.news.waiting import PAGE
from triage.refusals import NotInScope, Refused
from triage.search_alarms import READERS
from triage.views.door import me, open_to, page


@open_to(*READERS)
@require_safe
@transaction.atomic
def alarms(request: HttpRequest) -> HttpResponse:
    """What nobody has answered first, then the newest."""
    person = me(request)
    ordered = search_alarms.for_reader(person).order_by(F("answered_at").desc(nulls_first=True), "-at", "id")
    rows = list(ordered[:PAGE])
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "search_alarms", {"count": len(rows)})
    answers = AlarmAnswer.choices if person.holds("professional_standards") else []
    return page(request, "search_alarms.html", rows=rows, answers=answers)


@open_to("professional_standards")
@require_POST
def answer(request: HttpRequest, alarm_id: uuid.UUID) -> HttpResponse:
    try:
        search_alarms.answer(me(request), alarm_id, request.POST.get("answer", ""))
    except NotInScope:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
    else:
        messages.success(request, "Answered.")
    return redirect("desk_search_alarms")
