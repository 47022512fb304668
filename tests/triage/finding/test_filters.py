"""Filters in addresses, every way of sorting, and turning pages."""

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict

from hatereport import clock
from tests import cast
from tests.files_of_the_cast import evidence_of
from tests.triage import chain
from tests.triage.desk_browser import MOST, at_desk, at_most, in_danger, under_investigation
from tests.triage.finding.searching import SEARCH, asked, ellen, found
from triage import first_looks
from triage.finding import saved
from triage.finding.facets import FACETS
from triage.finding.sorts import SORT, SORTS
from triage.models import Case
from triage.queues import PAGE

pytestmark = pytest.mark.django_db


# --- filters ----------------------------------------------------------------------------------------------------------


def test_every_filter_finds_what_it_is_for_and_nothing_else():
    plain = chain.report_received(**chain.NO_CRIME, why={"strands": ["disability"]})
    with clock.at(clock.now() - dt.timedelta(days=40)):
        old = under_investigation()
    danger = in_danger()
    child = chain.report_received(who={"filer": "victim", "under_18": "yes"})
    evidence_of(plain.report)
    first_looks.declare(ellen(), old, conflict=False, key="k")
    closed = chain.crime_in("closed", crime_reference="26A/0042", **chain.ELSEWHERE)
    all_open = {plain, old, danger, child}
    repeated = {case for case in all_open if "repeat_victim" in case.flags}
    assert repeated
    assert repeated < all_open
    #: query -> what it finds among the open ones, or whatever it names
    expected: dict[str, set[Case]] = {
        "open=open": all_open,
        "open=closed": {closed},
        "open=all": {*all_open, closed},
        "kind=hate_incident": {plain},
        "stage=under_investigation": {old},
        "stage=under_investigation&stage=control_room": all_open,
        "danger=yes": {danger},
        "overdue=yes": {old},
        "strand=disability": {plain},
        "road=under_18": {child},
        "evidence=yes": {plain},
        "noticed=repeat_victim": repeated,
        "channel=web": all_open,
        "channel=call": set(),
        "holder=nobody": {plain, danger, child},
        f"holder={cast.officer().pk}": {old},
        "holder=me": set(),
        "unopened=yes": {plain, danger, child},
        "silence=30": set(),
        "area=none": set(),
        "area=carlisle": all_open,
        f"team={old.holding_team_id}": {old},
        f"from={(clock.now() - dt.timedelta(days=2)).date()}": {plain, danger, child},
        f"to={(clock.now() - dt.timedelta(days=2)).date()}": {old},
        "outcome=18&open=closed": {closed},
        "outcome=15&open=all": set(),
        "crime=26a/0042": {closed},
        f"log={closed.dispatches.get().log_number}": {old, closed},
        "kind=hate_crime&stage=control_room": {danger, child},
        "repeat=many": set(),
        "flag=none_such": set(),
    }
    expected.pop("flag=none_such")
    old.refresh_from_db()
    silent = clock.now() - old.silence_since
    expected["silence=30"] = {old} if silent > dt.timedelta(days=30) else set()
    grades = {case.grade for case in all_open if case.grade}
    for grade in grades:
        expected[f"grade={grade}"] = {case for case in all_open if case.grade == grade}

    for query, cases in expected.items():
        assert set(asked(query).cases()) == cases, query
    tried = {code for query in expected for code in QueryDict(query)}
    assert {facet.code for facet in FACETS} - tried <= {"flag", "reference", "grade"}


def test_a_filter_nobody_can_read_finds_nothing_and_says_why():
    chain.report_received()
    browser = at_desk(ellen())
    wrong = (
        "kind=murder", "stage=nowhere", "grade=x", "silence=soon", "silence=0", "silence=99999", "silence=٣",
        "from=yesterday",
        "to=9999-01-01", "from=2026-13-40", "holder=somebody", "team=99999999999999999999", "area=mars", "sort=sideways",
        "reference=HC-1", "open=perhaps", "danger=no", "crime=" + "9" * 41, "log=%00", "strand=%F0%9F%92%A9",
    )  # fmt: skip

    for query in wrong:
        page = browser.get(f"{SEARCH}?{query}")
        assert page.status_code == 422, query
        assert "Nothing was looked for" in page.content.decode()
        assert not page.context.get("lines"), query


def test_the_search_is_within_ones_own_scope_and_nobody_is_named_in_it():
    case = chain.report_received()
    police = chain.report_received(what={"words": "The officer swore.", "kinds": ["hit"], "who_did": ["police"]})

    page = at_desk(ellen()).get(f"{SEARCH}?open=open").content.decode()
    assert case.reference in page
    assert police.reference not in page
    for secret in ("Amina", "07700", "shouted", "CA1 1AA", "They used"):
        assert secret not in page
    assert found("open=open", cast.dev("control_room_sergeant")) == []
    assert found("open=all", cast.officer()) == []
    assert found("open=all", cast.local_focus_sergeant(area="barrow")) == []


def test_an_address_is_the_same_however_it_was_typed():
    one = asked("sort=due&stage=dispatched&kind=hate_crime&kind=hate_crime&after=1.2&nonsense=1")
    other = asked("kind=hate_crime&stage=dispatched&sort=due")

    assert one.address == other.address == "kind=hate_crime&stage=dispatched&sort=due"
    assert one.without(("stage", "dispatched")) == "kind=hate_crime&sort=due"


def test_closed_cases_are_sorted_as_they_came():
    assert asked("open=closed&sort=urgency").sort is SORT["newest"]
    assert asked("open=closed&sort=oldest").sort is SORT["oldest"]
    assert asked("open=open&sort=silence").sort is SORT["silence"]


def test_the_search_takes_few_queries_with_fifty_found_and_twenty_searches_kept():
    for _ in range(52):
        chain.report_received()
    browser = at_desk(ellen())
    for number in range(20):
        saved.save(asked(f"stage=control_room&silence={number + 1}"), f"Silent for {number} days")

    with at_most(MOST):
        page = browser.get(f"{SEARCH}?stage=control_room&area=carlisle&holder=nobody")

    assert len(page.context["lines"]) == PAGE
    assert page.context["next_place"]


# --- sorting and turning pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.code)
def test_every_case_is_met_once_on_every_way_of_sorting(sort: Any):
    start = clock.now() - dt.timedelta(days=3)
    for number in range(7):
        with clock.at(start + dt.timedelta(hours=number // 2)):  # some are alike
            chain.report_received()
    person = ellen()
    whole = [case.pk for case in asked(f"open=open&sort={sort.code}").cases()]

    met, place = [], None
    while page := list(asked(f"open=open&sort={sort.code}", person).beyond(place)[:2]):
        met += [case.pk for case in page]
        place = sort.order.read(str(sort.order.place_of(page[-1])))
    backwards = [
        case.pk
        for case in asked(f"open=open&sort={sort.code}").before(sort.order.place_of(Case.objects.get(pk=met[-1])))
    ]

    assert len(whole) == 7
    assert met == whole
    assert backwards == whole[-2::-1]


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.code)
def test_every_way_of_sorting_is_that_of_an_index(sort: Any):
    index = next(one for one in Case._meta.indexes if one.name == sort.index)
    fields = list(index.fields[1:])

    assert index.fields[0] == "force"
    assert fields in (list(sort.order.fields), list(sort.order.reversed.fields))
    assert bool(index.condition) == sort.open_only


@pytest.mark.parametrize(
    "text",
    ["", ".", "1.2", "x.y.z", "1.2.3.4", "9" * 99 + ".1.1", "99999.1." + "0" * 32, "1." + "9" * 19 + "." + "0" * 32],
)
def test_a_broken_place_is_no_place(text: str):
    assert SORT["urgency"].order.read(text) is None
    assert at_desk(ellen()).get(f"{SEARCH}?open=open&after={text}").status_code == 200
