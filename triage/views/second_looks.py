"""What was marked as no report and fell by lot to a second person: read it, and agree or open it again."""

import uuid
from collections import Counter, defaultdict
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from hatereport import audit
from partners.models import Person
from triage import first_looks
from triage.floods.clearing import reasons_offered
from triage.floods.grouping import plain
from triage.models import SecondLook
from triage.refusals import Incomplete, NotInScope, Refused
from triage.reviewing import second_looks
from triage.reviewing.lots import SAMPLE
from triage.views.door import me, open_to, page
from triage.views.flood_reading import said_whom_they_know

_KIND = SecondLook.Kind.NOT_A_REPORT
#: Opened on one page; of a flood many are one text and stand together.
MOST = 100
_REASONS = dict(reasons_offered())
#: What became of the answers, as it is said with how many.
_WRITTEN = {
    "agreed": "Agreed",
    "reopened": "Opened again",
    "too_late": "Too late to open again, so your reasons are kept and the duty inspector is told",
}
_NOT_WRITTEN = {"refused": "Not answered, for a colleague has acted meanwhile"}


@open_to(*SAMPLE[_KIND].roles)
@require_http_methods(["GET", "HEAD", "POST"])
def looks(request: HttpRequest) -> HttpResponse:
    """Mine to look at, the oldest first; the same text marked for the same reason is asked about and answered once."""
    if request.method != "POST":
        return _page(request)
    if said := said_whom_they_know(request):
        return _declare(request, said)
    try:
        answered = _answer(request, me(request))
    except Incomplete as refusal:
        return _page(request, refusal.errors)
    for show, sentence in ((messages.success, _WRITTEN), (messages.error, _NOT_WRITTEN)):
        if said := " ".join(f"{words}: {answered[what]}." for what, words in sentence.items() if answered[what]):
            show(request, said)
    # Of what was refused the reasons stand there again: whoever still sees a report opens its case with them.
    return _page(request, status=409) if answered["refused"] else redirect("desk_second_looks")


@transaction.atomic
def _page(request: HttpRequest, errors: dict[str, str] | None = None, *, status: int = 200) -> HttpResponse:
    person = me(request)
    found = [one | {"chosen": request.POST.get(f"answer_{one['ids'][0]}", "")} for one in _waiting(person)]
    shown = sum(len(one["ids"]) for one in found)
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "second_looks", {"count": shown})
    return page(
        request,
        "second_looks.html",
        422 if errors else status,
        looks=[one for one in found if one["is_declared"]],
        unasked=[one for one in found if not one["is_declared"]],
        errors=errors or {},
        typed=request.POST,
    )


def _waiting(person: Person) -> list[dict[str, Any]]:
    due = second_looks.due_for(person, _KIND).select_related("case__report__content", "case__staff", "move", "first_by")
    alike: dict[Any, list[SecondLook]] = defaultdict(list)
    for look in due[:MOST]:
        alike[plain(look.case.report.narrative or ""), look.move.codes.get("not_report_reason", "")].append(look)
    declared = first_looks.opened_by(person, [look.case_id for same in alike.values() for look in same])
    return [_said(reason, same, declared) for (_, reason), same in alike.items()]


def _said(reason: str, same: list[SecondLook], declared: set[uuid.UUID]) -> dict[str, Any]:
    """Those of one text; whoever knows nobody in all of them reads it."""
    first = same[0]
    first.move.case = first.case
    return {
        "ids": [str(look.pk) for look in same],
        "is_declared": declared.issuperset(look.case_id for look in same),
        "case": first.case,
        "words": first.case.report.narrative,
        "reason": _REASONS.get(reason, reason),
        "added": (first.move.words or {}).get("reasons", ""),
        "by": first.first_by,
        "at": first.asked_at,
        "times": len(same),
    }


def _declare(request: HttpRequest, said: str) -> HttpResponse:
    """Whether they know anyone in one of them, or in all of one text; who does has them out of sight."""
    person, conflict = me(request), said == "yes"
    asked = set(request.POST.get("looks", "").split(","))
    due = second_looks.due_for(person, _KIND).select_related("case")[:MOST]
    for case in [look.case for look in due if str(look.pk) in asked]:
        with suppress(NotInScope, Refused):  # a colleague has acted on it meanwhile: it is no longer theirs to look at
            first_looks.declare(person, case, conflict=conflict, key=uuid.uuid4().hex)
    if conflict:
        messages.success(request, "You will not see it again. Somebody else looks at it.")
    return redirect("desk_second_looks")


def _answer(request: HttpRequest, person: Person) -> Counter[str]:
    """How many became what. What nobody chose an answer for is left."""
    why = request.POST.get("why", "")[:8000].strip()
    chosen = [
        (ids.split(","), request.POST.get(f"answer_{ids.split(',')[0]}", "")) for ids in request.POST.getlist("looks")
    ]
    if any(said == "report" for _, said in chosen) and not why:
        raise Incomplete({"why": "Write what makes it a report."})
    return Counter(
        _one(look_id, person, said, why) for ids, said in chosen if said in ("agree", "report") for look_id in ids
    )


def _one(look_id: str, person: Person, said: str, why: str) -> str:
    try:
        if said == "agree":
            second_looks.answer(uuid.UUID(look_id), person, _KIND, agrees=True)
            return "agreed"
        return "reopened" if second_looks.it_was_a_report(uuid.UUID(look_id), person, why) else "too_late"
    except (NotInScope, Refused, ValueError):
        return "refused"
