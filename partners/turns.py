"""Who of a team is on duty when: the name behind "the duty inspector" at three in the morning. The only code that writes
DutyTurn.

A turn names people, it takes nothing from anybody: alarms still sound for the whole role, on a turn or not.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from hatereport import audit, clock
from partners.models import DutyTurn, Force, Person, RoleHeld, Team

#: Nobody is on duty for longer than this at a stretch.
LONGEST = dt.timedelta(hours=16)


@dataclass(frozen=True)
class Roster:
    """A kind of team whose turns are kept: who can be on a turn, and who keeps them beside the administrator."""

    kind: str
    label: str
    sits: tuple[str, ...]
    kept_by: tuple[str, ...]


ROSTERS: tuple[Roster, ...] = (
    Roster("duty", "Duty inspector", ("duty_inspector",), ("duty_inspector",)),
    Roster(
        "control_room",
        "Control room",
        ("control_room_operator", "control_room_sergeant"),
        ("control_room_sergeant", "duty_inspector"),
    ),
    Roster(
        "local_focus",
        "Local focus",
        ("local_focus_sergeant", "local_focus_inspector"),
        ("local_focus_inspector", "duty_inspector"),
    ),
    Roster(
        "hate_crime",
        "Hate crime",
        ("hate_crime_sergeant", "hate_crime_inspector", "hate_crime_lead"),
        ("hate_crime_inspector", "hate_crime_lead"),
    ),
)
ROSTER = {roster.kind: roster for roster in ROSTERS}


class NotYourRoster(PermissionError):
    """Only who leads the team, the duty inspector or the administrator of the force keeps its turns."""


class NoSuchTurn(ValueError):
    """The message says why this turn cannot be entered as it was typed."""


def running_turns(**of: object) -> QuerySet[DutyTurn]:
    """Turns that run now, of a person or a team."""
    now = clock.now()
    return DutyTurn.objects.filter(starts_at__lte=now, ends_at__gt=now, **of)


def on_duty(place: Team | Force | str, kind: str = "duty", at: dt.datetime | None = None) -> list[Person]:
    """Who is on a turn at a moment (now): of one team, or of every team of a kind in a force. One query."""
    moment = at or clock.now()
    rows = that_hold().filter(starts_at__lte=moment, ends_at__gt=moment).select_related("person")
    there = {"team": place} if isinstance(place, Team) else {"team__kind": kind, "team__force": place}
    rows = rows.filter(**there)
    return list({row.person_id: row.person for row in rows.order_by("starts_at", "id")}.values())


def of_teams(teams: list[Team]) -> QuerySet[DutyTurn]:
    """Turns that are running or to come, the next first."""
    rows = that_hold().filter(team__in=teams, ends_at__gt=clock.now())
    return rows.select_related("person").order_by("starts_at", "person__name")


def rostered(person: Person) -> list[Team]:
    """Teams with turns in the person's forces, in the order of the table."""
    found = Team.objects.filter(force__in=person.force_codes(), kind__in=ROSTER).select_related("force")
    order = [roster.kind for roster in ROSTERS]
    return sorted(found, key=lambda team: (team.force_id, order.index(team.kind), team.name))


def may_keep(by: Person, team: Team) -> bool:
    """Whether this person adds and removes turns of the team."""
    roster = ROSTER.get(team.kind)
    return roster is not None and by.holds("force_administrator", *roster.kept_by, force=team.force_id)


def could_sit(teams: list[Team]) -> dict[int, list[Person]]:
    """Team -> everybody who could be on a turn of it, by name. One query."""
    held = RoleHeld.objects.current().filter(team__in=teams, person__is_active=True).select_related("person")
    found: dict[int, dict[str, Person]] = {team.pk: {} for team in teams}
    kinds = {team.pk: team.kind for team in teams}
    for row in held.order_by("person__name"):
        if row.team_id and row.role in ROSTER[kinds[row.team_id]].sits:
            found[row.team_id][str(row.person_id)] = row.person
    return {team: list(people.values()) for team, people in found.items()}


def add(by: Person, team: Team, person: Person, starts_at: dt.datetime, ends_at: dt.datetime) -> DutyTurn:
    """Put somebody of the team on a turn. Raises NotYourRoster and NoSuchTurn."""
    _must_keep(by, team)
    with transaction.atomic():
        Team.objects.select_for_update().get(pk=team.pk)
        if reason := _against(team, person, starts_at, ends_at):
            raise NoSuchTurn(reason)
        turn = DutyTurn.objects.create(team=team, person=person, starts_at=starts_at, ends_at=ends_at, set_by=by)
        _record(by, turn, "turn_added")
    return turn


def remove(by: Person, turn: DutyTurn) -> None:
    """Take a turn off the roster; one that has begun ends now, so that who was on duty stays known.

    Raises NotYourRoster.
    """
    _must_keep(by, turn.team)
    now = clock.now()
    with transaction.atomic():
        kept = DutyTurn.objects.select_for_update().select_related("team").filter(pk=turn.pk, ends_at__gt=now).first()
        if kept is None:
            return
        _record(by, kept, "turn_removed")
        if kept.starts_at >= now:
            kept.delete()
        else:
            DutyTurn.objects.filter(pk=kept.pk).update(ends_at=now)


def that_hold() -> QuerySet[DutyTurn]:
    """Turns of people who still sit in that team: who has left it since is on no turn."""
    sits = RoleHeld.objects.current().filter(person=OuterRef("person"), team=OuterRef("team"))
    return DutyTurn.objects.filter(Exists(sits), person__is_active=True)


def _must_keep(by: Person, team: Team) -> None:
    if not may_keep(by, team):
        raise NotYourRoster(NotYourRoster.__doc__)


def _against(team: Team, person: Person, starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """The sentence that stands against it, or none."""
    if ends_at <= starts_at or ends_at <= clock.now():
        return "Enter an end that is after the beginning and still to come."
    if ends_at - starts_at > LONGEST:
        return "Nobody is on duty for longer than 16 hours: enter two turns."
    if person not in could_sit([team])[team.pk]:
        return f"{person.name} does not sit in this team."
    if DutyTurn.objects.filter(team=team, person=person, starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        return f"{person.name} is on duty in that time already."
    return ""


def _record(by: Person, turn: DutyTurn, act: str) -> None:
    said = {"person": turn.person_id, "from": turn.starts_at, "until": turn.ends_at}
    audit.record(by.as_actor(), "alteration", "team", str(turn.team_id), act, said, force=turn.team.force_id)
