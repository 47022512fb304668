"""A case on paper or as PDF: what for, to whom, with names or without; then the sheets. Each is a disclosure that stays."""

import datetime as dt
import uuid

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from hatereport import pdf
from hatereport.headers import handed_out
from triage.case_page.case_file import CaseFile
from triage.forms import ActForm, typed_answers
from triage.handling import disclosures
from triage.handling.case_print import as_pdf, paper
from triage.handling.disclosures import PDF, QUESTIONS
from triage.law.purposes import PURPOSE
from triage.models import Disclosure
from triage.refusals import Incomplete, Refused
from triage.shapes import Act
from triage.views.cases import about, file_or_404, look, names_in
from triage.views.door import desk, me, page
from triage.views.walking import walk_of

#: For so long whoever made a print may open its sheets again: a jammed printer is no second disclosure.
OPEN_FOR = dt.timedelta(hours=1)
NO_PDF = "PDF is not installed here: Pango is missing on the server. Use “Show it for printing”."
#: Asked like an act, and none: the case does not change.
_ASKED = Act(
    "print", "Print or PDF", "", (), "What leaves is kept: who, when, for what, to whom.", "", fields=QUESTIONS
)


@desk
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def print_case(request: HttpRequest, reference: str) -> HttpResponse:
    """What for, to whom; and what has left before."""
    with transaction.atomic():
        file = file_or_404(request, reference)
        look(request, file, "print")
    if request.method != "POST":
        return _ask(request, file)
    try:
        answers = disclosures.read(file, typed_answers(QUESTIONS, request.POST))
    except Incomplete as refusal:
        return _ask(request, file, errors=refusal.errors, status=422)
    except Refused as refusal:
        return _ask(request, file, refused=refusal.reasons, status=403)
    if request.POST.get("format") != PDF:
        made = disclosures.disclose(file, me(request), answers)
        return redirect(f"{reverse('desk_printed', args=[file.case.reference, made.pk])}?{walk_of(request).query}")
    try:
        drawn = as_pdf(paper(file, me(request), answers, names_in(file)))
    except pdf.NotInstalled:
        return _ask(request, file, refused=(NO_PDF,), status=409)
    disclosures.disclose(file, me(request), answers, drawn)
    return handed_out(drawn, f"{file.case.reference}.pdf")


@desk
@require_safe
@transaction.atomic
def printed(request: HttpRequest, reference: str, disclosure_id: uuid.UUID) -> HttpResponse:
    """The sheets, for whoever made them, for an hour, and as long as the case is what left by them."""
    file = file_or_404(request, reference)
    row = file.case.disclosures.filter(pk=disclosure_id, made_by=me(request), format=disclosures.PRINT).first()
    if row is None:
        raise Http404
    is_as_it_left = not disclosures.has_changed_since(file, row.made_at)
    if file.now - row.made_at > OPEN_FOR or (row.with_names and not file.sees_names) or not is_as_it_left:
        return redirect("desk_print", reference)
    row.case = file.case
    look(request, file, "printed")
    answers = {"purpose": row.purpose, "recipient": row.to or "", "names": "yes" if row.with_names else "no"}
    sheets = paper(file, me(request), answers, names_in(file), row.made_at)
    return page(request, "printed.html", **sheets, walk=walk_of(request))


def _ask(
    request: HttpRequest,
    file: CaseFile,
    *,
    errors: dict[str, str] | None = None,
    refused: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    file.ctx.act = _ASKED
    form = ActForm(file.ctx, request.POST if request.method == "POST" else None)
    form.wrong(errors or {})
    return page(
        request,
        "print.html",
        status,
        **about(request, file),
        form=form,
        refused=refused,
        may_print=disclosures.may_print(file),
        not_yours=disclosures.NOT_YOURS,
        has_pdf=pdf.installed(),
        no_pdf=NO_PDF,
        left=_left(file),
    )


def _left(file: CaseFile) -> list[tuple[Disclosure, str]]:
    """What has left of this case before, the newest first, and what for."""
    rows = list(file.case.disclosures.select_related("made_by").order_by("-made_at"))
    for row in rows:
        row.case = file.case
    return [(row, PURPOSE[row.purpose].label) for row in rows]
