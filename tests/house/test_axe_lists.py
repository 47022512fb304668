"""The lists of the desk and of partners with axe, empty and full: queues, log, numbers, reviews, search, referrals."""

import datetime as dt
from typing import Any

from django.db import transaction

from hatereport import clock, outbox
from hatereport.audit import checking
from hatereport.outbox.models import Notice
from partners import own_keys
from partners.models import Organisation
from tests import cast
from tests.house.cases_to_look_at import _numbers, no_crime, unheard_of
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address
from triage import first_looks
from triage.models import DeskNotice, SearchAlarm, SecondLook
from triage.reviewing import lots


def test_the_lists_have_no_barrier_while_they_are_empty(looks: Any) -> None:
    registrar, pat = looks(cast.person("force_crime_registrar", 1, force="kent")), looks(cast.platform_administrator())
    registrar.opens("/desk/", "/desk/search/", "/desk/search/?reference=HC-NONE", "/desk/actions/", "/desk/news/")
    registrar.opens("/desk/countersign/", "/desk/cases/HC-0000-0000/")
    looks(cast.person("control_room_operator", 1, force="kent")).opens("/desk/alarms/")
    looks(cast.auditor()).opens("/desk/")
    looks(cast.awaz()).opens("/referrals/")
    Notice.objects.filter(dead_at__isnull=False).delete()
    pat.opens("/desk/stuck/")


def test_the_log_has_no_barrier(looks: Any) -> None:
    case, thomas = chain.crime_in("dispatched", **unheard_of()), cast.auditor()
    SearchAlarm.objects.create(force_id="cumbria", person=cast.officer(), what="street", at=clock.now())
    does(cast.control_room_sergeant(2), "reveal_identity", case, reasons="She called back.")
    desk = looks(thomas)
    desk.opens("/desk/audit/", "/desk/audit/?who=nobody&record=HC-NONE", f"/desk/audit/?record={case.reference}")
    desk.opens("/desk/audit/patterns/", "/desk/audit/chain/", f"/desk/audit/records/{case.reference}/")
    desk.opens(f"/desk/audit/people/{cast.officer().pk}/")
    checking.check()
    desk.opens("/desk/audit/chain/")


def test_the_lists_have_no_barrier_while_they_are_full(looks: Any) -> None:
    ellen, fiona = cast.control_room_sergeant(), cast.duty_inspector()
    special = {"who_did": ["family"], "kinds": ["hit", "weapon"], "words": "He hit her again, with a belt." + "W" * 90}
    chain.report_received(**unheard_of(what=special, who={"filer": "victim", "under_18": "yes"}))
    for _ in range(3):
        chain.report_received(**unheard_of(danger={"danger": "yes"}))
    focus = chain.incident_in("local_focus", **no_crime())
    asked = chain.report_received(**unheard_of())
    allocating = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    does(
        ellen,
        "allocate_without_attendance",
        asked,
        **allocating | {"allocation_reason": "online", "victims_view": "No."},
    )
    offered = chain.report_received(**unheard_of())
    does(ellen, "take", offered)
    does(
        ellen, "offer_transfer", offered, to_force="leicestershire", known="It was in Hinckley.", transfer_danger="No."
    )
    DeskNotice.objects.bulk_create(
        [
            DeskNotice(case=focus, team=focus.holding_team, what=what, cause=f"axe:{what}", at=clock.now())
            for what in ("arrived", "breached:attendance", "message_received")
        ],
        ignore_conflicts=True,
    )

    desk = looks(ellen)
    desk.opens("/desk/")
    desk.page.locator("#alarm").get_by_text("Danger since").first.wait_for()
    desk.looks()
    desk.opens("/desk/?tab=force", "/desk/alarms/", "/desk/search/?reference=" + asked.report.reference)
    desk.goes("/desk/alarms/")
    desk.presses("Send someone now")
    desk.looks("Nobody was sent")
    looks(cast.dev("control_room_sergeant")).opens("/desk/", address(offered))
    looks(fiona).opens("/desk/", "/desk/countersign/")
    looks(cast.local_focus_sergeant()).opens("/desk/", "/desk/actions/", "/desk/news/")
    with transaction.atomic():
        notice = outbox.add("report.received", key="of-nobody", report_id=ellen.pk)
    Notice.objects.filter(pk=notice.pk).update(dead_at=clock.now(), attempts=7, last_error="DoesNotExist")
    looks(cast.platform_administrator()).opens("/desk/stuck/")
    Notice.objects.filter(pk=notice.pk).delete()


def test_how_we_are_doing_has_no_barrier_empty_or_full(looks: Any) -> None:
    parts = [f"/desk/performance/?part={code}" for code in ("waiting", "work", "decisions", "load")]
    looks(cast.person("hate_crime_lead", 1, force="kent")).opens(*parts)
    chain.crime_in("closed", **unheard_of())
    chain.incident_in("local_focus", **no_crime())
    desk = looks(cast.hate_crime_lead())
    desk.opens(*(f"{part}&period=quarter" for part in parts))
    desk.opens("/desk/performance/?period=custom&from=soon", "/desk/news/")


def test_the_inspector_s_own_lists_and_a_second_reading_have_no_barrier(looks: Any) -> None:
    case = chain.crime_in("nfa_final_review", **unheard_of())
    row = case.offences.get()
    type(row).objects.filter(pk=row.pk).update(time_limit_on=clock.today())
    margaret, ian = cast.hate_crime_inspector(), cast.hate_crime_inspector(2)
    desk = looks(margaret)
    desk.opens("/desk/final-reviews/", "/desk/second-readings/", "/desk/hearings/", address(case, "uphold_nfa"))
    does(margaret, "uphold_nfa", case, **chain.final_review())
    look = lots.draw(case.moves.get(act="uphold_nfa"), SecondLook.Kind.NFA, percent=100)
    assert look is not None
    first_looks.declare(ian, case, conflict=False, key="once")
    desk = looks(ian)
    desk.opens("/desk/second-readings/", f"/desk/second-readings/{look.pk}/")
    desk.goes(f"/desk/second-readings/{look.pk}/")
    desk.presses("Write it down")
    desk.looks("There is a problem")
    heard = chain.crime_in("at_court", **unheard_of())
    soon = (clock.now() + dt.timedelta(days=3)).date().isoformat()
    does(cast.officer(), "record_hearing", heard, hearing_on=soon, hearing_kind="plea", reasons="Not guilty.")
    looks(cast.officer()).opens("/desk/hearings/", address(heard))


def test_finding_has_no_barrier_nor_the_question_before_a_first_look(looks: Any) -> None:
    case = chain.report_received(**unheard_of())
    neil = cast.control_room_sergeant(2)
    own_keys.keep(neil, {"phone": "07700 900987"})
    desk = looks(neil)
    desk.page.goto(address(case))
    desk.looks("Do you know anyone in this case")
    desk.presses("No, open it")
    desk.looks("In their words")
    desk.opens("/desk/search/", "/desk/search/?kind=murder&silence=soon")
    desk.goes("/desk/search/?stage=control_room&kind=hate_crime&area=carlisle&sort=due")
    desk.page.fill("input[name=name]", f"New crimes {next(_numbers)}")
    desk.presses("Save")
    desk.looks("Saved searches")
    desk.page.evaluate("() => document.querySelectorAll('details').forEach(node => { node.open = true })")
    desk.looks()
    desk.page.fill("#typed", "07700 900987")
    desk.presses("Look it up")
    desk.looks("Cases with this telephone number")
    looks(cast.professional_standards()).opens("/desk/", "/desk/search-alarms/")
    looks(cast.auditor()).opens("/desk/search-alarms/")


def test_a_partner_meets_no_barrier(looks: Any) -> None:
    case = chain.crime_in("under_investigation", **unheard_of())
    told = "Somebody would like a call about what happened."
    organisation = Organisation.objects.get(code="victim-support")
    does(cast.officer(), "refer", case, organisation=str(organisation.pk), basis="anonymised", told=told)
    row = case.referrals.get()

    desk = looks(cast.victim_support())
    desk.opens("/referrals/", f"/referrals/{row.pk}/")
    late = desk.context.new_page()
    late.goto(f"/referrals/{row.pk}/")
    desk.presses("Accept")
    desk.looks("The officer can see your answer.")
    late.get_by_role("button", name="Decline").click()
    late.get_by_text("This could not be done").wait_for()
    desk.page.close()
    desk.page = late
    desk.looks()
    desk.opens("/referrals/", "/referrals/00000000-0000-0000-0000-000000000001/")
