"""The blind second reading of upheld final reviews: another inspector reads the case as the first one found it.

One in twenty is drawn by lot (lots.py), in the transaction of the decision. Here are who may read it, what is hidden, and
who hears of another view: the lead, and then the first inspector. A reading changes nothing in the case; the lead may.
"""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hatereport import clock
from partners.models import Person
from triage import aftermath
from triage.models import Move, Part, SecondLook
from triage.parts import BARRED_FROM_NFA
from triage.refusals import Incomplete, NotInScope
from triage.reviewing import second_looks
from triage.scope import visible_to

ASKED, DIFFERS = "second_look", "second_look_differs"
#: How long another view stays on the page of those it concerns.
SHOWN_FOR = dt.timedelta(days=90)
_KIND = SecondLook.Kind.NFA


def due_for(person: Person) -> QuerySet[SecondLook]:
    """Readings that wait, of cases in which this person has had no part that would have barred them from the first."""
    barred = Part.objects.filter(case=OuterRef("case"), person=person, part__in=BARRED_FROM_NFA)
    return second_looks.due_for(person, _KIND).exclude(Exists(barred)).select_related("case", "move")


def differing_for(person: Person) -> QuerySet[SecondLook]:
    """Another view of a decision: for whoever made it, and for the leads of its force."""
    leads = {held.force_id for held in person.roles_held() if held.role == "hate_crime_lead"}
    mine = Q(first_by=person) | Q(case__force__in=leads)
    rows = SecondLook.objects.filter(mine, kind=_KIND, agrees=False, read_at__gte=clock.now() - SHOWN_FOR)
    rows = rows.filter(case__in=visible_to(person)).select_related("case__staff", "reader", "first_by")
    return rows.order_by("-read_at", "id")


def tell_if_drawn(move_id: uuid.UUID) -> None:
    """The inspectors of the force hear that one of their decisions fell to the lot. Safe to run twice."""
    look = SecondLook.objects.filter(move_id=move_id, kind=_KIND).select_related("case__holding_team").first()
    if look is not None:
        aftermath.tell(look.case, ASKED, cause=f"{ASKED}:{look.pk}", role="hate_crime_inspector")


def as_it_was(moves: Iterable[Move], decision: Move) -> list[Move]:
    """The history up to the decision, and no word of it or after it."""
    return [move for move in moves if move.seq < decision.seq]


@transaction.atomic
def answer(look_id: uuid.UUID, person: Person, *, agrees: bool, words: str) -> SecondLook:
    """Write down the second view, always with reasons. Raises NotInScope, Refused and Incomplete."""
    if not due_for(person).filter(pk=look_id).exists():
        raise NotInScope("There is no such reading for you.")
    if not words.strip():
        raise Incomplete({"words": "Write your reasons."})
    look = second_looks.answer(look_id, person, _KIND, agrees=agrees, words=words)
    if not agrees:
        cause = f"{DIFFERS}:{look.pk}"
        aftermath.tell(look.case, DIFFERS, cause=cause, role="hate_crime_lead")
        aftermath.tell(look.case, DIFFERS, cause=f"{cause}:first", person=look.first_by)
    return look
