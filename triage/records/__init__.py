"""The dated, signed pieces of work a case is made of, and the questions each asks.

A guard asks for a record, never for a tick (rulings.md 22): "safeguarding reviewed" is a row with a person, a time and
reasons. Rows live in models/record.py; which act writes which record is in workflow/. Kinds stand in a file for each part
of the work; this is their one address.
"""

from triage.fields import Field
from triage.records.assessing import ASSESSING, THRIVE_PARTS
from triage.records.kind import CHANNELS, DUE_HOURS, LEVELS, SUPPORT_ANSWERS, RecordKind
from triage.records.local import LOCAL
from triage.records.reviewing import REVIEWING
from triage.records.roads import ROADS
from triage.records.sending import SENDING
from triage.records.victim import VICTIM

__all__ = [
    "CHANNELS",
    "DUE_HOURS",
    "LEVELS",
    "RECORDS",
    "RECORD_OF",
    "SUPPORT_ANSWERS",
    "THRIVE_PARTS",
    "RecordKind",
    "fields_of",
]

RECORDS: tuple[RecordKind, ...] = (*ASSESSING, *SENDING, *LOCAL, *VICTIM, *REVIEWING, *ROADS)
RECORD_OF = {kind.code: kind for kind in RECORDS}


def fields_of(*codes: str) -> tuple[Field, ...]:
    """The questions of several records, in order."""
    return tuple(field for code in codes for field in RECORD_OF[code].fields)
