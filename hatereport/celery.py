"""Celery: what runs besides the web, and when.

The database holds what must happen (hatereport/outbox); a message only says "now". So messages may be lost, late or
doubled without harm, and no result is kept. The schedule is here, in code, and nowhere else.
"""

import os
from datetime import timedelta
from typing import Any

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init
from django.conf import settings

from hatereport import start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatereport.settings")

#: task, how often, and why so often. A message that nobody took by the next one is worth nothing: it expires.
TIMETABLE: tuple[tuple[str, timedelta, str], ...] = (
    (
        "hatereport.outbox.tasks.sweep",
        timedelta(seconds=5),
        "what a lost message, a dead worker or a failure left behind",
    ),
    ("hatereport.outbox.tasks.clear_away", timedelta(hours=1), "notices done a month ago"),
    ("partners.tasks.clear_sessions", timedelta(hours=1), "sessions that are over, with what was kept in them"),
    ("triage.tasks.sweep_clocks", timedelta(seconds=60), "deadlines; the shortest alarm in the chain is a minute"),
    ("triage.tasks.hand_over_mail", timedelta(minutes=5), "news that nobody has seen on the desk by then"),
    ("triage.tasks.warn_of_time_limits", timedelta(hours=1), "six-month limits; they end with a day, not with an hour"),
    ("triage.tasks.remove_subjects", timedelta(hours=1), "the 28 days of people blamed in what was no crime"),
    ("hatereport.audit.tasks.anchor", timedelta(minutes=5), "the log's tail is provable up to the last anchor"),
    (
        "hatereport.audit.tasks.check",
        timedelta(hours=24),
        "the auditor reads each day whether the whole log still fits",
    ),
    (
        "incidents.tasks.erase_expired",
        timedelta(minutes=5),
        "drafts live 20 minutes idle and are gone soon after, as the page says",
    ),
    (
        "incidents.tasks.rescan_evidence",
        timedelta(minutes=5),
        "files the virus scanner gave no verdict on, or long ago",
    ),
    (
        "triage.tasks.look_after_attachments",
        timedelta(minutes=5),
        "the same for files of officers, and those whose keys were shredded",
    ),
    (
        "incidents.tasks.remove_left_behind",
        timedelta(hours=1),
        "sealed files of a process that died, or of shredded keys",
    ),
)

app = Celery("hatereport")
app.conf.update(
    broker_url=settings.BROKER_URL,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # A worker killed whole leaves its messages unacknowledged until this has passed; the sweep is there long before.
    broker_transport_options={"visibility_timeout": 300, "socket_keepalive": True},
    timezone="Europe/London",
    enable_utc=True,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_publish_retry=False,
    task_soft_time_limit=60,
    task_time_limit=90,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=1,
    worker_send_task_events=False,
    # Old enough to die: a leak in a library costs a restart of one child, not the worker.
    worker_max_tasks_per_child=2000,
    worker_redirect_stdouts=False,
    beat_schedule={
        task: {"task": task, "schedule": every, "options": {"expires": every.total_seconds()}}
        for task, every, _why in TIMETABLE
    },
)
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """Celery would put its own handlers in place of logs.py, which write out the arguments of failed tasks."""


@worker_init.connect
@beat_init.connect
def look_once_more(**_: Any) -> None:
    """As the web process does (wsgi.py)."""
    start.refuse_unsafe_start()
