"""Files officers add to a case: added on a page of their own, opened as a download by POST, or put out of reach."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hatereport.formkit import CharacterCount, NarrativeField, QuestionForm
from hatereport.headers import handed_out
from incidents.evidence.kinds import ACCEPTED
from incidents.evidence.opening import NotToBeOpened
from incidents.evidence.vault import VaultBroken
from triage.case_page.case_file import CaseFile
from triage.fields import WORDS_LIMIT
from triage.handling import attachments
from triage.models import Attachment
from triage.openness import why_not
from triage.refusals import Incomplete, NotInScope, Refused
from triage.views.cases import about, file_or_404, look
from triage.views.door import desk, me, page
from triage.views.losing import keeps_words
from triage.views.quarantining import out_of_reach
from triage.views.walking import walk_of
from triage.workflow import ACT

CANNOT = (
    "This file cannot be opened: it is still being checked, a check failed, it was put out of reach, or it was erased."
)


class AttachForm(QuestionForm):
    """What is wrong with a file is found by the act (attachments.py), which reads it."""

    file = forms.FileField(
        label="Choose a file",
        help_text="Up to 10 MB. A picture, a PDF, plain text, sound or video.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,
        error_messages={"required": "Choose a file.", "invalid": "Choose a file."},
    )
    shows = NarrativeField(
        label="What does it show, and where is it from?",
        limit=WORDS_LIMIT,
        widget=CharacterCount(attrs={"rows": 3}),
        error_messages={"required": "Write what it shows and where it is from."},
    )


@desk
@keeps_words(shows="What does it show, and where is it from?")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Words stay when something is wrong; a browser forgets the file, and the page says to choose it again."""
    with transaction.atomic():
        file = file_or_404(request, reference)
        look(request, file, attachments.ACT)
    if request.method != "POST":
        return _ask(request, file, AttachForm())
    form = AttachForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, file, form, status=422)
    sent, typed = form.cleaned_data["file"], request.POST.get("version", "")
    try:
        attachments.add(
            file.case.pk,
            me(request),
            version=int(typed) if typed.isdecimal() and len(typed) < 9 else 0,
            key=request.POST.get("key", "")[:64],
            name=sent.name,
            content=sent.read(),
            size=sent.size,
            shows=form.cleaned_data["shows"],
        )
    except NotInScope:
        raise Http404 from None
    except Incomplete as refusal:
        for name, said in refusal.errors.items():
            form.add_error(name if name in form.fields else None, said)
        return _ask(request, file, form, status=422)
    except Refused as refusal:
        return _ask(request, file, form, refused=refusal.reasons, status=409)
    messages.success(request, f"{file.case.reference}: the file is added.")
    return redirect(walk_of(request).back_to(file.case))


@desk
@require_POST
def open_file(request: HttpRequest, reference: str, attachment_id: uuid.UUID) -> HttpResponse:
    file, row = _found(request, reference, attachment_id)
    try:
        handed = attachments.open_file(row, me(request))
    except (NotToBeOpened, VaultBroken):
        return page(request, "evidence_shut.html", status=409, **about(request, file), why=CANNOT)
    return handed_out(handed.content, handed.name)


@desk
@require_POST
def quarantine(request: HttpRequest, reference: str, attachment_id: uuid.UUID) -> HttpResponse:
    return out_of_reach(request, *_found(request, reference, attachment_id))


def _found(request: HttpRequest, reference: str, attachment_id: uuid.UUID) -> tuple[CaseFile, Attachment]:
    """The file in a case this person sees; out of scope, of another case and not existing look alike."""
    file = file_or_404(request, reference)
    row = attachments.one_of(file.case, attachment_id)
    if row is None:
        raise Http404
    return file, row


def _ask(
    request: HttpRequest, file: CaseFile, form: AttachForm, *, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    file.ctx.act = ACT[file.case.kind, attachments.ACT]
    said: dict[str, Any] = about(request, file)
    return page(request, "attach.html", status, **said, form=form, refused=refused, not_open=why_not(file.ctx))
