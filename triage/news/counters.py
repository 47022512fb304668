"""How much waits for a person, as the small numbers in the head of every page: one query for all of them, each cut off.

Asked by every open page every half minute, so nothing is counted beyond the cap and nothing is recorded: a number is
nobody's look. What calls (alarms.py) has a line of its own and is renewed more often.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Value

from partners.models import Person
from triage import queues
from triage.news import waiting

#: Beyond this the number says no more than "many".
CAP = 50


@dataclass(frozen=True)
class Counter:
    """`code` names the place it stands in; `found` are the rows it counts, inside the person's own scope."""

    code: str
    why: str
    found: Callable[[Person], QuerySet[Any]]


def _queue(person: Person) -> QuerySet[Any]:
    return queues.cases_in(queues.landing(person), person)


def _overdue(person: Person) -> QuerySet[Any]:
    return queues.cases_in(queues.TAB["overdue"], person)


COUNTERS: tuple[Counter, ...] = (
    Counter("desk", "The tab this desk opens with.", _queue),
    Counter("overdue", "A deadline has passed, and it is theirs or their team's.", _overdue),
    Counter("desk_actions", "Open actions of their teams.", waiting.actions_for),
    Counter("desk_countersign", "Acts that wait for their signature.", waiting.signatures_for),
    Counter("desk_news", "What they have not marked as seen.", waiting.news_for),
)


def counts_for(person: Person) -> dict[str, str]:
    """The number of each counter as it is drawn: "" for none, "50+" beyond the cap. One query."""
    first, *others = (_capped(counter, person) for counter in COUNTERS)
    found = [code for (code,) in first.union(*others, all=True)]
    return {counter.code: drawn(found.count(counter.code)) for counter in COUNTERS}


def _capped(counter: Counter, person: Person) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = counter.found(person).order_by().select_related(None)
    counted: QuerySet[Any, Any] = rows.annotate(counted=Value(counter.code)).values_list("counted")[: CAP + 1]
    return counted


def drawn(number: int) -> str:
    """A number as a page shows it."""
    return f"{CAP}+" if number > CAP else str(number or "")
