"""Starting, stopping and pausing clocks. A deadline is stored when its clock starts.

Which act starts and stops which is in workflow/; when the moment has come the sweep (sweeping.py) looks. Pausing never
touches "days since this person last heard from us", which is no clock but Case.silence_since (silence.py).
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Min

from hatereport.working_time import deadline, put_off
from triage import victims
from triage.clocks.kinds import CLOCK_KIND, PAUSE, TELLINGS, Budget, ClockKind
from triage.clocks.running import BREACHED, NEVER, checkpoint, on_paper, own_budget
from triage.models import Case, Clock, ClockEvent, ClockProfile, Offence
from triage.placing import risks
from triage.states import STATE_OF, STATES

AWAITING = "awaiting_information"
#: Kinds that stand still while we wait for the reporter; whatever concerns safety runs on.
PAUSABLE = frozenset({"assessment", "finalise", "inspector_review", "endorsement", "nfa_review", "supervision_review"})
#: What alarms the control room until somebody has touched it; it outlives the end of a case.
DANGER = ("danger", "danger_inspector")
#: What the victim is owed after the last decision of all.
OWED_STILL = frozenset({"review_told"})
#: What makes somebody answerable in a state; it runs whether or not a victim is known.
_OF_A_STATE = frozenset(state.clock for state in STATES)


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
        due = due_at or _deadline(case, CLOCK_KIND[code], own_budget(profile), at)
        started = Clock(case=case, kind=code, started_at=at, due_at=due, profile=profile, offence=offence)
        started.next_check_at = checkpoint(started)
        clocks.append(started)
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


def pause(case: Case, at: dt.datetime, why: str) -> None:
    """Stand still for a reason of PAUSES. What is late already stays late; it is only not escalated meanwhile."""
    paused = list(case.clocks.filter(state=Clock.State.RUNNING, kind__in=PAUSABLE).select_for_update())
    for standing in paused:
        standing.state, standing.paused_at, standing.paused_for = Clock.State.PAUSED, at, PAUSE[why].act
    Clock.objects.bulk_update(paused, ["state", "paused_at", "paused_for"])
    _remember(paused, ClockEvent.What.PAUSED, at)


def resume(case: Case, at: dt.datetime) -> None:
    """Go on: what was paused is due later by as long as it stood still, up to the cap of its reason; what was late already
    stays late.
    """
    resumed = list(
        case.clocks.filter(state=Clock.State.PAUSED).select_related("profile").select_for_update(of=("self",))
    )
    for running in resumed:
        paused_at = running.paused_at or at
        stood = min(at - paused_at, PAUSE[running.paused_for].cap)
        running.state, running.paused_at = Clock.State.RUNNING, None
        if paused_at <= running.due_at:
            running.paused_seconds += int(stood.total_seconds())
            running.due_at = put_off(running.due_at, paused_at, stood, on_paper=on_paper(running))
        if running.level < BREACHED:
            running.next_check_at = checkpoint(running)
        elif running.next_check_at < NEVER:
            running.next_check_at += stood
    fields = ["state", "paused_at", "paused_seconds", "due_at", "next_check_at"]
    Clock.objects.bulk_update(resumed, fields)
    _remember(resumed, ClockEvent.What.RESUMED, at)


def next_due(case: Case) -> dt.datetime:
    """The nearest deadline of the case; far away where none runs."""
    nearest = case.clocks.filter(state=Clock.State.RUNNING).exclude(kind="time_limit").aggregate(Min("due_at"))
    return nearest["due_at__min"] or NEVER


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
    """`met`: what the clock asked for was done; False where it was set anew or fell away. One that stands still is judged by
    the moment from which it does.
    """
    events = []
    for running in live:
        in_time = (running.paused_at or at) <= running.due_at
        running.state, running.stopped_at = Clock.State.STOPPED, at
        if running.level < BREACHED and (met or not in_time):
            what = ClockEvent.What.MET if in_time else ClockEvent.What.BREACHED
            events.append(ClockEvent(clock=running, what=what, at=at, due_at=running.due_at))
    Clock.objects.bulk_update(live, ["state", "stopped_at"])
    ClockEvent.objects.bulk_create(events)


def _remember(clocks: list[Clock], what: ClockEvent.What, at: dt.datetime) -> None:
    ClockEvent.objects.bulk_create([ClockEvent(clock=row, what=what, at=at, due_at=row.due_at) for row in clocks])


def _profiles(case: Case, codes: list[str], at: dt.datetime) -> dict[str, ClockProfile]:
    """The force's own budgets in force at that moment, the newest of each kind."""
    rows = ClockProfile.objects.filter(force_id=case.force_id, kind__in=codes, valid_from__lte=at).order_by(
        "valid_from"
    )
    return {row.kind: row for row in rows}


def _deadline(case: Case, kind: ClockKind, own: Budget | None, at: dt.datetime) -> dt.datetime:
    """By the force's own budget where it has one, whatever its row says never later than what the victim is owed, what
    sounds as an alarm, or what a crime or a risk flag asks for sooner.
    """
    usual = kind.budget_for(case.kind, bool(risks(case.flags)))
    if own is None:
        return deadline(at, usual)
    if kind.only_shorter or usual != kind.budget:
        return min(deadline(at, own), deadline(at, usual))
    return deadline(at, own)
