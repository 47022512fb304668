"""Two officers on one case at the same moment: one is first, the other is told and loses nothing typed."""

from tests import cast
from tests.journeys.investigation import DISPATCH, dispatches
from tests.journeys.stage import Stage
from tests.triage import chain
from triage.models import Case

OTHERWISE = "I would have waited for the van; two of them are known for knives."


def unheard_of(number: str) -> Case:
    """A crime that shares nothing with any other report."""
    contact = {**chain.ANSWERS["contact"], "phone": f"07700 900{number}"}
    what = {"words": f"They hit me near gate {number}.", "kinds": ["hit"]}
    return chain.report_received(contact=contact, what=what, where={"postcode": "CA1", "place_type": "street"})


def test_who_comes_second_sees_what_changed_and_keeps_what_they_typed(stage: Stage) -> None:
    case = unheard_of("401")
    ellen, neil = stage.officer(cast.control_room_sergeant, 1), stage.officer(cast.control_room_sergeant, 2)
    jack, alan = stage.at_the_door(cast.officer), stage.at_the_door(cast.supervising_sergeant)
    ellen.opens(case.reference)
    neil.opens(case.reference)

    dispatches(ellen, jack, alan)
    people = {"officer": jack.person.name, "supervising_sergeant": alan.person.name}
    neil.sends("Review and send an officer", **DISPATCH | people | {"assessment": OTHERWISE})

    neil.sees("Somebody else has acted on this case")
    neil.sees("Nothing you typed is lost.")
    told = neil.page.locator("section", has_text="Somebody else has acted on this case").first.inner_text()
    assert "Review and send an officer" in told
    assert "Ellen Graham" in told
    assert neil.page.input_value("form.act [name=assessment]") == OTHERWISE
    assert neil.page.locator("form.act [name=officer] option:checked").inner_text() == jack.person.name
    assert case.dispatches.count() == 1


def test_a_note_that_was_overtaken_is_kept_by_sending_it_again(stage: Stage) -> None:
    case = unheard_of("402")
    ellen, neil = stage.officer(cast.control_room_sergeant, 1), stage.officer(cast.control_room_sergeant, 2)
    ellen.opens(case.reference)
    neil.opens(case.reference)
    neil.begins("Add a note")

    ellen.does("Take")
    neil.sends("Add a note", note=OTHERWISE)
    neil.sees("Somebody else has acted on this case")
    neil.sends("Add a note")

    neil.sees("Add a note. Done.")
    neil.sees(OTHERWISE)
