"""A case that leaves the house as paper or PDF: who may make it, for what, to whom, and the entry that stays for good.

What stands on the paper is in case_print.py. A disclosure is written with the fingerprint of what left, before anybody
has it in hands; names are on it only for those who see them on the page.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping

from django.db import transaction

from hatereport import audit, clock
from partners.models import Person
from triage.case_page.case_file import CaseFile
from triage.fields import Field, read_all
from triage.law.purposes import PURPOSES
from triage.models import Disclosure
from triage.refusals import Incomplete, Refused

PDF, PRINT = "pdf", "print"
#: Beside those whose case it is: whoever reviews it, and whoever answers for a restricted one.
MAY_PRINT = (
    "duty_inspector",
    "local_focus_inspector",
    "hate_crime_inspector",
    "hate_crime_lead",
    "professional_standards",
)

QUESTIONS: tuple[Field, ...] = (
    Field(
        "purpose",
        "What is it for?",
        "choice",
        "Choose what it is for.",
        choices=tuple((purpose.code, purpose.label) for purpose in PURPOSES),
    ),
    Field("purpose_words", "What for?", missing="Write what it is for.", only_if=("purpose", "other")),
    Field("recipient", "Who gets it?", "line", "Enter who gets it."),
    Field(
        "names",
        "With names and ways to reach people?",
        "yes_no",
        "Say whether names stand on it.",
        hint="Free words are printed as they were written either way: read them before you hand it on.",
    ),
)

NOT_YOURS = (
    "This is for whoever holds, investigates, supervises or reviews the case. Show who is in it first, with a reason."
)
NO_NAMES = "Names are shown to the holder, the officer in the case and the sergeant who supervises, or with a reason."


def may_print(file: CaseFile) -> bool:
    return file.sees_names or not file.ctx.roles.isdisjoint(MAY_PRINT)


def read(file: CaseFile, typed: Mapping[str, object]) -> dict[str, str]:
    """The answers to QUESTIONS. Raises Incomplete, and Refused for somebody who may not print it."""
    if not may_print(file):
        raise Refused(NOT_YOURS)
    answers, errors = read_all(QUESTIONS, typed, file.ctx)
    if answers.get("names") == "yes" and not file.sees_names:
        errors["names"] = NO_NAMES
    if errors:
        raise Incomplete(errors)
    return answers


def has_changed_since(file: CaseFile, moment: dt.datetime) -> bool:
    """Whether anything that would stand on its sheets has come into the case: a move with its records and letters, a
    message, a file. What left then cannot be drawn again.
    """
    came = [move.at for move in file.moves] + [message.sent_at for message in file.messages]
    return any(at > moment for at in came) or file.case.attachments.filter(added_at__gt=moment).exists()


@transaction.atomic
def disclose(file: CaseFile, person: Person, answers: Mapping[str, str], drawn: bytes = b"") -> Disclosure:
    """Write down that it leaves: as the PDF `drawn`, or without one as a print from the browser. Raises Refused."""
    names = answers["names"] == "yes"
    if not may_print(file):
        raise Refused(NOT_YOURS)
    if names and not file.sees_names:
        raise Refused(NO_NAMES)
    case = file.case
    row = Disclosure(
        case=case,
        made_by=person,
        made_at=clock.now(),
        format=PDF if drawn else PRINT,
        purpose=answers["purpose"],
        with_names=names,
        sha256=hashlib.sha256(drawn).hexdigest() if drawn else "",
    )
    words = answers.get("purpose_words", "")
    row.to = f"{answers['recipient']} ({words})" if words else answers["recipient"]
    row.save(force_insert=True)
    detail = {"disclosure": row.pk, "purpose": row.purpose, "format": row.format, "names": row.with_names}
    audit.record(person.as_actor(), "disclosure", "case", case.pk, "print_case", detail, force=case.force_id)
    return row
