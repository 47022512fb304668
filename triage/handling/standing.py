"""A team's work as it stands: what a summary of its shift is made from (shift_summaries.py). Of restricted and sexual cases
it says how many there are and no more.

Counted whole and named in part: in a flood the most serious cases are named, and the numbers are those of all. Five
queries, whatever the team.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value, Window

from hatereport import clock
from partners.models import Person, Team
from triage import wording
from triage.models import Case, Countersignature, Dispatch, ShiftSummary, Task, Transfer
from triage.queues.lines import Line, lines
from triage.roads.table import kept_out_of_briefings
from triage.scope import visible_to

#: Where a team has no summary yet, or an old one: no shift is longer.
LONGEST_SHIFT = dt.timedelta(hours=12)
NEXT_SHIFT = dt.timedelta(hours=8)
#: Cases named, rows named of what waits beside them, and people named who wait for a word.
ON_A_PAGE, SHOWN_BESIDE, LONGEST_SILENCE = 40, 20, 5


@dataclass(frozen=True)
class Span:
    """Since when, until when, and where somebody was sent: case -> log number."""

    since: dt.datetime
    at: dt.datetime
    sent: dict[uuid.UUID, str]


@dataclass(frozen=True)
class Part:
    """One part of a summary: which of the team's open cases stand in it."""

    code: str
    label: str
    where: Callable[[Span], Q]


PARTS: tuple[Part, ...] = (
    Part("danger", "Danger", lambda span: Q(danger=True) | Q(pk__in=span.sent)),
    Part("new", "New since the last summary", lambda span: Q(opened_at__gte=span.since)),
    Part("overdue", "Overdue", lambda span: Q(next_due_at__lt=span.at)),
    Part(
        "next",
        "Due in the next shift",
        lambda span: Q(next_due_at__gte=span.at, next_due_at__lt=span.at + NEXT_SHIFT),
    ),
    Part("unassigned", "Nobody holds it yet", lambda span: Q(holder=None)),
)


@dataclass(frozen=True)
class Named:
    """A case as a page names it: once, however many parts it stands in; its line says the rest."""

    line: Line
    is_new: bool
    #: What was done about a danger.
    done: str = ""


#: What waits beside the cases -> how a line of it begins, and what its moment is.
BESIDE: dict[str, tuple[str, str]] = {
    "actions": ("Action in", "due"),
    "signatures": ("Signature in", "asked for"),
    "transfers": ("Transfer of", "offered"),
}


@dataclass(frozen=True)
class Beside:
    """An action, a signature or a transfer that waits beside the cases."""

    begins: str
    reference: str
    moment: str
    at: dt.datetime


@dataclass(frozen=True)
class Standing:
    """The team's work as it stands: how many cases by part, the most serious by name, and what waits beside them."""

    team: Team
    span: Span
    #: By code of a part, and of BESIDE; "all" that stand in one, and those "kept_out".
    numbers: dict[str, int]
    named: list[Named]
    silent: list[tuple[Case, str]]
    beside: list[Beside]

    @property
    def counts(self) -> list[tuple[str, int]]:
        return counts_by_part(self.numbers)

    @property
    def more(self) -> int:
        return beyond_those_named(self.numbers)

    @property
    def facts(self) -> dict[str, Any]:
        """What is kept: counts by code, and the ids of the cases named."""
        return {
            "counts": self.numbers,
            "cases": [str(one.line.case.pk) for one in self.named],
            "new": [str(one.line.case.pk) for one in self.named if one.is_new],
        }


def standing(person: Person, team: Team, last: ShiftSummary | None) -> Standing:
    """As it stands now."""
    now = clock.now()
    since = max(last.made_at, now - LONGEST_SHIFT) if last else now - LONGEST_SHIFT
    mine = visible_to(person).filter(holding_team=team, ended_at=None)
    span = Span(since, now, _sent(mine, since))
    parts = {part.code: part.where(span) for part in PARTS}
    urgent, told = mine.filter(reduce(or_, parts.values())), ~kept_out_of_briefings()
    numbers = {code: Count("pk", filter=told & part) for code, part in parts.items()}
    first = urgent.filter(told).order_by("-risk", "next_due_at", "id")
    all_told = urgent.aggregate(all=Count("pk", filter=told), kept_out=Count("pk", filter=~told), **numbers)
    beside, counted = _beside(
        ("actions", Task.objects.filter(team=team, answered_at=None, case__in=visible_to(person)), "due_at"),
        ("signatures", Countersignature.objects.filter(state="asked", case__in=mine), "asked_at"),
        ("transfers", Transfer.objects.filter(state="offered", case__in=mine), "offered_at"),
    )
    return Standing(
        team=team,
        span=span,
        numbers=all_told | counted,
        named=[_named(line, span) for line in lines(first, person, ON_A_PAGE)],
        silent=_silent(mine, now),
        beside=beside,
    )


def counts_by_part(numbers: dict[str, int]) -> list[tuple[str, int]]:
    """How many stand in each part, by its label."""
    return [(part.label, numbers.get(part.code, 0)) for part in PARTS]


def beyond_those_named(numbers: dict[str, int]) -> int:
    return max(0, numbers.get("all", 0) - ON_A_PAGE)


def _named(line: Line, span: Span) -> Named:
    log, done = span.sent.get(line.case.pk), ""
    if log or line.case.danger:
        done = f"Somebody was sent: log {log}." if log else "Nobody was sent yet."
    return Named(line, line.case.opened_at >= span.since, done)


def _sent(mine: QuerySet[Case], since: dt.datetime) -> dict[uuid.UUID, str]:
    """Where somebody was sent at once in this shift, or the danger still stands."""
    rows = Dispatch.objects.filter(Q(at__gte=since, at_once=True) | Q(case__danger=True), case__in=mine).order_by("at")
    return dict(rows.values_list("case_id", "log_number"))


def _silent(mine: QuerySet[Case], now: dt.datetime) -> list[tuple[Case, str]]:
    """Who has waited longest for a word from us."""
    rows = mine.exclude(kept_out_of_briefings()).order_by("silence_since").only("reference", "silence_since")
    return [(case, wording.span(now - case.silence_since)) for case in rows[:LONGEST_SILENCE]]


def _beside(*kinds: tuple[str, QuerySet[Any], str]) -> tuple[list[Beside], dict[str, int]]:
    """The first of each kind that may stand in a summary, and how many there are of it. One query, nothing sealed."""
    parts = [
        rows.exclude(kept_out_of_briefings("case__"))
        .annotate(kind=Value(kind), moment=F(at), of=Window(Count("pk")))
        .order_by(at)
        .values_list("kind", "case__reference", "moment", "of")[:SHOWN_BESIDE]
        for kind, rows, at in kinds
    ]
    found = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: row[2])
    counted = dict.fromkeys(BESIDE, 0) | {kind: of for kind, _, _, of in found}
    return [Beside(BESIDE[kind][0], reference, BESIDE[kind][1], at) for kind, reference, at, _ in found], counted
