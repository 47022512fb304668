"""A day of the local focus team: the sergeant does every duty, the inspector returns it once and then closes it, and two
who work on one case at the same moment lose nothing they typed.
"""

from tests import cast
from tests.journeys.apart import victim_of
from tests.journeys.officer import Officer
from tests.journeys.stage import Stage
from tests.triage import chain
from triage.models import Case, Referral

WORDS = "We have spoken with the bus company. Its drivers are told, and your stop is looked at."


def with_the_team(number: str) -> Case:
    """An incident the control room has passed on, whose reporter may be called or written to and is not to be texted."""
    what = {"words": f"He muttered at me by bench {number}.", "kinds": ["comments"]}
    contact = victim_of(number)["contact"] | {
        "channels": ["call", "letter", "return_page"],
        "address": "4 Mill Lane, Carlisle, CA1 1AA",
        "bans": ["no_voicemail"],
    }
    return chain.incident_in("local_focus", **victim_of(number) | {"what": what, "contact": contact})


def looks_after(sarah: Officer) -> None:
    """The duties that ask for judgement, on the open case."""
    sarah.does("Review safeguarding", safeguarding="managed", safeguarding_words="She walks with a friend for now.")
    sarah.does("Check for patterns", pattern="none", pattern_words="The stop and the line, twelve months.")
    sarah.does(
        "Partners and community", partners_told="yes", leaders_told="no", partners_words="The bus company, no names."
    )
    sarah.does("Decide the non-crime threshold", threshold="none_held", threshold_words="Nobody is named.")


def test_the_sergeant_does_every_duty_and_the_inspector_returns_it_once(stage: Stage) -> None:
    case = with_the_team("641")
    sarah = stage.with_an_app(cast.local_focus_sergeant)
    sarah.finds_in_queue(case.reference)
    sarah.does("Take")
    sarah.cannot("Finalise")
    looks_after(sarah)

    sarah.begins("Record contact")
    sarah.sends("Record contact", contact_channel="text", contact_result="reached", contact_words="Wrote to her.")
    sarah.sees("did not choose to be reached in this way")
    sarah.sends("Record contact", contact_channel="call")
    sarah.sees("Record contact. Done.")

    sarah.does(
        "Refer to an organisation",
        organisation="Victim Support",
        basis="anonymised",
        told="Somebody is afraid at her stop and may call you.",
    )
    referral = Referral.objects.get(case=case)
    assert (referral.organisation.code, referral.basis) == ("victim-support", "anonymised")

    sarah.begins("Write a letter")
    sarah.sends(
        "Write a letter", letter_kind="progress", letter_way="letter", letter_language="en-gb", letter_words=WORDS
    )
    sarah.sees("Nothing has been sent or kept yet.")
    sarah.sees("Dear Amina Yusuf")
    sarah.page.get_by_role("button", name="It is in the post").click()
    sarah.sees("Write a letter. Done.")

    sarah.answers_the_action("Called, and talked for a while.")
    sarah.does("Finalise", reasons="The company has told its drivers; she is content.")

    helen = stage.officer(cast.local_focus_inspector)
    helen.finds_in_queue(case.reference)
    helen.sees(WORDS[:40])
    helen.does("Return with directions", directions="Ask the school by the stop as well.", direction_due="24")

    sarah.finds_in_queue(case.reference)
    sarah.sees("Ask the school by the stop as well.")
    sarah.cannot("Finalise")
    sarah.answers_the_action("The school has seen nothing.")
    sarah.does("Finalise", reasons="The school was asked too.")

    helen.finds_in_queue(case.reference)
    helen.does(
        "Record contact", contact_channel="call", contact_result="reached", contact_words="She knows whom to call."
    )
    helen.does("Approve and close", inspector_contact="made", reasons="All of it.")
    assert helen.stage() == "Closed"
    case.refresh_from_db()
    assert [move.act for move in case.moves.filter(act__in=("finalise", "return", "approve")).order_by("seq")] == [
        "finalise",
        "return",
        "finalise",
        "approve",
    ]


def test_two_of_the_team_work_on_one_case_and_nothing_typed_is_lost(stage: Stage) -> None:
    case = with_the_team("642")
    sarah, martin = stage.officer(cast.local_focus_sergeant), stage.officer(cast.local_focus_sergeant, 2)
    for one in (sarah, martin):
        one.finds_in_queue(case.reference)
    martin.begins("Review safeguarding")
    sarah.does("Take")
    sarah.does("Check for patterns", pattern="same_place", pattern_words="Two more at this stop since May.")

    theirs = "Her brother is at home at night; a camera is promised."
    martin.sends("Review safeguarding", safeguarding="managed", safeguarding_words=theirs)
    martin.sees("Somebody else has acted on this case")
    told = martin.page.locator("section", has_text="Somebody else has acted on this case").first.inner_text()
    assert "Take, Sarah Bowness" in told
    assert martin.page.locator("form.act [name=safeguarding]:checked").get_attribute("value") == "managed"
    assert martin.page.input_value("form.act [name=safeguarding_words]") == theirs

    martin.sends("Review safeguarding")

    martin.sees("Review safeguarding. Done.")
    martin.sees(theirs)
    assert {record.kind for record in case.records.all()} >= {"pattern_check", "safeguarding"}
