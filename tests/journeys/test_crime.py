"""A hate crime from the public form to its end: no further action, or court."""

from typing import Any

from tests import cast
from tests.journeys.investigation import dispatches, investigates, proposes
from tests.journeys.stage import Stage
from tests.triage import chain


def pushed(phone: str) -> dict[int, dict[str, Any]]:
    """What Amina answers; each story has a number of its own, for the same one twice is a pattern to be answered."""
    return {
        1: {"danger": "no"},
        2: {"filer": "victim", "under_18": "no"},
        3: {"words": f"They pushed me against the wall and swore. My number ends in {phone[-3:]}.", "kinds": ["hit"]},
        4: {"repeat": "never"},
        5: {"place_type": "street", "postcode": "CA1"},
        6: {"strands": ["race"], "details_race": ["asian"]},
        7: {"contact": "yes", "name": "Amina Yusuf", "channels": ["call", "return_page"], "phone": phone,
            "bans": ["no_voicemail"]},
    }  # fmt: skip


def test_the_inspector_returns_a_crime_once_and_then_upholds_its_end(stage: Stage) -> None:
    amina = stage.reporter()
    receipt = amina.reports(pushed("07700 900301"))
    amina.comes_back(receipt)
    amina.is_told("It may be a crime, so it is marked as a priority.")
    ellen, jack = stage.officer(cast.control_room_sergeant), stage.officer(cast.officer)
    alan, rachel = stage.officer(cast.supervising_sergeant), stage.officer(cast.hate_crime_sergeant)
    margaret = stage.officer(cast.hate_crime_inspector)

    crime = ellen.opens(receipt.reference)
    ellen.sees("Leave no voicemail.")
    dispatches(ellen, jack, alan)
    investigates(crime, jack, alan, rachel)
    amina.is_told("An officer has taken the first account.", "A specialist hate crime sergeant has reviewed")
    proposes(crime, jack, alan, "18", "Nobody could be identified.")
    amina.is_told("A specialist inspector now checks whether there is any way to take it to court.")

    jack.opens(crime)
    assert jack.stage() == "Final review"
    margaret.finds_in_queue(crime)
    margaret.does("Return for investigation", directions="Ask the bakery for its film.", direction_due="48")
    amina.is_told("A senior officer asked for more investigation.")

    jack.finds_in_queue(crime)
    jack.sees("Ask the bakery for its film.")
    jack.cannot("Propose an outcome")
    jack.answers_the_action("The bakery keeps its film for a day only.")
    proposes(crime, jack, alan, "18", "Nobody could be identified; the film is gone.")

    margaret.finds_in_queue(crime)
    margaret.does("Uphold: no further action", **chain.final_review())
    amina.is_told("A decision has been made.")

    jack.finds_in_queue(crime)
    jack.tells_on_their_page(**chain.telling())
    assert jack.stage() == "Closed"
    amina.comes_back(receipt)
    amina.is_told(
        "The investigation has ended, and the reasons have been given.",
        "You may be able to ask for a review within three months.",
        "A sergeant agreed with the proposed end.",
        chain.telling()["reasons"],
    )


def test_the_inspector_finds_a_way_to_court(stage: Stage) -> None:
    amina = stage.reporter()
    receipt = amina.reports(pushed("07700 900302"))
    ellen, jack = stage.officer(cast.control_room_sergeant), stage.officer(cast.officer)
    alan, rachel = stage.officer(cast.supervising_sergeant), stage.officer(cast.hate_crime_sergeant)
    margaret = stage.officer(cast.hate_crime_inspector)
    crime = ellen.opens(receipt.reference)
    dispatches(ellen, jack, alan)
    investigates(crime, jack, alan, rachel)
    proposes(crime, jack, alan, "16", "She does not want to go to court.")

    margaret.finds_in_queue(crime)
    margaret.does("Progress to court", reasons="The film and two strangers prove it without her.")
    amina.comes_back(receipt)
    amina.is_told("The police sent the file to the Crown Prosecution Service.")

    jack.finds_in_queue(crime)
    jack.asks_for_a_signature("Record the CPS's decision", cps_decision="charge", reasons="Charge of common assault.")
    alan.signs(crime)
    amina.is_told("Someone has been charged. The case goes to court.")

    jack.finds_in_queue(crime)
    assert jack.stage() == "At court"
    jack.does("Record the result", result="convicted", uplift_stated="yes", reasons="Guilty; the sentence was raised.")
    amina.is_told("The court has decided.")

    jack.finds_in_queue(crime)
    jack.tells_on_their_page(**chain.telling() | {"reasons": "He was convicted, and punished more for the hatred."})
    assert jack.stage() == "Closed"
    amina.comes_back(receipt)
    amina.is_told("The investigation has ended", "He was convicted, and punished more for the hatred.")
