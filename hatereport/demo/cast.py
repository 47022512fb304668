"""The people of the demo: one account for every part in the chain, two of those who review, in both forces.

Their addresses are a contract (design.md); all names are made up. The password is `demo`, and only the demo, which
runs on loopback alone, has these people.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from hatereport import audit, clock
from hatereport.audit import SYSTEM
from hatereport.audit.log import Act
from partners import forces, onboarding
from partners.models import Force, NonCrimeRegime, Organisation, Person, RoleHeld, Team
from partners.roles import ROLE

PASSWORD = "demo"  # noqa: S105  (printed by `make demo`)
FORCES = ("cumbria", "leicestershire")


class NotTheDemo(RuntimeError):
    """These accounts have a password everybody knows: they exist in the demo and nowhere else."""


@dataclass(frozen=True)
class Account:
    """`address` before the @; a made-up name for each force; the roles held there; the kind of team, where it is not the
    one the role sits in.
    """

    address: str
    cumbria: str
    leicestershire: str
    roles: tuple[str, ...]
    team: str = ""

    def name(self, force: str) -> str:
        return self.cumbria if force == "cumbria" else self.leicestershire


ACCOUNTS: tuple[Account, ...] = (
    Account("operator", "Joan Tyson", "Harjit Bains", ("control_room_operator",)),
    Account("control.room", "Ellen Graham", "Marcus Webb", ("control_room_sergeant",)),
    Account("control.room2", "Neil Armistead", "Priti Solanki", ("control_room_sergeant",)),
    Account("duty.inspector", "Fiona Nicholson", "Robert Ashby", ("duty_inspector",)),
    Account("duty.inspector2", "Craig Bewley", "Nadia Karim", ("duty_inspector",)),
    Account("local.focus", "Sarah Bowness", "Dev Patel", ("local_focus_sergeant",)),
    Account("local.focus2", "Martin Relph", "Gemma Tilley", ("local_focus_sergeant",)),
    Account("local.inspector", "Helen Braithwaite", "Colin Freer", ("local_focus_inspector",)),
    Account("local.inspector2", "Peter Jopson", "Amrit Sandhu", ("local_focus_inspector",)),
    Account("officer", "Jack Routledge", "Leanne Orton", ("officer",)),
    Account("officer2", "Katie Sewell", "Tariq Aziz", ("officer",)),
    Account("supervisor", "Alan Postlethwaite", "Joanne Hubbard", ("supervising_sergeant",)),
    Account("supervisor2", "Lisa Thwaite", "Sean Gamble", ("supervising_sergeant",)),
    Account("hate.crime.sergeant", "Rachel Dixon", "Simon Toone", ("hate_crime_sergeant",)),
    Account("hate.crime.sergeant2", "David Stobart", "Meera Chauhan", ("hate_crime_sergeant",)),
    Account("hate.crime.inspector", "Margaret Nixon", "Anil Mistry", ("hate_crime_inspector",)),
    Account("hate.crime.inspector2", "Ian Fearon", "Karen Measures", ("hate_crime_inspector",)),
    Account("hate.crime.lead", "Catherine Hodgson", "Philip Burrows", ("hate_crime_lead",)),
    Account("hate.crime.lead2", "Andrew Mounsey", "Sunita Rao", ("hate_crime_lead",)),
    Account("registrar", "Brian Teasdale", "Elaine Copson", ("force_crime_registrar",)),
    Account("professional.standards", "Ruth Wannop", "Derek Voss", ("professional_standards",)),
    Account("domestic.abuse", "Nora Kitching", "Farah Anwar", ("officer",), team="domestic_abuse"),
    Account("safeguarding", "Joyce Pattinson", "Owen Maddox", ("officer",), team="safeguarding"),
    Account("sexual.offences", "Diane Moss", "Kavita Rana", ("officer",), team="sexual_offences"),
    Account("auditor", "Thomas Carrick", "Yasmin Lodhi", ("auditor",)),
    Account("admin", "Angela Ritson", "Stephen Clowes", ("force_administrator",)),
)

#: (address, name, code of the organisation)
PARTNERS: tuple[tuple[str, str, str], ...] = (
    ("victim.support@partner.example", "Jenny Wills", "victim-support"),
    ("awaz@partner.example", "Samina Malik", "awaz-cumbria"),
)
#: Holds the platform as well as the force.
PLATFORM = "admin@cumbria.example"


def make_accounts() -> int:
    """Every account of the contract that is missing, with its roles. Returns how many there are. Raises NotTheDemo."""
    if not settings.DEMO:
        raise NotTheDemo(NotTheDemo.__doc__)
    with transaction.atomic():
        before = set(Person.objects.values_list("email", flat=True))
        _make_people()
        platform = _platform()
        joining = [force for force in Force.objects.filter(pk__in=FORCES) if not force.on_board]
        for force in joining:
            onboarding.begin(platform, force)
        _give_roles()
        for force in joining:
            _sign(platform, force)
            onboarding.go_live(platform, force)
        new = Person.objects.exclude(email__in=before).values_list("pk", flat=True)
        audit.record_many([Act(SYSTEM, "collection", "person", pk, "demo_account_made") for pk in new])
    return len(ACCOUNTS) * len(FORCES) + len(PARTNERS)


def _make_people() -> None:
    # One hash for all of them: hashing fifty passwords well would take the demo several seconds.
    password = make_password(PASSWORD)
    wanted = [(f"{one.address}@{force}.example", one.name(force)) for force in FORCES for one in ACCOUNTS]
    wanted += [(address, name) for address, name, _organisation in PARTNERS]
    Person.objects.bulk_create(
        [Person(email=email, name=name, password=password) for email, name in wanted], ignore_conflicts=True
    )


def _platform() -> Person:
    """Who puts the two forces on board, as everywhere: by the acts of partners/onboarding.py."""
    platform = Person.objects.get(email=PLATFORM)
    RoleHeld.objects.get_or_create(person=platform, role="platform_administrator", valid_to=None)
    return platform


def _give_roles() -> None:
    people = {person.email: person for person in Person.objects.all()}
    organisations = {row.code: row for row in Organisation.objects.filter(code__in=[code for *_, code in PARTNERS])}
    rows = [
        RoleHeld(person=people[f"{one.address}@{force}.example"], role=role, force_id=force, team=team)
        for force in FORCES
        for one in ACCOUNTS
        for role in one.roles
        for team in _teams_of(force, one.team or ROLE[role].team_kind)
    ]
    rows += [
        RoleHeld(person=people[address], role="partner_user", organisation=organisations[code])
        for address, _name, code in PARTNERS
    ]
    RoleHeld.objects.bulk_create(rows, ignore_conflicts=True)


def _teams_of(force: str, kind: str) -> list[Team | None]:
    """The teams of a kind; every hub for a local focus role, so that no report of the demo waits for nobody."""
    return list(Team.objects.filter(force=force, kind=kind)) if kind else [None]


def _sign(by: Person, force: Force) -> None:
    today = clock.today()
    forces.sign_regime(
        by,
        force,
        regime=NonCrimeRegime.Regime.NCHI_CODE_2023,
        valid_from=today,
        signed_by="Nobody: this is the demo",
        signed_on=today,
    )
