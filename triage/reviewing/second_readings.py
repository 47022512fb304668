"""The blind second reading of upheld final reviews: another inspector reads the case as the first one found it.

One in twenty is drawn by lot (lots.py), in the transaction of the decision. Here are who may read it, what is hidden, and
who hears of another view: the lead, and then the first inspector. A reading changes nothing in the case; the lead may.

Blind is who has not looked at the case since it was decided. While a reading waits for somebody its case leads them to it
(views/door.py), and shows the decision only when they have answered or left it to a colleague.
"""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from hatereport import audit, clock
from hatereport.audit.models import Entry
from partners.models import Person
from triage import aftermath
from triage.models import Case, Move, Part, SecondLook
from triage.parts import BARRED_FROM_NFA
from triage.refusals import Incomplete, NotInScope
from triage.reviewing import second_looks
from triage.reviewing.lots import SAMPLE
from triage.scope import visible_to

ASKED, DIFFERS = "second_look", "second_look_differs"
#: How long another view stays on the page of those it concerns.
SHOWN_FOR = dt.timedelta(days=90)
LEFT = "second_reading_left"
#: Entries of the log that show nothing of the decision: the question before the first look and its answer, and the reading.
_BLIND = ("first_look_asked", "first_look", "second_reading")
_KIND = SecondLook.Kind.NFA


class Waits(Exception):
    """This case waits for your blind second reading. Answer it first, or leave it to a colleague."""

    def __init__(self, look_id: uuid.UUID) -> None:
        super().__init__(self.__doc__)
        self.look_id = look_id


def due_for(person: Person) -> QuerySet[SecondLook]:
    """Readings that wait for this person: of cases in which they have had no part that would have barred them from the
    first, and at which they have not looked since it was decided.
    """
    barred = Part.objects.filter(case=OuterRef("case"), person=person, part__in=BARRED_FROM_NFA)
    waiting = second_looks.due_for(person, _KIND).exclude(Exists(barred)).exclude(Exists(_looked(person)))
    return waiting.select_related("case", "move")


def refuse_while_waiting(person: Person, reference: str) -> None:
    """Raises Waits where a reading goes before this person's look at a case. Nothing goes before danger."""
    if person.holds(*SAMPLE[_KIND].roles):
        found = due_for(person).filter(case__reference=reference.upper(), case__danger=False)
        if look_id := found.values_list("pk", flat=True).first():
            raise Waits(look_id)


@transaction.atomic
def leave(look_id: uuid.UUID, person: Person) -> Case:
    """To a colleague, for good: from now on the case is open to this person with all that was decided. Raises NotInScope."""
    look = due_for(person).filter(pk=look_id).first()
    if look is None:
        raise NotInScope("There is no such reading for you.")
    case = look.case
    audit.record(person.as_actor(), "consultation", "case", case.pk, LEFT, {"look": look.pk}, force=case.force_id)
    return case


def differing_for(person: Person) -> QuerySet[SecondLook]:
    """Another view of a decision: for whoever made it, and for the leads of its force."""
    leads = {held.force_id for held in person.roles_held() if held.role == "hate_crime_lead"}
    mine = Q(first_by=person) | Q(case__force__in=leads)
    rows = SecondLook.objects.filter(mine, kind=_KIND, agrees=False, read_at__gte=clock.now() - SHOWN_FOR)
    rows = rows.filter(case__in=visible_to(person)).select_related("case__staff", "reader", "first_by")
    return rows.order_by("-read_at", "id")


def _looked(person: Person) -> QuerySet[Entry]:
    """What this person has seen or done in the case since the decision: its page, a print, the API, an act of their own."""
    chain = Concat(Value("case:"), Cast(OuterRef("case"), CharField()))
    return Entry.objects.filter(chain=chain, actor_id=person.pk, at__gte=OuterRef("asked_at")).exclude(act__in=_BLIND)


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
