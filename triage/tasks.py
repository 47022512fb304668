"""What Celery does for triage: thin callers, each safe to run twice. The beat schedule is in hatereport/celery.py."""

import uuid

from celery import shared_task
from django.db import transaction

from hatereport import outbox
from incidents.models import Message
from triage import aftermath, clocks
from triage.acting import act_as_system
from triage.models import Case
from triage.receipt import receive


@outbox.consumer("report.received")
def report_received(notice: outbox.Notice) -> None:
    receive(notice.payload["report_id"])


@outbox.consumer("case.moved")
def case_moved(notice: outbox.Notice) -> None:
    aftermath.follow_up(notice.payload["move_id"])


@outbox.consumer("clock.spoke")
def clock_spoke(notice: outbox.Notice) -> None:
    aftermath.clock_spoke(notice.payload["clock_id"], notice.payload["event"], notice.payload["level"])


@outbox.consumer("reporter.message")
def reporter_wrote(notice: outbox.Notice) -> None:
    """A message behind the return code: danger goes to the control room from any state, an answer ends the waiting."""
    message = Message.objects.get(pk=notice.payload["message_id"])
    case = _live_case(message.report_id)
    if case is None:
        receive(message.report_id)
        case = _live_case(message.report_id)
        assert case is not None  # receive() has just opened it
    key = f"message:{message.pk}"
    act_as_system(case, "danger_reported" if message.danger else "message_received", key=key)
    if case.state == "awaiting_information":
        act_as_system(case, "information_received", key=f"{key}:answer")


@outbox.consumer("evidence.ready")
def evidence_ready(notice: outbox.Notice) -> None:
    """A file of the reporter can be opened: whoever works on the case hears of it."""
    case = _live_case(notice.payload["report_id"])
    if case is not None:
        aftermath.tell(case, "evidence_added", cause=f"evidence:{notice.payload['evidence_id']}")


@outbox.consumer("report.withdrawal_requested")
def withdrawal_requested(notice: outbox.Notice) -> None:
    case = _live_case(notice.payload["report_id"])
    if case is not None:
        act_as_system(case, "withdrawal_requested", key=f"withdrawal:{notice.pk}")


@shared_task(name="triage.tasks.sweep_clocks")
def sweep_clocks() -> int:
    """Every minute: warn, record breaches, and go on without an answer after seven days."""
    spoke = clocks.sweep()
    for case_id in clocks.waited_too_long():
        with transaction.atomic():
            case = Case.objects.select_for_update().select_related("staff", "report").get(pk=case_id)
            if case.state == "awaiting_information":
                act_as_system(case, "information_received", key=f"overdue:{case.version}", codes={"overdue": True})
    return spoke


def _live_case(report_id: uuid.UUID | str) -> Case | None:
    """The case that speaks for the report now: the open one, else the last; locked."""
    cases = (
        Case.objects.select_for_update(of=("self",))
        .select_related("staff", "report")  # what never changes: see acting.in_scope
        .filter(report_id=report_id)
    )
    return min(cases, key=lambda case: (not case.open, -case.opened_at.timestamp()), default=None)
