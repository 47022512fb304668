"""What somebody finds at the desk, for the tests of searching."""

from django.http import QueryDict

from partners.models import Person
from tests import cast
from tests.triage.desk_browser import at_desk
from triage.finding import filters

SEARCH = "/desk/search/"


def ellen() -> Person:
    return cast.control_room_sergeant()


def found(query: str, who: Person | None = None) -> list[str]:
    """References on the page of a search."""
    page = at_desk(who or ellen()).get(f"{SEARCH}?{query}")
    assert page.status_code == 200, page.content.decode()[-3000:]
    return [line.case.reference for line in page.context["lines"]]


def asked(query: str, who: Person | None = None) -> filters.Filters:
    return filters.read(who or ellen(), QueryDict(query))
