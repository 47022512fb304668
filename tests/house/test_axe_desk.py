"""Every page of the desk and of partners, in every state, with axe on a phone and on a screen.

Cases are brought to where they are looked at by the acts themselves, in this process; pages come from the running house.
"""

import datetime as dt
import itertools
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from hatereport import clock, outbox
from hatereport.audit import checking
from hatereport.outbox.models import Notice
from incidents import code_changes, contact_changes, news
from incidents.models import NewsChoice
from partners import absences, own_keys, turns
from partners.models import DutyTurn, Organisation, Person, Team
from tests import cast
from tests.files_of_the_cast import visit_to
from tests.house.onlooker import Onlooker
from tests.running_house import House
from tests.triage import chain
from tests.triage.chain import does
from triage import first_looks
from triage.models import Case, DeskNotice, SearchAlarm, SecondLook
from triage.reviewing import lots
from triage.workflow import WORKFLOW

_numbers = itertools.count(100)
Opens = Callable[[Person], Onlooker]


def unheard_of(**sections: dict[str, Any]) -> dict[str, Any]:
    """Answers that share nothing with another report, so that no pattern has to be answered first."""
    number = next(_numbers)
    contact = {**chain.ANSWERS["contact"], "phone": f"07700 901{number}"}
    what = {"words": f"They shouted and pushed me at gate {number}.", "kinds": ["hit"]}
    where = {"place_type": "street", "postcode": "CA1"}
    return {"contact": contact, "what": what, "where": where} | sections


def no_crime(**sections: dict[str, Any]) -> dict[str, Any]:
    return unheard_of(what={"words": f"They swore at me, {next(_numbers)}.", "kinds": ["refused"]}) | sections


def address(case: Case, act: str = "") -> str:
    return f"/desk/cases/{case.reference}/" + (f"{act}/" if act else "")


@pytest.fixture
def looks(house: House, browser: Any) -> Iterator[Opens]:
    """A desk to look at for each person; all of them are closed at the end, and nothing may have been in the way."""
    desks: dict[Any, Onlooker] = {}

    def of(person: Person) -> Onlooker:
        person.forget_roles()
        if person.pk not in desks:
            desks[person.pk] = Onlooker(browser, house.url, person)
        return desks[person.pk]

    yield of
    found = [one for desk in desks.values() for one in desk.closes()]
    assert not found, "\n".join(found)


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
    type(row).objects.filter(pk=row.pk).update(time_limit_on=clock.now().date())
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


def test_a_case_has_no_barrier_with_all_it_can_hold(looks: Any) -> None:
    bans = {
        "bans": ["no_voicemail", "not_at_home", "no_uniform"],
        "safe_words": "My brother must not know. " + "W" * 90,
    }
    contact = {**chain.ANSWERS["contact"], **bans, "phone": "07700 902000"}
    for _ in range(7):
        chain.report_received(**unheard_of(contact=contact))
    full = chain.report_received(
        **unheard_of(contact=contact, danger={"danger": "yes"}),
        who={"filer": "victim", "under_18": "yes"},
        suspect={"known": "yes", "suspect_name": "A. Neighbour", "description": "Tall."},
        effect={"effects": ["afraid"], "effect_words": "I do not sleep."},
    )
    ellen, rachel = cast.control_room_sergeant(), cast.hate_crime_sergeant()
    desk = looks(ellen)
    desk.opens(address(full))
    does(ellen, "take", full)
    desk.opens(address(full), address(full, "support"))
    does(ellen, "signpost", full, support="accepted", support_organisations=_organisations())
    desk.opens(address(full, "support"))
    desk.goes(address(full))
    desk.page.evaluate("() => document.querySelectorAll('details').forEach(node => { node.open = true })")
    desk.looks()
    looks(rachel).opens(address(full), address(full, "reveal_identity"))
    police = chain.report_received(**unheard_of(what={"words": "The officer swore.", "who_did": ["police"]}))
    looks(cast.professional_standards()).opens(address(police))


def test_letters_have_no_barrier_before_they_are_sent_nor_after(looks: Any) -> None:
    contact = {"channels": ["letter", "return_page"], "address": "12 Mill Lane\nCarlisle\nCA1 1AA"}
    answers = unheard_of()
    case = chain.crime_in("under_investigation", **answers | {"contact": answers["contact"] | contact})
    desk = looks(cast.officer())
    desk.goes(address(case, "write_letter"))
    desk.page.get_by_label("News of the work").check()
    desk.page.get_by_label("By post").check()
    desk.page.select_option("select[name=letter_language]", "ar")
    desk.page.fill("textarea[name=letter_words]", "We have asked for the film. " + "W" * 90)
    desk.presses("Write a letter")
    desk.looks("Nothing has been sent or kept yet")
    desk.presses("It is in the post")
    desk.page.get_by_role("link", name="Read the letter").click()
    desk.looks("Handed to the post")
    looks(cast.force_administrator()).opens("/desk/letters/", "/desk/letters/no_further_action/ur/")


def test_a_new_code_has_no_barrier_before_it_is_shown_nor_after(looks: Any) -> None:
    case = chain.report_received(**unheard_of())
    does(cast.control_room_sergeant(), "take", case)
    desk = looks(cast.control_room_sergeant())
    desk.goes(address(case, "replace_code"))
    desk.page.fill("textarea[name=identity_checked]", "Knew the gate and the date.")
    desk.page.get_by_label("They came to a police station").check()
    desk.page.get_by_label("On plain paper").check()
    desk.presses("Replace a lost code")
    desk.looks("It is shown once")
    desk.presses("Show the code once")
    desk.looks("Nobody can show it again")
    code = desk.page.inner_text("#code")
    desk.page.emulate_media(media="print")
    paper = desk.page.inner_text("body").split()
    desk.page.emulate_media(media="screen")
    desk.goes(desk.page.url.removeprefix(desk.site))
    desk.looks("The code was shown")

    assert code not in desk.page.content()
    assert " ".join(paper) == f"{settings.SERVICE_NAME} {code} Keep it where only you can find it."


def test_who_was_overtaken_meets_no_barrier(looks: Any) -> None:
    case = chain.report_received(**unheard_of())
    desk = looks(cast.control_room_sergeant(2))
    desk.goes(address(case, "note"))
    desk.page.fill("textarea[name=note]", "Typed before.")
    does(cast.control_room_sergeant(), "take", case)
    desk.presses("Add a note")

    desk.looks("Somebody else has acted on this case")


def test_a_second_signature_has_no_barrier(looks: Any) -> None:
    case = chain.report_received(**unheard_of())
    allocating = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    asked = does(
        cast.control_room_sergeant(), "allocate_without_attendance", case,
        **allocating | {"allocation_reason": "online", "victims_view": "No visit."},
    )  # fmt: skip
    sheet = f"/desk/countersign/{asked.pk}/"
    looks(cast.control_room_sergeant()).opens(sheet, address(case))
    desk = looks(cast.duty_inspector())
    desk.opens(sheet, address(case))
    desk.goes(sheet)
    desk.presses("Do not sign")
    desk.looks("Write why you do not sign it.")
    desk.presses("Sign")
    desk.goes(sheet)
    desk.looks()


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


#: Every state of both machines in which work is done, and who works there.
OPEN_IN: tuple[tuple[str, str, Callable[..., Person]], ...] = (
    ("incident", "control_room", cast.control_room_sergeant),
    ("incident", "local_focus", cast.local_focus_sergeant),
    ("incident", "inspector_review", cast.local_focus_inspector),
    ("incident", "closed", cast.local_focus_inspector),
    ("crime", "control_room", cast.control_room_sergeant),
    ("crime", "dispatched", cast.officer),
    ("crime", "under_investigation", cast.officer),
    ("crime", "under_investigation", cast.supervising_sergeant),
    ("crime", "under_investigation", cast.hate_crime_sergeant),
    ("crime", "outcome_proposed", cast.supervising_sergeant),
    ("crime", "nfa_final_review", cast.hate_crime_inspector),
    ("crime", "cps_referred", cast.officer),
    ("crime", "at_court", cast.officer),
    ("crime", "victim_to_be_told", cast.officer),
    ("crime", "closed", cast.officer),
    ("crime", "closed", cast.hate_crime_lead),
    ("crime", "review_requested", cast.hate_crime_lead),
)
#: Acts that are not open on these roads or ask by no more than one box of words: drawn by the same form as the others. A
#: file is asked for on a page of its own (test_axe_handling.py).
NOT_MET = frozenset(
    (
        *("finalise", "reveal_identity", "cancel_record", "accept_transfer", "refuse_transfer", "restrict"),
        *("unlink_same_event", "go_on_without_answer", "inform_community_leader", "answer_alert", "dispatch_now"),
        *("take", "accept_supervision", "add_attachment"),
        *("drop_hearing", "hold_subject", "lift_restriction", "name_investigator"),
        *("recall_referral", "withdraw_countersignature"),
        *(act.name for act in WORKFLOW if act.road),
    )
)


def test_no_case_has_a_barrier_wherever_it_stands_nor_any_act_while_it_is_wrong(looks: Any) -> None:
    met: set[str] = set()
    for kind, state, person in OPEN_IN:
        crime = kind == "crime"
        made = chain.crime_in(state, code="15", **unheard_of()) if crime else chain.incident_in(state, **no_crime())
        if state == "local_focus":
            _much_waits_behind_the_code(made)
        desk = looks(person())
        desk.opens(address(made))
        links = "section.ways a[href*='/desk/cases/']"
        found = desk.page.eval_on_selector_all(links, "links => links.map(link => link.pathname.split('/')[4])")
        inline = desk.page.eval_on_selector_all("form.act", "forms => forms.map(form => form.action.split('/')[6])")
        for name in dict.fromkeys([*found, *inline]):
            if name in met or name in NOT_MET:
                continue
            met.add(name)
            desk.goes(address(made, name))
            assert desk.page.locator("form.act button[value=case]").count(), f"{name} asks nothing of {person()}"
            with desk.page.expect_navigation():
                desk.page.click("form.act button[value=case]")
            desk.looks("There is a problem")

    missing = {act.name for act in WORKFLOW if not act.system and (act.fields or act.asks)} - met - NOT_MET
    assert not missing, ", ".join(sorted(missing))


def _much_waits_behind_the_code(case: Case) -> None:
    """Other contact details, an address for news whose test came, and a code that was changed."""
    visit = visit_to(case.report)
    proposed = {"name": "Amina", "channels": ["email"], "email": "new@home.example", "bans": [], "safe_times": []}
    contact_changes.ask(visit, proposed, submission_key=uuid.uuid4())
    news.choose(visit, "email", "new@home.example", "news", submission_key=uuid.uuid4())
    NewsChoice.objects.filter(party=visit.party).update(tested_at=clock.now(), arrived_at=clock.now())
    code_changes.change(visit)


def _organisations() -> list[str]:
    return [str(row.pk) for row in Organisation.objects.filter(takes_referrals=True, forces=[])[:3]]


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
