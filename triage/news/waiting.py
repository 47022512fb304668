"""What waits for this person beside the cases of their queue: signatures, transfers offered, actions, news.

Reads only, each inside the person's scope; answering is acting.py's and countersigning.py's.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet

from hatereport import audit, clock
from partners.models import Person
from triage.choosing import holders_of
from triage.countersigning import signing_roles
from triage.models import Case, Countersignature, DeskNotice, Task, Transfer
from triage.parts import RECEIVERS, STANDARDS
from triage.places import Order, Place, key, moment
from triage.scope import visible_to
from triage.workflow import WORKFLOW

PAGE = 50
SIGNATURES = Order(("asked_at", "id"), (moment, key))
ACTIONS = Order(("due_at", "id"), (moment, key))
NEWS = Order(("-newest", "case_id"), (moment, key))


def signatures_for(person: Person, after: Place | None = None) -> QuerySet[Countersignature]:
    """Acts that somebody else has typed and this person may sign, the oldest first: as countersigning.may_sign() says of
    one of them, asked of the database.
    """
    theirs = Q(pk=None)
    for held in person.roles_held():
        for kind, acts in _SIGNED_BY.get(held.role, {}).items():
            theirs |= Q(case__force=held.force_id, case__kind=kind, act__in=acts)
        if held.role in STANDARDS:
            theirs |= Q(case__force=held.force_id, case__restricted=True)
    asked = Countersignature.objects.filter(theirs, state=Countersignature.State.ASKED).exclude(asked_by=person)
    if after is not None:
        asked = asked.filter(after.beyond())
    rows = asked.filter(case__in=visible_to(person)).select_related("case", "asked_by").defer("answers_sealed")
    return rows.order_by(*SIGNATURES.fields)


def signers_of(case: Case, asked: Countersignature) -> list[Person]:
    """Who may sign it now, by name; of a restricted case professional standards, for hardly anybody else sees it."""
    roles = STANDARDS if case.restricted else signing_roles(case, asked)
    signers = holders_of(case.force_id, *roles, of=case)
    return [who for who in signers if who.pk != asked.asked_by_id]


def transfers_for(person: Person) -> list[Transfer]:
    """Cases another force offers to theirs: a restricted one to professional standards, all else to the control room."""
    forces = {held.force_id for held in person.roles_held() if held.role in RECEIVERS}
    if not forces:
        return []
    offered = Transfer.objects.filter(state="offered", to_force__in=forces).select_related("case__force")
    return list(offered.filter(case__in=visible_to(person)).defer("words_sealed").order_by("offered_at")[:PAGE])


def actions_for(person: Person, after: Place | None = None) -> QuerySet[Task]:
    """Open actions of this person's teams, the most urgent first."""
    open_ = Task.objects.filter(answered_at=None, team__in=person.team_ids(), case__in=visible_to(person))
    if after is not None:
        open_ = open_.filter(after.beyond())
    return open_.select_related("case__staff", "team", "set_by").order_by(*ACTIONS.fields)


def news_for(person: Person) -> QuerySet[DeskNotice]:
    """What is new for this person or for whoever of their teams comes first, the newest first."""
    theirs = Q(person=person) | Q(person=None, team__in=person.team_ids())
    rows = DeskNotice.objects.filter(theirs, seen_at=None, case__in=visible_to(person))
    return rows.select_related("case", "team").order_by("-at", "-id")


@dataclass(frozen=True)
class NewsOfCase:
    """One case and all that is new in it for this reader, the newest first."""

    case: Case
    notices: list[DeskNotice]
    since: dt.datetime
    newest: dt.datetime

    @property
    def case_id(self) -> uuid.UUID:
        return self.case.pk


def news_by_case(person: Person, after: Place | None = None) -> list[NewsOfCase]:
    """A page of cases with news and one more, the newest news first. Two queries."""
    grouped = news_for(person).order_by().values("case_id").annotate(newest=Max("at"), since=Min("at"))
    if after is not None:
        grouped = grouped.filter(after.beyond())
    page = list(grouped.order_by(*NEWS.fields)[: PAGE + 1])
    notices: dict[Any, list[DeskNotice]] = {row["case_id"]: [] for row in page}
    for notice in news_for(person).filter(case__in=notices):
        notices[notice.case_id].append(notice)
    return [
        NewsOfCase(notices[row["case_id"]][0].case, notices[row["case_id"]], row["since"], row["newest"])
        for row in page
        if notices[row["case_id"]]
    ]


@transaction.atomic
def seen(person: Person, ids: list[int]) -> int:
    """These notices were read; the ones of others stay as they are."""
    count = news_for(person).order_by().filter(pk__in=ids).update(seen_at=clock.now())
    if count:
        audit.record(person.as_actor(), "alteration", "person", person.pk, "news_seen", {"count": count})
    return count


def _signed_by() -> dict[str, dict[str, list[str]]]:
    """role -> kind of case -> acts its holder may sign."""
    found: dict[str, dict[str, list[str]]] = {}
    for act in WORKFLOW:
        for role in act.countersigners:
            found.setdefault(role, {}).setdefault(act.kind, []).append(act.name)
    return found


_SIGNED_BY = _signed_by()
