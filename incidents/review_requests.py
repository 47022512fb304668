"""Asking for a decision to be looked at again, behind the return code: the victims' right to review.

Whether there is a decision that can be reviewed, and until when, is on the line that told of it (standing.py); triage puts
it there and does the rest.
"""

from django.db import transaction

from hatereport import audit, outbox
from incidents import standing
from incidents.models import ReturnVisit


@transaction.atomic
def ask(visit: ReturnVisit) -> bool:
    """Leave the wish with the police; asked twice of one decision it is one. False where nothing can be asked any more."""
    report = visit.report
    lines = list(standing.told(report))
    until = standing.review_until(lines, report)
    if until is None or not visit.party.is_filer:
        return False
    audit.record(audit.REPORTER, "alteration", "report", report.pk, "ask_review", force=report.force_id)
    outbox.add("report.review_requested", key=f"{report.pk}:{until}", report_id=report.pk)
    return True
