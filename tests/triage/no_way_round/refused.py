"""Attempts on the ends of a case, for the tests of what nobody gets round."""

from typing import Any

import pytest

from partners.models import Person
from tests import cast
from tests.triage.chain import does
from tests.triage.forging import ENDS
from triage.effects import state_before_asking
from triage.models import Case
from triage.openness import openness
from triage.refusals import Refused
from triage.situation import Situation
from triage.workflow import WORKFLOW


def refused(who: Person, name: str, case: Case, match: str = "", **data: Any) -> None:
    before = (case.state, case.version)
    with pytest.raises(Refused, match=match or None):
        does(who, name, case, **data)
    case.refresh_from_db()
    assert (case.state, case.version) == before


def everybody() -> list[Person]:
    """One of each role of the chain but the inspector and the registrar."""
    return [cast.person(role) for role in cast.CHAIN if role not in ("hate_crime_inspector", "force_crime_registrar")]


def ends_open_to(who: Person, case: Case) -> set[str]:
    """Acts open to somebody that lead to an end; going back to where a question was asked is none."""
    who.forget_roles()
    of_the_kind = [row for row in WORKFLOW if row.kind == case.kind and row.chooses is not state_before_asking]
    rows = openness(Situation(case, who), of_the_kind)
    return {row.act.name for row in rows if row.open and ENDS.intersection(row.act.to)}
