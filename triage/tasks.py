"""What Celery does for triage: thin callers, each safe to run twice. The beat schedule is in hatereport/celery.py."""

import uuid
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db import transaction
from django.db.models import Max

from hatereport import clock, outbox
from incidents import news
from incidents.models import Message
from triage import aftermath, subjects
from triage.acting import act_as_system
from triage.clocks import limit_warnings, sweeping
from triage.clocks.silence import tell_of_silence
from triage.floods import clearing
from triage.guards import REVIEW_OPEN
from triage.handling import attachments
from triage.models import Case, DeskNotice
from triage.news import desk_mail
from triage.reaching import blocked_for
from triage.receipt import receive
from triage.reviewing import second_looks, second_readings
from triage.situation import Situation

#: Messages without danger that are told of one by one, until an hour has passed or somebody has read the news of one.
MOST_TOLD = 20
TOLD_WITHIN = timedelta(hours=1)


@outbox.consumer("report.received")
def report_received(notice: outbox.Notice) -> None:
    receive(notice.payload["report_id"])


@outbox.consumer("case.moved")
def case_moved(notice: outbox.Notice) -> None:
    aftermath.follow_up(notice.payload["move_id"])
    second_readings.tell_if_drawn(notice.payload["move_id"])


@outbox.consumer("case.stood_aside")
def somebody_stood_aside(notice: outbox.Notice) -> None:
    aftermath.stood_aside(notice.payload["case_id"], notice.payload["move_id"])


@outbox.consumer("clock.spoke")
def clock_spoke(notice: outbox.Notice) -> None:
    aftermath.clock_spoke(notice.payload["clock_id"], notice.payload["event"], notice.payload["level"])


@outbox.consumer("reporter.message")
def reporter_wrote(notice: outbox.Notice) -> None:
    """A message behind the return code: danger goes to the control room from any state, an answer ends the waiting.
    Every one is kept in the case file; what is told of them has a limit, which danger does not know.
    """
    message = Message.objects.get(pk=notice.payload["message_id"])
    case = _speaking_case(message.report_id)
    key = f"message:{message.pk}"
    codes = {"written_with": "narrowed"} if notice.payload.get("narrow") else {}
    if message.danger:
        act_as_system(case, "danger_reported", key=key, codes=codes)
    elif not _told_enough(case, codes):
        act_as_system(case, "message_received", key=key, codes=codes)
    _end_waiting(case, key)


@outbox.consumer("reporter.file")
def reporter_added_a_file(notice: outbox.Notice) -> None:
    """A file behind the return code does what a message does: danger is told at once, an answer ends the waiting."""
    case = _speaking_case(notice.payload["report_id"])
    key = f"file:{notice.payload['of']}"
    if notice.payload["danger"]:
        act_as_system(case, "danger_reported", key=key)
    _end_waiting(case, key)


@outbox.consumer("evidence.ready")
def evidence_ready(notice: outbox.Notice) -> None:
    """A file of the reporter can be opened: whoever works on the case hears of it."""
    case = _live_case(notice.payload["report_id"])
    if case is not None:
        aftermath.tell(case, "evidence_added", cause=f"evidence:{notice.payload['evidence_id']}")


@outbox.consumer("attachment.added")
def attachment_added(notice: outbox.Notice) -> None:
    attachments.scan(notice.payload["attachment_id"])


@shared_task(name="triage.tasks.look_after_attachments")
def look_after_attachments() -> None:
    """Scanners learn, and files whose keys were shredded go."""
    attachments.rescan()
    attachments.remove_left_behind()


@outbox.consumer("reporter.asked")
def reporter_asked(notice: outbox.Notice) -> None:
    """Contact details or an address for news, asked for behind the code: somebody must confirm them."""
    what = notice.payload["what"]
    aftermath.tell(_speaking_case(notice.payload["report_id"]), what, cause=f"{what}:{notice.payload['of']}")


@outbox.consumer("news.test")
def news_test(notice: outbox.Notice) -> None:
    report_id = notice.payload["report_id"]
    _speaking_case(report_id)  # its special roads say who may not be written to
    news.send_test(notice.key, blocked=blocked_for(report_id))


@outbox.consumer("news.waits")
def news_waits(notice: outbox.Notice) -> None:
    report_id = notice.payload["report_id"]
    news.tell(notice.key, since=notice.created_at, blocked=blocked_for(report_id), last=_all_ended(report_id))


@outbox.consumer("news.over")
def news_over(notice: outbox.Notice) -> None:
    """A week after the last case of a report was closed, unless it was opened again."""
    if _all_ended(notice.payload["report_id"]):
        news.end_for(notice.payload["report_id"])


@outbox.consumer("report.withdrawal_requested")
def withdrawal_requested(notice: outbox.Notice) -> None:
    case = _speaking_case(notice.payload["report_id"])
    act_as_system(case, "withdrawal_requested", key=f"withdrawal:{notice.pk}")


@outbox.consumer("report.review_requested")
def review_requested(notice: outbox.Notice) -> None:
    """The victim asks behind their code; too late, or asked already by somebody for them, it stays as it is."""
    case = _speaking_case(notice.payload["report_id"])
    if case.state == "closed" and REVIEW_OPEN.met(Situation(case, None)):
        act_as_system(case, "victim_asks_review", key=f"review:{notice.key}")


@outbox.consumer("report.code_changed")
def code_changed(notice: outbox.Notice) -> None:
    case = _speaking_case(notice.payload["report_id"])
    act_as_system(case, "code_changed", key=f"code:{notice.payload['code_id']}")


@outbox.consumer("report.pin_tried")
def pin_tried(notice: outbox.Notice) -> None:
    """Many wrong PINs with one code: told once, and at the head of the case for as long as it is so."""
    case = _speaking_case(notice.payload["report_id"])
    aftermath.tell(case, "pin_tried", cause=f"pin:{notice.payload['code_id']}")


@outbox.consumer(desk_mail.TOPIC)
def mail_news(notice: outbox.Notice) -> None:
    desk_mail.send(notice.payload["person_id"], notice.payload["case_id"])


@shared_task(name="triage.tasks.hand_over_mail")
def hand_over_mail() -> int:
    """Every five minutes: what nobody has seen becomes a mail to those who are there."""
    return desk_mail.hand_over()


@outbox.consumer("flood.confirmed")
def flood_confirmed(notice: outbox.Notice) -> None:
    clearing.carry_on(notice.payload["clearing_id"], notice.payload["begin"])


@outbox.consumer("flood.undone")
def flood_undone(notice: outbox.Notice) -> None:
    clearing.carry_back(notice.payload["clearing_id"], notice.payload["begin"])


@shared_task(name="triage.tasks.sweep_clocks")
def sweep_clocks() -> int:
    """Every minute: warn, record breaches, escalate, tell of silence, and go on without an answer after seven days."""
    spoke = sweeping.sweep()
    with transaction.atomic():
        tell_of_silence()
        second_looks.tell_of_late()
    for case_id in sweeping.waited_too_long():
        with transaction.atomic():
            case = Case.objects.select_for_update().select_related("staff", "report").get(pk=case_id)
            if case.state == "awaiting_information":
                act_as_system(case, "information_received", key=f"overdue:{case.version}", codes={"overdue": True})
    return spoke


@shared_task(name="triage.tasks.warn_of_time_limits")
def warn_of_time_limits() -> int:
    """Every hour: whose six months end in eight weeks, four, or one."""
    return limit_warnings.warn()


@shared_task(name="triage.tasks.remove_subjects")
def remove_subjects() -> int:
    """Every hour: details of people blamed in what was no crime, whose time is over."""
    return subjects.remove_what_is_over()


def _told_enough(case: Case, codes: dict[str, Any]) -> bool:
    """Whether one more would only drown the others. Whole and narrowed codes are counted apart, so that a finder who
    writes without end with the one does not silence the owner, who holds the other.
    """
    since = clock.now() - TOLD_WITHIN
    news_of_them = DeskNotice.objects.filter(case=case, what="message_received", seen_at__gt=since)
    since = news_of_them.aggregate(last=Max("seen_at"))["last"] or since
    return case.moves.filter(act="message_received", codes=codes, at__gt=since).count() >= MOST_TOLD


def _end_waiting(case: Case, key: str) -> None:
    """Whatever they sent is an answer: a person reads it and decides whether it is enough."""
    if case.state == "awaiting_information":
        act_as_system(case, "information_received", key=f"{key}:answer")


def _speaking_case(report_id: uuid.UUID | str) -> Case:
    """The case that speaks for the report now, opened where the worker has not got round to it yet; locked."""
    if (case := _live_case(report_id)) is None:
        receive(uuid.UUID(str(report_id)))
        case = _live_case(report_id)
        assert case is not None  # receive() has just opened it
    return case


def _all_ended(report_id: uuid.UUID | str) -> bool:
    return not Case.objects.filter(report_id=report_id, ended_at=None).exists()


def _live_case(report_id: uuid.UUID | str) -> Case | None:
    """The case that speaks for the report now: the open one, else the last; locked."""
    cases = (
        Case.objects.select_for_update(of=("self",))
        .select_related("staff", "report")  # what never changes: see acting.in_scope
        .filter(report_id=report_id)
    )
    return min(cases, key=lambda case: (not case.open, -case.opened_at.timestamp()), default=None)
