"""Days in court that are to come, for those who go there or answer for them.

A hearing is recorded in the case (effects/court.py); here it is only found.
"""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from hatereport import clock
from partners.models import Person
from triage.models import Hearing
from triage.scope import visible_to

AHEAD = dt.timedelta(days=14)
#: Whose cases they are; the hate crime team and the duty inspector see all of their force.
OWN, WHOLE = ("officer", "supervising_sergeant"), ("hate_crime_sergeant", "hate_crime_inspector", "hate_crime_lead")


def ahead_for(person: Person) -> QuerySet[Hearing]:
    """Hearings from today on, for a fortnight, of cases at court this person sees: their own, or all of the force."""
    today = localtime(clock.now()).date()
    forces = {held.force_id for held in person.roles_held() if held.role in WHOLE}
    theirs = Q(case__officer_in_case=person) | Q(case__supervising_sergeant=person) | Q(case__holder=person)
    rows = Hearing.objects.filter(theirs | Q(case__force__in=forces), dropped_at=None)
    rows = rows.filter(on__gte=today, on__lte=today + AHEAD, case__in=visible_to(person), case__ended_at=None)
    return rows.select_related("case__officer_in_case", "case__area").order_by("on", "id")
