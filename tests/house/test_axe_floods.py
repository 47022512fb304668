"""The flood view, second looks and the special roads with axe, on a phone and on a screen; pages from the running house."""

from typing import Any
from unittest.mock import patch

from tests import cast
from tests.house.cases_to_look_at import no_crime, unheard_of
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address
from tests.triage.flooding import pour, real, said
from triage.floods import asking, reading
from triage.reviewing import lots

TEXT = "The manager of the Kings Arms refuses foreigners and says so loudly to everybody at the bar every evening."


def test_the_flood_view_has_no_barrier_empty_full_proposed_or_done(looks: Any) -> None:
    joan, becky = cast.control_room_operator(), cast.control_room_operator(2)
    looks(cast.person("control_room_operator", 1, force="kent")).opens("/desk/flood/")
    pour(said(f"{TEXT} Number {number}.", blames="John Brown" + "n" * 60) for number in range(30))
    real(TEXT, danger={"danger": "yes"})
    real(TEXT, who={"filer": "victim", "under_18": "no"})
    group = next(one for one in asking.groups_of(joan, reading.unassessed(joan, 1)) if one.alike)
    lead = f"/desk/flood/{group.lead.case.pk}/"

    desk = looks(joan)
    desk.opens("/desk/flood/", "/desk/flood/?days=7", lead)
    desk.presses("No, show them")
    desk.looks("Propose that these")
    desk.presses("Propose")
    desk.looks("Choose what it is")
    desk.page.get_by_label("Spam or advertising").check()
    desk.presses("Propose")
    desk.looks("waits for a second person")
    clearing = desk.page.url.removeprefix(desk.site)
    second = looks(becky)
    second.opens("/desk/flood/", clearing)
    second.presses("No, show them")
    second.looks("Are these no reports?")
    second.presses("Confirm")
    second.looks("Confirmed by")


def test_second_looks_have_no_barrier_empty_or_full(looks: Any) -> None:
    neil = cast.control_room_sergeant(2)
    looks(cast.person("control_room_sergeant", 1, force="kent")).opens("/desk/second-looks/")
    for _ in range(2):
        case = chain.report_received(**no_crime())
        with patch.object(lots, "_falls", return_value=True):
            does(cast.control_room_operator(), "mark_not_a_report", case, not_report_reason="test")

    desk = looks(neil)
    desk.opens("/desk/second-looks/")
    desk.presses("No, show it")
    desk.page.get_by_label("It was a report").first.check()
    desk.presses("Answer what I have chosen")
    desk.looks("This could not be done")


def test_special_roads_have_no_barrier(looks: Any) -> None:
    ruth = cast.professional_standards()
    looks(cast.person("professional_standards", 1, force="kent")).opens("/desk/standards/")
    police = {"who_did": ["police"], "kinds": ["hit"], "words": "He is an officer and hit me at the gate of the park."}
    restricted = chain.report_received(**unheard_of(what=police))
    family = {
        "who_did": ["family"],
        "kinds": ["hit", "sexual", "terrorism"],
        "words": "My uncle did, by the garage door.",
    }
    roads = chain.report_received(**unheard_of(what=family, who={"filer": "victim", "under_18": "yes"}))

    looks(ruth).opens("/desk/standards/", address(restricted), address(restricted, "name_investigator"))
    desk = looks(cast.duty_inspector())
    desk.opens(address(roads), address(roads, "decide_child_safeguarding"), address(roads, "own_domestic"))
    desk.opens(address(roads, "take_over_account"), address(roads, "inspector_told"))
