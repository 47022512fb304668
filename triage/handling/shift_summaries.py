"""What one shift leaves to the next: made from the cases as they stand (standing.py), with the words of whoever goes
off, and taken over by name.

What is kept of a summary are counts, ids and sealed words; its lines are read anew.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from hatereport import audit, clock
from hatereport.sealing import Envelope
from partners.models import Person, Team
from triage.handling.standing import ON_A_PAGE, Named, standing
from triage.models import DeskNotice, ShiftSummary
from triage.news.words import news
from triage.queues import DESK_ROLES
from triage.queues.lines import lines
from triage.refusals import NotInScope
from triage.roads.table import kept_out_of_briefings
from triage.scope import visible_to

#: Teams that hand over from shift to shift.
KINDS = frozenset({"control_room", "local_focus", "response", "hate_crime"})
#: For so long a summary waits on the queue of the next shift.
WAITS_FOR = dt.timedelta(hours=24)
#: Of each kind, so many wait there.
SUMMARIES, NOTICES = 5, 20


def teams_of(person: Person) -> list[Team]:
    """Their teams that hand over, by name."""
    found = {
        held.team.pk: held.team
        for held in person.roles_held()
        if held.team and held.role in DESK_ROLES and held.team.kind in KINDS
    }
    return sorted(found.values(), key=lambda team: team.name)


@transaction.atomic
def hand_over(person: Person, team: Team, key: uuid.UUID, words: str) -> ShiftSummary:
    """Keep the summary as the work stands now. Sent twice, it is one: `key` is its id, but where it is somebody else's.

    Raises NotInScope.
    """
    _refuse_others(person, team)
    Team.objects.select_for_update().get(pk=team.pk)
    before = ShiftSummary.objects.filter(pk=key).first()
    if before and before.made_by_id == person.pk:
        return before
    now_ = standing(person, team, last_of(team))
    row = ShiftSummary(
        pk=uuid.uuid4() if before else key,
        team=team,
        made_by=person,
        made_at=now_.span.at,
        since=now_.span.since,
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
    """The next shift has it: who, and when. Nobody takes over their own, and only the first who does. Raises NotInScope."""
    _refuse_others(person, row.team)
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
    new = set(row.facts["new"])
    cases = visible_to(person).filter(pk__in=row.facts["cases"]).exclude(kept_out_of_briefings())
    return [Named(line, str(line.case.pk) in new) for line in lines(cases, person, ON_A_PAGE)]


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
    notices = given.select_related("case").order_by("-at")[:NOTICES]
    return HandedOver(
        list(free.select_related("team", "made_by").defer("words_sealed").order_by("-made_at")[:SUMMARIES])
        if teams
        else [],
        [(row, news(row.what).label) for row in notices],
    )


def _refuse_others(person: Person, team: Team) -> None:
    if team not in teams_of(person):
        raise NotInScope("None of your teams left this.")
