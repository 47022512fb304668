"""Teams of a force and their hours."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from partners import onboarding
from partners import teams as acts
from partners.models import RoleHeld, Team
from triage.force.forms import DAYS, HoursForm
from triage.views.carrying import carried, told, typed
from triage.views.door import me
from triage.views.force.door import administrators, force_or_404, force_page, looked


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def teams(request: HttpRequest, code: str) -> HttpResponse:
    """Every team with its hours and how many sit in it; standing up those that are missing."""
    force = force_or_404(request, code)
    if request.method == "POST":
        told(request, lambda: onboarding.stand_up(me(request), force), "Every standing team is there.")
        return redirect("desk_force_teams", force.pk)
    looked(request, force, "teams")
    sits: dict[int | None, set[object]] = {}
    for team_id, person_id in RoleHeld.objects.current().filter(team__force=force).values_list("team", "person"):
        sits.setdefault(team_id, set()).add(person_id)
    rows = [(team, hours_said(team), len(sits.get(team.pk, ()))) for team in force.teams.order_by("kind", "name")]
    return force_page(request, force, "teams.html", teams=rows, missing=acts.missing_teams(force))


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def team(request: HttpRequest, code: str, team_id: int) -> HttpResponse:
    """The hours of one team."""
    force = force_or_404(request, code)
    row = Team.objects.select_related("force").filter(pk=team_id, force=force).first()
    if row is None:
        raise Http404
    starts = {
        "always_on": "yes" if row.always_on else "no",
        "days": [str(day) for day in row.shift_days],
        "starts": row.shift_start,
        "ends": row.shift_end,
    }
    form = HoursForm(typed(request), initial=starts)
    if carried(request, form, lambda: acts.set_hours(me(request), row, **form.hours()), "The hours are set."):
        return redirect("desk_force_teams", force.pk)
    looked(request, force, "team", team=row.pk)
    return force_page(request, force, "team.html", 422 if form.errors else 200, team=row, form=form)


def hours_said(team: Team) -> str:
    """ "Always", or "Monday to Friday, 08:00 to 18:00"."""
    if team.always_on:
        return "Always"
    names = {int(number): name for number, name in DAYS}
    days = sorted(team.shift_days)
    unbroken = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
    said = f"{names[days[0]]} to {names[days[-1]]}" if unbroken else ", ".join(names[day] for day in days)
    return f"{said}, {team.shift_start:%H:%M} to {team.shift_end:%H:%M}"
