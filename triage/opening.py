"""Opening a case on a report: at receipt, on escalation, on reclassification, on a transfer.

One report may have several cases, one after another; each has its own reference, clocks and staff envelope.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from hatereport import audit, outbox
from hatereport.sealing import Envelope
from incidents.models import Report
from incidents.references import CRIME, INCIDENT, case_reference
from partners.models import Force, Person
from partners.teams import team_for
from triage import placing, victims
from triage.clocks import deadlines
from triage.clocks.kinds import TELLINGS
from triage.clocks.running import NEVER
from triage.models import Case, Clock, Move, PatternAlert, Task
from triage.moving import SYSTEM_ROLE, write_move
from triage.roads.table import ROAD_OF, ROADS

_REFERENCE_TRIES = 5

_EVERY_CRIME = ("specialist_review", "support_referral", "acknowledgement", "needs_assessment")
#: Clocks every case of a kind begins with, by the state it begins in.
_STARTS = {
    ("hate_incident", "control_room"): ("first_read", "assessment"),
    ("hate_crime", "control_room"): ("first_read", "assessment", "attendance", *_EVERY_CRIME),
    ("hate_crime", "dispatched"): ("supervision_acceptance", "attendance", *_EVERY_CRIME),
    ("hate_crime", "under_investigation"): ("supervision_acceptance", "progress_contact", *_EVERY_CRIME),
    ("hate_incident", "local_focus"): ("first_contact", "finalise"),
}


def open_case(
    report: Report,
    kind: str,
    *,
    act: str,
    state: str,
    at: dt.datetime,
    force: Force | None = None,
    came_from: Case | None = None,
    actor: Person | None = None,
    role: str = SYSTEM_ROLE,
    countersigned_by: Person | None = None,
    flags: list[str] | None = None,
    danger: bool = False,
    clocks_from: dt.datetime | None = None,
) -> Case:
    """A new case with its first move and clocks, saved, and the notice of it. `clocks_from`: when its clocks began."""
    force = force or (came_from or report).force
    case = _begun(report, kind, force, came_from, at, flags=flags, danger=danger)
    case.holding_team = placing.holding_team(case, state)
    _insert(case)
    codes = {"came_from": came_from.reference} if came_from else {}
    by = countersigned_by
    move = write_move(
        case, act=act, to=state, at=at, key="open", actor=actor, role=role, countersigned_by=by, codes=codes
    )
    deadlines.start(case, _STARTS[kind, state], clocks_from or at)
    if victims.read_it_was_received(report):
        deadlines.stop(case, ("acknowledgement",), at)
    if came_from:
        _take_over(case, came_from, at)
    elif danger:
        deadlines.start(case, deadlines.DANGER, report.received_at)
    case.next_due_at = deadlines.next_due(case)
    case.save()
    _tell(case, move)
    return case


def _begun(
    report: Report,
    kind: str,
    force: Force,
    came_from: Case | None,
    at: dt.datetime,
    *,
    flags: list[str] | None,
    danger: bool,
) -> Case:
    """The row as it begins, unsaved: what the report says, and what goes on from the case before."""
    flags = sorted((came_from or report).flags if flags is None else flags)
    is_crime = kind == "hate_crime"
    return Case(
        report=report,
        came_from=came_from,
        kind=kind,
        state="",
        force=force,
        area=next((before.area for before in (came_from, report) if before and before.force_id == force.pk), None),
        flags=flags,
        danger=danger,
        strands=list((came_from or report).strands),
        restricted=_is_restricted(flags) or (came_from is not None and came_from.restricted),
        grade="priority" if is_crime else "",
        risk=came_from.risk if came_from else placing.risk_of(flags, danger=danger, crime=is_crime),
        next_due_at=NEVER,
        silence_since=came_from.silence_since if came_from else report.received_at,
        opened_at=at,
        entered_state_at=at,
        staff=Envelope.objects.open(force.pk, "staff"),
    )


def _is_restricted(flags: Iterable[str]) -> bool:
    return any(ROAD_OF[flag].restricts for flag in flags if flag in ROAD_OF)


def _tell(case: Case, move: Move) -> None:
    who = move.actor.as_actor(move.actor_role) if move.actor else audit.SYSTEM
    detail = {"report": case.report_id, "kind": case.kind}
    audit.record(who, "collection", "case", case.pk, move.act, detail, force=case.force_id)
    outbox.add("case.moved", key=str(move.pk), case_id=case.pk, move_id=move.pk)


def _take_over(case: Case, came_from: Case, at: dt.datetime) -> None:
    """What is still open goes on in the case that follows: danger, special roads, what the victim is to be told, actions,
    pattern alerts.
    """
    if came_from.danger:
        case.danger, came_from.danger = True, False
        case.risk = placing.DANGER
        if untouched := came_from.clocks.filter(kind="danger", state=Clock.State.RUNNING).first():
            deadlines.start(case, deadlines.DANGER, untouched.started_at)
    going_on = [*(road.clock for road in ROADS if road.clock), *TELLINGS]
    for running in came_from.clocks.filter(kind__in=going_on, state=Clock.State.RUNNING):
        deadlines.start(case, (running.kind,), running.started_at, due_at=running.due_at)
    for task in came_from.tasks.filter(answered_at=None).select_related("team"):
        _hand_on(task, came_from, case, at)
    if case.force_id == came_from.force_id:
        alerts = came_from.alerts.filter(state=PatternAlert.State.OPEN)
        PatternAlert.objects.bulk_create(
            [PatternAlert(case=case, other_id=alert.other_id, kind=alert.kind, raised_at=at) for alert in alerts]
        )


def _hand_on(task: Task, came_from: Case, case: Case, at: dt.datetime) -> None:
    """An action nobody has answered is asked again in the next case; in the old one it says where it went."""
    task.case = came_from
    same_force = task.team.force_id == case.force_id
    again = Task(case=case, set_by=task.set_by, set_at=at, due_at=task.due_at, road=task.road)
    again.team = task.team if same_force else team_for(task.team.kind, case.force_id, case.area_id)
    again.what = task.what
    again.save(force_insert=True)
    task.answered_at, task.answer = at, f"Goes on in {case.reference}."
    task.save(update_fields=["answered_at", "answer_sealed"])


def take_special_roads(case: Case, at: dt.datetime) -> None:
    """Set in motion what the flags ask for beside the chain (roads/table.py)."""
    roads = [ROAD_OF[flag] for flag in case.flags if flag in ROAD_OF]
    deadlines.start(case, [road.clock for road in roads if road.clock], at)
    tasks = []
    for road in roads:
        task = Task(case=case, road=road.flag, set_at=at, due_at=_road_due(case, road.clock, at))
        task.team = team_for(road.team, case.force_id, case.area_id)
        task.what = road.action
        tasks.append(task)
    Task.objects.bulk_create(tasks)


def _road_due(case: Case, clock_code: str, at: dt.datetime) -> dt.datetime:
    running = case.clocks.filter(kind=clock_code).order_by("-started_at").first() if clock_code else None
    return running.due_at if running else at + dt.timedelta(hours=24)


def _insert(case: Case) -> None:
    """Seven random symbols meet an older reference once in a blue moon; then another is drawn."""
    prefix = CRIME if case.kind == "hate_crime" else INCIDENT
    for attempt in range(_REFERENCE_TRIES):
        case.reference = case_reference(prefix)
        try:
            with transaction.atomic():
                case.save(force_insert=True)
                return
        except IntegrityError:
            if attempt == _REFERENCE_TRIES - 1 or not Case.objects.filter(reference=case.reference).exists():
                raise
