"""A force's own budgets for clocks: signed, dated, never overwritten. The only code that writes ClockProfile.

A new budget counts for clocks that start from its day on; running ones keep theirs. What the Victims' Code owes, and what
sounds as an alarm, may be made shorter and never longer; the six-month limit is the law's and nobody's to set. Starting
clocks by these rows is deadlines.py's, which keeps to the same limits whatever a row says.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from hatereport import clock
from hatereport.working_time import LONDON, WorkingDays
from partners import forces
from partners.models import Force, Person
from triage.clocks.kinds import CLOCK_KIND, CLOCK_KINDS, Budget, ClockKind
from triage.models import ClockProfile

#: A date in a statute, not a time this service gives itself.
NOT_TO_SET = frozenset({"time_limit"})
LONGEST_HOURS, LONGEST_DAYS = 24 * 365, 250


class CannotSet(ValueError):
    """The message says why the force cannot give itself this time."""


@dataclass(frozen=True)
class Budgets:
    """One kind of clock as it stands in a force: the service's own times, and the force's."""

    kind: ClockKind
    own: ClockProfile | None
    coming: tuple[ClockProfile, ...]

    @property
    def can_be_set(self) -> bool:
        return self.kind.code not in NOT_TO_SET

    @property
    def usual(self) -> str:
        return said(self.kind.budget)

    @property
    def sooner(self) -> list[str]:
        """When the service itself is quicker."""
        crime = [f"{said(self.kind.crime)} for a hate crime"] if self.kind.crime is not None else []
        return crime + ([f"{said(self.kind.flagged)} with a risk flag"] if self.kind.flagged is not None else [])

    @property
    def in_force(self) -> str:
        return said(budget_of(self.own)) if self.own else ""


def budgets(force: Force) -> list[Budgets]:
    """Every kind of clock with the row in force and those to come. One query."""
    now = clock.now()
    rows = list(ClockProfile.objects.filter(force=force).order_by("valid_from"))
    found = []
    for kind in CLOCK_KINDS:
        of_kind = [row for row in rows if row.kind == kind.code]
        now_in_force = [row for row in of_kind if row.valid_from <= now]
        coming = tuple(row for row in of_kind if row.valid_from > now)
        found.append(Budgets(kind, now_in_force[-1] if now_in_force else None, coming))
    return found


def settle(
    by: Person,
    force: Force,
    code: str,
    *,
    hours: float | None = None,
    working_days: int | None = None,
    valid_from: dt.date,
    signed_by: str,
) -> ClockProfile:
    """The force's own time for a kind of clock, from a day on. Raises NotYourForce and CannotSet."""
    forces.must_administer(by, force)
    kind = CLOCK_KIND[code]
    wanted = _read(hours, working_days)
    if code in NOT_TO_SET:
        raise CannotSet("The law sets this limit: it is no time that a force may choose.")
    if kind.only_shorter and not _never_later(wanted, kind.budget):
        raise CannotSet(
            f"Enter no more than {said(kind.budget)}: {kind.basis}. A force may be quicker than that, and never slower."
        )
    begins = _beginning(valid_from)
    with transaction.atomic():
        Force.objects.select_for_update().get(pk=force.pk)
        if ClockProfile.objects.filter(force=force, kind=code, valid_from__date=begins.date()).exists():
            raise CannotSet("A time is signed for that day already, and is not overwritten: choose another day.")
        row = ClockProfile.objects.create(
            force=force,
            kind=code,
            hours=hours,
            working_days=working_days,
            valid_from=begins,
            signed_by=signed_by.strip(),
        )
        time = {"hours": float(hours)} if hours is not None else {"working_days": working_days}
        codes = {"kind": code, "from": begins, **time}
        forces.record(by, force, "clock_settled", codes)
    return row


def budget_of(row: ClockProfile) -> Budget:
    """The time a row gives."""
    if row.working_days is not None:
        return WorkingDays(row.working_days)
    return dt.timedelta(hours=float(row.hours or 0))


def said(budget: Budget) -> str:
    """ "2 working days", "48 hours", "15 minutes"."""
    if isinstance(budget, WorkingDays):
        return _number(budget.days, "working day")
    minutes = budget.total_seconds() / 60
    if minutes % 1440 == 0 and minutes >= 3 * 1440:
        return _number(minutes / 1440, "day")
    return _number(minutes / 60, "hour") if minutes % 60 == 0 else _number(minutes, "minute")


def _number(number: float, what: str) -> str:
    return f"{number:g} {what}{'' if number == 1 else 's'}"


def _read(hours: float | None, working_days: int | None) -> Budget:
    """Exactly one of the two, and sensible."""
    if (hours is None) == (working_days is None):
        raise CannotSet("Enter hours, or working days: one of the two.")
    if hours is not None:
        if not 0 < hours <= LONGEST_HOURS:
            raise CannotSet("Enter more than no time at all, and at most a year.")
        return dt.timedelta(hours=float(hours))
    assert working_days is not None
    if not 0 < working_days <= LONGEST_DAYS:
        raise CannotSet("Enter at least one working day, and at most a year of them.")
    return WorkingDays(working_days)


def _never_later(wanted: Budget, usual: Budget) -> bool:
    """Whether a deadline by `wanted` is at no hour of the year later than one by `usual`."""
    if isinstance(wanted, WorkingDays):
        return isinstance(usual, WorkingDays) and wanted.days <= usual.days
    if isinstance(usual, WorkingDays):
        # Begun just before midnight, n working days are over after n - 1 whole days and 17 hours at the soonest.
        return wanted <= dt.timedelta(days=usual.days - 1, hours=17)
    return wanted <= usual


def _beginning(day: dt.date) -> dt.datetime:
    """Midnight of the day in London; for today this moment, for what has begun keeps its time."""
    now = clock.now()
    today = now.astimezone(LONDON).date()
    if day < today:
        raise CannotSet("Enter a day from which it holds: today or later. Clocks that run keep their time.")
    return now if day == today else dt.datetime.combine(day, dt.time(), LONDON)
