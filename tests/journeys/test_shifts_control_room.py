"""A night in the control room: the operator takes calls and sends somebody, the sergeant reads and decides, the duty
inspector signs. Each does their own work on the real pages; what came before was done by the others beforehand.
"""

import re
import uuid
from typing import Any

from partners.models import Team
from tests import cast
from tests.journeys import tally
from tests.journeys.apart import victim_of
from tests.journeys.investigation import DISPATCH
from tests.journeys.officer import Officer
from tests.journeys.questions import answer
from tests.journeys.reporter import Receipt
from tests.journeys.stage import Stage
from tests.journeys.test_incident import ASSESSMENT
from tests.triage import chain
from triage.handling import shift_summaries
from triage.models import Case, Dispatch

#: Read out to somebody on the line; the questions are those of the form on the web.
A_CALL: dict[str, Any] = {
    "danger": "no",
    "filer": "victim",
    "words": "Two lads shouted at me from a car and threw a can.",
    "kinds": ["comments"],
    "place_type": "street",
    "postcode": "CA1",
    "strands": ["disability"],
    "contact": "yes",
    "name": "Meg Ostle",
    "channels": ["call"],
    "phone": "07700 900601",
}


def an_incident(number: str) -> Case:
    """Words, and nobody hurt."""
    what = {"words": f"He muttered at me by bench {number}.", "kinds": ["comments"]}
    return chain.report_received(**victim_of(number) | {"what": what})


def sends_by_the_alarm(whom: Officer, case: Case, log_number: str) -> None:
    """One field on whatever page is open, without opening anything."""
    line = whom.page.locator("#alarm .alarm__line", has=whom.page.locator(f"#log-{case.report_id}"))
    line.get_by_text("Danger since").wait_for()
    line.get_by_label("Log number").fill(log_number)
    line.get_by_role("button", name="Send someone now").click()
    whom.sees("somebody is sent.")


def listed(whom: Officer) -> list[str]:
    """References on the list that is open, from the top."""
    return [str(text) for text in whom.page.locator("main tbody a.code").all_inner_texts()]


def test_the_operator_takes_a_call_sends_somebody_at_once_and_hands_over(stage: Stage) -> None:
    joan = stage.officer(cast.control_room_operator)
    waiting = joan.waits()
    in_danger = chain.report_received(**victim_of("602") | {"danger": {"danger": "yes"}})

    sends_by_the_alarm(joan, in_danger, "CC-2026-1121-0602")
    assert Dispatch.objects.get(case=in_danger).log_number == "CC-2026-1121-0602"

    joan.goes_to("New")
    answer(joan.page.locator("form.entry"), A_CALL)
    joan.page.get_by_role("button", name="Take the report").click()
    joan.sees("The report is taken")
    reference = joan.page.locator("main .code--large").first.inner_text()
    joan.page.get_by_role("button", name="Show the code once").click()
    code = joan.page.inner_text("#code")
    joan.page.emulate_media(media="print")
    on_paper = [line for line in joan.page.inner_text("body").split("\n") if line.strip()]
    assert on_paper == ["Report and support", code, "Keep it where only you can find it."], "nothing about us"
    joan.page.emulate_media(media="screen")
    joan.page.goto(joan.page.url)
    joan.sees("The code was shown")
    assert code not in joan.page.content()

    joan.page.locator("main a", has_text="Open the case").click()
    joan.page.wait_for_url("**/desk/cases/**")
    joan.knows_nobody()
    joan.sees("Two lads shouted at me from a car and threw a can.")
    assert joan.waits() == waiting + 2
    joan.does("Add a note", note="She is at home until nine, then at work.")

    joan.goes_to("Flood")
    joan.sees("for a first look")
    joan.goes_to("Shift")
    joan.sees("log CC-2026-1121-0602")
    joan.page.fill("textarea[name=words]", "Two cars are at the match until two.")
    joan.page.get_by_role("button", name="Hand over the shift").click()
    joan.sees("Handed over.")

    meg = stage.reporter()
    meg.comes_back(Receipt(reference, code))
    meg.is_told("We have your report.")


def test_the_sergeant_takes_over_the_shift_decides_and_leaves_nothing_unseen(stage: Stage) -> None:
    team = Team.objects.get(force="cumbria", kind="control_room")
    shift_summaries.hand_over(cast.control_room_operator(2), team, uuid.uuid4(), "The man with the dog may come back.")
    crime = chain.report_received(**victim_of("611"))
    incident, opened, unopened = (an_incident(number) for number in ("612", "613", "614"))
    jack, alan = stage.at_the_door(cast.officer), stage.at_the_door(cast.supervising_sergeant)
    ellen = stage.with_an_app(cast.control_room_sergeant)

    ellen.page.locator("section.waits li", has_text="Becky Moss").get_by_role("link").click()
    ellen.sees("The man with the dog may come back.")
    ellen.page.get_by_role("button", name="Take over", exact=True).click()
    ellen.sees("You have taken over from Becky Moss.")

    ellen.goes_to("Queue")
    behind = listed(ellen)[listed(ellen).index(crime.reference) + 1]
    tally.begins(ellen)
    ellen.page.get_by_role("link", name=crime.reference, exact=True).click()
    ellen.knows_nobody()
    sent_to = {"officer": jack.person.name, "supervising_sergeant": alan.person.name}
    ellen.sends_and_goes_on(**DISPATCH | sent_to)
    ellen.page.locator("h1", has_text=behind).wait_for()
    routine = tally.so_far(ellen)
    assert routine.sentences == 1, "one typed sentence for an obvious case"
    assert routine.pages <= 3, "the question before it is opened, the case, and the next one"
    assert routine.presses <= 3, routine
    assert routine.answers <= 8, routine

    ellen.finds_in_queue(incident.reference)
    ellen.does("Assess as a hate incident", **ASSESSMENT | {"strands": ["race"], "support": "accepted"})
    ellen.opens(opened.reference)

    ellen.goes_to("Find")
    ellen.page.locator("summary", has_text=re.compile("^Stage$")).click()
    ellen.page.check("[name=stage][value=control_room]")
    ellen.page.get_by_role("button", name="Show cases").click()
    ellen.page.fill("#name", "Not read yet")
    ellen.page.get_by_role("button", name="Save", exact=True).click()
    ellen.sees("Saved.")
    kept = ellen.page.locator(".find__saved li", has_text="Not read yet")
    assert int(kept.locator(".find__count").inner_text().split()[0]) == len(listed(ellen))
    kept.get_by_role("link").click()

    for one in (opened, unopened):
        ellen.page.get_by_label(f"Choose {one.reference}").check()
    ellen.page.get_by_role("button", name="Assign").click()
    ellen.page.get_by_label("To whom?").select_option(ellen.person.name)
    ellen.page.locator("form.act").get_by_role("button", name="Assign").click()
    ellen.page.get_by_role("heading", name="1 done, 1 not").wait_for()
    ellen.sees("Nobody of your team has opened it yet. Read it first.")
    opened.refresh_from_db()
    unopened.refresh_from_db()
    assert (opened.holder, unopened.holder) == (ellen.person, None)

    ellen.goes_to("Shift")
    ellen.page.fill("textarea[name=words]", "One stands ticked and unread.")
    ellen.page.get_by_role("button", name="Hand over the shift").click()
    ellen.sees("Handed over.")
    ellen.sees("One stands ticked and unread.")


def test_the_duty_inspector_sees_who_is_on_signs_and_hears_the_alarm(stage: Stage, time_passes: Any) -> None:
    case = chain.report_received(**victim_of("621"))
    jack, alan = stage.at_the_door(cast.officer), stage.at_the_door(cast.supervising_sergeant)
    neil, fiona = stage.officer(cast.control_room_sergeant, 2), stage.with_an_app(cast.duty_inspector)
    to_sign = fiona.waits("desk_countersign")
    neil.opens(case.reference)
    answers = {name: given for name, given in DISPATCH.items() if name != "log_number"}
    people = {"officer": jack.person.name, "supervising_sergeant": alan.person.name}
    neil.asks_for_a_signature(
        "Allocate without a visit",
        **answers | people | {"allocation_reason": "victims_wish", "victims_view": "She wants nobody at her door."},
    )

    fiona.goes_to("On duty")
    assert fiona.waits("desk_countersign") == to_sign + 1
    fiona.sees("Control room")
    fiona.sees("Alarms sound for everybody in the role, whoever is on a turn.")
    fiona.signs(case.reference)
    case.refresh_from_db()
    assert case.state == "under_investigation"

    in_danger = chain.report_received(**victim_of("622") | {"danger": {"danger": "yes"}})
    time_passes(in_danger.report.reference, 121)  # the control room has not touched it for two minutes
    fiona.hears_the_alarm()
    sends_by_the_alarm(fiona, in_danger, "CC-2026-1121-0622")
    assert Dispatch.objects.get(case=in_danger).sent_by == fiona.person


def test_two_sergeants_read_one_case_and_the_second_is_told(stage: Stage) -> None:
    case = an_incident("631")
    ellen, neil = stage.officer(cast.control_room_sergeant), stage.officer(cast.control_room_sergeant, 2)
    for sergeant in (ellen, neil):
        sergeant.opens(case.reference)
    neil.begins("Assess as a hate incident")
    ellen.does("Assess as a hate incident", **ASSESSMENT | {"strands": ["race"], "support": "accepted"})

    neil.sends("Assess as a hate incident", **ASSESSMENT | {"assessment": "I know this family.", "support": "accepted"})

    neil.sees("Somebody else has acted on this case")
    assert neil.page.input_value("form.act [name=assessment]") == "I know this family."
    assert case.moves.filter(act="assess_as_incident").count() == 1
