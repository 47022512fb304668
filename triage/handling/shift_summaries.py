"""What one shift leaves to the next: made from the cases as they stand, with the words of whoever goes off, and taken over
by name. Of restricted and sexual cases it says how many there are and no more.

Six queries, whatever the team. What is kept of a summary are counts, ids and sealed words; its lines are read anew.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from hatereport import audit, clock
from hatereport.sealing import Envelope
from partners.models import Person, Team
from triage import wording
from triage.models import Case, Countersignature, DeskNotice, Dispatch, ShiftSummary, Task, Transfer
from triage.news.words import news
from triage.queues import DESK_ROLES
from triage.queues.lines import Line, lines
from triage.roads.table import is_kept_out_of_briefings
from triage.scope import visible_to

#: Teams that hand over from shift to shift.
KINDS = frozenset({"control_room", "local_focus", "response", "hate_crime"})
#: Where a team has no summary yet, or an old one: no shift is longer.
LONGEST_SHIFT = dt.timedelta(hours=12)
NEXT_SHIFT = dt.timedelta(hours=8)
#: Lines read at once, those kept of a part, and those on a page.
MOST, IN_A_PART, ON_A_PAGE = 200, 20, 40
LONGEST_SILENCE = 5
#: For so long a summary waits on the queue of the next shift.
WAITS_FOR = dt.timedelta(hours=24)


@dataclass(frozen=True)
class Part:
    """One part of a summary: which lines of the team's open cases stand in it."""

    code: str
    label: str
    where: Callable[[Line, "Span"], bool]


@dataclass(frozen=True)
class Span:
    """Since when, until when, and where somebody was sent: case -> log number."""

    since: dt.datetime
    at: dt.datetime
    sent: dict[uuid.UUID, str]


PARTS: tuple[Part, ...] = (
    Part("danger", "Danger", lambda line, span: line.case.danger or line.case.pk in span.sent),
    Part("new", "New since the last summary", lambda line, span: line.case.opened_at >= span.since),
    Part("overdue", "Overdue", lambda line, span: line.case.next_due_at < span.at),
    Part("next", "Due in the next shift", lambda line, span: span.at <= line.case.next_due_at < span.at + NEXT_SHIFT),
    Part("unassigned", "Nobody holds it yet", lambda line, span: line.case.holder_id is None),
)


@dataclass(frozen=True)
class Named:
    """A case as a page names it: once, however many parts it stands in; its line says the rest."""

    line: Line
    is_new: bool
    #: What was done about a danger.
    done: str = ""


@dataclass(frozen=True)
class Standing:
    """The team's work as it stands: lines by part, and what waits beside them."""

    team: Team
    since: dt.datetime
    at: dt.datetime
    #: Every line that stands in a part, the most serious first.
    lines: list[Line]
    by_part: dict[str, list[Line]]
    kept_out: int
    #: Case -> log number of who was sent.
    sent: dict[uuid.UUID, str] = field(default_factory=dict)
    silent: list[tuple[Case, str]] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    signatures: list[Countersignature] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many stand in each part."""
        return [(part.label, len(self.by_part[part.code])) for part in PARTS]

    @property
    def named(self) -> list[Named]:
        new, danger = ({line.case.pk for line in self.by_part[code]} for code in ("new", "danger"))
        return [
            Named(line, line.case.pk in new, self._done(line) if line.case.pk in danger else "")
            for line in self.lines[:ON_A_PAGE]
        ]

    @property
    def more(self) -> int:
        """Beyond those named."""
        return max(0, len(self.lines) - ON_A_PAGE)

    @property
    def facts(self) -> dict[str, Any]:
        """What is kept: counts by code, and the ids of the cases named."""
        cases = {code: [str(line.case.pk) for line in rows[:IN_A_PART]] for code, rows in self.by_part.items()}
        counts = {code: len(rows) for code, rows in self.by_part.items()}
        counts |= {
            "kept_out": self.kept_out,
            "actions": len(self.tasks),
            "signatures": len(self.signatures),
            "transfers": len(self.transfers),
        }
        return {"counts": counts, "cases": cases}

    def _done(self, line: Line) -> str:
        log = self.sent.get(line.case.pk)
        return f"Somebody was sent: log {log}." if log else "Nobody was sent yet."


def teams_of(person: Person) -> list[Team]:
    """Their teams that hand over, by name."""
    found = {
        held.team.pk: held.team
        for held in person.roles_held()
        if held.team and held.role in DESK_ROLES and held.team.kind in KINDS
    }
    return sorted(found.values(), key=lambda team: team.name)


def standing(person: Person, team: Team, last: ShiftSummary | None) -> Standing:
    """As it stands now. Six queries."""
    now = clock.now()
    since = max(last.made_at, now - LONGEST_SHIFT) if last else now - LONGEST_SHIFT
    mine = visible_to(person).filter(holding_team=team, ended_at=None)
    span = Span(since, now, _sent(mine, since))
    urgent = Q(danger=True) | Q(pk__in=span.sent) | Q(next_due_at__lt=now + NEXT_SHIFT)
    soon = urgent | Q(opened_at__gte=since) | Q(holder=None)
    found = lines(mine.filter(soon).order_by("-risk", "next_due_at", "id"), person, MOST)
    told = [line for line in found if not is_kept_out_of_briefings(line.case)]
    by_part = {part.code: [line for line in told if part.where(line, span)] for part in PARTS}
    return Standing(
        team=team,
        since=since,
        at=now,
        lines=told,
        by_part=by_part,
        kept_out=len(found) - len(told),
        sent=span.sent,
        silent=_silent(mine, now),
        tasks=_told(Task.objects.filter(team=team, answered_at=None, case__in=visible_to(person)).order_by("due_at")),
        signatures=_told(Countersignature.objects.filter(state="asked", case__in=mine).order_by("asked_at")),
        transfers=_told(Transfer.objects.filter(state="offered", case__in=mine).order_by("offered_at")),
    )


@transaction.atomic
def hand_over(person: Person, team: Team, key: uuid.UUID, words: str) -> ShiftSummary:
    """Keep the summary as the work stands now. Sent twice, it is one: `key` is its id, but where it is somebody else's."""
    Team.objects.select_for_update().get(pk=team.pk)
    before = ShiftSummary.objects.filter(pk=key).first()
    if before and before.made_by_id == person.pk:
        return before
    now_ = standing(person, team, last_of(team))
    row = ShiftSummary(
        pk=uuid.uuid4() if before else key,
        team=team,
        made_by=person,
        made_at=now_.at,
        since=now_.since,
        facts=now_.facts,
        staff=Envelope.objects.open(team.force_id, "staff"),
    )
    row.words = words or None
    row.save(force_insert=True)
    detail = {"summary": row.pk, "team": team.pk}
    audit.record(person.as_actor(), "collection", "team", str(team.pk), "shift_summary", detail, force=team.force_id)
    return row


@transaction.atomic
def take_over(person: Person, row: ShiftSummary) -> bool:
    """The next shift has it: who, and when. Nobody takes over their own, and only the first who does."""
    free = ShiftSummary.objects.filter(pk=row.pk, taken_by=None).exclude(made_by=person)
    if not free.update(taken_by=person, taken_at=clock.now()):
        return False
    detail = {"summary": row.pk, "team": row.team_id}
    audit.record(
        person.as_actor(), "alteration", "team", str(row.team_id), "shift_taken", detail, force=row.team.force_id
    )
    return True


def last_of(team: Team) -> ShiftSummary | None:
    return ShiftSummary.objects.filter(team=team).order_by("-made_at").first()


def summaries_of(teams: Iterable[Team]) -> QuerySet[ShiftSummary]:
    """Those of some teams, the newest first, with who made and who took them."""
    rows = ShiftSummary.objects.filter(team__in=list(teams)).select_related("team", "made_by", "taken_by", "staff")
    return rows.order_by("-made_at")


def named_in(person: Person, row: ShiftSummary) -> list[Named]:
    """The cases a summary named, as they stand now and as far as this person sees them. One query."""
    cases = row.facts.get("cases", {})
    new = set(cases.get("new", ()))
    ids = {one for ids in cases.values() for one in ids}
    found = lines(visible_to(person).filter(pk__in=ids), person, MOST)
    return [Named(line, str(line.case.pk) in new) for line in found if not is_kept_out_of_briefings(line.case)]


def counts_in(row: ShiftSummary) -> list[tuple[str, int]]:
    """How many stood in each part when it was left."""
    counts = row.facts.get("counts", {})
    return [(part.label, counts.get(part.code, 0)) for part in PARTS]


@dataclass(frozen=True)
class HandedOver:
    """What waits on somebody's queue because another went off or handed it on."""

    summaries: list[ShiftSummary]
    notices: list[tuple[DeskNotice, str]]

    def __bool__(self) -> bool:
        return bool(self.summaries or self.notices)


def handed_over_to(person: Person) -> HandedOver:
    """Summaries nobody has taken over, and cases given to this person that they have not looked at. Two queries."""
    since = clock.now() - WAITS_FOR
    teams = teams_of(person)
    free = ShiftSummary.objects.filter(team__in=teams, taken_by=None, made_at__gte=since).exclude(made_by=person)
    given = DeskNotice.objects.filter(
        person=person, seen_at=None, what__in=("hand_over", "cover"), case__in=visible_to(person)
    )
    notices = given.select_related("case").order_by("-at")[:IN_A_PART]
    return HandedOver(
        list(free.select_related("team", "made_by").defer("words_sealed").order_by("-made_at")[:5]) if teams else [],
        [(row, news(row.what).label) for row in notices],
    )


def _sent(mine: QuerySet[Case], since: dt.datetime) -> dict[uuid.UUID, str]:
    """Where somebody was sent at once in this shift, or the danger still stands."""
    rows = Dispatch.objects.filter(Q(at__gte=since, at_once=True) | Q(case__danger=True), case__in=mine).order_by("at")
    return dict(rows.values_list("case_id", "log_number"))


def _silent(mine: QuerySet[Case], now: dt.datetime) -> list[tuple[Case, str]]:
    """Who has waited longest for a word from us."""
    rows = mine.order_by("silence_since").only("reference", "silence_since", "flags", "restricted")[
        : 2 * LONGEST_SILENCE
    ]
    told = [case for case in rows if not is_kept_out_of_briefings(case)]
    return [(case, wording.span(now - case.silence_since)) for case in told[:LONGEST_SILENCE]]


def _told(rows: QuerySet[Any]) -> list[Any]:
    """Of those that may stand in a summary, the first; nothing sealed is read."""
    found = rows.select_related("case")[: 2 * IN_A_PART]
    return [row for row in found if not is_kept_out_of_briefings(row.case)][:IN_A_PART]
