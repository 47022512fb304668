"""What may have been a sexual assault: the specialists take the account (practice.md 14)."""

import pytest

from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does
from tests.triage.roads.on_the_road import ANSWERS, on_road, told
from triage.models import Case
from triage.refusals import Incomplete
from triage.roads.table import kept_out_of_briefings
from triage.scope import visible_to

pytestmark = pytest.mark.django_db


def test_the_specialists_take_the_account_over_within_the_hour() -> None:
    case = on_road("sexual")
    specialist = cast.sits_in(cast.officer(2), "sexual_offences")

    does(specialist, "take_over_account", case, first_steps="DC Moss, at the centre, at noon.")

    assert not case.clocks.filter(kind="sexual", state="running").exists()
    assert not case.tasks.filter(road="sexual", answered_at=None).exists()
    assert visible_to(specialist).filter(pk=case.pk).exists()  # theirs for as long as it is worked on


def test_nobody_else_takes_a_long_account_of_it() -> None:
    case = crime_in("dispatched", **ANSWERS["sexual"])

    with pytest.raises(Incomplete, match="specialist team takes the account"):
        does(cast.officer(), "record_attendance", case, **chain.attendance() | {"first_account": "He said " * 60})
    does(cast.officer(), "record_attendance", case, **chain.attendance())


def test_the_sexual_assault_referral_centre_is_named() -> None:
    case = on_road("sexual")

    told(case)

    assert case.signposts.filter(organisation__code="sexual-assault-referral-centre").exists()


def test_neither_sexual_nor_restricted_cases_are_in_maps_or_briefings() -> None:
    left_out = [on_road("sexual"), on_road("police_suspect")]
    on_road("railway")

    assert set(Case.objects.filter(kept_out_of_briefings())) == set(left_out)
