"""What must not wait to be read: danger nobody has touched, and deadlines that sound on open pages.

Asked by every open page of those who answer for it, every ten seconds, so it reads two small indexes and opens nothing.
A report is called for even before it has a case: the worker may be down. Sending somebody is the act dispatch_now; for a
report without a case the case is opened first (receipt.py).
"""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from hatereport import clock
from incidents.models import Report
from partners.models import Force, Person
from triage.acting import act
from triage.clocks.deadlines import DANGER
from triage.clocks.kinds import CLOCK_KIND, CLOCK_KINDS
from triage.models import Case, Clock, Countersignature, Move
from triage.receipt import receive
from triage.refusals import NotInScope
from triage.scope import visible_to

#: More than any control room hears out at once. Danger comes first, so that no pile of late paper stands before it.
MOST = 200
UNTOUCHED = dt.timedelta(seconds=60)
CONTROL_ROOM = ("control_room_operator", "control_room_sergeant")
#: Sounds only for what looks serious: in a flood every report would miss its first read, and hide what is urgent.
URGENT = "first_read"
SERIOUS = 3
SOUNDING = (*(kind.code for kind in CLOCK_KINDS if kind.alarms), URGENT)
#: clock -> the roles of the force whose pages it sounds on.
_SOUNDS_FOR: dict[str, tuple[str, ...]] = {
    "danger": CONTROL_ROOM,
    "danger_inspector": ("duty_inspector",),
    **{kind.code: (kind.owner, kind.escalates_to) for kind in CLOCK_KINDS if kind.alarms and "danger" not in kind.code},
    URGENT: ("control_room_operator", "control_room_sergeant", "duty_inspector"),
}
CALLED = frozenset(role for roles in _SOUNDS_FOR.values() for role in roles)


@dataclass(frozen=True)
class Call:
    """One line of the alarm. `rings`: it is heard; `report_id`: somebody can be sent from the line itself."""

    words: str
    since: dt.datetime
    rings: bool
    reference: str = ""
    report_id: uuid.UUID | None = None


def is_called(person: Person) -> bool:
    """Whether this person's pages ask for alarms at all."""
    return person.holds(*CALLED)


def calls_for(person: Person) -> list[Call]:
    """What this person is called to: danger first, then the longest waiting. A case in danger calls once, not also for
    being unread, nor in each of this person's roles. Two queries.
    """
    now = clock.now()
    rows = _sounding_clocks(person, now)
    first: dict[uuid.UUID, Clock] = {}
    for row in rows:
        if row.kind in DANGER:
            first.setdefault(row.case_id, row)
    told_by_it = (*DANGER, URGENT)
    calls = [_of_clock(row, now) for row in rows if row.kind not in told_by_it or row is first.get(row.case_id, row)]
    calls += [_of_report(report, now) for report in _unopened(person)[:MOST]]
    return sorted(calls, key=lambda call: (call.report_id is None, call.since))


def fingerprint(calls: list[Call]) -> str:
    """Tells a page whether anything has changed since it was drawn."""
    said = "|".join(f"{call.words}{call.rings}{call.reference}{call.report_id}" for call in calls)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def send_someone(person: Person, report_id: uuid.UUID, log_number: str, key: str) -> Move | Countersignature:
    """dispatch_now on the live case of a report, opened on the way if it has none.

    Raises NotInScope, Refused and Incomplete as act() does; a case opened on the way stays open.
    """
    case = _live_case(person, report_id)
    if case is None and _unopened(person).filter(pk=report_id).exists():
        receive(report_id)
        case = _live_case(person, report_id)
    if case is None:
        raise NotInScope("There is no such report for you.")
    return act(case.pk, "dispatch_now", person, version=case.version, key=key, data={"log_number": log_number})


def _live_case(person: Person, report_id: uuid.UUID) -> Case | None:
    cases = visible_to(person).filter(report_id=report_id)
    return min(cases, key=lambda case: (not case.open, -case.opened_at.timestamp()), default=None)


# --- finding ---------------------------------------------------------------------------------------------------------


def _sounding_clocks(person: Person, now: dt.datetime) -> list[Clock]:
    """Running clocks that sound for a role of this person. Danger is shown at once and heard from a minute on."""
    theirs = Q(pk=None)
    for held in person.roles_held():
        kinds = [code for code, roles in _SOUNDS_FOR.items() if held.role in roles]
        if kinds and held.role == "supervising_sergeant":
            theirs |= Q(kind__in=kinds, case__supervising_sergeant=person)
        elif kinds:
            theirs |= Q(kind__in=kinds, case__force=held.force_id)
    due = Q(kind="danger") | Q(due_at__lte=now) & (~Q(kind=URGENT) | Q(case__risk__gte=SERIOUS))
    running = Clock.objects.filter(theirs, due, state=Clock.State.RUNNING, kind__in=SOUNDING)
    # Asked before the list is cut: what is not theirs to see must not fill it.
    running = running.filter(case__in=visible_to(person)).select_related("case")
    only = ("kind", "started_at", "due_at", "case__reference", "case__report_id", "case__danger")
    danger_first = ExpressionWrapper(Q(kind__in=DANGER), BooleanField()).desc()
    return list(running.only(*only).order_by(danger_first, "due_at")[:MOST])


def _unopened(person: Person) -> QuerySet[Report]:
    """Reports in danger that no worker has opened; those of a force not on board are the duty force's."""
    forces = {held.force_id for held in person.roles_held() if held.role in (*CONTROL_ROOM, "duty_inspector")}
    if not forces:
        return Report.objects.none()
    duty = Q(force__on_board=False) & Exists(Force.objects.filter(is_duty=True, pk__in=forces))
    rows = Report.objects.filter(Q(force__in=forces) | duty, danger=True, danger_touched_at=None, cases=None)
    return rows.order_by("received_at").only("reference", "received_at")


def _of_clock(running: Clock, now: dt.datetime) -> Call:
    case = running.case
    if running.kind in DANGER:
        words = f"Danger since {_at(running.started_at)}, and nobody has touched it"
        return Call(words, running.started_at, running.due_at <= now, case.reference, case.report_id)
    label = "Urgent, and nobody has read it" if running.kind == URGENT else CLOCK_KIND[running.kind].label
    words = f"{label}: was due at {_at(running.due_at)}"
    return Call(words, running.due_at, True, case.reference)


def _of_report(report: Report, now: dt.datetime) -> Call:
    words = f"Danger since {_at(report.received_at)} in a new report that is not opened yet"
    return Call(words, report.received_at, now - report.received_at >= UNTOUCHED, "", report.pk)


def _at(moment: dt.datetime) -> str:
    """The hour on the wall, which does not change while the page is open."""
    return date_format(timezone.localtime(moment), "H:i")
