"""Filters as they stand in an address, read, said and written again: shareable, and the same each time.

An address somebody typed wrongly is answered by a sentence and finds nothing: it must not show more than was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from partners.models import Person
from triage.finding.facets import FACET, FACETS, Choice, Facet, NotAnAnswer
from triage.finding.sorts import NEWEST, SORT, URGENCY, Sort
from triage.models import Case
from triage.places import Place
from triage.scope import visible_to

#: A saved search, and what a case carries along in its address, are no longer than this.
LONGEST = 500


@dataclass(frozen=True)
class Filters:
    """What one person asks for, by facet code: `texts` as they stand in the address, `values` what could be read of it."""

    person: Person
    texts: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, list[Any]] = field(default_factory=dict)
    sort: Sort = URGENCY
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def chosen(self) -> bool:
        return bool(self.texts or self.errors)

    @property
    def address(self) -> str:
        """Everything but the place in the list, in the order of the table."""
        return self.without()

    def without(self, *gone: tuple[str, str]) -> str:
        """The address with some answers, each by facet and text, taken away."""
        said = [(facet.code, text) for facet in FACETS if facet.code in self.values for text in self.texts[facet.code]]
        sort = [("sort", self.sort.code)] if self.sort is not URGENCY else []
        return urlencode([pair for pair in said if pair not in gone] + sort)

    @property
    def may_be_saved(self) -> bool:
        coded = all(FACET[code].saved for code in self.texts)
        return bool(self.texts) and coded and not self.errors and len(self.address) <= LONGEST

    @property
    def recorded(self) -> dict[str, Any]:
        """For the log: codes that were chosen, and of a number somebody typed only that there was one."""
        said: dict[str, Any] = {code: values for code, values in self.values.items() if FACET[code].saved}
        typed = [code for code in self.values if not FACET[code].saved]
        beside = {"typed": typed, "unread": list(self.errors)}
        return {"sort": self.sort.code, **said, **{name: codes for name, codes in beside.items() if codes}}

    def cases(self) -> QuerySet[Case]:
        """What they leave of this person's cases, in order. Nothing where something could not be read."""
        if self.errors:
            return Case.objects.none()
        found = visible_to(self.person).filter(self._where())
        return found.order_by(*self.sort.order.fields)

    def beyond(self, place: Place | None) -> QuerySet[Case]:
        return self.cases().filter(place.beyond()) if place else self.cases()

    def before(self, place: Place) -> QuerySet[Case]:
        """From a place towards the first, the nearest first."""
        return self.cases().filter(place.before()).order_by(*self.sort.order.reversed.fields)

    def _where(self) -> Q:
        where = Q()
        for code, values in self.values.items():
            where &= FACET[code].where(self.person, values)
        if "open" not in self.values and not self.by_number:
            where &= Q(ended_at=None)
        # Named so that the index of the sort is used; a case another force offers is found by its reference.
        return where if self.by_number else where & Q(force__in=sorted(self.person.force_codes()))

    @property
    def by_number(self) -> bool:
        """Whether a reference or another system's number is among them, which leads to whom it names."""
        return any(not FACET[code].saved for code in self.values)


class Offered:
    """What may be chosen for each facet, asked of the database once."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._known: dict[str, list[Choice]] = {}

    def of(self, facet: Facet) -> list[Choice]:
        if facet.code not in self._known:
            self._known[facet.code] = facet.choices_for(self.person)
        return self._known[facet.code]


def read(person: Person, said: QueryDict, offered: Offered | None = None) -> Filters:
    """Filters from an address. What cannot be read stands among the errors as a sentence, by facet code."""
    offered = offered or Offered(person)
    texts: dict[str, list[str]] = {}
    values: dict[str, list[Any]] = {}
    errors: dict[str, str] = {}
    for facet in FACETS:
        typed = [text.strip() for text in said.getlist(facet.code) if text.strip()]
        typed = list(dict.fromkeys(typed if facet.several else typed[-1:]))
        if not typed:
            continue
        texts[facet.code] = typed
        try:
            values[facet.code] = _read(facet, typed, offered)
        except NotAnAnswer as error:
            errors[facet.code] = f"{facet.label}: {error}"
    by_number = any(not FACET[code].saved for code in values)
    sort = _sort(
        said.get("sort", ""), open_only=not by_number and values.get("open", ["open"]) == ["open"], errors=errors
    )
    return Filters(person, texts, values, sort, errors)


def _read(facet: Facet, typed: list[str], offered: Offered) -> list[Any]:
    if facet.read is not None:
        return [facet.read(text) for text in typed]
    known = dict(offered.of(facet))
    if unknown := [text for text in typed if text not in known]:
        raise NotAnAnswer(f"“{unknown[0][:40]}” is not among the answers. Choose one of those offered.")
    return typed


def _sort(code: str, *, open_only: bool, errors: dict[str, str]) -> Sort:
    """The order asked for; with closed cases among them that of arrival, which alone is laid down for them."""
    if not code:
        return URGENCY if open_only else NEWEST
    if code not in SORT:
        errors["sort"] = "Sort: choose one of the orders offered."
        return NEWEST
    return SORT[code] if open_only or not SORT[code].open_only else NEWEST
