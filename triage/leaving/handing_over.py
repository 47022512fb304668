"""Handing over what somebody has in hand who leaves.

Whoever supervises a case, the duty inspector, the team beside it and the person themselves hand it over, each case by the
act of the workflow that is made for it (open_work.py).
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper

from hatereport import audit
from partners import looking_after
from partners.models import Person
from partners.teams import team_for
from triage import aftermath, choosing
from triage.acting import act
from triage.first_looks import Unopened, refuse_unopened, with_first_look
from triage.leaving.open_work import PARTS, Left, Part, in_any_way, left_by
from triage.models import Case
from triage.refusals import Refused
from triage.scope import visible_to
from triage.states import STATE_OF

#: More are handed over by going on to the next fifty.
AT_ONCE = 50


@dataclass(frozen=True)
class Outcome:
    """What became of one case: handed over, or why not."""

    reference: str
    refused: tuple[str, ...] = ()


def ask_to_hand_over(by: Person, person: Person) -> int:
    """An administrator asks: who supervises each open case, else the duty inspector, finds it in the news.

    Raises NotYourPeople and NotForYourself. Returns how many cases were asked about.
    """
    looking_after.must_look_after(by, person)
    with transaction.atomic():
        open_ones = Case.objects.filter(in_any_way(person), ended_at=None)
        cases = list(open_ones.select_related("holding_team", "supervising_sergeant"))
        for case in cases:
            nobody_else = case.restricted or case.supervising_sergeant_id == person.pk
            sergeant = None if nobody_else else case.supervising_sergeant
            team = case.holding_team if sergeant or case.restricted else team_for("duty", case.force_id)
            cause = f"leaver:{person.pk.hex}:{case.pk.hex}"
            aftermath.leave(case, "leaver", cause=cause, team=team, person=sergeant)
        force = next(iter(sorted(person.force_codes())), "")
        codes = {"cases": len(cases)}
        audit.record(
            looking_after.administrator(by), "alteration", "person", person.pk, "hand_over_asked", codes, force=force
        )
    return len(cases)


def in_hand(viewer: Person, person: Person) -> list[tuple[Part, list[Case]]]:
    """Each part with the open cases of it that the viewer may see, the most urgent first; parts without are left out.

    One query, which ends with what is most urgent: the next page shows what is behind it.
    """
    ways = {f"as_{part.code}": ExpressionWrapper(part.theirs(person), BooleanField()) for part in PARTS}
    cases = visible_to(viewer).filter(in_any_way(person), ended_at=None).annotate(**ways)
    rows = list(cases.select_related("area").order_by("next_due_at", "id")[: AT_ONCE * len(PARTS) + 1])
    found = [(part, [case for case in rows if getattr(case, f"as_{part.code}")]) for part in PARTS]
    return [(part, of_part) for part, of_part in found if of_part]


def takers(person: Person, part: Part, cases: Iterable[Case]) -> list[Person]:
    """Who could take them, by name: those who do the same work in the force of the cases. Nobody where one takes it on."""
    if not part.field:
        return []
    wanted: dict[str, set[str]] = {}
    for case in cases:
        roles = part.takers or STATE_OF[case.kind, case.state].owners
        wanted.setdefault(case.force_id, set()).update(roles)
    found = {who.pk: who for force, roles in wanted.items() for who in choosing.holders_of(force, *sorted(roles))}
    found.pop(person.pk, None)
    return sorted(found.values(), key=lambda who: who.name)


def hand_over(
    viewer: Person, person: Person, part: Part, references: list[str], taker: str, reasons: str, key: str
) -> list[Outcome]:
    """Hand these cases over, each by its own act and its own entry in the log; one refused does not stop the others.

    `taker`: the id of a person, or choosing.TO_THE_TEAM. A reference that is out of the viewer's scope is passed over like
    one that is none. Whoever has not said of a case whether they know anyone in it is refused there (first_looks.py).
    """
    done = []
    theirs = visible_to(viewer).filter(part.theirs(person), ended_at=None, reference__in=references[:AT_ONCE])
    for case in with_first_look(theirs, viewer).order_by("next_due_at", "id"):
        data = {part.words: reasons} | ({part.field: taker} if part.field else {})
        attempt = uuid.uuid5(uuid.NAMESPACE_OID, f"{key} {case.pk}").hex
        try:
            refuse_unopened(viewer, case, part.act)
            act(case.pk, part.act, viewer, version=case.version, key=attempt, data=data)
        except Unopened as unopened:
            done.append(Outcome(case.reference, (str(unopened),)))
        except Refused as refusal:
            done.append(Outcome(case.reference, refusal.reasons))
        else:
            done.append(Outcome(case.reference))
    return done


@dataclass(frozen=True)
class Waiting:
    """What somebody else must end first: how much of it, and the cases of it that the viewer may see."""

    left: Left
    number: int
    references: tuple[str, ...]

    @property
    def said(self) -> str:
        return self.left.said(self.number)


def waiting(viewer: Person, person: Person) -> list[Waiting]:
    """Each row of LEFT of which there is something. A query, and one for each row that names cases."""
    found = []
    for left, number in left_by(person):
        references: Iterable[str] = ()
        if left.of_case:
            cases = visible_to(viewer).filter(pk__in=left.rows(person, "").values("case"))
            references = cases.order_by("reference").values_list("reference", flat=True)[:AT_ONCE]
        found.append(Waiting(left, number, tuple(references)))
    return found
