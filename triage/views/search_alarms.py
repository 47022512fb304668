"""Searches somebody made for themselves: professional standards answer them, the auditor reads."""

import uuid

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from hatereport import audit
from triage import search_alarms
from triage.models import AlarmAnswer
from triage.news.waiting import PAGE
from triage.search_alarms import READERS
from triage.views.carrying import told
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
    said = request.POST.get("answer", "")
    told(request, lambda: search_alarms.answer(me(request), alarm_id, said), "Answered.")
    return redirect("desk_search_alarms")
