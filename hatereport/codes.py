"""What may be written where no words may be: ids, codes, numbers, moments and lists of them.

The audit log and the outbox are not sealed, so nothing a person typed may reach them. This is the door both go
through; what does not look like a code is refused, loudly, while the code that sent it is being written.
"""

import datetime
import re
import uuid
from collections.abc import Mapping
from typing import Any

#: Room for a route, a rule id or a reference; none for a sentence, an e-mail address or a telephone number with blanks.
_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,80}")

#: Beyond this PostgreSQL writes a number down in another way than Python, and a fingerprint over it would differ.
_LARGEST_FLOAT = 1e15


class WordsWhereCodesBelong(ValueError):
    """Only ids, codes, numbers, dates and lists of them may be written here."""


def coded(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same mapping, ready for JSON. Raises WordsWhereCodesBelong, naming the key and never the value."""
    return {key: _coded(key, value) for key, value in values.items()}


def is_code(text: str) -> bool:
    """Whether a text may be written where no words may be."""
    return _CODE.fullmatch(text) is not None


def _coded(key: str, value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case float() if abs(value) < _LARGEST_FLOAT:
            return value
        case str() if is_code(value):
            return str(value)
        case uuid.UUID():
            return str(value)
        case datetime.date():  # a datetime is one too
            return value.isoformat()
        case list() | tuple() | set() | frozenset():
            members = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            return [_coded(key, member) for member in members]
    raise WordsWhereCodesBelong(f"'{key}' holds something that is not an id, a code, a number or a date.")
