"""A letter leaves: handed to the post, or left for the person behind their code. Kept sealed, as it was sent.

One of the senders that ask safe_contact.allowed() before anything else; e-mails and texts never carry a letter, they
only say that there is news (incidents/news.py).
"""

import uuid
from datetime import datetime

from hatereport import audit
from incidents import messages, progress, safe_contact
from incidents.letters.rendering import as_words
from incidents.letters.writing import Written, holds_code
from incidents.models import Letter, Party
from partners.models import Person

#: Between two languages of one message.
_BETWEEN = "\n\n* * *\n\n"


class NotSafe(Exception):
    """This letter may not reach this person in this way; the message is the sentence that says why."""


def refusal(party: Party, way: str, at: datetime, blocked: frozenset[str] = frozenset()) -> str:
    """Why a letter may not go this way to this person, in a sentence; "" where it may."""
    if way not in (safe_contact.LETTER, safe_contact.RETURN_PAGE):
        return "A letter goes by post or waits on the return page. E-mails and texts carry no content."
    verdict = safe_contact.allowed(party, way, at, blocked=blocked)
    if isinstance(verdict, safe_contact.Refused):
        return verdict.reason
    if way == safe_contact.LETTER and not (party.contact_details or {}).get("address"):
        return "The person gave no address."
    if way == safe_contact.RETURN_PAGE and not holds_code(party):
        return "This person holds no code, so nobody would read it: whoever reported for them reads their own page."
    return ""


def send(
    written: Written,
    party: Party,
    *,
    letter_id: uuid.UUID,
    by: Person,
    role: str,
    at: datetime,
    blocked: frozenset[str] = frozenset(),
) -> Letter:
    """Keep it as it left, with who sent it to whom by which way. Inside the act's transaction. Raises NotSafe."""
    if reason := refusal(party, written.way, at, blocked):
        raise NotSafe(reason)
    letter = Letter(
        pk=letter_id,
        report=party.report,
        party=party,
        kind=written.kind,
        language=written.language,
        contact=party.contact,
        made_at=at,
        made_by=by,
        sent_at=at,
        sent_by_channel=written.way,
    )
    letter.body = written.kept()
    letter.save(force_insert=True)
    here = written.way == safe_contact.RETURN_PAGE
    if here:
        messages.post_to_reporter(party.report, by, _BETWEEN.join(as_words(sheet.words) for sheet in written.sheets))
    if holds_code(party):  # whoever reported for somebody else is not told of that person's post
        progress.push(party.report, "letter_here" if here else "letter_sent", letter=str(letter.pk))
    audit.record(
        by.as_actor(role),
        "disclosure",
        "report",
        party.report_id,
        "letter",
        {"letter": str(letter.pk), "kind": written.kind, "way": written.way, "languages": len(written.sheets)},
        force=party.report.force_id,
    )
    return letter
