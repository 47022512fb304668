"""Entries of the log as a CSV file, read a thousand at a time: what the page shows, with the ids beside it."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from hatereport.audit.models import Entry
from hatereport.spreadsheets import as_text
from triage.auditing.lines import Line, lines
from triage.auditing.reading import ORDER, newest
from triage.places import Place

#: Entries of one file; more are asked for by a narrower period.
CAP = 10_000
_AT_ONCE = 1_000
HEADING = (
    "when_utc", "who", "who_id", "role", "action", "act", "act_code", "record", "chain", "place_in_chain", "force", "detail",
)  # fmt: skip


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def capped(rows: QuerySet[Entry]) -> int:
    """How many entries the file will hold: as many as there are, up to CAP."""
    return newest(rows).values("pk")[:CAP].count()


def as_csv(rows: QuerySet[Entry], count: int) -> Iterator[str]:
    """The heading, then the `count` newest entries, newest first."""
    writer: Any = csv.writer(_Echo())
    yield writer.writerow(HEADING)
    after: Place | None = None
    while count > 0 and (batch := list(newest(rows, after)[: min(count, _AT_ONCE)])):
        for line in lines(batch):
            yield writer.writerow([as_text(str(cell)) for cell in _cells(line)])
        after, count = ORDER.place_of(batch[-1]), count - len(batch)


def _cells(line: Line) -> tuple[object, ...]:
    entry = line.entry
    return (
        entry.at.isoformat(timespec="seconds"), line.who, entry.actor_id or "", entry.role, entry.action, line.act,
        entry.act, line.record, entry.chain, entry.seq, entry.force, json.dumps(entry.detail, sort_keys=True),
    )  # fmt: skip
