"""Who is on duty in the demo, and who is away: three days of turns in both forces, and one sergeant covered by another."""

import datetime as dt

from hatereport import clock
from hatereport.demo.cast import FORCES
from hatereport.working_time import LONDON
from partners import absences, turns
from partners.models import Person, Team

#: Kind of the team, and who takes the day (from 7 to 19) and who the night.
_ROSTER = (("duty", "duty.inspector", "duty.inspector2"), ("control_room", "control.room", "control.room2"))
_DAYS = 3


def be_there() -> None:
    """From today on; whoever is asked at any hour of the demo has a name."""
    morning = dt.datetime.combine(clock.now().astimezone(LONDON).date(), dt.time(7), LONDON)
    for force in FORCES:
        by = _person("admin", force)
        for kind, day, night in _ROSTER:
            team = Team.objects.get(force=force, kind=kind)
            for number in range(-1, _DAYS * 2):
                begins = morning + number * dt.timedelta(hours=12)
                ends = begins + dt.timedelta(hours=12)
                if ends > clock.now():
                    turns.add(by, team, _person(night if number % 2 else day, force), begins, ends)
        away, cover = _person("supervisor2", force), _person("supervisor", force)
        absences.away(away, away, cover, morning + dt.timedelta(days=2), morning + dt.timedelta(days=9))


def _person(address: str, force: str) -> Person:
    return Person.objects.get(email=f"{address}@{force}.example")
