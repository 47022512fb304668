"""Measures as somebody asks for them, for the tests of how a force is doing."""

import datetime as dt
from typing import Any

from partners.models import Person
from tests import cast
from tests.triage import chain
from triage.performance.asked import asked
from triage.performance.measures import MEASURE

DAY = dt.timedelta(days=1)
PATH = "/desk/performance/"
#: Somebody else, elsewhere, and no crime by any rule.
AWAY = {name: said for name, said in chain.ELSEWHERE.items() if name != "what"}


def figures(code: str, who: Person | None = None, said: dict[str, str] | None = None) -> Any:
    who = who or cast.hate_crime_lead()
    who.forget_roles()
    return MEASURE[code].query(asked(who, said or {}), who)


def rows(code: str, who: Person | None = None, said: dict[str, str] | None = None) -> dict[Any, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in figures(code, who, said).rows}


def days(first: str, last: str) -> dict[str, str]:
    return {"period": "custom", "from": first, "to": last}
