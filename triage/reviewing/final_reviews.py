"""The inspector's own queue: final reviews by the day on which the law runs out, then by their deadline.

The nearest limit of a case is that of its offence rows which nobody has charged; a case without a limit comes after all
that have one. Read page by page from a place in that order, never counted.
"""

import datetime as dt

from django.db.models import DateField, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from partners.models import Person
from triage.law.offences import CHARGES
from triage.models import Case, Clock
from triage.places import Order, Place, day, key, moment
from triage.scope import visible_to
from triage.states import CRIME

ROLES = ("hate_crime_inspector", "hate_crime_lead")
PAGE = 50
#: Stands for "no limit" in the order.
NO_LIMIT = dt.date(9000, 1, 1)
ORDER = Order(("limit_on", "next_due_at", "id"), (day, moment, key))


def waiting_for(person: Person, after: Place | None = None) -> QuerySet[Case]:
    """Cases in final review in the forces whose inspector this person is, the nearest limit first."""
    forces = {held.force_id for held in person.roles_held() if held.role in ROLES}
    cases = visible_to(person).filter(force__in=forces, kind=CRIME, state="nfa_final_review", ended_at=None)
    limits = Min("offences__time_limit_on", filter=~Q(offences__outcome_code__in=CHARGES))
    review = Clock.objects.filter(case=OuterRef("pk"), kind="nfa_review", state=Clock.State.RUNNING)
    cases = cases.annotate(
        limit_on=Coalesce(limits, Value(NO_LIMIT), output_field=DateField()),
        review_due_at=Subquery(review.order_by("due_at").values("due_at")[:1]),
    )
    if after is not None:
        cases = cases.filter(after.beyond())
    return cases.select_related("holder", "area").order_by(*ORDER.fields)


def limit_of(case: Case) -> dt.date | None:
    """The nearest limit of a case that came from here."""
    day: dt.date = case.limit_on  # type: ignore[attr-defined]  # annotated
    return None if day == NO_LIMIT else day


def review_due(case: Case) -> dt.datetime | None:
    """When the review itself is due, whatever else of the case is due before; None where that clock stands still."""
    due: dt.datetime | None = case.review_due_at  # type: ignore[attr-defined]  # annotated
    return due
