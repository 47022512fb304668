"""A notice of the tests, left and looked at again."""

from uuid import uuid4

from django.db import transaction

from hatereport import outbox
from hatereport.outbox.models import Notice

TOPIC = "test.report.received"
REPORT = uuid4()


def leave(report: object = REPORT) -> Notice:
    with transaction.atomic():
        return outbox.add(TOPIC, str(report), report_id=report)


def again(notice: Notice) -> Notice:
    notice.refresh_from_db()
    return notice
