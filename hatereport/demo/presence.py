"""Who is at work in the demo: three days of turns in both forces, one sergeant away and covered by another, a colleague who
has been invited and has not come yet, and the computer in the control room that everybody there shares.
"""

import datetime as dt

from hatereport import clock
from hatereport.demo.cast import FORCES
from hatereport.working_time import LONDON
from partners import absences, invitations, terminals, turns
from partners.models import Force, Person, Team

#: Kind of the team, and who takes the day (from 7 to 19) and who the night.
_ROSTER = (("duty", "duty.inspector", "duty.inspector2"), ("control_room", "control.room", "control.room2"))
_DAYS = 3
_INVITED = ("tamsin.birkett", "Tamsin Birkett", "local_focus_sergeant", "local_focus")
_TERMINAL = "Control room, desk 3"


def be_there() -> None:
    """From today on; whoever is asked at any hour of the demo has a name."""
    morning = dt.datetime.combine(clock.today(), dt.time(7), LONDON)
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
        terminals.enrol(by, Force.objects.get(pk=force), _TERMINAL)
        _invite(by, force)


def _invite(by: Person, force: str) -> None:
    """Yesterday evening; the mail has gone, and nobody has followed it."""
    address, name, role, kind = _INVITED
    team = Team.objects.filter(force=force, kind=kind).order_by("name")[0]
    with clock.at(clock.now() - dt.timedelta(hours=15)):
        invitations.invite(by, f"{address}@{force}.example", name, role, force=team.force, team=team)


def _person(address: str, force: str) -> Person:
    return Person.objects.get(email=f"{address}@{force}.example")
