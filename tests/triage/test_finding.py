"""Finding cases: filters in addresses, every way of sorting page by page, what is typed whole, and saved searches."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from hatereport import clock
from hatereport.audit.models import Entry
from partners.models import Person, RoleHeld, Team
from tests import cast
from tests.files_of_the_cast import evidence_of
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, address, at_desk, at_most, in_danger, posted, under_investigation
from triage import first_looks
from triage.finding import filters, keys, saved
from triage.finding.facets import FACETS
from triage.finding.places import NotAPlace
from triage.finding.sorts import SORT, SORTS
from triage.models import Case, SavedSearch
from triage.queues import PAGE
from triage.refusals import NotInScope, Refused

pytestmark = pytest.mark.django_db

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
    with pytest.raises(NotAPlace):
        SORT["urgency"].order.read(text)
    assert at_desk(ellen()).get(f"{SEARCH}?open=open&after={text}").status_code == 200


# --- from case to case ------------------------------------------------------------------------------------------------


def test_next_and_previous_go_through_what_was_found():
    cases = [chain.report_received() for _ in range(3)]
    chain.report_received(**chain.NO_CRIME)
    browser = at_desk(ellen())
    page = browser.get(f"{SEARCH}?kind=hate_crime&sort=oldest&open=all")
    carried = page.context["walk"].query
    assert [line.case for line in page.context["lines"]] == cases

    page = browser.get(address(cases[0]) + f"?{carried}")
    assert "Back to what was found" in page.content.decode()
    step = f"/desk/next/?{page.context['walk'].query}&after={page.context['place']}"
    second = browser.get(step)
    assert second["Location"].startswith(address(cases[1]))
    page = browser.get(second["Location"])
    third = browser.get(f"/desk/next/?{page.context['walk'].query}&after={page.context['place']}")
    assert third["Location"].startswith(address(cases[2]))
    back = browser.get(f"/desk/next/?{page.context['walk'].query}&after={page.context['place']}&way=back")
    assert back["Location"].startswith(address(cases[0]))
    page = browser.get(third["Location"])
    end = browser.get(f"/desk/next/?{page.context['walk'].query}&after={page.context['place']}")
    assert end["Location"] == f"{SEARCH}?kind=hate_crime&open=all&sort=oldest" or end["Location"].startswith(SEARCH)


def test_the_next_case_is_found_after_the_case_has_moved_on():
    """The act takes the case out of the filter; the way on begins where it stood."""
    cases = [chain.report_received() for _ in range(3)]
    browser = at_desk(ellen())
    find = "stage=control_room&sort=due"
    queue = [line.case for line in browser.get(f"{SEARCH}?{find}").context["lines"]]
    page = browser.get(address(queue[0]), {"find": find})
    data = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    form = posted(queue[0], **data, then="next", find=find, place=str(page.context["place"]))

    gone = browser.post(address(queue[0], "review_and_dispatch"), form)
    on = browser.get(gone["Location"])

    assert set(queue) == set(cases)
    assert gone["Location"].startswith("/desk/next/?find=")
    assert on["Location"].startswith(address(queue[1]))


def test_an_act_leads_back_to_the_case_in_its_list():
    case = chain.report_received()
    browser = at_desk(ellen())
    find = "stage=control_room&sort=silence"
    page = browser.get(address(case), {"find": find})
    assert 'name="find"' in page.content.decode()

    back = browser.post(address(case, "take"), posted(case, find=find, place=str(page.context["place"])))

    again = browser.get(back["Location"])
    assert again.context["walk"].find == find
    assert str(again.context["place"]) == str(page.context["place"])


def test_a_case_page_with_a_search_behind_it_takes_few_queries():
    case = under_investigation()
    browser = at_desk(cast.officer())

    with at_most(MOST):
        assert browser.get(address(case), {"find": "area=carlisle&holder=me&sort=due"}).status_code == 200


def test_a_search_that_is_none_of_ours_leads_to_the_queue():
    case = chain.report_received()
    browser = at_desk(ellen())

    for find in ("x" * 600, "\x00", "kind=murder", "sort=sideways"):
        assert browser.get(address(case), {"find": find}).status_code == 200
        assert browser.get("/desk/next/", {"find": find, "after": "1.2.3"}).status_code == 302


# --- what is typed whole ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("HC-7F3K-2MQ9", "number"),  # its check symbol is wrong
        ("amina@home.example", "email"),
        ("07700 900123", "phone"),
        ("+44 (0)7700 900123", "phone"),
        ("٠٧٧٠٠ ٩٠٠١٢٣", "phone"),
        ("ca1 1aa", "postcode"),
        ("CC-2026-1120-0042", "number"),
        ("26A/0042", "number"),
        ("Amina Yusuf", "words"),
        ("", "words"),
        ("\x00", "words"),
        ("x" * 5000, "words"),
    ],
)
def test_what_was_typed_is_taken_for_what_it_is(typed: str, what: str):
    assert keys.understood(typed).what == what


@pytest.mark.parametrize("typed", ["07700 900123", "0044 7700 900123", "AMINA@home.example ", "ca11aa"])
def test_a_case_is_found_by_what_its_reporter_left(typed: str):
    case = chain.report_received(contact={**chain.ANSWERS["contact"], "email": "amina@home.example"})
    chain.report_received(**chain.ELSEWHERE)
    browser = at_desk(ellen())

    with at_most(MOST):
        page = browser.post(SEARCH, {"reference": typed})

    assert page.status_code == 200
    assert [line.case for line in page.context["lines"]] == [case]
    assert case.reference in page.content.decode()


def test_nothing_typed_gets_into_an_address_or_the_log():
    for _ in range(PAGE + 2):
        chain.report_received()
    browser = at_desk(ellen())

    page = browser.post(SEARCH, {"reference": "07700 900123"})
    more = browser.post(SEARCH, {"reference": "07700 900123", "after": str(page.context["typed_place"])})

    assert len(page.context["lines"]) == PAGE
    assert len(more.context["lines"]) == 2
    said = page.content.decode()
    links = [part.split('"')[0] for part in said.split('href="')[1:]]
    assert not [link for link in links if "0123" in link or "find=" in link]
    entries = list(Entry.objects.filter(act="search").values_list("detail", flat=True))
    assert entries == [{"typed": ["phone"], "count": PAGE}, {"typed": ["phone"], "count": 2}]


def test_a_reference_or_a_number_of_another_system_leads_straight_to_the_case():
    case = chain.crime_in("dispatched", crime_reference="26A/7777")
    browser = at_desk(ellen())

    for typed in (case.reference.lower().replace("-", " "), case.report.reference, "26a/7777"):
        assert browser.post(SEARCH, {"reference": typed})["Location"] == address(case), typed
    assert browser.get(f"{SEARCH}?reference={case.report.reference}")["Location"] == address(case)


@pytest.mark.parametrize(
    ("query", "index"), [("crime=26A/7", "triage_crime_references"), ("log=CC-7", "triage_log_numbers")]
)
def test_a_number_of_another_system_is_looked_up_by_its_index(query: str, index: str):
    cases = asked(query).cases()

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows would be read through

    assert index in cases.explain()


def test_names_and_words_are_not_searched():
    chain.report_received()

    page = at_desk(ellen()).post(SEARCH, {"reference": "Amina Yusuf"}).content.decode()

    assert "Names and words are not searched" in page
    assert "HC-" not in page.partition("<main")[2]


def test_nobody_finds_another_forces_case_by_a_telephone_number():
    case = chain.report_received()

    for who in (cast.dev("control_room_sergeant"), cast.officer()):
        page = at_desk(who).post(SEARCH, {"reference": "07700 900123"})
        assert not page.context["lines"]
        assert case.reference not in page.content.decode()


def test_the_log_says_which_filters_and_how_many_and_no_number():
    chain.report_received()
    browser = at_desk(ellen())

    browser.get(f"{SEARCH}?stage=control_room&holder=nobody&sort=due")
    browser.get(f"{SEARCH}?crime=26A/0042")

    first, second = Entry.objects.filter(act="search").order_by("seq").values_list("detail", flat=True)
    assert first == {"sort": "due", "stage": ["control_room"], "holder": ["nobody"], "count": 1}
    assert second == {"sort": "newest", "typed": ["crime"], "count": 0}


# --- saved searches ---------------------------------------------------------------------------------------------------


def test_a_search_is_kept_counted_and_found_again():
    for _ in range(3):
        chain.report_received()
    browser = at_desk(ellen())

    browser.post("/desk/search/saved/", {"filters": "stage=control_room&sort=due", "name": "  New   ones "})
    page = browser.get(SEARCH)

    (one,) = page.context["saved"]
    assert (one.row.name, one.row.filters, one.count) == ("New ones", "stage=control_room&sort=due", "3")
    assert "?stage=control_room&amp;sort=due" in page.content.decode()


def test_a_count_stops_at_fifty(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(saved, "COUNTED", 2)
    for _ in range(3):
        chain.report_received()
    saved.save(asked("stage=control_room"), "New")
    saved.save(asked("stage=dispatched"), "Sent")

    with CaptureQueriesContext(connection) as queries:
        shown = saved.shown_to(ellen())

    assert {one.row.name: one.count for one in shown} == {"New": "2+", "Sent": "0"}
    assert sum("triage_case" in query["sql"] for query in queries) == 1


def test_a_team_shares_its_searches_and_each_counts_their_own_scope():
    chain.report_received()
    team = ellen().roles_held()[0].team
    assert team is not None
    mine = saved.save(asked("holder=me"), "In my hands", str(team.pk))
    neil = cast.control_room_sergeant(2)
    does(neil, "take", Case.objects.get())

    assert [(one.row, one.count, one.is_mine) for one in saved.shown_to(ellen())] == [(mine, "0", True)]
    assert [(one.row, one.count, one.is_mine) for one in saved.shown_to(neil)] == [(mine, "1", False)]
    assert saved.shown_to(cast.local_focus_sergeant()) == []


def test_only_its_owner_renames_or_deletes_it():
    team = ellen().roles_held()[0].team
    assert team is not None
    row = saved.save(asked("danger=yes"), "Danger", str(team.pk))
    neil = at_desk(cast.control_room_sergeant(2))

    assert neil.post(f"/desk/search/saved/{row.pk}/", {"do": "delete"}).status_code == 404
    assert neil.post(f"/desk/search/saved/{row.pk}/", {"name": "Mine"}).status_code == 404
    browser = at_desk(ellen())
    browser.post(f"/desk/search/saved/{row.pk}/", {"do": "rename", "name": "In danger"})
    assert SavedSearch.objects.get().name == "In danger"
    browser.post(f"/desk/search/saved/{row.pk}/", {"do": "delete"})
    assert not SavedSearch.objects.exists()
    with pytest.raises(NotInScope):
        saved.delete(ellen(), row.pk)


@pytest.mark.parametrize(
    ("query", "name", "team"),
    [
        ("", "Everything", ""),
        ("crime=26A/1", "A number", ""),
        ("reference=HC-1", "Unreadable", ""),
        ("danger=yes", "", ""),
        ("danger=yes", "x" * 61, ""),
        ("danger=yes", "07700 900123", ""),
        ("danger=yes", "amina@home.example", ""),
        ("danger=yes", "Somebody else's team", "1"),
        ("danger=yes", "No team", "٣"),
    ],
)
def test_what_may_not_be_kept_is_refused_in_a_sentence(query: str, name: str, team: str):
    other = Team.objects.filter(force="leicestershire").first()
    assert other is not None

    with pytest.raises(Refused):
        saved.save(asked(query), name, str(other.pk) if team == "1" else team)
    assert not SavedSearch.objects.exists()


def test_a_name_is_used_once_and_there_are_at_most_twenty():
    for number in range(20):
        saved.save(asked("danger=yes"), f"Search {number}")

    with pytest.raises(Refused, match="Delete one"):
        saved.save(asked("danger=yes"), "One more")
    SavedSearch.objects.latest("pk").delete()
    with pytest.raises(Refused, match="already"):
        saved.save(asked("danger=yes"), "Search 1")


def test_a_search_kept_before_its_team_was_dissolved_says_so_and_breaks_nothing():
    row = saved.save(asked("danger=yes"), "Danger")
    SavedSearch.objects.filter(pk=row.pk).update(filters="team=99999&area=atlantis&nonsense=1")

    (one,) = saved.shown_to(ellen())
    assert one.count == "0"
    assert at_desk(ellen()).get(SEARCH).status_code == 200


# --- people -----------------------------------------------------------------------------------------------------------


def a_large_force(number: int = 40) -> None:
    """Officers of another team, by the dozen."""
    elsewhere = Team.objects.filter(force="cumbria", kind="response").last()
    people = [Person(email=f"pc{n}@cumbria.example", name=f"PC {n:02} Bell", password="!") for n in range(number)]
    Person.objects.bulk_create(people)
    RoleHeld.objects.bulk_create(
        RoleHeld(person=person, role="officer", force_id="cumbria", team=elsewhere) for person in people
    )


def test_a_thousand_officers_are_no_list_and_each_can_be_named():
    case = chain.report_received()
    a_large_force()
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    browser = at_desk(ellen())

    with at_most(MOST):
        page = browser.get(address(case, "review_and_dispatch")).content.decode()
    assert page.count("PC ") <= 25
    assert 'name="officer_else"' in page
    assert 'name="supervising_sergeant_else"' not in page

    data = chain.dispatching(officer, sergeant) | {"officer": ""}
    several = browser.post(address(case, "review_and_dispatch"), posted(case, **data, officer_else="bell"))
    assert several.status_code == 422
    assert "people fit" in several.content.decode()
    assert 'value="bell"' in several.content.decode()
    nobody = browser.post(address(case, "review_and_dispatch"), posted(case, **data, officer_else="Nobody Atall"))
    assert "Nobody of that name" in nobody.content.decode()
    browser.post(address(case, "review_and_dispatch"), posted(case, **data, officer_else="pc39@cumbria.example"))

    case.refresh_from_db()
    assert case.officer_in_case is not None
    assert case.officer_in_case.name == "PC 39 Bell"


def test_nobody_without_the_role_can_be_named():
    case = chain.report_received()
    data = chain.dispatching(cast.officer(), cast.supervising_sergeant())

    for text in (cast.hate_crime_lead().email, str(cast.dev("officer").pk), cast.auditor().name):
        answer = at_desk(ellen()).post(
            address(case, "review_and_dispatch"), posted(case, **data | {"officer": "", "officer_else": text})
        )
        assert answer.status_code == 422, text
        assert "Nobody of that name" in answer.content.decode()


# --- who is in it -----------------------------------------------------------------------------------------------------


def test_names_stand_in_no_list_no_title_and_no_search():
    case = under_investigation()
    officer = cast.officer()
    browser = at_desk(officer)
    lists = ("/desk/", "/desk/?tab=mine", "/desk/actions/", "/desk/news/", "/desk/alarms/", f"{SEARCH}?holder=me")

    for where in lists:
        page = browser.get(where).content.decode()
        for secret in ("Amina", "07700 900123", "amina@home.example", "shouted at me"):
            assert secret not in page, where
    title = browser.get(address(case)).content.decode().partition("<title>")[2].partition("</title>")[0]
    assert "Amina" not in title


@pytest.mark.parametrize("needs_reason", [True, False])
def test_a_force_settles_whether_a_look_at_names_needs_a_reason(needs_reason: bool):
    case = under_investigation()
    type(case.force).objects.filter(pk="cumbria").update(reveal_needs_reason=needs_reason)
    browser = at_desk(cast.hate_crime_sergeant())

    answer = browser.post(address(case, "reveal_identity"), posted(case))

    assert answer.status_code == (422 if needs_reason else 302)
    assert ("Amina" in browser.get(address(case)).content.decode()) is not needs_reason
    assert case.moves.filter(act="reveal_identity").count() == (0 if needs_reason else 1)
    kept = Entry.objects.filter(act="reveal_identity", action="consultation", detail__has_key="move")
    assert kept.count() == (0 if needs_reason else 1)


def test_whose_case_it_is_gives_no_reason_and_every_look_is_kept():
    case = under_investigation()
    browser = at_desk(cast.officer())

    assert "Amina" in browser.get(address(case)).content.decode()
    assert browser.post(address(case, "reveal_identity"), posted(case, reasons="Mine.")).status_code == 409
    entry = Entry.objects.filter(act="open", actor_id=cast.officer().pk).latest("id")
    assert entry.detail["names"] is True
