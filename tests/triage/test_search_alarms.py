"""Somebody looks for themselves: professional standards hear of it, and the searcher sees nothing of that."""

import pytest

from hatereport.audit.models import Entry
from partners import own_keys
from partners.models import Person
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import MOST, address, at_desk, at_most
from tests.triage.flooding import pour, said
from tests.triage.floods.by_two import TEXT, found
from triage import search_alarms
from triage.floods import asking
from triage.models import Case, SearchAlarm
from triage.refusals import NotInScope

pytestmark = pytest.mark.django_db

ALARMS = "/desk/search-alarms/"


def searches(who: Person, typed: str) -> bytes:
    return at_desk(who).post("/desk/search/", {"reference": typed}).content


def ellen() -> Person:
    who = cast.control_room_sergeant()
    own_keys.keep(who, {"phone": "07700 900999", "street": "Castle Street", "postcode": "CA3 8AA"})
    return who


def of_ellen(**contact: str) -> Case:
    """A report somebody sent from the sergeant's own telephone."""
    return chain.report_received(contact={**chain.ANSWERS["contact"], "phone": "07700 900999", **contact})


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("+44 7700 900999", "phone"),
        ("ca3 8aa", "postcode"),
        ("control_room_sergeant@cumbria.example", "email"),
        ("CONTROL.ROOM.SERGEANT@CUMBRIA.EXAMPLE", "email"),
        ("Graham, Ellen", "name"),
        ("castle street", "street"),
        ("12 Castle St, Carlisle", "street"),
        ("Flat 3, 12 Castle Street, Carlisle", "street"),
        ("The Old Mill Lane, Castle Street", "street"),
    ],
)
def test_a_search_for_oneself_raises_an_alarm(typed: str, what: str):
    who = ellen()

    searches(who, typed.replace("control_room_sergeant", "control.room.sergeant"))

    assert [(alarm.person, alarm.what, alarm.force_id) for alarm in SearchAlarm.objects.all()] == [
        (who, what, "cumbria")
    ]


@pytest.mark.parametrize(
    "typed", ["07700 900123", "CA1 1AA", "amina@home.example", "Amina Yusuf", "Castle Road", "CC-1", ""]
)
def test_a_search_for_somebody_else_raises_none(typed: str):
    searches(ellen(), typed)

    assert not SearchAlarm.objects.exists()


def test_the_searcher_sees_what_everybody_sees():
    case = of_ellen()
    who = ellen()

    theirs = at_desk(who).post("/desk/search/", {"reference": "07700 900999"})
    neils = at_desk(cast.control_room_sergeant(2)).post("/desk/search/", {"reference": "07700 900999"})

    assert [line.case for line in theirs.context["lines"]] == [line.case for line in neils.context["lines"]] == [case]
    main = [
        page.content.decode().partition('class="find__found"')[2].partition("</main>")[0] for page in (theirs, neils)
    ]
    assert _without_tokens(main[0]) == _without_tokens(main[1])
    assert SearchAlarm.objects.get().person == who


def _without_tokens(html: str) -> str:
    return "".join(part.partition('"')[2] for part in html.split('name="csrfmiddlewaretoken" value="'))


def test_an_alarm_holds_nothing_that_was_typed():
    searches(ellen(), "07700 900999")

    entry = Entry.objects.get(act="own_search")
    assert entry.detail == {"what": "phone"}
    assert entry.actor_kind == "system"
    assert not Entry.objects.filter(detail__icontains="900999").exists()


def test_looking_up_ones_own_report_by_its_reference_is_told():
    case = of_ellen()
    who = ellen()

    searches(who, case.report.reference)

    assert SearchAlarm.objects.get().what == "reference"


def test_a_case_that_carries_the_reader_is_told_when_it_is_opened():
    case = of_ellen()
    who = ellen()

    at_desk(who).get(address(case))
    at_desk(who).get(address(case))
    at_desk(cast.control_room_sergeant(2)).get(address(case))

    assert [(alarm.person, alarm.what) for alarm in SearchAlarm.objects.all()] == [(who, "opened")]


def test_a_look_through_the_api_or_a_further_filter_keeps_nothing_quiet():
    case = of_ellen()
    who = ellen()
    browser = at_desk(who)

    browser.get(f"/api/v1/cases/{case.reference}/")
    browser.get(address(case))
    browser.get(f"/desk/search/?reference={case.report.reference}&kind={case.kind}")
    browser.post("/desk/search/", {"reference": case.report.reference, "after": f"{'9' * 17}.{'f' * 32}"})

    assert [alarm.what for alarm in SearchAlarm.objects.order_by("at", "id")] == [
        "reference", "opened", "reference", "reference",
    ]  # fmt: skip


def test_nor_does_the_number_another_system_gave_it():
    case = chain.crime_in("dispatched", contact={**chain.ANSWERS["contact"], "phone": "07700 900999"})

    page = at_desk(ellen()).get("/desk/search/", {"log": case.dispatches.get().log_number})

    assert [line.case for line in page.context["lines"]] == [case]
    assert SearchAlarm.objects.get().what == "reference"


def test_ones_own_report_within_a_flood_is_told_when_it_is_opened():
    *_, hers = pour([*[said(TEXT)] * 11, said(TEXT, where={"place_type": "street", "place": "Castle Street"})])
    who = ellen()
    asking.answer(who, found(who)[0], knows_somebody=False)
    assert not SearchAlarm.objects.exists()

    at_desk(who).get(address(hers))
    at_desk(who).get(address(hers))

    assert [alarm.what for alarm in SearchAlarm.objects.all()] == ["opened"]


@pytest.mark.parametrize("where", [{"postcode": "CA3 8AA"}, {"place": "The corner shop, 4 Castle St."}])
def test_a_reader_from_the_same_street_is_told_too(where: dict[str, str]):
    case = chain.report_received(where={"place_type": "home", **where})

    at_desk(ellen()).get(address(case))

    assert SearchAlarm.objects.get().what == "opened"


def test_professional_standards_are_led_to_it_and_answer():
    searches(ellen(), "07700 900999")
    ruth = cast.professional_standards()
    browser = at_desk(ruth)

    assert ALARMS in browser.get("/desk/").content.decode()
    with at_most(MOST):
        page = browser.get(ALARMS).content.decode()
    alarm = SearchAlarm.objects.get()
    browser.post(f"{ALARMS}{alarm.pk}/", {"answer": "explained"})

    assert "Ellen Graham" in page
    assert "Their own telephone number" in page
    alarm.refresh_from_db()
    assert (alarm.answer, alarm.answered_by) == ("explained", ruth)
    assert not search_alarms.waiting_for(ruth).exists()
    assert "Explained by Ruth Wannop" in browser.get(ALARMS).content.decode()


def test_it_is_answered_once_and_with_an_answer():
    searches(ellen(), "07700 900999")
    alarm = SearchAlarm.objects.get()
    ruth, gary = at_desk(cast.professional_standards()), at_desk(cast.professional_standards(2))

    ruth.post(f"{ALARMS}{alarm.pk}/", {"answer": "forgotten"})
    assert SearchAlarm.objects.get().answered_at is None
    ruth.post(f"{ALARMS}{alarm.pk}/", {"answer": "passed_on"})
    gary.post(f"{ALARMS}{alarm.pk}/", {"answer": "explained"})

    assert SearchAlarm.objects.get().answer == "passed_on"


def test_the_auditor_reads_and_answers_nothing():
    searches(ellen(), "07700 900999")
    alarm = SearchAlarm.objects.get()
    thomas = at_desk(cast.auditor())

    page = thomas.get(ALARMS).content.decode()

    assert "Ellen Graham" in page
    assert "<button" not in page.partition("<main")[2]
    assert thomas.post(f"{ALARMS}{alarm.pk}/", {"answer": "explained"}).status_code == 403


def test_nobody_answers_or_sees_an_alarm_of_their_own():
    ruth = cast.professional_standards()
    searches(ruth, "Ruth Wannop")
    alarm = SearchAlarm.objects.get()

    assert "Ruth Wannop" not in at_desk(ruth).get(ALARMS).content.decode().partition("<main")[2]
    with pytest.raises(NotInScope):
        search_alarms.answer(ruth, alarm.pk, "explained")
    assert "Ruth Wannop" in at_desk(cast.professional_standards(2)).get(ALARMS).content.decode()


def test_another_force_and_other_roles_see_none():
    searches(ellen(), "07700 900999")
    alarm = SearchAlarm.objects.get()
    dev = at_desk(cast.dev("professional_standards"))

    assert "Ellen" not in dev.get(ALARMS).content.decode()
    assert dev.post(f"{ALARMS}{alarm.pk}/", {"answer": "explained"}).status_code == 404
    assert at_desk(cast.duty_inspector()).get(ALARMS).status_code == 403
