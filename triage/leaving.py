"""Somebody leaves, or gives up a role: what is open in their hands, and handing it over.

An administrator sees how much, never which: no case is theirs to read. Whoever supervises a case, the duty inspector and the
person themselves hand it over, each case by the act of the workflow that is made for it. An account cannot be closed, nor a
role ended, while anything is left (partners/people.py asks `keeps`).
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hatereport import audit, clock
from partners import people
from partners.models import Absence, DutyTurn, Person
from partners.teams import team_for
from triage import aftermath, choosing
from triage.acting import act
from triage.models import Case, Countersignature
from triage.queues import DESK_ROLES
from triage.refusals import Refused
from triage.scope import visible_to
from triage.states import STATE_OF

#: More are handed over by going on to the next fifty.
AT_ONCE = 50


@dataclass(frozen=True)
class Part:
    """A way of having a case in hand: the act that hands it over, the field it asks, and who may take it."""

    code: str
    label: str
    theirs: Callable[[Person], Q]
    act: str
    field: str
    #: The role it hangs on: who keeps that role keeps the work. "" for any role that works on cases.
    role: str
    counted: str


PARTS: tuple[Part, ...] = (
    Part(
        "officer",
        "Officer in the case",
        lambda person: Q(officer_in_case=person),
        "change_officer",
        "officer",
        "officer",
        "Officer in",
    ),
    Part(
        "supervisor",
        "Supervises",
        lambda person: Q(supervising_sergeant=person),
        "change_supervisor",
        "supervising_sergeant",
        "supervising_sergeant",
        "Supervises",
    ),
    Part(
        "holder",
        "Holds",
        lambda person: Q(holder=person) & ~Q(officer_in_case=person),
        "hand_over",
        "person",
        "",
        "Holds",
    ),
)
PART = {part.code: part for part in PARTS}
_COUNTED = {part.code: part.counted + " {}." for part in PARTS} | {
    "asked": "Has asked for {} that nobody has given or refused yet.",
    "covers": "Covers for somebody in {} not over yet.",
    "turns": "Is on {} of duty not over yet.",
}
_WHAT = {part.code: "open case" for part in PARTS} | {"asked": "signature", "covers": "absence", "turns": "turn"}


@dataclass(frozen=True)
class Outcome:
    """What became of one case: handed over, or why not."""

    reference: str
    refused: tuple[str, ...] = ()


def open_cases(person: Person, part: Part, force: str = "") -> QuerySet[Case]:
    """Open cases this person has in hand in one way, whoever may see them."""
    cases = Case.objects.filter(part.theirs(person), ended_at=None)
    return cases.filter(force=force) if force else cases


def keeps(person: Person, force: str, roles: frozenset[str]) -> list[str]:
    """What is open, as sentences of numbers (a people.WhatKeeps). One query."""
    works_on = bool(roles & DESK_ROLES)
    asked = {
        part.code: open_cases(person, part, force)
        for part in PARTS
        if part.role not in roles and not (part.role == "" and works_on)
    }
    if not works_on:
        asked |= _beside_cases(person, force)
    if not asked:
        return []
    counts = [_count(rows) for rows in asked.values()]
    found = zip(asked, Person.objects.filter(pk=person.pk).values_list(*counts).get(), strict=True)
    return [_COUNTED[code].format(_number(number, _WHAT[code])) for code, number in found if number]


def _beside_cases(person: Person, force: str) -> dict[str, QuerySet[Any]]:
    """What else somebody who does no more work here leaves behind."""
    now = clock.now()
    asked = Countersignature.objects.filter(asked_by=person, state="asked")
    turns = DutyTurn.objects.filter(person=person, ends_at__gt=now)
    return {
        "asked": asked.filter(case__force=force) if force else asked,
        "covers": Absence.objects.filter(cover=person, ends_at__gt=now),
        "turns": turns.filter(team__force=force) if force else turns,
    }


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many rows, as part of another query."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def ask_to_hand_over(by: Person, person: Person) -> int:
    """An administrator asks: who supervises each open case, else the duty inspector, finds it in the news.

    Raises NotYourPeople and NotForYourself. Returns how many cases were asked about.
    """
    people.must_look_after(by, person)
    theirs = Q()
    for part in PARTS:
        theirs |= part.theirs(person)
    with transaction.atomic():
        cases = list(Case.objects.filter(theirs, ended_at=None).select_related("holding_team", "supervising_sergeant"))
        for case in cases:
            nobody_else = case.restricted or case.supervising_sergeant_id == person.pk
            sergeant = None if nobody_else else case.supervising_sergeant
            team = case.holding_team if sergeant or case.restricted else team_for("duty", case.force_id)
            cause = f"leaver:{person.pk.hex}:{case.pk.hex}"
            aftermath.leave(case, "leaver", cause=cause, team=team, person=sergeant)
        force = next(iter(sorted(person.force_codes())), "")
        codes = {"cases": len(cases)}
        audit.record(people.administrator(by), "alteration", "person", person.pk, "hand_over_asked", codes, force=force)
    return len(cases)


def in_hand(viewer: Person, person: Person, part: Part) -> list[Case]:
    """The open cases of one kind that the viewer may see, the most urgent first."""
    cases = visible_to(viewer).filter(part.theirs(person), ended_at=None)
    return list(cases.select_related("area").order_by("next_due_at", "id")[: AT_ONCE + 1])


def takers(person: Person, part: Part, cases: Iterable[Case]) -> list[Person]:
    """Who could take them, by name: those who do the same work in the force of the cases."""
    wanted: dict[str, set[str]] = {}
    for case in cases:
        roles = (part.role,) if part.role else STATE_OF[case.kind, case.state].owners
        wanted.setdefault(case.force_id, set()).update(roles)
    found = {who.pk: who for force, roles in wanted.items() for who in choosing.holders_of(force, *sorted(roles))}
    found.pop(person.pk, None)
    return sorted(found.values(), key=lambda who: who.name)


def hand_over(
    viewer: Person, person: Person, part: Part, references: list[str], taker: str, reasons: str, key: str
) -> list[Outcome]:
    """Hand these cases over, each by its own act and its own entry in the log; one refused does not stop the others.

    `taker`: the id of a person, or choosing.TO_THE_TEAM. A reference that is out of the viewer's scope is passed over like
    one that is none.
    """
    done = []
    cases = visible_to(viewer).filter(part.theirs(person), ended_at=None, reference__in=references[:AT_ONCE])
    for case in cases.order_by("next_due_at", "id"):
        data = {part.field: taker, "reasons": reasons}
        attempt = uuid.uuid5(uuid.NAMESPACE_OID, f"{key} {case.pk}").hex
        try:
            act(case.pk, part.act, viewer, version=case.version, key=attempt, data=data)
        except Refused as refusal:
            done.append(Outcome(case.reference, refusal.reasons))
        else:
            done.append(Outcome(case.reference))
    return done


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
