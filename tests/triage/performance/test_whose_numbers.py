"""How a force is doing: whose numbers somebody sees, and of which days."""

import datetime as dt

import pytest

from hatereport import clock
from hatereport.working_time import LONDON
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import at_desk
from tests.triage.performance.measuring import AWAY, DAY, PATH, figures, rows
from triage.models import Case
from triage.performance.asked import NobodysNumbers, asked
from triage.performance.reach import COUNTS, apart, reaches_of
from triage.scope import visible_to

pytestmark = pytest.mark.django_db


# --- whose numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", COUNTS)
def test_what_is_counted_is_never_more_than_may_be_seen(role):
    who = cast.person(role)
    for sections in ({}, chain.ELSEWHERE, {"what": {"words": "An officer did it.", "who_did": ["police"]}}):
        chain.report_received(**sections)
    chain.crime_in("under_investigation", **chain.ELSEWHERE)

    (reach,) = reaches_of(who).values()
    counted = set(Case.objects.filter(reach.cases()).values_list("pk", flat=True))

    assert counted <= set(visible_to(who).values_list("pk", flat=True))
    assert not Case.objects.filter(pk__in=counted, restricted=True).exists()


def test_an_inspector_of_an_area_counts_that_area_and_asks_for_no_other():
    carlisle = chain.incident_in("local_focus")
    chain.incident_in("local_focus", **AWAY)
    who = cast.local_focus_inspector()

    assert [row[1] for row in figures("stages", who).rows] == [1]
    with pytest.raises(NobodysNumbers):
        asked(who, {"area": "nowhere"})
    assert at_desk(who).get(PATH, {"area": "nowhere"}).status_code == 404
    assert list(reaches_of(who)[carlisle.force_id].areas or ()) == [carlisle.area_id]


def test_a_supervising_sergeant_counts_the_own_team():
    chain.report_received()
    chain.crime_in("under_investigation", **chain.ELSEWHERE)

    assert list(rows("stages", cast.supervising_sergeant())) == ["Under investigation (crime)"]


def test_another_force_counts_none_of_it_and_cannot_ask_for_it():
    chain.report_received()
    dev = cast.dev("hate_crime_lead")

    assert figures("stages", dev).rows == []
    assert at_desk(dev).get(PATH, {"force": "cumbria"}).status_code == 404
    assert at_desk(dev).get(f"{PATH}stages/csv/", {"force": "cumbria"}).status_code == 404


@pytest.mark.parametrize("who", [cast.auditor, cast.officer, cast.control_room_operator, cast.force_administrator])
def test_who_leads_nothing_counts_nothing(who):
    assert at_desk(who()).get(PATH).status_code == 403
    assert at_desk(who()).get(f"{PATH}stages/csv/").status_code == 403


def test_a_declared_conflict_keeps_a_case_from_being_named():
    case = chain.report_received()
    lead = cast.hate_crime_lead()
    assert case.reference in str(figures("longest_silence", lead).rows)

    case.first_looks.create(person=lead, conflict=True, at=clock.now())

    assert case.reference not in str(figures("longest_silence", lead).rows)


def test_what_may_be_sexual_is_in_no_breakdown():
    sexual = chain.report_received(what={"words": "He touched me.", "kinds": ["sexual"]})
    assert "sexual" in sexual.flags

    assert not Case.objects.filter(apart(), pk=sexual.pk).exists()
    assert figures("longest_silence").rows == []
    assert figures("outcomes").rows == []


# --- which days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("this_month", "2026-02-01", "2026-02-28"),
        ("last_month", "2026-01-01", "2026-01-31"),
        ("quarter", "2026-01-01", "2026-03-31"),
        ("year", "2025-04-01", "2026-03-31"),
        ("nonsense", "2026-02-01", "2026-02-28"),
    ],
)
def test_days_are_counted_as_the_police_count_them(period, first, last):
    with clock.at(dt.datetime(2026, 2, 10, 12, tzinfo=LONDON)):
        question = asked(cast.hate_crime_lead(), {"period": period})

    assert (question.first.isoformat(), question.last.isoformat()) == (first, last)


def test_days_of_ones_own_are_in_the_address_and_wrong_ones_are_said():
    lead = cast.hate_crime_lead()
    own = asked(lead, {"period": "custom", "from": "2026-01-05", "to": "2026-01-06"})

    assert own.end - own.start == 2 * DAY
    assert asked(lead, dict(part.split("=") for part in own.address.split("&"))) == own
    for wrong in ({"from": "2026-01-05"}, {"from": "2026-01-05", "to": "2026-01-04"}, {"from": "soon", "to": "later"}):
        assert asked(lead, {"period": "custom", **wrong}).wrong
        shown = at_desk(lead).get(PATH, {"part": "work", "period": "custom", **wrong}).content.decode()
        assert 'href="#from"' in shown, "said in the summary"
        assert "govuk-error-message" in shown, "and at the boxes"
        assert all(f'value="{typed}"' in shown for typed in wrong.values()), "nothing typed is lost"


def test_what_waits_now_asks_for_no_days_and_carries_those_that_were_chosen():
    own = {"period": "custom", "from": "2026-01-05", "to": "2026-01-06"}

    shown = at_desk(cast.hate_crime_lead()).get(PATH, own).content.decode()

    assert 'type="date"' not in shown
    assert all(f'name="{name}" value="{value}"' in shown for name, value in own.items())


def test_the_page_names_the_law_and_none_of_our_own_papers():
    shown = at_desk(cast.hate_crime_lead()).get(PATH).content.decode()

    assert "Victims&#x27; Code right 6" in shown
    assert "local design" not in shown
    assert "practice.md" not in shown
