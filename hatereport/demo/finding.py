"""What the desks of the demo have looked for: searches they keep, and one somebody made for themselves."""

from datetime import timedelta

from django.db import transaction
from django.http import QueryDict

from hatereport import clock
from partners import own_keys
from partners.models import Person
from triage import search_alarms
from triage.finding import filters, saved

#: address before the @, the name of the search, its filters, whether the team has it too
_KEPT = (
    ("control.room", "Waits for an officer", "kind=hate_crime&stage=control_room&sort=due", True),
    ("control.room", "Children", "road=under_18", False),
    ("duty.inspector", "Overdue everywhere", "overdue=yes&sort=due", False),
    ("local.focus", "Silent for two weeks", "silence=14&sort=silence", True),
    ("hate.crime.sergeant", "Happened before", "repeat=once&repeat=many", True),
    ("hate.crime.inspector", "Final review", "stage=nfa_final_review&sort=stage", True),
)
#: Invented, from the range for drama.
_OWN_NUMBER = "07700 900987"


@transaction.atomic
def look_around(force: str = "cumbria") -> None:
    """Once, after the stories: as the pages would do it."""
    for address, name, query, for_team in _KEPT:
        person = Person.objects.get(email=f"{address}@{force}.example")
        team = next((held.team_id for held in person.roles_held() if held.team_id), None) if for_team else None
        saved.save(filters.read(person, QueryDict(query)), name, str(team or ""))
    officer = Person.objects.get(email=f"operator@{force}.example")
    own_keys.keep(officer, {"phone": _OWN_NUMBER})
    with clock.at(clock.now() - timedelta(hours=5)):
        search_alarms.searched(officer, [("phone", _OWN_NUMBER)])
