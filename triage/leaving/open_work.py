"""What somebody has in hand, as two tables: work that is handed over, and what others must end first.

An administrator sees how much, never which: no case is theirs to read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hatereport import clock
from partners import turns
from partners.models import Absence, Person
from triage.models import Case, Countersignature, FloodClearing, Move, Transfer
from triage.parts import STANDARDS
from triage.queues import DESK_ROLES
from triage.roads.blocks import FLAG as DOMESTIC

Of = TypeVar("Of")


@dataclass(frozen=True)
class Part:
    """A way of having a case in hand: the act that hands it over, and who may take it."""

    code: str
    label: str
    #: Before a number of open cases.
    counted: str
    theirs: Callable[[Person], Q]
    act: str
    #: The role it hangs on: who keeps that role keeps the work. "" for any role that works on cases.
    role: str = ""
    #: Where the act asks for the person; "" where whoever does it takes it on themselves.
    field: str = ""
    #: Roles of those who may take it; () for the owners of the state.
    takers: tuple[str, ...] = ()
    #: Where the act asks for words, and the question it puts.
    words: str = "reasons"
    asks: str = "Why, and what should they know?"


def _owns_domestic(person: Person) -> Q:
    """Took the domestic abuse side of the report last (roads/blocks.py `owner_of`)."""
    taken = Move.objects.filter(act="own_domestic")
    later = taken.filter(case__report=OuterRef("case__report"), case__force=OuterRef("case__force"))
    later = later.filter(Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id")))
    theirs = taken.filter(~Exists(later), actor=person, case__report=OuterRef("report"), case__force=OuterRef("force"))
    return Q(flags__contains=[DOMESTIC]) & Q(Exists(theirs))


PARTS: tuple[Part, ...] = (
    Part(
        "officer",
        "Officer in the case",
        "Officer in",
        lambda person: Q(officer_in_case=person),
        act="change_officer",
        role="officer",
        field="officer",
        takers=("officer",),
    ),
    Part(
        "supervisor",
        "Supervises",
        "Supervises",
        lambda person: Q(supervising_sergeant=person),
        act="change_supervisor",
        role="supervising_sergeant",
        field="supervising_sergeant",
        takers=("supervising_sergeant",),
    ),
    Part(
        "holder",
        "Holds",
        "Holds",
        lambda person: Q(holder=person, restricted=False) & ~Q(officer_in_case=person),
        act="hand_over",
        field="person",
    ),
    Part(
        "investigator",
        "Investigates for professional standards",
        "Investigates for professional standards",
        lambda person: Q(holder=person, restricted=True),
        act="name_investigator",
        field="investigator",
        takers=(*STANDARDS, "officer"),
    ),
    Part(
        "domestic",
        "Owns the domestic abuse side",
        "Owns the domestic abuse side of",
        _owns_domestic,
        act="own_domestic",
        words="first_steps",
        asks="What do you do first?",
    ),
)
PART = {part.code: part for part in PARTS}


@dataclass(frozen=True)
class Left:
    """What ends by somebody else's doing. `of_case`: where each row names the case it is about."""

    code: str
    before: str
    what: str
    after: str
    rows: Callable[[Person, str], QuerySet[Any]]
    how: str
    of_case: bool = False
    #: The page where it is ended, and what that is called.
    at: str = ""
    page: str = ""

    def said(self, number: int) -> str:
        return f"{self.before} {number} {self.what}{'' if number == 1 else 's'} {self.after}."


def _of(rows: QuerySet[Any], path: str, force: str) -> QuerySet[Any]:
    return rows.filter(**{path: force}) if force else rows


LEFT: tuple[Left, ...] = (
    Left(
        "asked",
        "Has asked for",
        "signature",
        "that nobody has given or refused yet",
        lambda person, force: _of(
            Countersignature.objects.filter(asked_by=person, state="asked"), "case__force", force
        ),
        "Whoever may sign signs or refuses.",
        of_case=True,
        at="desk_countersign",
        page="To sign",
    ),
    Left(
        "transfers",
        "Has offered",
        "transfer",
        "that nobody has answered yet",
        lambda person, force: _of(
            Transfer.objects.filter(offered_by=person, state=Transfer.State.OFFERED), "case__force", force
        ),
        "The other force answers; for one that is not here, our control room or the duty inspector writes down its answer.",
        of_case=True,
    ),
    Left(
        "floods",
        "Has proposed",
        "clearing",
        "of a flood that nobody has confirmed or refused yet",
        lambda person, force: _of(
            FloodClearing.objects.filter(proposed_by=person, state=FloodClearing.State.PROPOSED), "force", force
        ),
        "A second person of the control room confirms or refuses it.",
    ),
    Left(
        "covers",
        "Covers for somebody in",
        "absence",
        "not over yet",
        lambda person, force: Absence.objects.filter(cover=person, person__is_active=True, ends_at__gt=clock.now()),
        "Whoever is away, or supervises them, ends the cover and chooses another.",
        at="desk_cover",
        page="Cover",
    ),
    Left(
        "turns",
        "Is on",
        "turn",
        "of duty not over yet",
        lambda person, force: _of(
            turns.that_hold().filter(person=person, ends_at__gt=clock.now()), "team__force", force
        ),
        "Whoever keeps the roster ends the turn and names another.",
        at="desk_duty",
        page="On duty",
    ),
)


def in_any_way(person: Person) -> Q:
    """Every case this person has in hand, in whichever way."""
    return reduce(or_, (part.theirs(person) for part in PARTS))


def open_cases(person: Person, part: Part, force: str = "") -> QuerySet[Case]:
    """Open cases this person has in hand in one way, whoever may see them."""
    return _of(Case.objects.filter(part.theirs(person), ended_at=None), "force", force)


def keeps(person: Person, force: str, roles: frozenset[str]) -> list[str]:
    """What is open, as sentences of numbers (a people.WhatKeeps). One query."""
    works_on = bool(roles & DESK_ROLES)
    asked = [
        (_of_cases(part), open_cases(person, part, force))
        for part in PARTS
        if part.role not in roles and not (part.role == "" and works_on)
    ]
    if not works_on:
        asked += [(left.said, left.rows(person, force)) for left in LEFT]
    return [said(number) for said, number in _numbers(person, asked) if number]


def left_by(person: Person) -> list[tuple[Left, int]]:
    """What others must end before this person can go, with its number. One query."""
    return [
        (left, number) for left, number in _numbers(person, [(row, row.rows(person, "")) for row in LEFT]) if number
    ]


def _of_cases(part: Part) -> Callable[[int], str]:
    return lambda number: f"{part.counted} {number} open case{'' if number == 1 else 's'}."


def _numbers(person: Person, asked: list[tuple[Of, QuerySet[Any]]]) -> list[tuple[Of, int]]:
    """How many rows each question finds, all in one query."""
    if not asked:
        return []
    counts = Person.objects.filter(pk=person.pk).values_list(*(_count(rows) for _, rows in asked)).get()
    return [(what, number) for (what, _), number in zip(asked, counts, strict=True)]


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many rows, as part of another query."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
