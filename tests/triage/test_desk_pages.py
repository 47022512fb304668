"""The desk as its people meet it: the queue, the case, an act, and what each of them must never see."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partners.models import Person
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from triage.models import Case

pytestmark = pytest.mark.django_db
MOST = 15


def at_desk(who: Person) -> Client:
    browser = Client()
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@contextmanager
def at_most(number: int) -> Iterator[None]:
    """Begin and end of transactions are no queries."""
    with CaptureQueriesContext(connection) as asked:
        yield
    queries = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(queries) <= number, "\n".join(sql[:200] for sql in queries)


def test_the_queue_of_fifty_cases_takes_few_queries():
    for _ in range(52):
        chain.report_received()
    browser = at_desk(cast.control_room_sergeant())
    browser.get("/desk/")

    with at_most(MOST):
        page = browser.get("/desk/")

    assert page.status_code == 200
    assert page.content.count(b"<tr class=") == 50
    assert b"Next page" in page.content
