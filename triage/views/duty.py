"""Who is on duty now and next, and keeping the roster."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from hatereport import audit, clock
from partners import turns
from partners.models import DutyTurn, Person, Team
from triage.force.forms import TurnForm
from triage.queues import DESK_ROLES
from triage.views.carrying import carried, told
from triage.views.door import me, open_to, page

rostered = open_to(*DESK_ROLES, "force_administrator")


@rostered
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def duty(request: HttpRequest) -> HttpResponse:
    """Each team with turns: who is there now, who comes next, and a form for those who keep its turns."""
    person = me(request)
    teams = turns.rostered(person)
    keeps = [team for team in teams if turns.may_keep(person, team)]
    sits = turns.could_sit(keeps) if keeps else {}
    asked = request.POST.get("team") if request.method == "POST" else None
    team = next((team for team in keeps if str(team.pk) == asked), None)
    if request.method == "POST" and team is None:
        raise Http404
    form = TurnForm(request.POST, people=sits[team.pk]) if team else None
    if team and form and carried(request, form, lambda: _add(person, team, form), "The turn is on the roster."):
        return redirect("desk_duty")
    audit.record(person.as_actor(), "consultation", "queue", person.pk, "duty", {"count": len(teams)})
    lines = _lines(teams, sits, team, form)
    said = {
        "lines": [line for line in lines if _has_turns(line)],
        "without": [line for line in lines if not _has_turns(line)],
    }
    return page(request, "duty.html", 422 if form else 200, **said, wrong=form)


@rostered
@require_POST
@transaction.atomic
def duty_end(request: HttpRequest, turn_id: int) -> HttpResponse:
    """Take a turn off the roster."""
    turn = DutyTurn.objects.select_related("team").filter(pk=turn_id, team__in=turns.rostered(me(request))).first()
    if turn is None:
        raise Http404
    told(request, lambda: turns.remove(me(request), turn), "The turn is off the roster.")
    return redirect("desk_duty")


def _has_turns(line: dict[str, Any]) -> bool:
    return bool(line["now"] or line["next"])


def _add(by: Person, team: Team, form: TurnForm) -> DutyTurn:
    said = form.cleaned_data
    return turns.add(by, team, form.people[said["person"]], said["starts_at"], said["ends_at"])


def _lines(
    teams: list[Team], sits: dict[int, list[Person]], asked: Team | None, form: TurnForm | None
) -> list[dict[str, Any]]:
    """What duty.html draws, team by team."""
    now, by_team = clock.now(), {team.pk: list[DutyTurn]() for team in teams}
    for turn in turns.of_teams(teams):
        by_team[turn.team_id].append(turn)
    return [
        {
            "team": team,
            "now": [turn for turn in by_team[team.pk] if turn.starts_at <= now],
            "next": [turn for turn in by_team[team.pk] if turn.starts_at > now],
            "form": form
            if team == asked
            else TurnForm(people=sits[team.pk], prefix=None, auto_id=f"t{team.pk}_%s")
            if team.pk in sits
            else None,
        }
        for team in teams
    ]
