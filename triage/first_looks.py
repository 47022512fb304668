"""Before a person opens a case for the first time they say whether they know anyone in it, or have an interest in it.

Asked once of each person for each case, and of everybody: to be named in a case is no declaration. Who says yes never
sees it again (scope.py). Nothing sealed is read before: case_file() refuses, and the door of the desk (views/door.py)
asks. What declaring changes in the case is the act declare_conflict's.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from hatereport import audit, clock
from partners.models import Person
from triage import search_alarms
from triage.acting import act
from triage.clocks.deadlines import DANGER
from triage.models import Case, Clock, FirstLook
from triage.refusals import NotInScope
from triage.scope import visible_to

DECLARES = "declare_conflict"
_ASKED = "_asked_first"


class Unopened(Exception):
    """Say first whether you know anyone in this case, or have an interest in it."""

    def __init__(self, case: Case) -> None:
        super().__init__(self.__doc__)
        self.case = case


@dataclass(frozen=True)
class Unasked:
    """What goes before the question. `holds(case, act)`: `act` is the name of what is being done, "" for reading."""

    code: str
    holds: Callable[[Case, str], bool]
    why: str


UNASKED: tuple[Unasked, ...] = (
    Unasked(
        "untouched_danger",
        lambda case, _: bool(getattr(case, "is_untouched", False)),
        "Nobody has gone yet: it opens at once, and the question stands beside it (practice.md 1 and 2).",
    ),
    Unasked("dispatch_now", lambda _, act: act == "dispatch_now", "One field and at most two clicks (practice.md 2)."),
    Unasked("declaring", lambda _, act: act == DECLARES, "It is the answer."),
)


def with_first_look(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    """The same cases, each knowing whether this person has answered and whether danger is untouched in it."""
    said = FirstLook.objects.filter(case=OuterRef("pk"), person=person)
    danger = Clock.objects.filter(case=OuterRef("pk"), kind__in=DANGER, state=Clock.State.RUNNING)
    return cases.annotate(is_declared=Exists(said), is_untouched=Exists(danger))


def is_declared(case: Case) -> bool:
    """Whether the reader has answered; of a case that came through with_first_look()."""
    return bool(getattr(case, "is_declared", False))


def refuse_unopened(person: Person, case: Case, act: str = "") -> None:
    """Raises Unopened unless this person, for whom it was read, has answered, or something goes before the question."""
    person.__dict__.setdefault(_ASKED, set()).add(case.reference)
    if not is_declared(case) and not any(row.holds(case, act) for row in UNASKED):
        raise Unopened(case)


def refuse_unopened_by(person: Person, reference: str, act: str = "") -> None:
    """The same by reference, of a case in this person's scope; of any other it says nothing. One query."""
    cases = with_first_look(visible_to(person).filter(reference=reference.upper()), person)
    if case := cases.select_related("area").defer("flags").first():
        refuse_unopened(person, case, act)


def was_asked(person: Person, reference: str) -> bool:
    """Whether the question was put for this case already, in the life of this object (a request)."""
    return reference.upper() in person.__dict__.get(_ASKED, ())


def opened_by(person: Person, case_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the cases this person has opened, knowing nobody in them. One query."""
    rows = FirstLook.objects.filter(person=person, conflict=False, case__in=list(case_ids))
    return set(rows.values_list("case_id", flat=True))


def write_for_all(person: Person, case_ids: Iterable[uuid.UUID], *, conflict: bool) -> None:
    """One answer that was given for many cases at once; whoever asked records it. Nobody is made to say it twice."""
    at = clock.now()
    rows = [FirstLook(case_id=one, person=person, conflict=conflict, at=at) for one in case_ids]
    FirstLook.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def declare(person: Person, case: Case, *, conflict: bool, key: str) -> None:
    """Write the answer down. A yes after a no is heard, a no after a yes is not. Raises NotInScope and Refused."""
    if not conflict:
        _knows_nobody(person, case)
    elif person.roles(case.force_id):
        act(case.pk, DECLARES, person, version=case.version, key=key, data={"sure": "yes"})
    else:  # offered to their force and still another's: nothing of theirs to let go of
        _write(person, case, conflict=True)


def _knows_nobody(person: Person, case: Case) -> None:
    if not visible_to(person).filter(pk=case.pk).exists():
        raise NotInScope("There is no such case for you.")
    if not FirstLook.objects.filter(case=case, person=person).exists():
        search_alarms.opened(person, case)
        _write(person, case, conflict=False)


def _write(person: Person, case: Case, *, conflict: bool) -> None:
    row = FirstLook(case=case, person=person, conflict=conflict, at=clock.now())
    FirstLook.objects.bulk_create([row], ignore_conflicts=True)
    detail = {"conflict": conflict}
    audit.record(person.as_actor(), "alteration", "case", case.pk, "first_look", detail, force=case.force_id)
