"""Looks at cases as they stand in the log, and the auditor's pages, for the tests."""

from django.db import transaction

from hatereport import audit
from partners.models import Person
from tests import cast
from tests.triage.desk_browser import at_desk
from triage.models import Case

ROOMS = ("/desk/audit/", "/desk/audit/patterns/", "/desk/audit/chain/")


def looks_at(who: Person, case: Case, times: int = 1, act: str = "open") -> None:
    """Entries as the case page writes them."""
    with transaction.atomic():
        for _ in range(times):
            audit.record(who.as_actor(), "consultation", "case", case.pk, act, force=case.force_id)


def page_of(path: str, who: Person | None = None) -> str:
    answer = at_desk(who or cast.auditor()).get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
