"""Managed terminals: enrolled by an administrator who sits at them, listed, retired."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hatereport import audit
from partners import terminals
from partners.account_forms import TerminalForm
from partners.models import Force, Person, Terminal


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """Those in use, and the form for the one this page is read at."""
    person = _administrator(request)
    forces = list(Force.objects.filter(pk__in=person.administers()))
    form = TerminalForm(request.POST if request.method == "POST" else None, forces=forces)
    if form.is_valid():
        force = next((row for row in forces if row.pk == form.cleaned_data.get("force")), forces[0])
        _terminal, token = terminals.enrol(person, force, form.cleaned_data["name"])
        messages.success(request, "This computer is a managed terminal from the next sign-in.")
        response: HttpResponse = redirect("account_terminals")
        terminals.set_cookie(response, token)
        return response
    found = terminals.looked_after_by(person)
    with transaction.atomic():
        actor = person.as_actor(terminals.ADMINISTRATOR)
        audit.record(actor, "consultation", "person", person.pk, "terminals_listed", {"count": len(found)})
    this = terminals.at(request)
    return render(request, "account/terminals.html", {"terminals": found, "form": form, "this": this})


@never_cache
@login_required
@require_POST
def retire(request: HttpRequest, terminal_id: UUID) -> HttpResponse:
    person = _administrator(request)
    terminal = get_object_or_404(Terminal, pk=terminal_id, force__in=person.administers())
    terminals.retire(person, terminal)
    messages.success(request, "It is a computer like any other from now on.")
    return redirect("account_terminals")


def _administrator(request: HttpRequest) -> Person:
    person: Person = request.user  # type: ignore[assignment]  # login_required
    if not person.administers():
        raise PermissionDenied
    return person
