"""One stage for each story, on the house that all stories of this worker share; and time, which passes when told."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest

from tests.databases import SUPERUSER_URL, named
from tests.running_house import House


@pytest.fixture
def stage(house: House, browser: Any) -> Iterator[Any]:
    # Imported late: this file is read before Django may load models.
    from tests.journeys.stage import Stage  # noqa: PLC0415

    stage = Stage(house, browser)
    yield stage
    stage.ends()


@pytest.fixture
def time_passes(house: House) -> Any:
    """Lets seconds pass for one report: its clocks began, and are due, that much earlier."""

    def passes(reference: str, seconds: int) -> None:
        connection = psycopg2.connect(named(os.environ[SUPERUSER_URL], house.database))
        with connection, connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(
                "UPDATE triage_clock SET started_at = started_at - make_interval(secs => %(by)s), "
                "due_at = due_at - make_interval(secs => %(by)s) "
                "FROM triage_case, incidents_report WHERE triage_clock.case_id = triage_case.id "
                "AND triage_case.report_id = incidents_report.id AND incidents_report.reference = %(reference)s",
                {"by": seconds, "reference": reference},
            )
            assert cursor.rowcount
        connection.close()

    return passes
