"""A shift of each who investigates and reviews: officer, sergeant, specialist, inspector, lead, registrar; each does
their own work on the real pages, and what came before was done by the others beforehand.
"""

import datetime as dt
import re
from typing import Any

from hatereport import clock
from hatereport.working_time import LONDON
from incidents.return_codes import grouped
from partners.models import Person, RoleHeld
from tests import cast
from tests.files_of_the_cast import picture
from tests.journeys.apart import somebody_hit
from tests.journeys.investigation import proposes
from tests.journeys.officer import Officer
from tests.journeys.reporter import Receipt
from tests.journeys.stage import Stage
from tests.triage import chain
from tests.triage.chain import does
from triage.models import Case
from triage.receipt import receive

LATER = "My mother will say she was with me all the evening."


def in_review(committed: dt.date | None = None) -> Case:
    """A crime that waits for the inspector."""
    case = chain.crime_in("under_investigation", code="15", **somebody_hit())
    if committed:
        row = {"offence": "common_assault", "offence_row": str(case.offences.get().pk)}
        does(cast.officer(), "record_offence", case, **row, committed_on=committed.isoformat())
    chain.proposed(case, "15", interviewed="yes")
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")
    return case


# --- officer -----------------------------------------------------------------------------------------------------------


def test_the_officer_sees_the_victim_adds_a_file_records_a_step_and_proposes(stage: Stage, tmp_path: Any) -> None:
    case = chain.crime_in("dispatched", **somebody_hit())
    does(cast.supervising_sergeant(), "accept_supervision", case)
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist())
    photo = tmp_path / "IMG_0801.jpg"
    photo.write_bytes(picture())
    jack = stage.officer(cast.officer)

    jack.finds_in_queue(case.reference)
    jack.does("Record attendance", **chain.attendance())
    assert jack.stage() == "Under investigation"
    jack.sees("He pushed me and swore.")

    jack.begins("Add a file")
    jack.page.set_input_files("form.act input[type=file]", photo)
    jack.page.fill("form.act [name=shows]", "The bruise on her arm.")
    presses(jack, "Add the file")
    jack.sees("Files from officers")
    jack.sees("The bruise on her arm.")

    interview = {"step": "interviewed", "step_words": "This morning; she may know that he denies it."}
    jack.does("Record an arrest, interview or bail", **interview)
    jack.begins("Propose an outcome")
    row = case.offences.get().pk
    proposal = {f"outcome_{row}": "15", f"rationale_{row}": "His word against hers, and no film."}
    said = {"victims_view": "She wants it to stop.", "suspect_interviewed": "yes"}
    jack.sends("Propose an outcome", **said, **proposal)

    jack.sees("Propose an outcome. Done.")
    assert jack.stage() == "Outcome proposed"


# --- supervising sergeant ----------------------------------------------------------------------------------------------


def test_the_sergeant_is_called_accepts_plans_and_endorses(stage: Stage) -> None:
    in_their_posts_since_yesterday(cast.control_room_sergeant(), cast.officer(), cast.supervising_sergeant())
    with clock.at(clock.now() - dt.timedelta(hours=3)):
        case = chain.crime_in("dispatched", **somebody_hit())
    alan, jack = stage.officer(cast.supervising_sergeant), stage.officer(cast.officer)
    call = alan.page.locator("#alarm", has_text=case.reference)

    assert "Accept supervision: was due at" in call.inner_text()
    alan.finds_in_queue(case.reference)
    alan.does("Accept supervision")
    assert not call.count()
    alan.does(
        "Record supervision",
        plan="The film of the bakery first, before it is wiped.",
        plan_lines=["cctv", "witnesses"],
        review_hours="48",
    )
    plan = alan.page.locator("section", has=alan.page.get_by_role("heading", name="Investigation plan"))
    assert "CCTV and doorbells" in plan.first.inner_text()

    does(cast.officer(), "record_attendance", case, **chain.attendance())
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist())
    proposes(case.reference, jack, alan, "18", "Nobody could be identified; the film shows backs.")

    assert alan.stage() == "Final review"


def in_their_posts_since_yesterday(*people: Person) -> None:
    RoleHeld.objects.filter(person__in=people).update(valid_from=clock.now() - dt.timedelta(days=1))
    for who in people:
        who.forget_roles()


def test_a_colleague_covers_for_the_sergeant_until_he_is_back(stage: Stage) -> None:
    case = chain.crime_in("dispatched", **somebody_hit())
    lisas = cast.supervising_sergeant(2)
    alan, lisa = stage.officer(cast.supervising_sergeant), stage.officer(cast.supervising_sergeant, 2)
    lisa.opens(case.reference)
    lisa.cannot("Accept supervision")

    enters_an_absence(alan, lisas.name)
    lisa.page.goto("/desk/cover/")
    lisa.sees("You cover for")
    lisa.sees(alan.person.name)
    lisa.finds_in_queue(case.reference)
    lisa.does("Accept supervision")
    lisa.begins("Record supervision")

    presses(alan, "I am back")
    alan.sees("the cover has ended.")
    lisa.sends("Record supervision", plan="The film first.", plan_lines=["cctv"], review_hours="48")
    lisa.sees("This is for the sergeant who supervises the case.")
    assert not case.records.filter(kind="supervision").exists()
    alan.opens(case.reference)
    parts = alan.page.locator("section", has=alan.page.get_by_role("heading", name="Who has had a part in it"))
    assert lisas.name in parts.first.inner_text()


def presses(who: Officer, button: str) -> None:
    with who.page.expect_navigation():
        who.page.get_by_role("button", name=re.compile(rf"^{button}")).click()


def enters_an_absence(who: Officer, cover: str) -> None:
    """From now for a day."""
    now = clock.now().astimezone(LONDON)
    who.page.goto("/desk/cover/")
    form = who.page.locator("section", has=who.page.get_by_role("heading", name="Enter an absence"))
    form.locator("[name=person]").select_option(who.person.name)
    form.locator("[name=cover]").select_option(cover)
    form.locator("[name=starts_at]").fill(f"{now:%Y-%m-%dT%H:%M}")
    form.locator("[name=ends_at]").fill(f"{now + dt.timedelta(days=1):%Y-%m-%dT%H:%M}")
    form.get_by_role("button", name="Enter the absence").click()
    who.sees("The absence is entered.")


# --- specialist hate crime sergeant ------------------------------------------------------------------------------------


def test_the_specialist_corrects_the_strand_and_the_aggravated_form(stage: Stage) -> None:
    case = chain.crime_in("dispatched", **somebody_hit())
    rachel = stage.officer(cast.hate_crime_sergeant)
    corrected = {"strands_right": "no", "strands_settled": ["disability"], "strands_words": "They mocked her chair."}

    rachel.finds_in_queue(case.reference)
    rachel.begins("Specialist review")
    rachel.sends("Specialist review", **chain.specialist() | corrected)
    rachel.sees("No aggravated form is in force for this offence, strand and day.")
    assert rachel.page.input_value("form.act [name=strands_words]") == "They mocked her chair."

    rachel.sends("Specialist review", aggravated_considered="uplift")
    rachel.sees("Specialist review. Done.")

    case.refresh_from_db()
    assert case.strands == ["disability"]
    assert not case.offences.get().aggravated
    rachel.sees("They mocked her chair.")


# --- hate crime inspector ----------------------------------------------------------------------------------------------


def test_the_inspector_signs_in_with_a_code_and_goes_by_the_time_limits(stage: Stage) -> None:
    today = clock.today()
    distant = in_review(committed=today - dt.timedelta(days=20))
    near = in_review(committed=today - dt.timedelta(days=170))
    margaret = stage.with_an_app(cast.hate_crime_inspector)

    margaret.goes_to("Final reviews")
    listed = margaret.page.locator("main tbody a.code").all_inner_texts()
    assert listed.index(near.reference) < listed.index(distant.reference)
    line = margaret.page.locator("tbody tr", has_text=near.reference)
    assert "Near" in line.inner_text()

    line.get_by_role("link", name=near.reference).click()
    margaret.sees("Do you know anyone in this case, or have you an interest in it?")
    assert "They hit me" not in margaret.page.content()
    presses(margaret, "No, open it")
    margaret.sees("They hit me by bench")
    margaret.begins("Uphold: no further action")
    margaret.sends("Uphold: no further action", **chain.final_review() | {"conflict": "yes"})
    margaret.sees("Then it is not yours to decide.")
    margaret.sends("Uphold: no further action", conflict="no")
    margaret.sees("Uphold: no further action. Done.")
    assert margaret.stage() == "Victim to be told"

    margaret.opens(distant.reference)
    margaret.does("Return for investigation", directions="Ask the bakery for its film.", direction_due="48")
    assert margaret.stage() == "Under investigation"
    margaret.page.goto("/desk/final-reviews/")
    assert not {near.reference, distant.reference} & set(margaret.page.locator("main a.code").all_inner_texts())


def test_two_inspectors_on_one_review_and_the_second_keeps_her_words(stage: Stage) -> None:
    case = in_review()
    margaret, ian = stage.officer(cast.hate_crime_inspector), stage.officer(cast.hate_crime_inspector, 2)
    for inspector in (margaret, ian):
        inspector.opens(case.reference)
    ian.begins("Uphold: no further action")

    margaret.does("Return for investigation", directions="Hear the mother.", direction_due="48")
    ian.sends("Uphold: no further action", **chain.final_review() | {"review_evidence": LATER})

    ian.sees("Nothing you typed is lost.")
    assert ian.page.input_value("form.act [name=review_evidence]") == LATER
    told = ian.page.locator(".govuk-error-summary").all_inner_texts()
    assert any("Return for investigation" in one and margaret.person.name in one for one in told)
    case.refresh_from_db()
    assert case.state == "under_investigation"
    assert not case.moves.filter(act="uphold_nfa").exists()


# --- the victim's right to review, and the lead ------------------------------------------------------------------------


def test_the_victim_asks_behind_her_code_and_the_lead_decides(stage: Stage) -> None:
    sent = chain.send_answers({**chain.ANSWERS, **somebody_hit()}, "en-gb")
    receipt = Receipt(sent.reference, grouped(sent.return_code))
    case = chain.brought_to("closed", receive(sent.report_id), code="15")
    amina, catherine = stage.reporter(), stage.officer(cast.hate_crime_lead)

    amina.comes_back(receipt)
    amina.is_told("Ask us to look at the decision again")
    amina.page.get_by_role("button", name="Ask for a review", exact=True).click()
    amina.is_told("You asked for a review of the decision.")

    catherine.finds_in_queue(case.reference)
    assert catherine.stage() == "Victim's right to review"
    catherine.does("Decide the review", review_decision="overturned", reasons="Nobody heard the neighbour.")

    assert catherine.stage() == "Under investigation"
    amina.is_told("The review has been decided.")


# --- registrar ---------------------------------------------------------------------------------------------------------


def test_the_registrar_cancels_the_record_and_the_incident_stays(stage: Stage) -> None:
    case = chain.crime_in("under_investigation", crime_reference="CRI-0809", **somebody_hit())
    brian, sarah = stage.officer(cast.force_crime_registrar), stage.officer(cast.local_focus_sergeant)

    brian.opens(case.reference)
    brian.does("Cancel the crime record", reasons="It was he who was hit; the other report is the crime.")
    assert brian.stage() == "Record cancelled"

    incident = case.led_to.get()
    brian.sees("Went on as")
    brian.sees(incident.reference)
    sarah.finds_in_queue(incident.reference)
    assert sarah.stage() == "Local focus sergeant"
