"""A shift of each who works beside the chain: professional standards, the auditor, the force's administrator, the owner
of the domestic abuse side, a partner and a reporting centre. What others did beforehand is done by the chain's helpers.
"""

import re
import time
from email import message_from_string
from pathlib import Path
from typing import Any

from partners import own_keys
from partners.models import Organisation, Person, RoleHeld, Team
from tests import cast
from tests.journeys.apart import somebody_hit
from tests.journeys.officer import PATIENCE, Officer
from tests.journeys.stage import Stage
from tests.partners.signing_in import code_now
from tests.running_house import House
from tests.triage import chain
from tests.triage.chain import does
from triage.models import Case

PEOPLE = "/desk/force/cumbria/people/"
NORAS = "nora.blamire@cumbria.example"
CHOSEN = "four odd words of hers"


def lands(who: Officer, heading: str) -> None:
    """By their name and password, on the page where their role works."""
    who.page.goto("/accounts/login/")
    who.page.fill("input[name=login]", who.person.email)
    who.page.fill("input[name=password]", cast.PASSWORD)
    presses(who, "Sign in")
    who.page.get_by_role("heading", level=1, name=heading).wait_for()


def presses(who: Officer, button: str) -> None:
    with who.page.expect_navigation():
        who.page.get_by_role("button", name=button, exact=True).click()


# --- professional standards --------------------------------------------------------------------------------------------


def test_professional_standards_have_what_nobody_else_sees_and_hear_of_a_search_for_oneself(stage: Stage) -> None:
    blamed = somebody_hit()
    case = chain.report_received(**blamed | {"what": blamed["what"] | {"who_did": ["police"]}})
    own_keys.keep(cast.control_room_operator(2), {"phone": "07700 900822"})
    cast.professional_standards(2)
    becky, ruth = stage.officer(cast.control_room_operator, 2), stage.officer(cast.professional_standards)

    finds_nothing(becky, case.report.reference)
    finds_nothing(becky, "07700 900822")

    ruth.page.goto("/desk/standards/")
    line = ruth.page.locator("tbody tr", has_text=case.reference)
    line.get_by_role("link", name="Name who investigates").click()
    ruth.knows_nobody()
    ruth.page.locator("form.act [name=investigator]").select_option(cast.professional_standards(2).name)
    ruth.sends("Name who investigates", reasons="He has never served with him.")
    ruth.sees("Name who investigates. Done.")
    ruth.page.goto("/desk/standards/")
    assert cast.professional_standards(2).name in line.inner_text()

    ruth.page.goto("/desk/")
    ruth.page.get_by_role("link", name="Answer", exact=True).click()
    search = ruth.page.locator("main li", has_text=becky.person.name)
    assert "Their own telephone number" in search.inner_text()
    assert "900822" not in ruth.page.content()
    search.get_by_role("button", name="Passed on").click()
    ruth.sees("Passed on by Ruth Wannop")


def finds_nothing(who: Officer, typed: str) -> None:
    who.page.goto("/desk/")
    who.page.fill("input[name=reference]", typed)
    presses(who, "Find")
    who.sees("is open to you. Check it and try again.")


# --- auditor -----------------------------------------------------------------------------------------------------------


def test_the_auditor_narrows_the_log_follows_a_person_and_proves_it(stage: Stage) -> None:
    case = chain.crime_in("dispatched", **somebody_hit())
    thomas = stage.at_the_door(cast.auditor)
    page = thomas.page

    lands(thomas, "Who did what")
    page.get_by_text("Narrow the log").click()
    page.fill("input[name=record]", case.reference)
    page.select_option("select[name=action]", "alteration")
    presses(thomas, "Show")
    assert f"record={case.reference}" in page.url
    lines = page.locator("table.log tbody tr")
    assert lines.filter(has_text="Ellen Graham").count()
    assert lines.count() == lines.filter(has_text=case.reference).count() > 0

    with page.expect_download() as taken:
        page.get_by_role("button", name="Take these entries as a CSV file").click()
    rows = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == lines.count() + 1
    assert all(case.reference in row for row in rows[1:])

    lines.get_by_role("link", name="Ellen Graham").first.click()
    thomas.sees("What Ellen Graham was at")
    page.locator("table.log").get_by_role("link", name=case.reference, exact=True).click()
    thomas.sees("Nobody has changed the log of this record")

    page.get_by_role("link", name="Is it unchanged?").click()
    presses(thomas, "Check the whole log now")
    looks_until(thomas, "Everything is as it was written.")
    page.goto(f"/desk/cases/{case.reference}/")
    assert case.reference not in page.inner_text("main")


def looks_until(who: Officer, words: str) -> None:
    """The page says so as soon as the worker has got round to it."""
    give_up = time.monotonic() + PATIENCE
    while words not in who.page.inner_text("main") or "is not done yet" in who.page.inner_text("main"):
        assert time.monotonic() < give_up, who.page.inner_text("main")
        who.page.wait_for_timeout(300)
        who.page.reload()


# --- force administrator -----------------------------------------------------------------------------------------------


def test_the_administrator_lets_somebody_in_and_lets_them_go_with_nothing_in_hand(stage: Stage, house: House) -> None:
    angela = stage.at_the_door(cast.force_administrator)
    lands(angela, "Cumbria Constabulary")
    angela.page.goto(f"{PEOPLE}invite/")
    angela.page.fill("input[name=name]", "Nora Blamire")
    angela.page.fill("input[name=email]", NORAS)
    angela.page.select_option("select[name=role]", "officer")
    presses(angela, "Send the invitation")
    angela.sees("The invitation is on its way.")

    nora = stage.at_the_door(lambda: Person.objects.get(email=NORAS))
    Person.objects.filter(email=NORAS).update(password=cast.NO_PASSWORD)
    comes_in(nora, link_in_the_mail(house))
    case = in_hand_of(nora.person)
    nora.page.goto("/desk/")
    nora.page.get_by_role("link", name=case.reference, exact=True).wait_for()

    angela.page.goto(f"{PEOPLE}{nora.person.pk}/")
    angela.sees("Officer in 1 open case.")
    assert case.reference not in angela.page.content()
    assert not angela.page.get_by_role("button", name="Close the account of Nora Blamire").count()
    presses(angela, "Ask them to hand over")

    hands_over(stage.officer(cast.duty_inspector), nora.person, case)
    case.refresh_from_db()
    assert case.officer_in_case == cast.officer(2)
    angela.page.goto(f"{PEOPLE}{nora.person.pk}/")
    presses(angela, "Close the account of Nora Blamire")
    angela.sees("The account is closed")
    nora.page.goto("/desk/")
    assert "/accounts/login/" in nora.page.url


def link_in_the_mail(house: House) -> str:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        for file in Path(house.mail).glob("*"):
            for written in file.read_text().split("-" * 79 + "\n"):
                message = message_from_string(written)
                if message["To"] == NORAS:
                    found = re.search(r"http\S+", str(message.get_payload()))
                    assert found
                    return found[0]
        time.sleep(0.3)
    raise AssertionError("no invitation came")


def comes_in(nora: Officer, link: str) -> None:
    """A password of her own, an app for codes, and the desk."""
    nora.page.goto(link)
    for name in ("password1", "password2"):
        nora.page.fill(f"input[name={name}]", CHOSEN)
    presses(nora, "Choose and go on")
    nora.page.goto("/accounts/me/")
    nora.page.get_by_role("link", name="Set it up", exact=True).click()
    nora.page.get_by_text("I cannot scan the picture").click()
    secret = nora.page.locator("details .code").inner_text()
    nora.page.fill("input[name=code]", code_now(secret))
    presses(nora, "Finish")
    nora.sees("Your recovery codes")
    nora.page.goto("/accounts/landing/")
    nora.page.get_by_role("heading", level=1, name="Queue").wait_for()
    assert nora.page.url.endswith("/desk/")


def in_hand_of(officer: Person) -> Case:
    case = chain.report_received(**somebody_hit())
    sending = chain.dispatching(officer, cast.supervising_sergeant())
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **sending)
    return case


def hands_over(fiona: Officer, person: Person, case: Case) -> None:
    katie = cast.officer(2)
    fiona.opens(case.reference)
    fiona.page.goto(f"/desk/leaving/{person.pk}/")
    fiona.sees("What Nora Blamire has in hand")
    part = fiona.page.locator("section", has_text=case.reference).first
    part.locator("select[name=taker]").select_option(katie.name)
    part.locator("textarea[name=reasons]").fill("She moves to another force.")
    with fiona.page.expect_navigation():
        part.get_by_role("button", name="Hand these over").click()
    fiona.sees("Handed over:")


# --- domestic abuse owner ----------------------------------------------------------------------------------------------


def test_the_owner_of_the_domestic_side_lifts_one_block_and_no_other(stage: Stage) -> None:
    hurt = somebody_hit()
    case = chain.crime_in("dispatched", **hurt | {"what": hurt["what"] | {"who_did": ["partner"]}})
    wendy = stage.officer(sits_in_domestic_abuse)

    wendy.opens(case.reference)
    wendy.does("Own the domestic abuse side", first_steps="Call her at work, and nowhere else.")
    wendy.does("Lift a block", block="letters", reasons="She has a box at the post office now.")

    panel = wendy.page.locator("section", has=wendy.page.get_by_role("heading", name="Beside the chain")).first
    assert wendy.person.name in panel.inner_text()
    wendy.begins("Lift a block")
    standing = wendy.page.locator("form.act [name=block]")
    standing.first.wait_for(state="attached")
    offered = {choice.get_attribute("value") for choice in standing.all()}
    assert offered == {"pings", "faith", "interpreters", "restorative"}


def sits_in_domestic_abuse() -> Person:
    who, _ = Person.objects.get_or_create(email="wendy.harker@cumbria.example", defaults={"name": "Wendy Harker"})
    team = Team.objects.get(force="cumbria", kind="domestic_abuse")
    RoleHeld.objects.get_or_create(person=who, role="officer", force_id="cumbria", team=team, valid_to=None)
    return who


# --- partner and reporting centre --------------------------------------------------------------------------------------


def test_a_partner_accepts_a_referral_and_the_officer_sees_it(stage: Stage) -> None:
    case = chain.crime_in("dispatched", **somebody_hit())
    told = {"basis": "anonymised", "told": "Somebody who was hit would like to talk, in the evenings."}
    partner = Organisation.objects.get(code="victim-support")
    does(cast.officer(), "refer", case, organisation=str(partner.pk), **told)
    jenny, jack = stage.at_the_door(cast.victim_support), stage.officer(cast.officer)

    lands(jenny, "Referrals")
    jenny.page.locator("tbody a").first.click()
    jenny.sees("Somebody who was hit would like to talk, in the evenings.")
    assert case.reference not in jenny.page.content()
    presses(jenny, "Accept")
    jenny.sees("The officer can see your answer.")

    jack.opens(case.reference)
    jack.page.get_by_text("Accepted").first.wait_for(state="attached")


def test_a_reporting_centre_lands_on_its_referrals_and_finds_no_case(stage: Stage) -> None:
    case = chain.crime_in("dispatched", **somebody_hit())
    rosa = stage.at_the_door(cast.rosa)

    lands(rosa, "Referrals")
    rosa.sees("Nothing has been referred to you.")
    rosa.page.goto("/desk/")
    assert rosa.page.url.endswith("/referrals/"), "who has no desk is led to their own work"
    answer: Any = rosa.page.goto(f"/desk/cases/{case.reference}/")
    assert answer.status in (403, 404)
    assert case.reference not in rosa.page.inner_text("main")
