"""Which teams a force has when it joins, and which team of a force takes a piece of work.

Everything always finds a team: an area without one falls back to the force, a kind nobody has to the
control room, a force that has no teams to the duty force. Who sits where is people.py.
"""

from dataclasses import dataclass
from datetime import time

from django.db import transaction
from django.db.models import Q

from hatereport import audit
from partners.forces import must_administer
from partners.looking_after import administrator
from partners.models import Force, Person, PolicingArea, Team

Kind = Team.Kind
#: The two that hold every clock at night: no roster switches them off (the database says so too).
NEVER_OFF = (Kind.CONTROL_ROOM, Kind.DUTY)
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class StandingTeam:
    """A team every force gets when it joins; an administrator may change its hours and add others."""

    kind: Team.Kind
    name: str
    why: str
    always_on: bool = False
    days: tuple[int, ...] = MONDAY_TO_FRIDAY
    starts: time = time(8)
    ends: time = time(18)
    #: One for each policing area instead of one for the force.
    for_each_area: bool = False


STANDING_TEAMS: tuple[StandingTeam, ...] = (
    StandingTeam(Kind.CONTROL_ROOM, "control room", "Danger keeps no hours.", always_on=True),
    StandingTeam(Kind.DUTY, "duty inspector", "Holds every 24x7 clock whose team is off shift.", always_on=True),
    StandingTeam(Kind.RESPONSE, "response", "An officer is dispatched at any hour.", always_on=True),
    StandingTeam(
        Kind.LOCAL_FOCUS,
        "local focus team",
        "The hub that knows the place (seed 000).",
        days=EVERY_DAY,
        starts=time(8),
        ends=time(22),
        for_each_area=True,
    ),
    StandingTeam(Kind.HATE_CRIME, "hate crime team", "Specially trained reviewers (seed 000)."),
    StandingTeam(Kind.DOMESTIC_ABUSE, "domestic abuse team", "A parallel owner where a partner or family is involved."),
    StandingTeam(Kind.SEXUAL_OFFENCES, "sexual offences team", "Takes over within the hour.", always_on=True),
    StandingTeam(Kind.SAFEGUARDING, "safeguarding team", "A child or an adult at risk.", days=EVERY_DAY),
    StandingTeam(Kind.PROFESSIONAL_STANDARDS, "professional standards", "The suspect works for the police."),
    StandingTeam(Kind.CRIME_REGISTRY, "crime registry", "The registrar, apart from those who investigate."),
)


def standing_teams(force: Force, areas: list[PolicingArea]) -> list[Team]:
    """The teams of the table for one force, unsaved."""
    teams = []
    for standing in STANDING_TEAMS:
        places = areas if standing.for_each_area else [None]
        for area in places:
            slug = standing.kind.replace("_", "-")
            teams.append(
                Team(
                    code=f"{force.code}-{area.code}-{slug}" if area else f"{force.code}-{slug}",
                    force=force,
                    area=area,
                    kind=standing.kind,
                    name=f"{area.name if area else force.name}: {standing.name}",
                    always_on=standing.always_on,
                    shift_days=list(standing.days),
                    shift_start=standing.starts,
                    shift_end=standing.ends,
                )
            )
    return teams


def stand_up(force: Force) -> int:
    """Give a force, live or joining, the standing teams it lacks. Returns how many teams it has now."""
    Team.objects.bulk_create(missing_teams(force), ignore_conflicts=True)
    return force.teams.count()


class NoSuchHours(ValueError):
    """The message says why the team cannot keep these hours."""


def missing_teams(force: Force) -> list[Team]:
    """Standing teams the force lacks, unsaved."""
    there = set(force.teams.values_list("code", flat=True))
    return [team for team in standing_teams(force, list(force.areas.not_over())) if team.code not in there]


def set_hours(by: Person, team: Team, *, always_on: bool, days: list[int], starts: time, ends: time) -> None:
    """When somebody of the team is there; the log keeps the hours before. Raises NotYourForce and NoSuchHours."""
    must_administer(by, team.force)
    if team.kind in NEVER_OFF and not always_on:
        raise NoSuchHours("Somebody is always there in this team: at night it answers for all the others.")
    if not always_on and not days:
        raise NoSuchHours("Choose the days on which a shift of the team starts.")
    if not always_on and starts == ends:
        raise NoSuchHours(
            "Enter an end that is not the beginning; for round the clock, say that somebody is always there."
        )
    with transaction.atomic():
        kept = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
        before = _hours(kept)
        team.always_on, team.shift_days, team.shift_start, team.shift_end = always_on, sorted(days), starts, ends
        team.save(update_fields=["always_on", "shift_days", "shift_start", "shift_end"])
        if before != (after := _hours(team)):
            said = {"before": before, "after": after}
            audit.record(administrator(by), "alteration", "team", str(team.pk), "hours_set", said, force=team.force_id)


def _hours(team: Team) -> str:
    """As one code: "always", or "12345:08.00-18.00"."""
    days = "".join(str(day) for day in team.shift_days)
    return "always" if team.always_on else f"{days}:{team.shift_start:%H.%M}-{team.shift_end:%H.%M}"


def duty_force() -> Force:
    """The one force of this deployment that holds what no force on board covers."""
    return Force.objects.get(is_duty=True)


def team_for(kind: str, force: Force | str, area: PolicingArea | str | None = None) -> Team:
    """The team that takes work of a kind at a place: the area's, else the force's, else the control room. One query."""
    teams = _teams_of(force)
    area_code = area.pk if isinstance(area, PolicingArea) else area

    def nearness(team: Team) -> int | None:
        if team.kind == kind and team.area_id == area_code:
            return 0
        if team.kind == kind and team.area_id is None:
            return 1
        # Local focus teams sit in areas: without an area, any of them is nearer than none, while its area is one.
        if team.kind == kind and area_code is None and team.area and team.area.is_current:
            return 2
        if team.kind == Kind.CONTROL_ROOM:
            return 3
        return None

    ranked = [(rank, team.code, team) for team in teams if (rank := nearness(team)) is not None]
    return min(ranked, key=lambda entry: entry[:2])[2]


def _teams_of(force: Force | str) -> list[Team]:
    """The teams of a force that has any, live or not: a case it was given stays its own. Of the duty force for any other."""
    code = force.pk if isinstance(force, Force) else force
    found = list(Team.objects.filter(Q(force=code) | Q(force__is_duty=True)).select_related("force", "area"))
    own = [team for team in found if team.force_id == code]
    return own or [team for team in found if team.force.is_duty]
