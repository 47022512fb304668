"""Clearing a flood: one proposes, another confirms, the outbox marks each report by the real act; a sergeant can undo it.

Nothing is deleted and nothing is marked in bulk: each case gets its own move, with both people's names, and its own entry
of the log, and can be reopened for 28 days. What has moved, been written to or come to stand out meanwhile is left.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction

from hatereport import audit, clock, outbox
from hatereport.sealing import Envelope
from partners.models import Force, Person
from triage.acting import carry_out, in_scope
from triage.first_looks import declare, opened_by, write_for_all
from triage.floods import asking
from triage.floods.grouping import plain
from triage.floods.in_sight import found_for
from triage.floods.reading import PROPOSERS, Opened, opened_again
from triage.floods.standing_out import Sorted, reasons
from triage.guards import RESTORABLE
from triage.models import FloodClearing, Move
from triage.openness import why_not
from triage.refusals import Incomplete, NotInScope, Refused
from triage.scope import visible_to
from triage.shapes import Act
from triage.situation import Situation
from triage.states import INCIDENT
from triage.workflow import ACT

MARKS, REOPENS = ACT[INCIDENT, "mark_not_a_report"], ACT[INCIDENT, "reopen"]
#: Cases of one transaction: a worker that is stopped loses no more than these, and begins with them again.
BATCH = 100
UNDOERS = ("control_room_sergeant",)
_State = FloodClearing.State


def answered_by(person: Person, found: Iterable[FloodClearing]) -> set[uuid.UUID]:
    """Those of which they have said that they know nobody: said of the first, it is said of all. One query."""
    first = {clearing.cases[0]: clearing.pk for clearing in found if clearing.cases}
    return {first[case_id] for case_id in opened_by(person, first)}


@transaction.atomic
def answer(clearing_id: uuid.UUID, person: Person, *, knows_somebody: bool) -> None:
    """Their word on whom they know in it, kept for every report of it that they may see. Raises NotInScope."""
    clearing = _locked(clearing_id, person)
    if knows_somebody:
        for case in visible_to(person).filter(pk__in=clearing.cases, holder=person):
            declare(person, case, conflict=True, key=uuid.uuid4().hex)  # there is something to let go of
    _declared(person, clearing, conflict=knows_somebody)
    _record(person, clearing, "flood_first_look", {"conflict": knows_somebody, "count": len(clearing.cases)})


@transaction.atomic
def propose(person: Person, group: Sorted, until: dt.datetime, *, reason: str, words: str) -> FloodClearing:
    """Ask a second person to clear what is alike in this group and came by `until`, the newest its page showed.

    Raises Refused and Incomplete.
    """
    # One proposal of a force at a time: two of the same reports would both find none before them.
    force = Force.objects.select_for_update(no_key=True).get(pk=group.lead.case.force_id)
    if not person.holds(*PROPOSERS, force=force):
        raise Refused("For a control room operator or sergeant.")
    if not asking.is_answered(group):
        raise Refused(asking.SAY_FIRST)
    alike = _seen_at(group, until)
    waiting = FloodClearing.objects.filter(force=force, state__in=[_State.PROPOSED, _State.CONFIRMED])
    if waiting.filter(cases__overlap=[one.case.pk for one in alike]).exists():
        raise Refused("A colleague has proposed this already; it waits for its second person.")
    if reason not in dict(reasons_offered()):
        raise Incomplete({"not_report_reason": "Choose what it is."})
    clearing = FloodClearing(force=force, reason=reason, proposed_by=person, proposed_at=clock.now())
    clearing.cases = [one.case.pk for one in alike]
    clearing.staff = Envelope.objects.open(force.pk, "staff")
    clearing.words = {"text": group.group.text, "reasons": words.strip()}
    clearing.save(force_insert=True)
    _declared(person, clearing)
    _record(person, clearing, "flood_proposed", {"reason": reason, "count": len(alike)})
    return clearing


def _seen_at(group: Sorted, until: dt.datetime) -> list[Opened]:
    """What is alike and stood on the page that was drawn: nobody has seen what came after its newest."""
    if not group.alike:
        raise Refused("Nothing of this group can be cleared: every report of it stands out, or has moved on.")
    if not min(one.case.opened_at for one in group.alike) <= until <= clock.now():
        raise Refused("Open the group again: nobody can say what this page showed.")
    return [one for one in group.alike if one.case.opened_at <= until]


def decide(clearing_id: uuid.UUID, person: Person, *, confirm: bool) -> FloodClearing:
    """The second person's word. Confirmed, the outbox carries it out. Raises NotInScope and Refused."""
    with transaction.atomic():
        clearing = _locked(clearing_id, person)
        if clearing.state != _State.PROPOSED:
            raise Refused("This has been decided already.")
        if clearing.proposed_by_id == person.pk:
            raise Refused("Somebody else must confirm what you proposed.")
        if not answered_by(person, [clearing]):
            raise Refused(asking.SAY_FIRST)
        clearing.decided_by, clearing.decided_at = person, clock.now()
        clearing.state = _State.CONFIRMED if confirm else _State.REFUSED
        clearing.save(update_fields=["decided_by", "decided_at", "state"])
        _record(person, clearing, "flood_confirmed" if confirm else "flood_refused", {"count": len(clearing.cases)})
        if confirm:
            _declared(person, clearing)
            outbox.add("flood.confirmed", key=f"{clearing.pk}:0", clearing_id=clearing.pk, begin=0)
        return clearing


def carry_on(clearing_id: uuid.UUID | str, begin: int) -> None:
    """Mark one batch, and leave a notice for the next. Run twice it marks nothing twice."""
    clearing = _with_people(clearing_id)
    batch = clearing.cases[begin : begin + BATCH]
    common = plain((clearing.words or {}).get("text", ""))
    marked = sum(_mark(one, clearing, common) for one in opened_again(_seen_by_second(clearing, batch)))
    clearing.cleared += marked
    clearing.left += len(batch) - marked
    if begin + BATCH < len(clearing.cases):
        after = begin + BATCH
        outbox.add("flood.confirmed", key=f"{clearing.pk}:{after}", clearing_id=clearing.pk, begin=after)
    else:
        clearing.state = _State.DONE
    clearing.save(update_fields=["cleared", "left", "state"])


def undo(clearing_id: uuid.UUID, person: Person, *, why: str) -> FloodClearing:
    """Open everything this clearing marked again, within the 28 days. Raises NotInScope, Refused, Incomplete."""
    with transaction.atomic():
        clearing = _locked(clearing_id, person)
        if not person.holds(*UNDOERS, force=clearing.force_id):
            raise Refused("For the control room sergeant.")
        if not answered_by(person, [clearing]):
            raise Refused(asking.SAY_FIRST)
        if not can_be_undone(clearing):
            raise Refused("Only what has been carried out, for 28 days and once, can be undone.")
        if not why.strip():
            raise Incomplete({"why": "Write what is new."})
        undone = {"by": str(person.pk), "name": person.name, "at": clock.now().isoformat(), "why": why.strip()}
        clearing.words = {**(clearing.words or {}), "undone": undone}
        clearing.save(update_fields=["words_sealed"])
        _record(person, clearing, "flood_undone", {"count": clearing.cleared})
        outbox.add("flood.undone", key=f"{clearing.pk}:undo:0", clearing_id=clearing.pk, begin=0)
        return clearing


def can_be_undone(clearing: FloodClearing) -> bool:
    done = clearing.state == _State.DONE and clearing.decided_at is not None
    over = done and clock.now() - (clearing.decided_at or clock.now()) > RESTORABLE
    return done and not over and clearing.cleared > 0 and "undone" not in (clearing.words or {})


def carry_back(clearing_id: uuid.UUID | str, begin: int) -> None:
    """Reopen one batch in the name of whoever undid it, and leave a notice for the next. Run twice it reopens once."""
    clearing = _with_people(clearing_id)
    said = (clearing.words or {})["undone"]
    person = Person.objects.get(pk=said["by"])
    batch = clearing.cases[begin : begin + BATCH]
    marked = Move.objects.filter(case__in=batch, key=_key(clearing)).values_list("case_id", flat=True)
    for case_id in marked.order_by("case_id"):
        _does(case_id, REOPENS, person, None, {"what_is_new": said["why"]}, f"flood-undo:{clearing.pk}")
    if begin + BATCH < len(clearing.cases):
        after = begin + BATCH
        outbox.add("flood.undone", key=f"{clearing.pk}:undo:{after}", clearing_id=clearing.pk, begin=after)


def reasons_offered() -> Sequence[tuple[str, str]]:
    """What something that is no report can be, as mark_not_a_report has it."""
    field = next(field for field in MARKS.fields if field.name == "not_report_reason")
    assert isinstance(field.choices, tuple)
    return field.choices


def _mark(one: Opened, clearing: FloodClearing, common: tuple[str, ...]) -> bool:
    """Whether it is marked now or was by an earlier run. Judged once more: somebody may have come back meanwhile."""
    if Move.objects.filter(case=one.case, key=_key(clearing)).exists():
        return True
    if reasons(one, common):
        return False
    said = {"not_report_reason": clearing.reason, "reasons": (clearing.words or {}).get("reasons", "")}
    second, version = clearing.decided_by, one.case.version
    return _does(one.case.pk, MARKS, clearing.proposed_by, second, said, _key(clearing), version)


def _does(
    case_id: uuid.UUID,
    row: Act,
    person: Person,
    second: Person | None,
    answers: dict[str, str],
    key: str,
    version: int | None = None,
) -> bool:
    """One act on one case as the table has it, the case locked and every guard asked; False where it is not open, or the
    case is no longer what was judged.
    """
    try:
        case = in_scope(case_id, person)
    except NotInScope:
        return False
    ctx = Situation(case, person, row, answers, countersigned_by=second, now=clock.now())
    if version not in (None, case.version) or case.moves.filter(key=key).exists() or why_not(ctx):
        return False
    ctx.role = next(role for role in row.roles if role in ctx.roles)
    carry_out(ctx, key)
    return True


def _key(clearing: FloodClearing) -> str:
    return f"flood:{clearing.pk}"


def _locked(clearing_id: uuid.UUID, person: Person) -> FloodClearing:
    if found_for(person, clearing_id) is None:
        raise NotInScope("There is no such clearing for you.")
    return FloodClearing.objects.select_for_update(of=("self",)).select_related("staff").get(pk=clearing_id)


def _with_people(clearing_id: uuid.UUID | str) -> FloodClearing:
    locked = FloodClearing.objects.select_for_update(of=("self",))
    return locked.select_related("staff", "proposed_by", "decided_by").get(pk=clearing_id)


def _seen_by_second(clearing: FloodClearing, batch: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """What the second person could read too: a report they stood aside from is not theirs to mark."""
    assert clearing.decided_by is not None
    return list(visible_to(clearing.decided_by).filter(pk__in=batch).values_list("pk", flat=True))


def _declared(person: Person, clearing: FloodClearing, *, conflict: bool = False) -> None:
    """What they have said holds for all of these that they see (first_looks.py), and for the first, which is asked about."""
    seen = visible_to(person).filter(pk__in=clearing.cases).values_list("pk", flat=True)
    write_for_all(person, {*seen, clearing.cases[0]}, conflict=conflict)


def _record(person: Person, clearing: FloodClearing, act: str, detail: dict[str, object]) -> None:
    audit.record(person.as_actor(), "alteration", "flood", clearing.pk, act, detail, force=clearing.force_id)
