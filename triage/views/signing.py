"""Second signatures: what waits for this person, one of them as it was typed, and signing or refusing it."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from hatereport import audit
from partners.models import Person
from triage.countersigning import decide, may_sign
from triage.first_looks import refuse_unopened_by
from triage.models import Case, Countersignature
from triage.news import waiting
from triage.news.waiting import PAGE, SIGNATURES
from triage.refusals import NotInScope, Refused
from triage.reviewing import second_readings
from triage.scope import visible_to
from triage.views.cases import about, file_or_404, look, signing
from triage.views.door import desk, me, page
from triage.views.losing import keeps_words
from triage.views.walking import walk_of


@desk
@require_safe
@transaction.atomic
def signatures(request: HttpRequest) -> HttpResponse:
    """Everything this person may sign now."""
    person = me(request)
    rows = list(waiting.signatures_for(person, SIGNATURES.read(request.GET.get("after", "")))[: PAGE + 1])
    shown = rows[:PAGE]
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "signatures", {"count": len(shown)})
    after = SIGNATURES.place_of(shown[-1]) if len(rows) > PAGE else None
    return page(request, "signatures.html", signatures=shown, next_place=after)


@desk
@keeps_words(reasons="If you do not sign: why?")
@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
    """Read what was typed and sign or refuse; for everybody else, who may."""
    person = me(request)
    asked, case = _asked_of(person, asked_id)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        sign, reasons = request.POST.get("decision") == "sign", request.POST.get("reasons", "")
        try:
            decide(case.pk, asked.pk, person, sign=sign, reasons=reasons, key=request.POST.get("key", "")[:64])
        except NotInScope:
            raise Http404 from None
        except Refused as refusal:
            refused = refusal.reasons
        else:
            messages.success(request, f"{case.reference}: {'signed' if sign else 'not signed'}.")
            seen = visible_to(person).filter(pk=case.pk).exists()
            return redirect(walk_of(request).back_to(case) if seen else "desk_countersign")
    with transaction.atomic():
        file = file_or_404(request, case.reference)
        look(request, file, "signature")
    said = about(request, file) | {"signing": signing(file, asked), "asked": asked, "refused": refused}
    said |= {"signers": waiting.signers_of(case, asked), "may_sign": may_sign(case, asked, person)}
    return page(request, "signature.html", 409 if refused else 200, **said)


def _asked_of(person: Person, asked_id: uuid.UUID) -> tuple[Countersignature, Case]:
    asked = Countersignature.objects.select_related("asked_by", "decided_by", "case__staff").filter(pk=asked_id).first()
    if asked is None or not visible_to(person).filter(pk=asked.case_id).exists():
        raise Http404
    second_readings.refuse_while_waiting(person, asked.case.reference)
    refuse_unopened_by(person, asked.case.reference)
    return asked, asked.case
