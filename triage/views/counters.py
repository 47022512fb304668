"""The numbers in the head of every page, renewed by the page itself. Without a script they are as of its drawing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from triage.news.alarms import calls_for, is_called
from triage.news.counters import counts_for, drawn
from triage.views.door import desk, me


@desk
@require_safe
def counters(request: HttpRequest) -> HttpResponse:
    """Nobody looks at anything here, so nothing is recorded; and it keeps no idle session alive (presence of partners)."""
    person = me(request)
    if not request.htmx:  # type: ignore[attr-defined]  # django_htmx's middleware
        return redirect("desk")
    counts = counts_for(person)
    if is_called(person):
        counts["desk_alarms"] = drawn(len(calls_for(person)))
    return render(request, "triage/_counters.html", {"counts": counts})
