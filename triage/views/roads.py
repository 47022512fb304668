"""The restricted queue of professional standards: what nobody else sees, by when somebody investigates, and who does."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hatereport import audit, clock
from triage import wording
from triage.models import Case, Clock
from triage.queues import ORDER, PAGE
from triage.queues.lines import lines
from triage.scope import visible_to
from triage.views.door import me, open_to, page
from triage.views.queue import chosen_place


@open_to("professional_standards")
@require_safe
@transaction.atomic
def standards(request: HttpRequest) -> HttpResponse:
    """Restricted cases in the person's scope, the most serious and the nearest deadline first."""
    person, after, now = me(request), chosen_place(request), clock.now()
    cases = visible_to(person).filter(restricted=True, ended_at=None)
    cases = cases.filter(after.beyond()) if after else cases
    found = lines(cases.order_by(*ORDER.fields), person, PAGE + 1)
    shown = found[:PAGE]
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "standards", {"count": len(shown)})
    ids = [line.case.pk for line in shown]
    running = Clock.objects.filter(case__in=ids, kind="police_suspect", state=Clock.State.RUNNING)
    waiting = {row.case_id: wording.due(row.due_at, now) for row in running}
    officers = dict(Case.objects.filter(pk__in=ids).values_list("pk", "officer_in_case__name"))
    rows = [
        {"line": line, "waits": waiting.get(line.case.pk), "who": line.holder or officers.get(line.case.pk) or ""}
        for line in shown
    ]
    return page(
        request,
        "road_standards.html",
        rows=rows,
        after=after,
        next_place=ORDER.place_of(shown[-1].case) if len(found) > PAGE else None,
    )
