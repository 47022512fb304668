"""Final reviews by statutory limit."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from hatereport import audit, clock
from triage import wording
from triage.law.time_limits import NEAR, in_words
from triage.reviewing import final_reviews
from triage.reviewing.final_reviews import ORDER, PAGE, ROLES
from triage.views.door import me, open_to, page


@open_to(*ROLES)
@require_safe
@transaction.atomic
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits for the inspector, the nearest limit first."""
    person, now = me(request), clock.now()
    today = localtime(now).date()
    rows = list(final_reviews.waiting_for(person, ORDER.read(request.GET.get("after", "")))[: PAGE + 1])
    shown = rows[:PAGE]
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "final_reviews", {"count": len(shown)})
    lines = [
        {
            "case": case,
            "limit": in_words(limit := final_reviews.limit_of(case), today),
            "is_near": limit is not None and limit - NEAR <= today,
            "due_at": (due := final_reviews.review_due(case)),
            "due": wording.due(due, now) if due else None,
        }
        for case in shown
    ]
    next_place = ORDER.place_of(shown[-1]) if len(rows) > PAGE else None
    return page(request, "final_reviews.html", lines=lines, next_place=next_place)
