"""Where a force stands: what is still missing before it goes live, and the acts that put it on board."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from incidents.models import LanguageReview
from partners import forces, onboarding
from partners.models import Force
from triage.models import ClockProfile, ForceOutcome
from triage.views.carrying import REFUSALS, told
from triage.views.door import me, page
from triage.views.force.door import administrators, force_or_404, force_page, looked

#: Where each requirement of onboarding.REQUIREMENTS is met.
_MET_AT = {
    "areas": "desk_force_areas",
    "teams": "desk_force_teams",
    "people": "desk_force_people",
    "regime": "desk_force_regime",
}


@administrators
@require_safe
def every_force(request: HttpRequest) -> HttpResponse:
    """The forces a person looks after; straight to the one where there is just one."""
    theirs = list(forces.administered(me(request)).order_by("name"))
    if len(theirs) == 1:
        return redirect("desk_force", theirs[0].pk)
    joining = set(Force.objects.filter(on_board=False, teams__isnull=False).values_list("pk", flat=True))
    lists = [
        ("Works here", [force for force in theirs if force.on_board]),
        ("Joins", [force for force in theirs if force.pk in joining]),
        ("Not on board", [force for force in theirs if not force.on_board and force.pk not in joining]),
    ]
    return page(request, "force/every_force.html", lists=lists)


@administrators
@require_safe
@transaction.atomic
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """One force: steps done and missing, and what it has settled for itself."""
    force = force_or_404(request, code)
    looked(request, force, "force_page")
    joins = onboarding.is_joining(force)
    has = onboarding.Preparation(force)
    steps = onboarding.steps(has) if force.on_board or joins else []
    return force_page(
        request,
        force,
        "overview.html",
        steps=[(step, _MET_AT[step.requirement.code]) for step in steps],
        is_joining=joins,
        is_ready=joins and all(step.done for step in steps),
        has_letters=me(request).holds("force_administrator"),
        people=has.people,
        invited=has.invited,
        own_clocks=len(set(ClockProfile.objects.filter(force=force).values_list("kind", flat=True))),
        own_outcomes=len(set(ForceOutcome.objects.filter(force=force).values_list("code", flat=True))),
        reviewed=LanguageReview.objects.count(),
        notice=getattr(force, "notice", None),
    )


@administrators
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Put a force on board."""
    force = force_or_404(request, code)
    done = f"{force.name} is on board. Invite its administrator, who does the rest."
    told(request, lambda: onboarding.begin(me(request), force), done)
    return redirect("desk_force", force.pk)


@administrators
@require_POST
def go_live(request: HttpRequest, code: str) -> HttpResponse:
    """From now on the force's reports go to its own people; refused while anything is missing."""
    force = force_or_404(request, code)
    try:
        onboarding.go_live(me(request), force)
    except onboarding.NotReady as refusal:
        messages.error(request, f"Not live yet. Still missing: {len(refusal.missing)}; each is named below.")
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{force.name} is live: its reports go to its own control room from now on.")
    return redirect("desk_force", force.pk)


@administrators
@require_POST
def names(request: HttpRequest, code: str) -> HttpResponse:
    """Whether showing names asks for a reason."""
    force = force_or_404(request, code)
    needed = request.POST.get("needed") == "yes"
    forces.ask_reason_for_names(me(request), force, needed)
    messages.success(request, "Names are shown for a reason." if needed else "Names are shown without asking why.")
    return redirect("desk_force", force.pk)
