"""Starting, stopping, pausing and sweeping clocks. A deadline is stored when its clock starts, so a missed sweep loses
nothing.

Which kinds exist is in clock_kinds.py; which act starts and stops which is in workflow/. Pausing never touches
"days since this person last heard from us", which is no clock but Case.silence_since.
"""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Min

from hatereport import clock, outbox
from hatereport.working_time import WorkingDays, deadline
from partners.roles import ROLE
from partners.teams import team_for
from triage import victims
from triage.clock_kinds import CLOCK_KIND, TELLINGS, Budget
from triage.models import Case, Clock, ClockEvent, ClockProfile, Offence
from triage.placing import risks
from triage.states import STATE_OF, STATES

AWAITING = "awaiting_information"
NEVER = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
#: Shares of the time at which somebody is warned.
WARN_AT = (0.5, 0.8)
#: Kinds that stand still while we wait for the reporter; whatever concerns safety runs on.
PAUSABLE = frozenset({"assessment", "finalise", "inspector_review", "endorsement", "nfa_review"})
#: What alarms the control room until somebody has touched it; it outlives the end of a case.
DANGER = ("danger", "danger_inspector")
#: What the victim is owed after the last decision of all.
OWED_STILL = frozenset({"review_told"})
#: What makes somebody answerable in a state; it runs whether or not a victim is known.
_OF_A_STATE = frozenset(state.clock for state in STATES)
#: A pause is capped: on day 7 it is decided on what there is (workflow.md).
LONGEST_PAUSE = dt.timedelta(days=7)


def start(
    case: Case,
    kinds: Iterable[str],
    at: dt.datetime,
    *,
    due_at: dt.datetime | None = None,
    offence: Offence | None = None,
) -> list[Clock]:
    """Start clocks anew at `at`; a live one of the same kind is stopped first. `due_at` overrides the budget.

    What is owed to a victim starts only where there is one, and a thing to be told is not put off by the next.
    """
    codes = _to_start(case, kinds)
    if not codes:
        return []
    _stop(_live(case, codes, offence), at, met=False)
    profiles = _profiles(case, codes, at)
    clocks = []
    for code in codes:
        profile = profiles.get(code)
        due = due_at or deadline(
            at, _budget(profile) or CLOCK_KIND[code].budget_for(case.kind, bool(risks(case.flags)))
        )
        clocks.append(
            Clock(
                case=case,
                kind=code,
                started_at=at,
                due_at=due,
                profile=profile,
                offence=offence,
                next_check_at=_checkpoint(at, due, 0),
            )
        )
    return Clock.objects.bulk_create(clocks)


def stop(case: Case, kinds: Iterable[str], at: dt.datetime, *, offence: Offence | None = None) -> None:
    """Stop live clocks of these kinds; each keeps as a fact whether it was met."""
    _stop(_live(case, kinds, offence), at)


def stop_all(case: Case, at: dt.datetime) -> None:
    """The case has ended: nothing of it runs on, but a danger nobody has met and what the victim is still to be told. A
    deadline that fell away was not met.
    """
    live = case.clocks.exclude(state=Clock.State.STOPPED).exclude(kind__in=OWED_STILL)
    if case.danger:
        live = live.exclude(kind__in=DANGER)
    _stop(list(live.select_for_update()), at, met=False)


def change_state(case: Case, frm: str, at: dt.datetime) -> None:
    """Each open state has a clock that makes somebody answerable: the old one's stops, the new one's, if any, starts.

    One that runs already runs on: the attendance clock began when the report was sent.
    """
    if frm == case.state:
        return
    before, after = STATE_OF[case.kind, frm].clock, case.stage.clock
    if before and case.state != AWAITING and before != after:
        stop(case, (before,), at)
    if after and not case.clocks.exclude(state=Clock.State.STOPPED).filter(kind=after, offence=None).exists():
        start(case, (after,), at)


def pause(case: Case, at: dt.datetime) -> None:
    """Stand still while the reporter is asked something."""
    case.clocks.filter(state=Clock.State.RUNNING, kind__in=PAUSABLE).update(state=Clock.State.PAUSED, paused_at=at)


def resume(case: Case, at: dt.datetime) -> None:
    """Go on: what was paused is due later by as long as it stood still, a week at most."""
    for paused in case.clocks.filter(state=Clock.State.PAUSED).select_for_update():
        stood = min(at - (paused.paused_at or at), LONGEST_PAUSE)
        paused.state, paused.paused_at = Clock.State.RUNNING, None
        paused.paused_seconds += int(stood.total_seconds())
        paused.due_at += stood
        paused.next_check_at = _checkpoint(paused.started_at + stood, paused.due_at, paused.level)
        paused.save()


def next_due(case: Case) -> dt.datetime:
    """The nearest deadline of the case; far away where none runs."""
    nearest = case.clocks.filter(state=Clock.State.RUNNING).exclude(kind="time_limit").aggregate(Min("due_at"))
    return nearest["due_at__min"] or NEVER


def sweep(limit: int = 500) -> int:
    """Look at every clock whose moment has come: warn, then record the breach and escalate. Safe to run twice."""
    with transaction.atomic():
        now = clock.now()
        due = (
            Clock.objects.filter(state=Clock.State.RUNNING, next_check_at__lte=now)
            .select_related("case")
            .order_by("next_check_at")
            .select_for_update(skip_locked=True, of=("self",))[:limit]
        )
        events = [event for running in due if (event := _look_at(running, now))]
        ClockEvent.objects.bulk_create(events)
        for event in events:
            outbox.add(
                "clock.spoke",
                key=str(event.clock_id),
                clock_id=event.clock_id,
                event=event.what,
                level=event.clock.level,
            )
        return len(events)


def _look_at(running: Clock, now: dt.datetime) -> ClockEvent | None:
    """Bring one clock up to now; however long the sweep was away, what is true now is what is recorded."""
    if now >= running.due_at:
        running.level, running.next_check_at, what = 3, NEVER, ClockEvent.What.BREACHED
    else:
        passed = (now - running.started_at) / (running.due_at - running.started_at)
        level = sum(passed >= share for share in WARN_AT)
        running.next_check_at = _checkpoint(running.started_at, running.due_at, level)
        if level <= running.level:
            running.save(update_fields=["next_check_at"])
            return None
        running.level, what = level, ClockEvent.What.WARNED
    running.save(update_fields=["level", "next_check_at"])
    kind = CLOCK_KIND[running.kind]
    told = kind.escalates_to if what == ClockEvent.What.BREACHED else kind.owner
    if not kind.paperwork and not _somebody_there(running.case, told, now):
        told = "duty_inspector"  # nothing waits for a person off shift (practice.md 1)
    return ClockEvent(clock=running, what=what, at=now, due_at=running.due_at, told=told)


def _somebody_there(case: Case, role: str, now: dt.datetime) -> bool:
    return team_for(ROLE[role].team_kind, case.force_id, case.area_id).on_shift(now)


def _to_start(case: Case, kinds: Iterable[str]) -> list[str]:
    codes = list(dict.fromkeys(kinds))
    if any(CLOCK_KIND[code].owed and code not in _OF_A_STATE for code in codes) and not victims.is_known(case):
        codes = [code for code in codes if not CLOCK_KIND[code].owed or code in _OF_A_STATE]
    if asked := TELLINGS.intersection(codes):
        running = case.clocks.exclude(state=Clock.State.STOPPED).filter(kind__in=asked)
        untold = set(running.values_list("kind", flat=True))
        codes = [code for code in codes if code not in untold]
    return codes


def _live(case: Case, kinds: Iterable[str], offence: Offence | None) -> list[Clock]:
    live = case.clocks.exclude(state=Clock.State.STOPPED).filter(kind__in=list(kinds))
    if offence is not None:
        live = live.filter(offence=offence)
    return list(live.select_for_update())


def _stop(live: list[Clock], at: dt.datetime, *, met: bool = True) -> None:
    """`met`: what the clock asked for was done; False where it was set anew or fell away."""
    events = []
    for running in live:
        running.state, running.stopped_at = Clock.State.STOPPED, at
        if running.level < 3 and (met or at > running.due_at):
            what = ClockEvent.What.MET if at <= running.due_at else ClockEvent.What.BREACHED
            events.append(ClockEvent(clock=running, what=what, at=at, due_at=running.due_at))
    Clock.objects.bulk_update(live, ["state", "stopped_at"])
    ClockEvent.objects.bulk_create(events)


def _checkpoint(started: dt.datetime, due: dt.datetime, level: int) -> dt.datetime:
    return started + (due - started) * WARN_AT[level] if level < len(WARN_AT) else due


def _profiles(case: Case, codes: list[str], at: dt.datetime) -> dict[str, ClockProfile]:
    """The force's own budgets in force at that moment, the newest of each kind."""
    rows = ClockProfile.objects.filter(force_id=case.force_id, kind__in=codes, valid_from__lte=at).order_by(
        "valid_from"
    )
    return {row.kind: row for row in rows}


def _budget(profile: ClockProfile | None) -> Budget | None:
    if profile is None:
        return None
    if profile.working_days is not None:
        return WorkingDays(profile.working_days)
    return dt.timedelta(hours=float(profile.hours or 0))


def waited_too_long() -> list[uuid.UUID]:
    """Cases that have waited for their reporter for the whole seven days: it is decided on what there is."""
    over = Clock.objects.filter(kind="information", state=Clock.State.RUNNING, due_at__lte=clock.now())
    return list(over.values_list("case_id", flat=True)[:500])
