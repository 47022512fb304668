"""Which clocks run, how long, on which calendar, on whose authority, and why they may stand still.

The budgets are the service's defaults; a force's ClockProfile rows override them from a date on (domain.md 1.4).
Running clocks are rows of models/clock.py; deadlines.py starts and stops them, sweeping.py looks when they are due.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hatereport.working_time import WorkingDays

Budget = dt.timedelta | WorkingDays


def minutes(n: int) -> dt.timedelta:
    return dt.timedelta(minutes=n)


def hours(n: int) -> dt.timedelta:
    return dt.timedelta(hours=n)


def days(n: int) -> dt.timedelta:
    return dt.timedelta(days=n)


@dataclass(frozen=True)
class ClockKind:
    """`budget` for a hate incident, `crime` where a hate crime differs, `flagged` where a risk flag shortens it.

    `owner` answers for it on shift; off shift the duty sergeant and inspector do. `escalates_to` is told at a breach.
    A hate crime gives enhanced rights under the Victims' Code, so what is owed then is owed sooner.
    """

    code: str
    label: str
    budget: Budget
    owner: str
    escalates_to: str
    basis: str
    crime: Budget | None = None
    flagged: Budget | None = None
    alarms: bool = False  # sounds on open pages rather than waiting to be read
    #: The Victims' Code owes it to the victim, and to nobody else in the report. Such a clock never pauses.
    owed: bool = False
    #: Met only by telling the person: by real contact or by a letter. Asked for again before that, the first deadline stays.
    telling: bool = False

    @property
    def paperwork(self) -> bool:
        """Counted in working days: it waits for the office to open, and no duty officer is woken for it."""
        return isinstance(self.budget, WorkingDays)

    @property
    def only_shorter(self) -> bool:
        """A force may shorten it and never lengthen it: it is owed to the victim, or it sounds while somebody waits."""
        return self.owed or self.alarms

    def budget_for(self, kind: str, flagged: bool) -> Budget:
        if flagged and self.flagged is not None:
            return self.flagged
        return self.crime if kind == "hate_crime" and self.crime is not None else self.budget


LOCAL = "The service’s own rule"
CLOCK_KINDS: tuple[ClockKind, ...] = (
    ClockKind(
        "danger",
        "Danger untouched",
        minutes(1),
        "control_room_operator",
        "duty_inspector",
        LOCAL,
        alarms=True,
    ),
    ClockKind(
        "danger_inspector",
        "Danger untouched: duty inspector",
        minutes(2),
        "duty_inspector",
        "duty_inspector",
        LOCAL,
        alarms=True,
    ),
    ClockKind(
        "first_read", "First read", hours(2), "control_room_sergeant", "duty_inspector", LOCAL, flagged=minutes(15)
    ),
    ClockKind(
        "assessment",
        "Control room assessment",
        hours(4),
        "control_room_sergeant",
        "duty_inspector",
        LOCAL,
        crime=hours(1),
    ),
    ClockKind(
        "attendance",
        "Attendance",
        minutes(60),
        "officer",
        "duty_inspector",
        "Priority response within the hour (Cumbria, 2018)",
    ),
    ClockKind(
        "supervision_acceptance",
        "Accept supervision",
        minutes(10),
        "supervising_sergeant",
        "duty_inspector",
        LOCAL,
        alarms=True,
    ),
    ClockKind("countersignature", "Countersignature", minutes(30), "duty_inspector", "duty_inspector", LOCAL),
    ClockKind(
        "first_contact",
        "First contact with the person",
        hours(48),
        "local_focus_sergeant",
        "local_focus_inspector",
        LOCAL,
        flagged=hours(24),
    ),
    ClockKind("finalise", "Finalise", days(14), "local_focus_sergeant", "local_focus_inspector", LOCAL),
    ClockKind(
        "inspector_review",
        "Local focus inspector's review",
        days(7),
        "local_focus_inspector",
        "local_focus_inspector",
        "Seven-day inspector contact (Cumbria, 2018)",
    ),
    ClockKind(
        "specialist_review",
        "Specialist hate crime review",
        hours(24),
        "hate_crime_sergeant",
        "hate_crime_inspector",
        LOCAL,
    ),
    ClockKind("supervision_review", "Supervision due", days(7), "supervising_sergeant", "duty_inspector", LOCAL),
    ClockKind("endorsement", "Endorsement", WorkingDays(2), "supervising_sergeant", "hate_crime_inspector", LOCAL),
    ClockKind("nfa_review", "Final review", WorkingDays(5), "hate_crime_inspector", "hate_crime_lead", LOCAL),
    ClockKind(
        "tell_victim",
        "Tell the victim",
        WorkingDays(5),
        "officer",
        "supervising_sergeant",
        "Victims' Code rights 6 and 9, enhanced rights: the outcome, the reasons and the right to review",
        crime=WorkingDays(1),
        owed=True,
    ),
    ClockKind(
        "acknowledgement",
        "Report acknowledged in writing",
        WorkingDays(5),
        "control_room_sergeant",
        "duty_inspector",
        "Victims' Code right 3; the number of days is unverified",
        owed=True,
        telling=True,
    ),
    ClockKind(
        "victim_update",
        "Tell the victim of the step taken",
        WorkingDays(5),
        "officer",
        "supervising_sergeant",
        "Victims' Code right 6, enhanced rights: arrest, interview, bail, charge",
        crime=WorkingDays(1),
        owed=True,
        telling=True,
    ),
    ClockKind(
        "court_date",
        "Tell the victim the date at court",
        WorkingDays(5),
        "officer",
        "supervising_sergeant",
        "Victims' Code right 8, enhanced rights",
        crime=WorkingDays(1),
        owed=True,
        telling=True,
    ),
    ClockKind(
        "needs_assessment",
        "Needs assessment",
        WorkingDays(2),
        "officer",
        "supervising_sergeant",
        "Victims' Code right 4; the number of days is the service’s own",
        owed=True,
    ),
    ClockKind(
        "support_referral",
        "Referral to support",
        WorkingDays(2),
        "officer",
        "supervising_sergeant",
        "Victims' Code right 4",
        owed=True,
    ),
    ClockKind(
        "progress_contact",
        "Progress update",
        days(28),
        "officer",
        "supervising_sergeant",
        "Victims' Code right 6; every 28 days unless agreed otherwise",
        owed=True,
    ),
    ClockKind("information", "Waiting for the reporter", days(7), "control_room_sergeant", "duty_inspector", LOCAL),
    ClockKind("transfer", "Transfer acknowledged", hours(1), "control_room_sergeant", "duty_inspector", LOCAL),
    ClockKind(
        "review_acknowledged",
        "Review acknowledged",
        WorkingDays(10),
        "hate_crime_lead",
        "hate_crime_lead",
        "Victims' right to review",
        owed=True,
        telling=True,
    ),
    ClockKind(
        "review_decision",
        "Review decided",
        WorkingDays(30),
        "hate_crime_lead",
        "hate_crime_lead",
        "Victims' right to review",
        owed=True,
    ),
    ClockKind(
        "review_told",
        "Tell the victim what the review decided",
        WorkingDays(5),
        "hate_crime_lead",
        "hate_crime_lead",
        "Victims' right to review; Victims' Code right 6, enhanced rights",
        crime=WorkingDays(1),
        owed=True,
        telling=True,
    ),
    ClockKind(
        "police_suspect",
        "Professional standards",
        WorkingDays(1),
        "professional_standards",
        "duty_inspector",
        LOCAL,
    ),
    ClockKind(
        "child",
        "Safeguarding decision for a child",
        hours(12),
        "control_room_sergeant",
        "duty_inspector",
        LOCAL,
    ),
    ClockKind(
        "sexual",
        "Specialist team acknowledges",
        hours(1),
        "control_room_sergeant",
        "duty_inspector",
        LOCAL,
    ),
    ClockKind(
        "terrorism",
        "Duty inspector by telephone",
        minutes(5),
        "control_room_sergeant",
        "duty_inspector",
        LOCAL,
        alarms=True,
    ),
    ClockKind(
        "interpreter",
        "Words to be understood",
        hours(4),
        "control_room_sergeant",
        "duty_inspector",
        LOCAL,
        flagged=minutes(30),
    ),
    ClockKind(
        "time_limit",
        "Six-month limit for a prosecution",
        days(182),
        "officer",
        "hate_crime_inspector",
        "Magistrates' Courts Act 1980 s.127 (unverified)",
    ),
)
CLOCK_KIND = {kind.code: kind for kind in CLOCK_KINDS}
#: What is met by telling the person.
TELLINGS = frozenset(kind.code for kind in CLOCK_KINDS if kind.telling)


@dataclass(frozen=True)
class Pause:
    """Why clocks may stand still, by the act that lets them, and how much of it counts."""

    act: str
    label: str
    cap: dt.timedelta
    source: str


PAUSES: tuple[Pause, ...] = (
    Pause(
        "ask_for_information",
        "the reporter was asked something",
        days(7),
        "workflow.md: on day 7 it is decided on what there is",
    ),
)
PAUSE = {pause.act: pause for pause in PAUSES}
