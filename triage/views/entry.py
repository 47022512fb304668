"""The quick entry: one page of questions for what is told to an officer, then reference and code to hand over."""

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hatereport import audit
from incidents import drafts, fresh_codes
from incidents.code_pictures import picture
from incidents.models import Report
from incidents.return_codes import grouped
from incidents.views.once import submission_key
from triage.handling.quick_entry import ROLES, Entry, code_token, take
from triage.models import Case
from triage.parts import CR_ANY
from triage.scope import visible_to
from triage.views.door import me, open_to, page

takers = open_to(*ROLES)


@takers
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Everything that was typed stays, whatever is wrong with it."""
    if request.method != "POST":
        return page(request, "entry.html", entry=Entry(me(request)), key=uuid.uuid4())
    entry = Entry(me(request), request.POST)
    key = submission_key(request)
    if not entry.is_valid():
        return page(request, "entry.html", 422, entry=entry, key=key, problems=entry.problems)
    report, _case = take(entry, key)
    return redirect("desk_taken", report.pk)


@takers
@require_http_methods(["GET", "HEAD", "POST"])
def taken(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """For whoever took it. Danger first; the code after a button, once, and then nowhere any more."""
    report = Report.objects.filter(pk=report_id, taken_by=me(request)).first()
    if report is None:
        raise Http404
    case = report.cases.order_by("opened_at").first()
    said: dict[str, Any] = {
        "report": report,
        "case": case if case and _sees(request, case) else None,
        "calls": report.danger and report.danger_touched_at is None,
        "sends": me(request).holds(*CR_ANY),
        "key": uuid.uuid4().hex,
    }
    kept = drafts.find_by(code_token(report.pk))
    if kept is None or request.method != "POST":
        return page(request, "taken.html", **said, waits=kept is not None)
    shown = fresh_codes.of(kept)
    with transaction.atomic():
        drafts.discard([kept])
        audit.record(me(request).as_actor(), "consultation", "report", report.pk, "code_shown", force=report.force_id)
    return page(request, "taken.html", **said, code=grouped(shown), picture=picture(shown), waits=False)


def _sees(request: HttpRequest, case: Case) -> bool:
    return visible_to(me(request)).filter(pk=case.pk).exists()
