"""Change the code: /return/code/. The new one is shown as after sending; the old one can only write for seven days more.

A code is changed by whoever holds it, and so perhaps by somebody who found it: that is why the old one is narrowed and
not ended, and why staff are told (code_changes.py).
"""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from incidents import code_changes, drafts, fresh_codes, visits
from incidents.models import ReturnVisit
from incidents.views import code_card
from incidents.views.once import see_other


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """What changing means and a button; once it was pressed, the new code."""
    visit = visits.find(request)
    if visit is None:
        return see_other(reverse("come_back"))
    fresh = drafts.find_by(fresh_codes.token_of_visit(request))
    if fresh is None:
        return _ask(request, visit)
    wrong = None
    if request.method == "POST":
        wrong = code_card.answered(request, fresh)
        if wrong is None:
            return see_other(reverse("return_change"))
    said = {"card": code_card.card(fresh, wrong=wrong), "back": reverse("come_back")}
    return render(request, "incidents/code_changed.html", said)


def _ask(request: HttpRequest, visit: ReturnVisit) -> HttpResponse:
    if not code_changes.may_change(visit.party):
        return see_other(reverse("come_back"))
    if request.method == "POST" and request.POST.get("code") == "change":
        # Pressed twice at once, it is one change: the second finds the row of the first and takes its own change back.
        with suppress(IntegrityError, code_changes.NotYours), transaction.atomic():
            fresh_codes.keep(fresh_codes.token_of_visit(request), code_changes.change(visit))
        return see_other(reverse("return_change"))
    return render(request, "incidents/code_change.html", {"back": reverse("come_back")})
