"""Files of a case: opened as a download and never shown in a page, the original with a reason, or put out of reach.

All by POST: a browser that fetches links ahead must open nothing, and no other site may make one open.
"""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hatereport.headers import handed_out
from incidents.evidence import opening
from incidents.evidence.vault import VaultBroken
from incidents.models import Evidence
from triage.case_page.case_file import CaseFile
from triage.handling.evidence import ReasonForm, one_of
from triage.views.cases import about, file_or_404, look
from triage.views.door import desk, me, page
from triage.views.quarantining import out_of_reach

CANNOT = (
    "This file cannot be opened: it is still being checked, a check failed, it was put out of reach, or it was erased."
)


@desk
@require_POST
def copy(request: HttpRequest, reference: str, evidence_id: uuid.UUID) -> HttpResponse:
    """The stripped copy, or the file that is kept as it is."""
    file, evidence = _found(request, reference, evidence_id)
    try:
        handed = opening.open_copy(evidence, _in(file), me(request).as_actor())
    except (opening.NotToBeOpened, VaultBroken):
        return _refused(request, file)
    return handed_out(handed.content, handed.name)


@desk
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def original(request: HttpRequest, reference: str, evidence_id: uuid.UUID) -> HttpResponse:
    """As it was sent, with place and time: for those who may see who is in the case, and they say why."""
    file, evidence = _found(request, reference, evidence_id)
    if not file.sees_names:
        raise PermissionDenied
    if not evidence.original_may_be_opened:
        return _refused(request, file)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        with transaction.atomic():
            look(request, file, "original_page")
        status = 422 if form.is_bound else 200
        return page(request, "original.html", status, **about(request, file), evidence=evidence, form=form)
    try:
        handed = opening.open_original(evidence, _in(file), me(request), form.cleaned_data["reason"])
    except (opening.NotToBeOpened, VaultBroken):
        return _refused(request, file)
    return handed_out(handed.content, handed.name)


@desk
@require_POST
def quarantine(request: HttpRequest, reference: str, evidence_id: uuid.UUID) -> HttpResponse:
    return out_of_reach(request, *_found(request, reference, evidence_id))


def _in(file: CaseFile) -> opening.InCase:
    return opening.InCase(file.case.pk, file.case.force_id)


def _found(request: HttpRequest, reference: str, evidence_id: uuid.UUID) -> tuple[CaseFile, Evidence]:
    """The file in a case this person sees; out of scope, of another case and not existing look alike."""
    file = file_or_404(request, reference)
    evidence = one_of(file.case, evidence_id)
    if evidence is None:
        raise Http404
    return file, evidence


def _refused(request: HttpRequest, file: CaseFile) -> HttpResponse:
    return page(request, "evidence_shut.html", status=409, **about(request, file), why=CANNOT)
