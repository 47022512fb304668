"""The people of every test. Amina reports, Rosa helps at a centre; the chain of Cumbria works on it, two of
each who review; Dev of Leicestershire must see nothing of theirs.

Amina has no account: who reports never signs in. The others are made when a test asks for them, by code:
`cast.officer()`, `cast.hate_crime_inspector(2)`.
"""

import datetime as dt
from dataclasses import dataclass

from partners import teams
from partners.models import Force, NonCrimeRegime, Organisation, Person, RoleHeld, Team
from partners.roles import ROLE

PASSWORD = "a long password of the cast"
#: Unusable for signing in and free to make; `signs_in()` gives the real one.
NO_PASSWORD = "!"


@dataclass(frozen=True)
class Reporter:
    """Somebody of the public: what they say about themselves when they report."""

    name: str
    email: str
    phone: str
    postcode: str


AMINA = Reporter("Amina Yusuf", "amina@home.example", "07700 900123", "CA1 1AA")

#: role -> names of the first and the second who hold it in Cumbria
CHAIN: dict[str, tuple[str, str]] = {
    "control_room_operator": ("Joan Tyson", "Becky Moss"),
    "control_room_sergeant": ("Ellen Graham", "Neil Armistead"),
    "duty_inspector": ("Fiona Nicholson", "Craig Bewley"),
    "local_focus_sergeant": ("Sarah Bowness", "Martin Relph"),
    "local_focus_inspector": ("Helen Braithwaite", "Peter Jopson"),
    "officer": ("Jack Routledge", "Katie Sewell"),
    "supervising_sergeant": ("Alan Postlethwaite", "Lisa Thwaite"),
    "hate_crime_sergeant": ("Rachel Dixon", "David Stobart"),
    "hate_crime_inspector": ("Margaret Nixon", "Ian Fearon"),
    "hate_crime_lead": ("Catherine Hodgson", "Andrew Mounsey"),
    "force_crime_registrar": ("Brian Teasdale", "Olive Kirk"),
    "professional_standards": ("Ruth Wannop", "Gary Lowther"),
    "auditor": ("Thomas Carrick", "Ann Story"),
    "force_administrator": ("Angela Ritson", "Keith Irving"),
}

#: The forces of the stories, and the day from which their rules hold and they are live.
AT_WORK, SIGNED_ON = ("cumbria", "leicestershire"), dt.date(2020, 1, 1)


def forces_at_work() -> None:
    """Both forces live, as if they had joined by screens (tests/triage/test_a_force_by_screens.py tells how)."""
    for force in Force.objects.filter(pk__in=AT_WORK):
        teams.stand_up(force)
        NonCrimeRegime.objects.create(
            force=force, regime="nchi_code_2023", valid_from=SIGNED_ON, signed_by="The chief", signed_on=SIGNED_ON
        )
        Force.objects.filter(pk=force.pk).update(on_board=True, valid_from=SIGNED_ON)


def person(role: str, number: int = 1, force: str = "cumbria", area: str | None = None) -> Person:
    """Who holds a role; the same person every time a test asks. Local focus people sit in Carlisle unless told."""
    name = CHAIN[role][number - 1] if force == "cumbria" else f"{role} {number}"
    email = f"{role.replace('_', '.')}{'' if number == 1 else number}@{force}.example"
    who = _person(email, name)
    RoleHeld.objects.get_or_create(person=who, role=role, force_id=force, team=_team(role, force, area), valid_to=None)
    who.forget_roles()
    return who


def control_room_operator(number: int = 1) -> Person:
    return person("control_room_operator", number)


def control_room_sergeant(number: int = 1) -> Person:
    return person("control_room_sergeant", number)


def duty_inspector(number: int = 1) -> Person:
    return person("duty_inspector", number)


def local_focus_sergeant(number: int = 1, area: str = "carlisle") -> Person:
    return person("local_focus_sergeant", number, area=area)


def local_focus_inspector(number: int = 1, area: str = "carlisle") -> Person:
    return person("local_focus_inspector", number, area=area)


def officer(number: int = 1) -> Person:
    return person("officer", number)


def supervising_sergeant(number: int = 1) -> Person:
    return person("supervising_sergeant", number)


def hate_crime_sergeant(number: int = 1) -> Person:
    return person("hate_crime_sergeant", number)


def hate_crime_inspector(number: int = 1) -> Person:
    return person("hate_crime_inspector", number)


def hate_crime_lead(number: int = 1) -> Person:
    return person("hate_crime_lead", number)


def force_crime_registrar(number: int = 1) -> Person:
    return person("force_crime_registrar", number)


def professional_standards(number: int = 1) -> Person:
    return person("professional_standards", number)


def auditor(number: int = 1) -> Person:
    return person("auditor", number)


def force_administrator(number: int = 1) -> Person:
    return person("force_administrator", number)


def platform_administrator() -> Person:
    who = _person("platform@service.example", "Pat Little")
    RoleHeld.objects.get_or_create(person=who, role="platform_administrator", valid_to=None)
    who.forget_roles()
    return who


def dev(role: str = "local_focus_sergeant") -> Person:
    """Dev of Leicestershire, in any role: sees nothing of Cumbria's."""
    who = _person("dev@leicestershire.example", "Dev Patel")
    team = _team(role, "leicestershire", None)
    RoleHeld.objects.get_or_create(person=who, role=role, force_id="leicestershire", team=team, valid_to=None)
    who.forget_roles()
    return who


def rosa() -> Person:
    """Rosa runs a reporting centre."""
    return _of_an_organisation("rosa@centre.example", "Rosa Alvarez", "centre_user", "cvs-safer-communities")


def victim_support() -> Person:
    return _of_an_organisation("victim.support@partner.example", "Jenny Wills", "partner_user", "victim-support")


def awaz() -> Person:
    return _of_an_organisation("awaz@partner.example", "Samina Malik", "partner_user", "awaz-cumbria")


def sits_in(who: Person, kind: str) -> Person:
    """Somebody who sits in a team beside the chain as well, or only there: domestic abuse, sexual offences, safeguarding."""
    team = Team.objects.get(force="cumbria", kind=kind)
    RoleHeld.objects.create(person=who, role="officer", force_id="cumbria", team=team)
    who.forget_roles()
    return who


def signs_in(who: Person) -> Person:
    """Give a person of the cast the password PASSWORD; hashing it is slow on purpose, so only where a test signs in."""
    who.set_password(PASSWORD)
    who.save(update_fields=["password"])
    return who


def _person(email: str, name: str) -> Person:
    return Person.objects.get_or_create(email=email, defaults={"name": name, "password": NO_PASSWORD})[0]


def _of_an_organisation(email: str, name: str, role: str, organisation: str) -> Person:
    who = _person(email, name)
    row = Organisation.objects.get(code=organisation)
    RoleHeld.objects.get_or_create(person=who, role=role, organisation=row, valid_to=None)
    who.forget_roles()
    return who


def _team(role: str, force: str, area: str | None) -> Team | None:
    kind = ROLE[role].team_kind
    if not kind:
        return None
    teams = Team.objects.filter(force=force, kind=kind)
    if kind == Team.Kind.LOCAL_FOCUS:
        first_hub = "carlisle" if force == "cumbria" else Force.objects.get(pk=force).areas.earliest("code").pk
        teams = teams.filter(area=area or first_hub)
    return teams.first()
