"""Where people of organisations land: what was referred to them, and their answer."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from hatereport import audit, clock
from partners.models import Organisation
from triage import wording
from triage.models import Referral
from triage.referrals import (
    ORDER,
    PAGE,
    PARTNERS,
    NoSuchReferral,
    NotNow,
    answer,
    as_partner,
    open_answers,
    page_of,
    referrals_of,
)
from triage.views.door import me, open_to, page

partner = open_to(*PARTNERS)
_BASES = {str(code): str(label) for code, label in Organisation.Basis.choices}


@partner
@require_safe
@transaction.atomic
def referrals(request: HttpRequest) -> HttpResponse:
    """The list, newest first."""
    person = me(request)
    found = page_of(person, ORDER.read(request.GET.get("after", "")))
    shown = found[:PAGE]
    audit.record(as_partner(person), "consultation", "queue", person.pk, "referrals", {"count": len(shown)})
    after = ORDER.place_of(shown[-1]) if len(found) > PAGE else None
    return page(request, "referrals.html", referrals=[_said(row) for row in shown], next_place=after)


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, referral_id: uuid.UUID) -> HttpResponse:
    """One referral: what they are told, on what basis, and what they answer."""
    person, problem = me(request), ""
    if request.method == "POST":
        try:
            done = answer(person, referral_id, request.POST.get("answer", ""))
        except NoSuchReferral:
            raise Http404 from None
        except NotNow as refusal:
            problem = str(refusal)
        else:
            messages.success(request, f"{done.get_state_display()}. The officer can see your answer.")
            return redirect("referral", done.pk)
    with transaction.atomic():
        row = referrals_of(person).filter(pk=referral_id).first()
        if row is None:
            raise Http404
        audit.record(
            as_partner(person),
            "consultation",
            "case",
            row.case_id,
            "referral",
            {"referral": row.pk},
            force=row.case.force_id,
        )
    told = {} if row.state == Referral.State.RECALLED else row.told or {}
    said = _said(row) | {
        "told": told.get("told", ""),
        "keep_to": told.get("keep_to", ()),
        "answers": open_answers(row),
        "problem": problem,
    }
    return page(request, "referral.html", 409 if problem else 200, **said)


def _said(row: Referral) -> dict[str, object]:
    waits = row.state == Referral.State.SENT
    return {
        "referral": row,
        "basis": _BASES.get(row.basis, wording.short(row.basis)),
        "due": wording.due(row.due_at, clock.now()) if waits else None,
    }
