"""The facts of a case in the order an officer asks them: who, when, where, what, why; and how it stands. Plain words.

Who is in it by name is not among them: that is shown apart, to those who may see it (case_file.py).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from incidents import flags, questions
from incidents.models import Report
from triage import wording
from triage.case_page.case_file import CaseFile
from triage.clocks.kinds import CLOCK_KIND, PAUSE
from triage.models import Clock, ClockEvent
from triage.roads.advisory_flags import ADVISORY_OF, AdvisoryFlag
from triage.roads.table import ROAD_OF
from triage.victims import VICTIMS
from triage.wording import Badge


@dataclass(frozen=True)
class Fact:
    """A row of components/summary_list.html."""

    key: str
    values_list: tuple[str, ...]


@dataclass(frozen=True)
class Warned:
    """A flag with the reason why it matters."""

    label: str
    why: str


@dataclass(frozen=True)
class Running:
    """A clock as it is drawn: what it asks, on whose authority, by when."""

    label: str
    basis: str
    due_at: dt.datetime
    due: Badge
    #: To whom the Victims' Code owes it.
    owed_to: str = ""
    #: Who was told that it was missed, and when.
    told: tuple[str, ...] = ()


def facts(file: CaseFile) -> list[Fact]:
    report, answers = file.case.report, file.case.report.answers or {}
    rows = (
        ("Reported by", _who(file, report)),
        ("What", [*wording.kind_labels(report.kinds)]),
        ("When", _when(report, answers.get("when", {}))),
        ("Before", [report.get_repeat_display()] if report.repeat else []),
        ("Where", _where(file, answers.get("where", {}))),
        ("Why, as they see it", _why(file, report, answers.get("why", {}))),
        ("Help they need", _needs(file, answers.get("communication", {}))),
        ("Belongs to", [f"{report.belongs_to.name}, held here by the duty force"] if report.belongs_to else []),
    )
    return [Fact(key, tuple(values)) for key, values in rows if values]


def warnings(codes: Iterable[str]) -> list[Warned]:
    """Flags that set no special road in motion; the roads have banners of their own."""
    known: dict[str, flags.Flag | AdvisoryFlag] = {**flags.BY_CODE, **ADVISORY_OF}
    return [Warned(str(known[code].label), known[code].why) for code in codes if code in known and code not in ROAD_OF]


def running(file: CaseFile) -> list[Running]:
    return [_running(row, file) for row in file.live_clocks]


def next_deadline(file: CaseFile) -> str:
    """Which deadline it is that stands at the head of the case."""
    due = (row for row in file.live_clocks if row.due_at == file.case.next_due_at)
    return next((CLOCK_KIND[row.kind].label for row in due), "")


def stopped(file: CaseFile) -> list[Running]:
    """Clocks that ended, and whether in time: a fact that stays."""
    return [
        Running(
            CLOCK_KIND[row.kind].label,
            CLOCK_KIND[row.kind].basis,
            row.due_at,
            Badge(_ended(row, file)),
            _owed(row, file),
        )
        for row in file.stopped_clocks
    ]


def _running(row: Clock, file: CaseFile) -> Running:
    kind = CLOCK_KIND[row.kind]
    due = _standing_still(row) if row.state == Clock.State.PAUSED else wording.due(row.due_at, file.now)
    told = tuple(_told(fact) for fact in file.clock_events if fact.clock_id == row.pk and fact.told)
    return Running(kind.label, kind.basis, row.due_at, due, _owed(row, file), told)


def _standing_still(row: Clock) -> Badge:
    why = PAUSE[row.paused_for]
    last = (row.paused_at + why.cap) if row.paused_at else row.due_at
    return Badge(f"stands still since {_on(row.paused_at)}, until {_on(last)} at the latest: {why.label}")


def _told(fact: ClockEvent) -> str:
    how = "Escalated to" if fact.what == ClockEvent.What.ESCALATED else "Missed; told"
    return f"{how} {wording.role_label(fact.told).lower()} on {date_format(localtime(fact.at), 'j F, H:i')}"


def _on(moment: dt.datetime | None) -> str:
    return date_format(localtime(moment), "j F") if moment else ""


def _owed(row: Clock, file: CaseFile) -> str:
    """The victim, and not whoever saw it or reported it for them."""
    if not CLOCK_KIND[row.kind].owed:
        return ""
    owed = next((party for role in VICTIMS for party in file.parties if party.role == role), None)
    return owed.get_role_display().lower() if owed else "victim, once there is one"


def _ended(row: Clock, file: CaseFile) -> str:
    """What its facts say; with none of them it was set anew, or nobody was to do it any more."""
    facts = {fact.what for fact in file.clock_events if fact.clock_id == row.pk}
    ends = (ClockEvent.What.BREACHED, ClockEvent.What.MET)
    return next((end.label for end in ends if end in facts), "Fell away")


def _who(file: CaseFile, report: Report) -> list[str]:
    said = [report.get_filer_display(), report.get_contact_choice_display()]
    said += [
        f"{party.get_role_display()}: {party.get_agreement_display().lower()}"
        for party in file.parties
        if party.agreement
    ]
    if any(party.under_18 for party in file.parties):
        said.append("Under 18")
    if report.taken_by is not None:
        said.append(f"{report.get_channel_display()}, taken by {report.taken_by.name}")
    return said


def _when(report: Report, when: dict[str, Any]) -> list[str]:
    said = []
    if report.occurred_from:
        first, last = date_format(report.occurred_from, "l j F Y"), report.occurred_to
        said.append(first if last in (None, report.occurred_from) else f"{first} to {date_format(last, 'j F Y')}")
    said += [str(when[name]) for name in ("time", "around") if when.get(name)]
    return said or ["Not said"]


def _where(file: CaseFile, where: dict[str, Any]) -> list[str]:
    report = file.case.report
    said = [wording.place_label(report.place_type)] if report.place_type else []
    said += [str(where[name]) for name in ("place", "postcode", "online_where") if where.get(name)]
    said.append(f"{file.case.area.name}, {file.case.force.name}" if file.case.area else file.case.force.name)
    return said


def _why(file: CaseFile, report: Report, why: dict[str, Any]) -> list[str]:
    said = wording.strand_labels(file.case.strands)
    said += wording.detail_labels(report.strand_details)
    if why.get("reason"):
        said.append(f"“{why['reason']}”")
    return said


def _needs(file: CaseFile, speech: dict[str, Any]) -> list[str]:
    said = [_NEEDS.get(code, wording.short(code)) for party in file.parties for code in party.needs]
    if spoken := speech.get("spoken_language"):
        said.append(f"Speaks {spoken}")
    return said


_NEEDS = {code: str(label) for code, label in questions.NEEDS}
