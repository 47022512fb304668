"""THRIVE over time: each assessment beside the one before it, and what has happened since the last that asks for another.

The six parts are records/assessing.py's. "Assess again" is derived from what stands in the case whenever it is read; it is
never stored, so nobody has to tick it off and nothing can forget to raise it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime

from incidents.models import Message
from triage.case_page.case_file import CaseFile
from triage.models import Move
from triage.records import LEVELS, THRIVE_PARTS

_LEVEL = dict(LEVELS)
_ROWS = (("assessment", "All together"), *((f"thrive_{name}", label) for name, label, _hint in THRIVE_PARTS))
#: Acts after which somebody should look at the risk again, as a reason.
_CHANGES = {
    "danger_reported": "danger was reported",
    "withdrawal_requested": "they asked to withdraw",
    "message_received": "the reporter wrote",
    "not_seen": "the victim was not seen",
    "record_attendance": "the victim was visited",
    "accept_transfer": "it came from another force",
}


@dataclass(frozen=True)
class Said:
    """One answer of one assessment, and whether it is another than the time before."""

    words: str
    changed: bool


@dataclass(frozen=True)
class Assessment:
    """Who weighed it when, and in what order of the table below."""

    by: str
    at: dt.datetime


@dataclass(frozen=True)
class History:
    """Assessments from the oldest to the newest as columns, what each said as rows."""

    columns: tuple[Assessment, ...]
    rows: tuple[tuple[str, tuple[Said, ...]], ...]


def history(file: CaseFile) -> History | None:
    """Every assessment side by side; None before the first."""
    moves = _assessments(file)
    if not moves:
        return None
    columns = tuple(Assessment(move.actor.name if move.actor else "The system", move.at) for move in moves)
    levels = [_LEVEL.get(move.codes.get("risk_level", ""), "") for move in moves]
    rows = [("Level", _compared(levels))]
    for name, label in _ROWS:
        words = [(move.words or {}).get(name, "") for move in moves]
        if any(words):
            rows.append((label, _compared(words)))
    return History(columns, tuple(rows))


def assess_again(file: CaseFile) -> tuple[str, ...]:
    """What has changed since the last assessment; empty where nothing has, or none was made."""
    moves = _assessments(file)
    if not moves or not file.case.open:
        return ()
    last = moves[-1]
    found = [(move.at, _CHANGES[move.act]) for move in file.moves if move.seq > last.seq and move.act in _CHANGES]
    told = {move.at for move in file.moves if move.act == "message_received"}
    found += [
        (one.sent_at, "the reporter wrote") for one in _from_reporter(file.messages) if told.isdisjoint([one.sent_at])
    ]
    found += [(one.raised_at, "a report that may belong to it came in") for one in file.alerts]
    since: dict[str, dt.datetime] = {}
    for at, reason in sorted(found, key=lambda one: one[0]):
        if at > last.at:
            since[reason] = at
    return tuple(f"{reason} ({date_format(localtime(at), 'j F, H:i')})" for reason, at in since.items())


def _from_reporter(messages: Iterable[Message]) -> list[Message]:
    return [one for one in messages if one.direction == Message.Direction.FROM_REPORTER]


def _assessments(file: CaseFile) -> list[Move]:
    assessed = {record.move_id for record in file.ctx.records if record.kind == "thrive"}
    return [move for move in file.moves if move.pk in assessed]


def _compared(words: list[str]) -> tuple[Said, ...]:
    return tuple(Said(one, number > 0 and one != words[number - 1]) for number, one in enumerate(words))
