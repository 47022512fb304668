"""What a kind of record is, and the answers several of them offer."""

from dataclasses import dataclass

from triage.fields import Field

LEVELS = (("low", "Low"), ("medium", "Medium"), ("high", "High"), ("critical", "Critical"))
SUPPORT_ANSWERS = (
    ("accepted", "Offered and accepted"),
    ("declined", "Offered and declined"),
    ("unsafe_now", "Not safe to offer now"),
    ("not_reached", "Person not reached yet; shown on their page"),
)
CHANNELS = (
    ("call", "Telephone"),
    ("text", "Text message"),
    ("email", "E-mail"),
    ("letter", "Letter"),
    ("visit", "Visit"),
    ("return_page", "Message on the return page"),
)
DUE_HOURS = (("4", "4 hours"), ("24", "24 hours"), ("48", "48 hours"), ("168", "7 days"), ("672", "28 days"))


@dataclass(frozen=True)
class RecordKind:
    """One kind of record, what it asks, and where the duty comes from."""

    code: str
    label: str
    fields: tuple[Field, ...]
    source: str
    why: str = ""
