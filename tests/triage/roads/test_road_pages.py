"""The pages of the special roads: professional standards' queue, the panel on the case, the list of a team beside."""

import pytest

from partners.models import Person
from tests import cast
from tests.triage.chain import crime_in, does, report_received
from tests.triage.desk_browser import MOST, at_desk, at_most
from tests.triage.flooding import pour, said
from tests.triage.roads.on_the_road import ANSWERS, on_road, owned

pytestmark = pytest.mark.django_db


def shown(who: Person, reference: str) -> str:
    return at_desk(who).get(f"/desk/cases/{reference}/").content.decode()


def test_professional_standards_see_their_queue_and_whom_to_name():
    case = on_road("police_suspect")
    report_received()
    browser = at_desk(cast.professional_standards())

    with at_most(MOST):
        page = browser.get("/desk/standards/")

    assert [row["line"].case.pk for row in page.context["rows"]] == [case.pk]
    assert "Name who investigates" in page.content.decode()


def test_who_investigates_stands_in_the_queue_of_professional_standards():
    case, officer = on_road("police_suspect"), cast.officer()
    does(cast.professional_standards(), "name_investigator", case, investigator=str(officer.pk), reasons="Elsewhere.")

    page = at_desk(cast.professional_standards()).get("/desk/standards/")

    assert officer.name in page.content.decode()


def test_professional_standards_of_another_force_see_none_of_it():
    on_road("police_suspect")

    page = at_desk(cast.dev("professional_standards")).get("/desk/standards/")

    assert page.context["rows"] == []


@pytest.mark.parametrize("flag", [flag for flag in ANSWERS if flag != "police_suspect"])
def test_the_page_of_an_act_asks_its_questions_on_a_case_with_a_road(flag: str):
    case = on_road(flag)

    page = at_desk(cast.control_room_sergeant()).get(f"/desk/cases/{case.reference}/note/").content.decode()

    assert 'name="note"' in page
    assert "For the professional standards" not in page


def test_a_restricted_case_is_in_no_queue_search_or_flood_of_anybody_else():
    case = on_road("police_suspect")

    for role in cast.CHAIN:
        if role in ("professional_standards", "auditor", "force_administrator"):
            continue
        browser = at_desk(cast.person(role))
        assert case.reference not in browser.get("/desk/").content.decode(), role
        assert browser.get(f"/desk/cases/{case.reference}/").status_code == 404, role
    flood = at_desk(cast.control_room_operator()).get("/desk/flood/")
    assert (flood.context["total"], flood.context["urgent"]) == (0, [])


def test_the_case_shows_who_owns_the_domestic_side_and_what_is_blocked():
    case = crime_in("under_investigation", **ANSWERS["domestic"])
    before = shown(cast.officer(), case.reference)
    owner = owned(case)
    does(owner, "lift_block", case, block="letters", reasons="Safe at work.")

    after = shown(owner, case.reference)

    assert "Nobody has taken it in hand yet." in before
    assert f"{owner.name}, " in after
    assert "Lifted: letters." in after
    assert "Set a block again" in after


def test_the_owner_finds_the_case_beside_the_chain_after_answering():
    case = crime_in("under_investigation", **ANSWERS["domestic"])
    owner = owned(case)

    page = at_desk(owner).get("/desk/?tab=beside")

    assert [line.case.pk for line in page.context["lines"]] == [case.pk]
    assert "Beside the chain" not in at_desk(cast.officer()).get("/desk/").content.decode()


@pytest.mark.parametrize("flag", ["under_18", "sexual", "railway", "terrorism"])
def test_each_road_has_its_place_on_the_case(flag):
    case = on_road(flag)

    with_panel = shown(cast.control_room_sergeant(), case.reference)

    assert 'id="roads"' in with_panel
    assert "Nobody has taken it in hand yet." in with_panel


def test_a_case_on_no_road_offers_none_of_their_acts():
    page = shown(cast.control_room_sergeant(), report_received().reference)

    assert 'id="roads"' not in page
    assert "Lift a block</a>" not in page


def test_what_the_form_noticed_is_a_hint_on_the_case():
    (quick,), slow = pour([said("They would not serve me.")], signals=("too_fast",)), report_received()
    sergeant = cast.control_room_sergeant()

    assert "sent faster than most people read" in shown(sergeant, quick.reference)
    assert "The form noticed" not in shown(sergeant, slow.reference)


def test_the_railway_s_own_police_acknowledge_by_name_and_number_on_the_page():
    case, browser = on_road("railway"), at_desk(cast.control_room_sergeant())
    offered = {"to_force": "btp", "known": "On the 9:40 to Lancaster.", "transfer_danger": "No."}
    does(cast.duty_inspector(), "offer_transfer", case, **offered)
    answered = {"acknowledged_by": "PS Shaw", "acknowledged_number": "BTP-77", "version": case.version, "key": "taken"}

    browser.post(f"/desk/cases/{case.reference}/accept_transfer/", answered)

    case.refresh_from_db()
    transfer = case.transfers.get()
    assert (case.state, transfer.state) == ("transferred", "accepted")
    assert (transfer.words or {})["acknowledged_number"] == "BTP-77"
    assert transfer.decided_at is not None
