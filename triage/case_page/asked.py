"""What a person asked for behind their code and nobody has confirmed, beside what is on file: for the case page.

Rules stand in the open like the safe-contact banner; names, numbers and addresses only before whoever sees who is in
the case (case_file.py).
"""

from dataclasses import dataclass

from incidents import contact_changes, safe_contact
from triage.case_page.case_file import CaseFile
from triage.case_page.contact_orders import hours, ways


@dataclass(frozen=True)
class Compared:
    """One line: what is on file, and what was asked for."""

    label: str
    now: str
    then: str

    @property
    def differs(self) -> bool:
        return self.now != self.then


_LABELS = {"name": "Name", "phone": "Telephone", "email": "E-mail", "address": "Address"}


def compared(file: CaseFile) -> list[Compared]:
    """Every line of the change that waits; nothing where none does."""
    change = file.ctx.change
    if change is None:
        return []
    said, party = change.proposed or {}, change.party
    old, new = safe_contact.Rules.of(party), safe_contact.proposed(change)
    rows = [
        ("Reach by", ways(old), ways(new)),
        ("Must not", old.orders, new.orders),
        ("When", hours(old), hours(new)),
        ("If someone else answers", _announced(old), _announced(new)),
        ("In their words", (party.safe_contact or "",), (said.get("safe_words", ""),)),
    ]
    if file.sees_names:
        details, asked = party.contact_details or {}, said.get("details", {})
        rows += [(_LABELS[name], (details.get(name, ""),), (asked.get(name, ""),)) for name in contact_changes.DETAILS]
    lines = [Compared(label, "; ".join(now) or "Nothing", "; ".join(then) or "Nothing") for label, now, then in rows]
    return [line for line in lines if line.differs or line.now != "Nothing"]


def _announced(rules: safe_contact.Rules) -> tuple[str, ...]:
    return (str(safe_contact.ANNOUNCEMENTS.get(rules.announce, "")),)
