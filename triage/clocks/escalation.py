"""Who hears next when a missed deadline stays untouched: one step up the ladder at a time, each a fact for good.

The first to hear of a breach is the kind's own `escalates_to` (kinds.py); the sweep (sweeping.py) asks here whom to
tell after that, and when. It ends when the clock is met, or with the lead.
"""

import datetime as dt
from dataclasses import dataclass

from hatereport.working_time import WorkingDays, deadline
from triage.clocks.kinds import CLOCK_KIND, Budget, ClockKind
from triage.parts import CR_ANY


@dataclass(frozen=True)
class Step:
    """`then` hears after `role`; `on_paper` instead, where the clock counts working days."""

    role: str
    then: str
    why: str
    on_paper: str = ""


LADDER: tuple[Step, ...] = (
    Step("control_room_operator", "control_room_sergeant", "The sergeant of the room."),
    Step("control_room_sergeant", "duty_inspector", "There at any hour."),
    Step("officer", "supervising_sergeant", "Supervises the officer directly (seed 000)."),
    Step(
        "supervising_sergeant",
        "duty_inspector",
        "There at any hour; paper wakes nobody.",
        on_paper="hate_crime_inspector",
    ),
    Step("local_focus_sergeant", "local_focus_inspector", "Reviews what the sergeant finalises (seed 000)."),
    Step("local_focus_inspector", "hate_crime_lead", "Answers for the force's work against hate."),
    Step("hate_crime_sergeant", "hate_crime_inspector", "Of the same team."),
    Step("hate_crime_inspector", "hate_crime_lead", "Of the same team."),
    Step("duty_inspector", "hate_crime_lead", "Nobody on duty took it: somebody must ask why."),
)
_STEP = {step.role: step for step in LADDER}
#: What is left to whoever was told, before the next is: a share of the clock's own time, within these.
SHARE = 0.5
LEAST, MOST = dt.timedelta(minutes=15), dt.timedelta(days=7)


def told_after(kind: ClockKind, times: int, *, on_paper: bool, restricted: bool) -> str:
    """Who is told when a breach has been told of so many times before; "" where the ladder ends.

    Of a restricted case nobody hears but its own team and, in danger, those who send help.
    """
    role = kind.escalates_to
    for _ in range(times):
        step = _STEP.get(role)
        role = ((on_paper and step.on_paper) or step.then) if step else ""
    return "" if restricted and role not in CR_ANY else role


def again_at(kind: str, told_at: dt.datetime, ran: dt.timedelta, budget: Budget | None = None) -> dt.datetime:
    """When the next is told, if nobody has touched it since `told_at`. `ran`: how long the clock had; `budget`: what it
    is counted in, where that is not the service's default.
    """
    counted = budget or CLOCK_KIND[kind].budget
    if isinstance(counted, WorkingDays):
        return deadline(told_at, WorkingDays(max(1, int(counted.days * SHARE))))
    return told_at + min(max(ran * SHARE, LEAST), MOST)
