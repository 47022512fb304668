"""The answer to "do you know anyone in this case?". Where it is asked is views/door.py, what it means first_looks.py."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from triage import first_looks
from triage.queues import DESK_ROLES
from triage.refusals import NotInScope, Refused
from triage.scope import visible_to
from triage.views.door import me, open_to


@open_to(*DESK_ROLES, asks_first=False)
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, reference: str) -> HttpResponse:
    """One click, then straight to where they were going; or the case is out of their sight for good."""
    person, answer = me(request), request.POST.get("declared")
    case = visible_to(person).filter(reference=reference.upper()).first()
    if case is None:
        raise Http404
    if answer not in ("no", "yes"):
        return redirect("desk_case", case.reference)
    key = request.POST.get("key", "")[:64] or uuid.uuid4().hex
    try:
        first_looks.declare(person, case, conflict=answer == "yes", key=key)
    except NotInScope:
        raise Http404 from None
    except Refused as refusal:  # it ended, or moved, in this very moment: asked again
        messages.error(request, " ".join(refusal.reasons))
        return redirect("desk_case", case.reference)
    if answer == "no":
        return redirect(_where_they_were_going(request, reverse("desk_case", args=[case.reference])))
    messages.success(request, f"{case.reference}: you will not see it again. Somebody else goes on with it.")
    return redirect("desk")


def _where_they_were_going(request: HttpRequest, otherwise: str) -> str:
    """A page of the desk, and no other."""
    wanted = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if here and wanted.startswith(reverse("desk")) else otherwise
