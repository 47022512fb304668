"""Messages between the reporter and the police, and the wish to withdraw.

A message is never edited and never deleted by itself. Every one from a reporter carries the danger question; a
yes reaches the control room from any state of the case, which is triage's work on the notice left here.
"""

import uuid

from django.db import IntegrityError, transaction

from hatereport import audit, clock, outbox
from incidents import code_changes, news
from incidents.models import Message, Report, ReturnVisit
from partners.models import Person

LONGEST = 5_000


def post_to_reporter(report: Report, author: Person, words: str) -> Message:
    """A message that waits on the return page. Inside the caller's transaction, which audits the act it is part of."""
    message = Message(
        report=report,
        content=report.content,
        direction=Message.Direction.TO_REPORTER,
        author=author,
        sent_at=clock.now(),
    )
    message.words = words
    message.save(force_insert=True)
    news.arrives(report)
    return message


def post_from_reporter(
    visit: ReturnVisit, words: str, *, danger: bool, submission_key: uuid.UUID, narrow: bool = False
) -> None:
    """What the person behind the code wrote; `narrow`: behind a code that can do no more. Sent twice, it is one message."""
    report = visit.report
    try:
        with transaction.atomic():
            message = Message(
                report=report,
                content=report.content,
                direction=Message.Direction.FROM_REPORTER,
                danger=danger,
                submission_key=submission_key,
                sent_at=clock.now(),
            )
            message.words = words
            message.save(force_insert=True)
            audit.record(
                audit.REPORTER, "collection", "report", report.pk, "message", {"danger": danger}, force=report.force_id
            )
            outbox.add(
                "reporter.message",
                key=report.pk,
                report_id=report.pk,
                message_id=message.pk,
                danger=danger,
                **({"narrow": True} if narrow else {}),
            )
    except IntegrityError:
        if not Message.objects.filter(submission_key=submission_key, report=report).exists():
            raise


@transaction.atomic
def read_by_reporter(report: Report) -> list[Message]:
    """All messages of a report, oldest first; those to the reporter count as read from now on."""
    messages = list(report.messages.select_related("content"))
    if any(message.direction == Message.Direction.TO_REPORTER and message.read_at is None for message in messages):
        report.messages.filter(direction=Message.Direction.TO_REPORTER, read_at=None).update(read_at=clock.now())
    return messages


@transaction.atomic
def ask_to_withdraw(visit: ReturnVisit) -> None:
    """A request, not an end: an officer speaks with the person first. Until then the code can only write to us, because
    it may have been found by somebody else; nothing is erased.
    """
    if not code_changes.narrow(visit):
        return  # asked before
    news.stop(visit)
    audit.record(
        audit.REPORTER, "alteration", "report", visit.report_id, "withdrawal_requested", force=visit.report.force_id
    )
    outbox.add("report.withdrawal_requested", key=visit.report_id, report_id=visit.report_id)
