"""A case that waits for its reporter: what was asked, by whom, whether it was read, and how long is left."""

import datetime as dt
from dataclasses import dataclass

from triage import wording
from triage.case_page.case_file import CaseFile
from triage.wording import Badge

STATE, ASKS = "awaiting_information", "ask_for_information"


@dataclass(frozen=True)
class Awaited:
    """What the head of the case says of it. `question` is "" once it was erased."""

    question: str
    by: str
    at: dt.datetime
    until: dt.datetime | None
    left: Badge | None
    was_read: bool


def awaited(file: CaseFile) -> Awaited | None:
    """Nothing where nobody is asked. No query."""
    asked = next((move for move in reversed(file.moves) if move.act == ASKS), None)
    if file.case.state != STATE or asked is None:
        return None
    clock = next((row for row in file.live_clocks if row.kind == "information"), None)
    told = [row for row in file.messages if row.direction == "to_reporter" and row.sent_at >= asked.at]
    return Awaited(
        question=str((asked.words or {}).get("question", "")),
        by=asked.actor.name if asked.actor else "The system",
        at=asked.at,
        until=clock.due_at if clock else None,
        left=wording.due(clock.due_at, file.now) if clock else None,
        was_read=any(row.read_at for row in told),
    )
