"""One decision of many, drawn by lot, for a second person to look at: what was no report, and upheld final reviews.

The lot is cast in lots.py; here are whom it falls to, what waits for them and their answer. What follows from "it was a
report after all" is the real act reopen() for its 28 days; the blind second reading of a final review is
second_readings.py's.
"""

import uuid

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from hatereport import audit, clock
from partners.models import Person
from triage import aftermath
from triage.acting import act
from triage.first_looks import opened_by
from triage.guards import is_restorable
from triage.models import DeskNotice, SecondLook
from triage.refusals import Incomplete, NotInScope, Refused
from triage.reviewing.lots import SAMPLE, SAMPLES
from triage.scope import visible_to

LATE, TOO_LATE = "second_look_late", "second_look_too_late"


def due_for(person: Person, kind: str) -> QuerySet[SecondLook]:
    """What this person could look at now, the oldest first: nothing they decided or signed themselves."""
    if not person.holds(*SAMPLE[kind].roles):
        return SecondLook.objects.none()
    forces = {held.force_id for held in person.roles_held() if held.role in SAMPLE[kind].roles}
    theirs = Q(first_by=person) | Q(move__countersigned_by=person)
    waiting = SecondLook.objects.filter(kind=kind, read_at=None, case__force__in=forces, case__in=visible_to(person))
    return waiting.exclude(theirs).order_by("asked_at", "id")


def answer(look_id: uuid.UUID, person: Person, kind: str, *, agrees: bool, words: str = "") -> SecondLook:
    """Write down what the second person thinks. Whoever disagrees says why. Raises NotInScope and Incomplete."""
    with transaction.atomic():
        if not due_for(person, kind).filter(pk=look_id).exists():
            raise NotInScope("There is no such second look for you.")
        look = SecondLook.objects.select_related("case__staff", "move").select_for_update(of=("self",)).get(pk=look_id)
        if not opened_by(person, [look.case_id]):
            raise Refused("Say first whether you know anyone in it.")
        if look.read_at is not None:
            raise Refused("Somebody else has looked at this meanwhile.")
        if not agrees and not words.strip():
            raise Incomplete({"words": "Write why you see it otherwise."})
        look.reader, look.read_at, look.agrees, look.words = person, clock.now(), agrees, words.strip() or None
        look.save(update_fields=["reader", "read_at", "agrees", "words_sealed"])
        detail = {"look": look.pk, "kind": kind, "agrees": agrees}
        who, of = person.as_actor(), look.case
        audit.record(who, "alteration", "case", of.pk, "second_look", detail, force=of.force_id)
        return look


def it_was_a_report(look_id: uuid.UUID, person: Person, words: str) -> bool:
    """The second person sees a report in it: written down, and opened again with their reason as anybody else would open
    it. Returns False where its 28 days are over; then the duty inspector hears of it.
    """
    with transaction.atomic():
        look = answer(look_id, person, SecondLook.Kind.NOT_A_REPORT, agrees=False, words=words)
        case = look.case
        if case.state != "not_a_report":
            return True
        if not is_restorable(case, clock.now()):
            aftermath.tell(case, TOO_LATE, cause=f"{TOO_LATE}:{look.pk}", role="duty_inspector")
            return False
        said = {"what_is_new": words.strip()}
        act(case.pk, "reopen", person, version=case.version, key=uuid.uuid4().hex, data=said)
        return True


def tell_of_late(limit: int = 200) -> int:
    """Whoever answers for a sample hears of each look nobody has taken in its time, once. Safe to run twice."""
    told = 0
    for sample in SAMPLES:
        cause = Concat(Value(f"{LATE}:"), Cast(OuterRef("pk"), CharField()))
        late = SecondLook.objects.filter(kind=sample.kind, read_at=None, asked_at__lte=clock.now() - sample.within)
        untold = late.exclude(Exists(DeskNotice.objects.filter(cause=cause)))
        for look in untold.select_related("case__holding_team", "case__holder").order_by("asked_at")[:limit]:
            aftermath.tell(look.case, LATE, cause=f"{LATE}:{look.pk}", role=sample.told)
            told += 1
    return told
