"""The database keeps what belongs to a report, against the application's own role: tried as that role, in plain SQL."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from incidents import messages
from tests import cast
from tests.triage import chain

pytestmark = pytest.mark.django_db

KEPT = (
    "incidents_party",
    "incidents_consent",
    "incidents_message",
    "incidents_progressline",
    "incidents_returncode",
    "partners_person",
    "partners_roleheld",
)


def refused(sql: str, *values: Any) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("table", KEPT)
def test_rows_that_stay(table: str) -> None:
    assert refused(f"DELETE FROM {table} WHERE false")


@pytest.mark.parametrize("change", ["words_sealed = '\\x01'", "danger = true", "author_id = NULL", "sent_at = now()"])
def test_a_message_stays_as_it_was_sent(change: str) -> None:
    with transaction.atomic():
        messages.post_to_reporter(chain.report_received().report, cast.officer(), "We will call you.")

    assert refused(f"UPDATE incidents_message SET {change}")
    assert not refused("UPDATE incidents_message SET words_sealed = NULL, read_at = now()")
