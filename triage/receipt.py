"""A report has come in: open its case, weigh it, place it with the right control room. May run twice; opens one case.

Called by the outbox when a report is sent, and by an operator who sends somebody at once before the worker got there.
"""

import uuid

from django.db import transaction

from hatereport import clock
from incidents.models import Report
from partners.models import Force
from triage.models import Case
from triage.opening import open_case, take_special_roads
from triage.roads.advisory_flags import advise
from triage.roads.linking import raise_alerts
from triage.roads.table import ANOTHER_LANGUAGE


def receive(report_id: uuid.UUID) -> Case:
    """The case of this report, opened now if it has none. What belongs to a force that is not live the duty force holds."""
    with transaction.atomic():
        report = Report.objects.select_for_update(of=("self",)).select_related("force", "area").get(pk=report_id)
        if existing := report.cases.order_by("opened_at").first():
            return existing
        now = clock.now()
        case = open_case(
            report,
            report.proposed_kind,
            act="receive",
            state="control_room",
            at=now,
            force=_holding_force(report),
            flags=_flags(report),
            danger=report.danger,
            clocks_from=report.received_at,
        )
        take_special_roads(case, now)
        if not case.restricted:
            raise_alerts(case, now)
            _note(case, advise(case, now))
        return case


def _flags(report: Report) -> list[str]:
    """What the answers raised, and whether somebody must interpret the words first (practice.md 23)."""
    return [*report.flags, *([] if report.language.startswith("en") else [ANOTHER_LANGUAGE])]


def _note(case: Case, advice: list[str]) -> None:
    if advice:
        case.flags = sorted({*case.flags, *advice})
        case.save(update_fields=["flags"])


def _holding_force(report: Report) -> Force:
    return report.force if report.force.holds_reports else Force.objects.get(is_duty=True)
