"""The hearings of the next fortnight."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hatereport import audit
from triage.queues.hearings import OWN, WHOLE, ahead_for
from triage.views.door import me, open_to, page

#: A fortnight of one force's hate crimes at court; more than this is no list to read.
MOST = 200


@open_to(*OWN, *WHOLE)
@require_safe
@transaction.atomic
def hearings(request: HttpRequest) -> HttpResponse:
    """Which case is heard when, the next day first."""
    person = me(request)
    rows = list(ahead_for(person)[:MOST])
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "hearings", {"count": len(rows)})
    return page(request, "hearings.html", rows=rows)
