"""A case with axe in every state, with all it can hold, and every act while it is wrong."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings

from hatereport import clock
from incidents import code_changes, contact_changes, news
from incidents.models import NewsChoice
from partners.models import Organisation, Person
from tests import cast
from tests.files_of_the_cast import visit_to
from tests.house.cases_to_look_at import no_crime, unheard_of
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address
from triage.models import Case
from triage.workflow import WORKFLOW


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
            desk.goes(address(made, name))
            if not desk.page.locator("form.act button[value=case]").count():
                continue  # it has nothing to choose from in this case; in another it must
            met.add(name)
            with desk.page.expect_navigation():
                desk.page.click("form.act button[value=case]")
            desk.looks("There is a problem")

    missing = {act.name for act in WORKFLOW if not act.system and (act.fields or act.asks)} - met - NOT_MET
    assert not missing, ", ".join(sorted(missing))
