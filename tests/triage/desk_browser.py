"""A person at the desk in tests: signed in, counting what the database is asked, filling forms as a browser would."""

import re
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
from triage import first_looks
from triage.models import Case, Countersignature
from triage.reviewing import second_readings
from triage.scope import visible_to

#: Rulings 18.
MOST = 15

_OF_A_CASE = re.compile(r"/cases/(H[IC]-[0-9A-Z-]{9})/|/countersign/([0-9a-f-]{36})/")


class Desk(Client):
    """A browser whose owner knows nobody in any case and has said so of each before its page is asked for. A second
    reading that the lot gave them (one decision in twenty) they leave to a colleague.
    """

    def __init__(self, owner: Person) -> None:
        super().__init__()
        self.owner = owner

    def request(self, **request: Any) -> Any:
        reads_facts = request["PATH_INFO"].startswith("/api/") and request["REQUEST_METHOD"] == "GET"
        if not reads_facts and (found := _OF_A_CASE.search(request["PATH_INFO"])):
            with _uncounted():
                self._knows_nobody(*found.groups())
        return super().request(**request)

    def _knows_nobody(self, reference: str | None, asked: str | None) -> None:
        self.owner.forget_roles()
        cases = Countersignature.objects.filter(pk=asked).values("case") if asked else None
        named = {"pk__in": cases} if asked else {"reference": reference}
        if case := visible_to(self.owner).filter(**named).first():
            first_looks.declare(self.owner, case, conflict=False, key="never used")
            for look in second_readings.due_for(self.owner).filter(case=case):
                second_readings.leave(look.pk, self.owner)
        self.owner.forget_roles()


def at_desk(who: Person, *, asked_first: bool = False) -> Client:
    """A browser in which this person has signed in; `asked_first`: they meet the question before each new case."""
    browser = Client() if asked_first else Desk(who)
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def has_opened(who: Person, *cases: Case) -> Client:
    """Their browser, after they have said of each of these cases that they know nobody in it."""
    browser = at_desk(who)
    for case in cases:
        browser.get(address(case))
    return browser


@contextmanager
def _uncounted() -> Iterator[None]:
    before, connection.force_debug_cursor = connection.force_debug_cursor, False
    yield
    connection.force_debug_cursor = before


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
