"""What runs besides the web: every scheduled task exists, and a lost or late message does no harm."""

from typing import Any

import pytest

from hatereport.celery import TIMETABLE, app
from hatereport.outbox import nudge


@pytest.mark.parametrize(("task", "every", "why"), TIMETABLE, ids=lambda column: str(column))
def test_every_scheduled_task_exists_and_its_messages_expire(task: Any, every: Any, why: Any) -> None:
    app.loader.import_default_modules()

    assert task in app.tasks
    assert app.conf.beat_schedule[task]["schedule"] == every
    assert app.conf.beat_schedule[task]["options"]["expires"] <= every.total_seconds()
    assert why


def test_the_nudge_names_a_task_that_exists() -> None:
    app.loader.import_default_modules()

    assert nudge.DELIVER in app.tasks


def test_a_worker_that_dies_gives_its_message_back_and_keeps_no_result() -> None:
    conf = app.conf

    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.task_ignore_result) == (True, True, True)
    assert conf.task_publish_retry is False
    assert conf.accept_content == ["json"]


def test_no_task_outlives_the_time_after_which_its_message_comes_again() -> None:
    assert app.conf.task_time_limit < app.conf.broker_transport_options["visibility_timeout"]
