"""The work on a case as its page shows it beside the timeline: offences, plan, needs, hearings, and what to think of next.

Everything is read from rows that are there already (case_file.py); nothing is asked and nothing decided.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime

from triage.case_page import thrive, victim_needs
from triage.case_page.case_file import CaseFile
from triage.law import aggravation, time_limits
from triage.models import Hearing, Offence, Record
from triage.records.reviewing import LINES
from triage.roads import course_of_conduct

_LINE = dict(LINES)


@dataclass(frozen=True)
class OffenceShown:
    """One offence as a line and what is to be known of it, in sentences."""

    row: Offence
    said: tuple[str, ...]
    #: Its limit is near or over, and nobody was charged.
    is_late: bool


@dataclass(frozen=True)
class Plan:
    """The supervisor's newest plan: lines that are open, lines that are finished, and when it is looked at again."""

    open: tuple[str, ...]
    done: tuple[str, ...]
    review_at: dt.datetime


@dataclass(frozen=True)
class Work:
    offences: tuple[OffenceShown, ...]
    hearings: tuple[Hearing, ...]
    plan: Plan | None
    enhanced: tuple[str, ...]
    needs: tuple[tuple[str, str], ...]
    conduct: tuple[str, ...]
    thrive: thrive.History | None
    again: tuple[str, ...]
    conduct_prompt: str = course_of_conduct.PROMPT


def work(file: CaseFile) -> Work:
    return Work(
        offences=tuple(_offence(file, row) for row in file.offences),
        hearings=tuple(file.hearings),
        plan=_plan([row for row in file.ctx.records if row.kind == "supervision"]),
        enhanced=victim_needs.enhanced_rights(file),
        needs=victim_needs.found(file),
        conduct=course_of_conduct.reasons(file.ctx),
        thrive=thrive.history(file),
        again=thrive.assess_again(file),
    )


def _offence(file: CaseFile, row: Offence) -> OffenceShown:
    today, said = localtime(file.now).date(), [f"{row.settled.group}; {row.settled.law} (unverified)."]
    if row.committed_on:
        said.append(f"Committed on {_day(row.committed_on)}.")
    if row.crime_reference:
        recorded = f", recorded on {_day(row.recorded_on)}" if row.recorded_on else ""
        said.append(f"Crime reference {row.crime_reference}{recorded}.")
    if victim := next((party for party in file.parties if party.pk == row.victim_id), None):
        said.append(f"Victim: {victim.get_role_display().lower()} of this report.")
    said.append(aggravation.said(row.code, file.case.strands, row.day_of_law))
    charged = row.outcome is not None and row.outcome.ends == "charge"
    late = row.time_limit_on is not None and not charged and row.time_limit_on - time_limits.NEAR <= today
    if row.time_limit_on and not charged:
        said.append(time_limits.in_words(row.time_limit_on, today))
    if row.outcome:
        said.append(f"Outcome {row.outcome.code}: {row.outcome.label}.")
    if row.result:
        said.append(f"{row.get_result_display()}{_uplift(row)}{f', {_day(row.result_on)}' if row.result_on else ''}.")
    return OffenceShown(row, tuple(said), late)


def _uplift(row: Offence) -> str:
    if row.uplift_stated is None:
        return ""
    return ", and the court said that it raised the sentence" if row.uplift_stated else ", no raised sentence stated"


def _plan(records: list[Record]) -> Plan | None:
    if not records:
        return None
    last = records[-1]
    done = set(last.codes.get("plan_done", ()))
    lines = [code for code in last.codes.get("plan_lines", ()) if code not in done]
    review_at = last.at + dt.timedelta(hours=int(last.codes["review_hours"]))
    return Plan(tuple(_LINE[code] for code in lines), tuple(_LINE[code] for code in _LINE if code in done), review_at)


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")
