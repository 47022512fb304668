"""Searches somebody comes back to: their filters, codes and nothing else, for oneself or for a team.

Each is counted up to a few, all of them in one query: whoever keeps a list wants to know whether it is empty.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet, Value
from django.http import QueryDict

from hatereport import audit, clock
from partners.models import Person
from triage.finding import filters, keys
from triage.finding.filters import Filters
from triage.models import SavedSearch
from triage.refusals import NotInScope, Refused

#: Counted so far and no further.
COUNTED = 50
#: More than this nobody reads at a glance.
MOST = 20
LONGEST_NAME = 60


@dataclass(frozen=True)
class Shown:
    """One saved search in front of one reader; `count` is "50+" beyond what is counted."""

    row: SavedSearch
    count: str
    is_mine: bool


def saved_for(person: Person) -> QuerySet[SavedSearch]:
    """This person's own, and those of others for a team of theirs."""
    theirs = Q(person=person) | Q(team__in=person.team_ids())
    return SavedSearch.objects.filter(theirs).select_related("person", "team").order_by("name", "id")


def shown_to(person: Person) -> list[Shown]:
    """With their counts. Two queries and those the filters ask for."""
    rows = list(saved_for(person)[:MOST])
    counts = _counts(person, rows)
    return [Shown(row, _said(counts.get(row.pk, 0)), row.person_id == person.pk) for row in rows]


@transaction.atomic
def save(asked: Filters, name: str, team: str = "") -> SavedSearch:
    """Raises Refused with a sentence for whoever types."""
    person, name = asked.person, _named(name)
    if not asked.may_be_saved:
        raise Refused("Choose at least one filter first, and none of the numbers: those are not kept.")
    if SavedSearch.objects.filter(person=person).count() >= MOST:
        raise Refused(f"You have {MOST} saved searches. Delete one you no longer need.")
    if team and not (team.isdecimal() and len(team) < 10 and int(team) in person.team_ids()):
        raise Refused("Choose one of your own teams.")
    row = SavedSearch(person=person, team_id=int(team) if team else None, name=name, filters=asked.address)
    row.made_at = clock.now()
    _write(row)
    audit.record(person.as_actor(), "collection", "saved_search", str(row.pk), "saved", asked.recorded)
    return row


@transaction.atomic
def rename(person: Person, search_id: int, name: str) -> None:
    """Raises NotInScope and Refused."""
    row = _own(person, search_id)
    row.name = _named(name)
    _write(row)
    audit.record(person.as_actor(), "alteration", "saved_search", str(row.pk), "renamed")


@transaction.atomic
def delete(person: Person, search_id: int) -> None:
    """Raises NotInScope."""
    row = _own(person, search_id)
    audit.record(person.as_actor(), "erasure", "saved_search", str(row.pk), "deleted")
    row.delete()


def _counts(person: Person, rows: list[SavedSearch]) -> Counter[int]:
    queries = []
    for row in rows:
        found = filters.read(person, QueryDict(row.filters)).cases().order_by()
        if not found.query.is_empty():
            queries.append(found.annotate(of_search=Value(row.pk)).values_list(F("of_search"))[: COUNTED + 1])
    if not queries:
        return Counter()
    first, *others = queries
    return Counter(pk for (pk,) in first.union(*others, all=True))


def _said(count: int) -> str:
    return f"{COUNTED}+" if count > COUNTED else str(count)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise Refused("Give the search a name.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"Shorten the name to {LONGEST_NAME} characters.")
    if keys.understood(name).what not in ("words", "number"):
        raise Refused("Name it by what it finds, not by a reference, a number or an address.")
    return name


def _write(row: SavedSearch) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused("You have a search of this name already.") from None


def _own(person: Person, search_id: int) -> SavedSearch:
    row = SavedSearch.objects.select_for_update().filter(pk=search_id, person=person).first()
    if row is None:
        raise NotInScope("There is no such search of yours.")
    return row
