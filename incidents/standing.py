"""The lines of a report as its reporter reads them, and where the work stands. The sentences are a table in progress.py."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.timezone import localtime

from hatereport import clock
from incidents.models import ProgressLine, Report
from incidents.progress import BY_CODE

#: Lines that answer the reader; they do not say where the work stands, which a letter does.
ANSWERS = frozenset(
    (
        "letter_sent",
        "letter_here",
        "danger_heard",
        "withdrawal_heard",
        "support_offered",
        "more_information",
        "information_received",
        "contact_asked",
        "contact_in_use",
        "contact_not_in_use",
        "news_in_use",
        "news_not_in_use",
    )
)
#: Lines about how to reach the reader: in the list, and never where the work stands.
_BESIDE = frozenset({"contact_asked", "contact_in_use", "contact_not_in_use", "news_in_use", "news_not_in_use"})


@dataclass(frozen=True)
class Told:
    """One line as it is read."""

    code: str
    at: datetime
    text: Promise
    then: Promise | str
    due_at: datetime | None
    ends: bool
    #: Until this day the victim may ask for the decision to be looked at again.
    review_until: date | None = None


def told(report: Report) -> Iterator[Told]:
    """The lines of a report, newest first."""
    for line in report.progress.order_by("-at", "-id"):
        sentence = BY_CODE[line.message_id]
        if sentence.others is not None and report.filer not in Report.SPEAKS_AS_VICTIM:
            yield Told(line.message_id, line.at, sentence.text, sentence.others, None, sentence.ends)
        else:
            yield Told(line.message_id, line.at, sentence.text, sentence.then, _due(line), sentence.ends, _review(line))


def now(lines: Sequence[Told]) -> Told | None:
    """Of lines as they are told, newest first, the one that says where the work stands."""
    return next((line for line in lines if line.code not in _BESIDE), None)


def review_until(lines: Sequence[Told], report: Report) -> date | None:
    """The last day on which whoever reads this may ask for a review: the victim, of the decision that stands now."""
    last = now(lines)
    if last is None or last.review_until is None or report.filer not in Report.SPEAKS_AS_VICTIM:
        return None
    return last.review_until if last.review_until >= localtime(clock.now()).date() else None


def _review(line: ProgressLine) -> date | None:
    day = line.parameters.get("review_until")
    return date.fromisoformat(day) if day else None


def _due(line: ProgressLine) -> datetime | None:
    """An answer to the reader is no step of the work, and no deadline follows from it."""
    return None if line.message_id in ANSWERS else line.due_at
