"""A person at the desk in tests: signed in, counting what the database is asked, filling forms as a browser would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partners.models import Person
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from triage.models import Case

#: Rulings 18.
MOST = 15


def at_desk(who: Person) -> Client:
    """A browser in which this person has signed in."""
    browser = Client()
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@contextmanager
def at_most(number: int) -> Iterator[None]:
    """No more than so many queries; the beginning and end of a transaction are none."""
    with CaptureQueriesContext(connection) as asked:
        yield
    queries = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(queries) <= number, f"{len(queries)}:\n" + "\n".join(sql[:160] for sql in queries)


def address(case: Case, act: str = "") -> str:
    return f"/desk/cases/{case.reference}/" + (f"{act}/" if act else "")


def posted(case: Case, **answers: Any) -> dict[str, Any]:
    """What the form of an act sends: the version that was read, a key, the answers."""
    return {"version": case.version, "key": "one attempt", **answers}


def under_investigation() -> Case:
    """A crime that was dispatched and attended."""
    case = chain.report_received()
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(officer, sergeant))
    does(officer, "record_attendance", case, **chain.attendance())
    return case


def in_danger() -> Case:
    return chain.report_received(danger={"danger": "yes"})
