"""The pages of a force with axe: its people, teams, places and rules; cover, duty and handing over."""

import datetime as dt
from typing import Any

from hatereport import clock
from partners import absences, turns
from partners.models import DutyTurn, Team
from tests import cast
from tests.house.cases_to_look_at import unheard_of
from tests.triage import chain

FORCE = "/desk/force/cumbria/"


def test_the_pages_of_a_force_have_no_barrier_empty_full_or_wrong(looks: Any) -> None:
    angela, officer = cast.force_administrator(), cast.officer()
    desk = looks(angela)
    pages = ["", "areas/", "areas/carlisle/", "districts/E06000063/", "teams/", "people/", "people/invite/", "regime/"]
    pages += ["clocks/", "clocks/first_read/", "outcomes/", "outcomes/8/", "notice/", f"people/{officer.pk}/"]
    pages += [f"people/{angela.pk}/", f"teams/{officer.held.get().team_id}/"]
    desk.opens(*(FORCE + page for page in pages))
    for page, button in (
        ("regime/", "Enter the signed rules"),
        ("clocks/first_read/", "Enter the signed time"),
        ("outcomes/18/", "Enter the signed rule"),
        ("people/invite/", "Send the invitation"),
        ("areas/carlisle/", "Set its last day"),
    ):
        desk.goes(FORCE + page)
        desk.page.evaluate("() => document.querySelectorAll('details').forEach(node => { node.open = true })")
        desk.presses(button)
        desk.looks("There is a problem" if page != "areas/carlisle/" else "")
    looks(cast.platform_administrator()).opens("/desk/force/", "/desk/force/kent/")


def test_cover_duty_and_handing_over_have_no_barrier(looks: Any) -> None:
    case = chain.crime_in("under_investigation", **unheard_of())
    jack, katie, fiona = cast.officer(), cast.officer(2), cast.duty_inspector()
    duty = Team.objects.get(held__person=fiona)
    for turn in DutyTurn.objects.filter(team=duty):
        turns.remove(fiona, turn)
    now = clock.now()
    absence = absences.away(jack, jack, katie, now, now + dt.timedelta(days=1))
    turns.add(fiona, duty, fiona, now, now + dt.timedelta(hours=8))
    turns.add(fiona, duty, cast.duty_inspector(2), now + dt.timedelta(hours=8), now + dt.timedelta(hours=16))
    desk = looks(fiona)
    desk.opens("/desk/duty/", "/desk/cover/", f"/desk/leaving/{jack.pk}/")
    desk.goes("/desk/duty/")
    desk.page.evaluate("() => document.querySelectorAll('details').forEach(node => { node.open = true })")
    desk.looks()
    desk.presses("Add the turn")
    desk.looks("There is a problem")
    desk.goes(f"/desk/leaving/{jack.pk}/")
    with desk.page.expect_navigation():
        desk.page.locator("button", has_text="Hand these over").first.click()
    desk.looks("Not all could be handed over")
    looks(katie).opens("/desk/cover/", "/desk/duty/")
    desk.goes("/desk/cover/")
    desk.presses("Enter the absence")
    desk.looks("There is a problem")
    absences.back(jack, absence)
    assert case.open
