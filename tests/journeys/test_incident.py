"""A hate incident from the public form to its end: closed by the inspector, or found to be a crime."""

from typing import Any

from tests import cast
from tests.journeys.investigation import dispatches, investigates, proposes
from tests.journeys.officer import Officer
from tests.journeys.stage import Stage
from tests.triage import chain

#: The least an anonymous witness says.
TOM_SAW_IT: dict[int, dict[str, Any]] = {
    1: {"danger": "no"},
    2: {"filer": "witness"},
    3: {"words": "The driver would not let a man in a turban on the bus.", "kinds": ["refused"]},
    5: {"place_type": "bus_taxi", "postcode": "CA1"},
    6: {"strands": ["religion"]},
    7: {"contact": "anonymous"},
}
ASSESSMENT: dict[str, Any] = {
    "risk_level": "low",
    "assessment": "One event, no threat, nobody known.",
    "hate_related": "yes",
    "strands": ["religion"],
    "action": "Ask for the film.",
    "action_due": "24",
    "support": "not_reached",
    "bans_seen": "yes",
}


def does_the_duties(sergeant: Officer, incident: str) -> None:
    """Everything the local focus sergeant answers before an incident can be finalised."""
    sergeant.finds_in_queue(incident)
    sergeant.does("Take")
    sergeant.does("Review safeguarding", safeguarding="none_found", safeguarding_words="Nobody is known or named.")
    sergeant.does("Check for patterns", pattern="none", pattern_words="This line and driver, twelve months.")
    sergeant.does(
        "Record contact",
        contact_channel="return_page",
        contact_result="not_appropriate",
        contact_words="Reported without a name.",
    )
    sergeant.does(
        "Partners and community",
        partners_told="yes",
        leaders_told="no",
        partners_words="The bus company and the county's hate crime officer.",
    )
    sergeant.does("Decide the non-crime threshold", threshold="none_held", threshold_words="The driver is not named.")
    sergeant.cannot("Finalise")
    sergeant.answers_the_action("Film asked for and kept.")


def test_an_anonymous_witness_without_a_script_is_told_that_it_is_closed(stage: Stage) -> None:
    tom = stage.reporter(java_script_enabled=False)
    receipt = tom.reports(TOM_SAW_IT)
    tom.comes_back(receipt)
    tom.is_told("We have your report.", "A control room sergeant reads it and decides what happens next.")

    ellen = stage.officer(cast.control_room_sergeant)
    incident = ellen.opens(receipt.reference)
    ellen.sees("The driver would not let a man in a turban on the bus.")
    ellen.sees("Answer only on the return page")
    ellen.does("Assess as a hate incident", **ASSESSMENT)
    tom.is_told("A sergeant has read your report and passed it to the local team.")

    sarah = stage.officer(cast.local_focus_sergeant)
    does_the_duties(sarah, incident)
    sarah.does("Finalise", reasons="The company has spoken with the driver and trains its staff.")
    tom.is_told("The local team has finished its work.")

    helen = stage.officer(cast.local_focus_inspector)
    helen.finds_in_queue(incident)
    helen.does(
        "Approve and close",
        inspector_contact="not_appropriate",
        why_no_contact="He asked for answers on the return page only, and the sergeant wrote there.",
        reasons="All was done, the film was kept.",
    )

    assert helen.stage() == "Closed"
    tom.comes_back(receipt)
    tom.is_told("An inspector has checked the work and closed your report.", "If something new happens, tell us.")


def test_an_incident_that_turns_out_to_be_a_crime_is_taken_to_its_end(stage: Stage) -> None:
    amina = stage.reporter()
    receipt = amina.reports(
        {
            1: {"danger": "no"},
            2: {"filer": "victim"},
            3: {"words": "The man at the till stares and says things under his breath.", "kinds": ["comments"]},
            5: {"place_type": "shop_pub", "postcode": "CA1"},
            6: {"strands": ["race"]},
            7: {"contact": "yes", "name": "Amina", "channels": ["call", "return_page"], "phone": "07700 900211"},
        }
    )
    jack, alan = stage.officer(cast.officer), stage.officer(cast.supervising_sergeant)
    ellen = stage.officer(cast.control_room_sergeant)
    incident = ellen.opens(receipt.reference)
    ellen.does("Assess as a hate incident", **ASSESSMENT | {"strands": ["race"], "support": "accepted"})

    sarah = stage.officer(cast.local_focus_sergeant)
    sarah.finds_in_queue(incident)
    sarah.does(
        "It is a crime: escalate", offence="harassment_alarm_distress", reasons="She told me of the words he used."
    )

    crime = ellen.opens(receipt.reference)
    assert crime != incident
    assert crime.startswith("HC-")
    assert ellen.stage() == "Control room"
    amina.comes_back(receipt)
    amina.is_told("Your report is now treated as a crime.")

    dispatches(ellen, jack, alan)
    amina.is_told("An officer has been asked to act on your report. A sergeant is in charge of them.")
    investigates(crime, jack, alan, stage.officer(cast.hate_crime_sergeant))
    jack.opens(crime)
    jack.answers_the_action("The shop has the film of him at the till.")  # set for the incident, asked again here
    proposes(crime, jack, alan, "3", "He admits it and agrees to a conditional caution.")

    jack.finds_in_queue(crime)
    assert jack.stage() == "Victim to be told"
    jack.tells_on_their_page(**chain.telling())
    assert jack.stage() == "Closed"
    amina.is_told("The investigation has ended, and the reasons have been given.", chain.telling()["reasons"])
