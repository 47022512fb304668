"""Do you know anyone in this case? Asked of everybody before they open it, and who does never sees it again."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatereport import clock, outbox
from hatereport.audit.models import Entry
from partners.models import Person
from tests import cast
from tests.files_of_the_cast import evidence_of
from tests.house.test_every_page import CASE, FILE, MATRIX
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, address, at_desk, at_most, in_danger, posted, under_investigation
from triage import choosing, first_looks
from triage.models import Case, DeskNotice, FirstLook
from triage.queues import DESK_ROLES
from triage.refusals import NotInScope
from triage.scope import visible_to
from triage.situation import Situation
from triage.workflow import WORKFLOW

pytestmark = pytest.mark.django_db

WORDS = "shouted at me outside the shop"


def desk_of(who: Person) -> Client:
    """A browser of somebody who has declared nothing yet."""
    return at_desk(who, asked_first=True)


def is_asked(page: Any) -> bool:
    return "Do you know anyone in this case" in page.content.decode()


def says(browser: Client, case: Case, answer: str, **more: str) -> Any:
    return browser.post(address(case, "declare"), {"declared": answer, "key": uuid.uuid4().hex, **more})


def test_who_opens_a_case_first_is_asked_and_sees_nothing_of_it():
    case = chain.report_received()
    browser = desk_of(cast.control_room_sergeant())

    with at_most(MOST):
        page = browser.get(address(case) + "?tab=team")

    assert page.status_code == 200
    assert is_asked(page)
    said = page.content.decode()
    assert "No, open it" in said
    assert case.reference in said
    for secret in (WORDS, "Amina", "07700", "CA1 1AA", "Timeline"):
        assert secret not in said


def test_one_click_leads_to_where_they_were_going_and_is_asked_once():
    case = chain.report_received()
    browser = desk_of(cast.control_room_sergeant())
    going = address(case, "note") + "?tab=team"

    with at_most(MOST):
        answer = says(browser, case, "no", next=going)

    assert (answer.status_code, answer["Location"]) == (302, going)
    assert WORDS in browser.get(going).content.decode()
    assert WORDS in browser.get(address(case)).content.decode()
    assert FirstLook.objects.get(case=case, person=cast.control_room_sergeant()).conflict is False


def test_nobody_is_led_off_the_desk_by_it():
    case = chain.report_received()

    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example/", "/accounts/logout/", "nonsense"):
        browser = desk_of(cast.control_room_sergeant())
        assert says(browser, case, "no", next=elsewhere)["Location"] == address(case)


def test_every_page_and_act_of_a_case_asks_first():
    """Whatever stands under the address of a case, found in the matrix of all addresses."""
    case = under_investigation()
    values: dict[object, object] = {CASE: case.reference, FILE: evidence_of(case.report).pk}
    browser = desk_of(cast.officer())
    rows = [row for row in MATRIX if CASE in dict(row.kwargs).values() and not row.name.startswith("api_")]
    asking = [row for row in rows if row.name != "desk_audit_record"]  # the log of a case says nothing of it
    assert len(asking) >= 8

    for row in asking:
        where = reverse(row.name, kwargs={name: values.get(value, value) for name, value in row.kwargs})
        if row.name == "desk_declare":
            continue
        for answer in (browser.get(where), browser.post(where, posted(case))):
            assert is_asked(answer), where
            assert WORDS not in answer.content.decode()
    assert not FirstLook.objects.filter(person=cast.officer()).exists()


def test_every_act_asks_first_but_for_those_that_go_before_the_question():
    case = under_investigation()
    browser = desk_of(cast.officer())
    names = {row.name for row in WORKFLOW if row.kind == case.kind and not row.system}
    before = case.moves.count()

    opened = {name for name in names if not is_asked(browser.post(address(case, name), posted(case)))}

    assert opened <= {"declare_conflict"}, "sending somebody without a log number shows the page, and so it asks"
    assert case.moves.count() == before


def test_sending_somebody_is_never_held_up():
    case = chain.report_received()
    browser = desk_of(cast.control_room_operator())

    browser.post(address(case, "dispatch_now"), posted(case, log_number="CC-1"))

    assert case.dispatches.get().log_number == "CC-1"


def test_danger_nobody_has_touched_opens_at_once_and_asks_beside_it():
    case = in_danger()
    browser = desk_of(cast.control_room_operator())

    with at_most(MOST):
        page = browser.get(address(case))

    assert WORDS in page.content.decode()
    assert is_asked(page)

    does(cast.control_room_operator(2), "dispatch_now", case, log_number="CC-2")
    assert WORDS not in browser.get(address(case)).content.decode()


def test_who_answers_beside_the_danger_is_not_asked_again():
    case = in_danger()
    browser = desk_of(cast.control_room_operator())

    says(browser, case, "no")

    page = browser.get(address(case))
    assert WORDS in page.content.decode()
    assert not is_asked(page)


def test_what_was_typed_beside_a_danger_goes_on_with_the_answer():
    case = in_danger()
    operator = cast.control_room_operator()
    browser = desk_of(operator)
    browser.get(address(case))
    does(cast.control_room_operator(2), "dispatch_now", case, log_number="CC-3")

    stopped = browser.post(address(case, "note"), posted(case, note="The mother is with her."))
    assert (stopped.status_code, case.moves.filter(act="note").count()) == (409, 0)
    form = dict(stopped.context["typed"])
    assert form["note"] == "The mother is with her."
    browser.post(address(case, "note"), form | {"declared": "no"})

    assert case.moves.get(act="note").words == {"note": "The mother is with her."}
    assert FirstLook.objects.filter(case=case, person=operator, conflict=False).exists()


def test_who_knows_somebody_never_sees_the_case_again():
    case = chain.report_received()
    ellen = cast.control_room_sergeant()
    browser = desk_of(ellen)

    answer = says(browser, case, "yes")

    assert answer["Location"] == "/desk/"
    assert browser.get(address(case)).status_code == 404
    assert browser.post(address(case, "take"), posted(case)).status_code == 404
    assert case.reference not in [line.case.reference for line in browser.get("/desk/").context["lines"]]
    assert browser.get(f"/api/v1/cases/{case.reference}/").status_code == 404
    assert not visible_to(ellen).exists()
    assert visible_to(cast.control_room_sergeant(2)).filter(pk=case.pk).exists()


def test_who_held_it_holds_it_no_longer_and_others_are_told():
    case = chain.report_received()
    ellen = cast.control_room_sergeant()
    does(ellen, "take", case)
    browser = desk_of(ellen)

    with at_most(30):
        says(browser, case, "yes")
    while outbox.sweep(50):
        pass

    case.refresh_from_db()
    assert case.holder is None
    told = DeskNotice.objects.filter(case=case, what="declare_conflict")
    assert {notice.team.kind for notice in told} == {"control_room", "duty"}
    assert {notice.person for notice in told} == {None}
    move = case.moves.get(act="declare_conflict")
    assert (move.actor, move.frm, move.to) == (ellen, "control_room", "control_room")


def test_a_bystander_who_stands_aside_disturbs_nobody():
    case = under_investigation()
    rachel = cast.hate_crime_sergeant()

    says(desk_of(rachel), case, "yes")
    while outbox.sweep(50):
        pass

    case.refresh_from_db()
    assert case.holder == cast.officer()
    assert not DeskNotice.objects.filter(case=case, what="declare_conflict").exists()


def test_an_officer_who_knows_the_victim_is_replaced_by_the_duty_inspector():
    case = under_investigation()
    says(desk_of(cast.officer()), case, "yes")
    case.refresh_from_db()
    assert case.holder is None

    ctx_case = Case.objects.get(pk=case.pk)
    offered = {name for _, name in choosing.officers(type("Ctx", (), {"case": ctx_case}))}
    does(cast.duty_inspector(), "change_officer", case, officer=str(cast.officer(2).pk), reasons="Knows her.")

    assert cast.officer().name not in offered
    assert case.officer_in_case == cast.officer(2)


def test_what_somebody_asked_to_be_signed_lapses_when_they_stand_aside():
    case, ellen, fiona = chain.report_received(), cast.control_room_sergeant(), cast.duty_inspector()
    does(ellen, "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")

    does(ellen, "declare_conflict", case, sure="yes")

    assert case.countersignatures.get().state == "lapsed"
    assert not case.clocks.filter(kind="countersignature", state="running").exists()
    does(cast.control_room_sergeant(2), "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")
    chain.signs(fiona, case)
    assert case.state == "cancelled"


def test_nothing_is_signed_for_somebody_who_does_not_see_the_case_any_more():
    case, ellen, fiona = chain.report_received(), cast.control_room_sergeant(), cast.duty_inspector()
    does(ellen, "assess_as_incident", case, **chain.assessment(case), reasons="Not a crime.")
    asked = case.countersignatures.get()
    first_looks.write_for_all(ellen, [case.pk], conflict=True)

    page = at_desk(fiona).post(f"/desk/countersign/{asked.pk}/", {"decision": "sign", "key": "signed"})

    case.refresh_from_db()
    assert (page.status_code, case.state) == (409, "control_room")
    assert "somebody else asks anew" in page.content.decode()
    assert chain.signs(fiona, case, sign=False, reasons="She stands aside.").act == "refuse_countersignature"


def test_who_only_notices_later_says_so_on_the_page():
    case = chain.report_received()
    ellen = cast.control_room_sergeant()
    browser = desk_of(ellen)
    says(browser, case, "no")

    browser.post(address(case, "declare_conflict"), posted(case, sure="yes"))

    assert browser.get(address(case)).status_code == 404
    assert [row.conflict for row in FirstLook.objects.filter(case=case, person=ellen).order_by("pk")] == [False, True]


def escalated(incident: Case) -> Case:
    """The crime case that an incident of local focus becomes."""
    does(cast.local_focus_sergeant(), "escalate_to_crime", incident, offence="common_assault", reasons="He was hit.")
    return Case.objects.get(came_from=incident)


def test_who_knows_somebody_in_the_crime_sees_the_incident_before_it_no_more():
    incident = chain.incident_in("local_focus")
    ellen = cast.control_room_sergeant()
    browser = desk_of(ellen)
    says(browser, incident, "no")
    crime = escalated(incident)

    says(browser, crime, "yes")

    assert browser.get(address(incident)).status_code == 404
    assert not visible_to(ellen).exists()
    assert visible_to(cast.control_room_sergeant(2)).count() == 2


def test_who_stood_aside_from_the_incident_is_out_of_the_crime_from_the_start():
    incident = chain.incident_in("local_focus")
    margaret, ian, katie = cast.hate_crime_inspector(), cast.hate_crime_inspector(2), cast.officer(2)
    for who in (margaret, katie):
        first_looks.write_for_all(who, [incident.pk], conflict=True)

    crime = escalated(incident)

    assert not visible_to(margaret).exists()
    assert choosing.free_inspectors(crime) == [ian]
    assert (str(katie.pk), katie.name) not in choosing.officers(Situation(crime, None))


def test_who_stands_aside_from_the_incident_later_lets_go_of_the_crime_it_became():
    incident = chain.incident_in("local_focus")
    crime, ellen = escalated(incident), cast.control_room_sergeant()
    does(ellen, "take", crime)

    does(ellen, "declare_conflict", incident, sure="yes")
    outbox.sweep()

    crime.refresh_from_db()
    assert crime.holder is None
    assert DeskNotice.objects.filter(case=crime, what="declare_conflict", team__kind="duty").exists()
    assert ellen not in choosing.holders_of(crime.force_id, "control_room_sergeant", of=crime)


def test_a_no_after_a_yes_is_not_heard():
    case = chain.report_received()
    ellen = cast.control_room_sergeant()
    first_looks.declare(ellen, case, conflict=True, key="once")

    with pytest.raises(NotInScope):
        first_looks.declare(ellen, case, conflict=False, key="twice")

    assert says(desk_of(ellen), case, "no").status_code == 404
    assert not visible_to(ellen).exists()


def test_the_inspector_who_knows_somebody_makes_no_final_review():
    case = chain.crime_in("nfa_final_review")
    margaret, ian = cast.hate_crime_inspector(), cast.hate_crime_inspector(2)

    says(desk_of(margaret), case, "yes")

    assert choosing.free_inspectors(case) == [ian]
    with pytest.raises(NotInScope):
        does(margaret, "uphold_nfa", case, **chain.final_review())


def test_with_every_inspector_aside_the_lead_reviews_and_is_told():
    case = chain.crime_in("nfa_final_review")
    lead = cast.hate_crime_lead()
    for number in (1, 2):
        says(desk_of(cast.hate_crime_inspector(number)), case, "yes")
    while outbox.sweep(50):
        pass

    assert DeskNotice.objects.filter(case=case, what="nobody_free", person=lead).exists()
    does(lead, "uphold_nfa", case, **chain.final_review())  # the database agrees that nobody is free
    assert case.state == "victim_to_be_told"


def test_save_and_next_case_leads_to_the_small_page_of_the_next():
    first, second = chain.report_received(), chain.report_received()
    browser = desk_of(cast.control_room_sergeant())
    queue = [line.case for line in browser.get("/desk/").context["lines"]]
    says(browser, queue[0], "no")
    place = browser.get(address(queue[0])).context["place"]

    page = browser.post(
        address(queue[0], "note"), posted(queue[0], note="Seen.", then="next", place=str(place)), follow=True
    )

    assert {first, second} == set(queue)
    assert is_asked(page)
    assert queue[1].reference in page.content.decode()


def test_the_sheet_to_sign_asks_first():
    case = chain.report_received()
    allocating = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    more = {"allocation_reason": "online", "victims_view": "No visit."}
    asked = does(cast.control_room_sergeant(), "allocate_without_attendance", case, **allocating | more)
    browser = desk_of(cast.duty_inspector())
    sheet = f"/desk/countersign/{asked.pk}/"

    read, signed = browser.get(sheet), browser.post(sheet, {"decision": "sign", "key": "k"})
    assert is_asked(read)
    assert is_asked(signed)
    assert WORDS not in read.content.decode() + signed.content.decode()
    assert says(browser, case, "no", next=sheet)["Location"] == sheet
    assert WORDS in browser.get(sheet).content.decode()


def test_the_api_acts_only_for_who_has_said_that_they_know_nobody():
    case = chain.report_received()
    browser = desk_of(cast.control_room_sergeant())
    where = f"/api/v1/cases/{case.reference}/acts/note/"
    attempt = {"version": case.version, "key": "one", "data": {"note": "From elsewhere."}}

    refused = browser.post(where, attempt, content_type="application/json")
    assert refused.status_code == 409
    assert "no_conflict" in refused.json()["reasons"][0]
    assert browser.get(f"/api/v1/cases/{case.reference}/").status_code == 200
    with at_most(30):
        done = browser.post(where, attempt | {"no_conflict": True}, content_type="application/json")

    assert done.status_code == 201
    assert FirstLook.objects.filter(case=case, conflict=False).count() == 1
    again = {"version": case.version, "key": "two", "data": {"note": "More."}}
    assert browser.post(where, again, content_type="application/json").status_code == 201


def test_the_question_and_the_answer_stand_in_the_log():
    case = chain.report_received()
    ellen = cast.control_room_sergeant()
    browser = desk_of(ellen)

    browser.get(address(case))
    says(browser, case, "no")

    said = list(
        Entry.objects.filter(actor_id=ellen.pk, chain=f"case:{case.pk}").order_by("seq").values_list("act", "force")
    )
    assert said == [("first_look_asked", "cumbria"), ("first_look", "cumbria")]


def test_a_case_of_another_force_asks_nobody_here():
    case = chain.report_received()
    dev = desk_of(cast.dev("control_room_sergeant"))

    assert dev.get(address(case)).status_code == 404
    assert says(dev, case, "yes").status_code == 404
    assert not FirstLook.objects.exists()


def test_who_a_case_is_offered_to_may_stand_aside_before_it_is_theirs():
    case = chain.report_received()
    does(cast.control_room_sergeant(), "take", case)
    told = {"known": "Little.", "transfer_danger": "No."}
    does(cast.control_room_sergeant(), "offer_transfer", case, to_force="leicestershire", **told)
    dev = cast.dev("control_room_sergeant")

    says(desk_of(dev), case, "yes")

    assert not visible_to(dev).exists()


def test_the_declaration_of_yesterday_still_stands():
    case = chain.report_received()
    browser = desk_of(cast.control_room_sergeant())
    says(browser, case, "no")

    with clock.at(clock.now() + dt.timedelta(days=400)):
        assert not is_asked(browser.get(address(case)))


def test_everybody_with_a_desk_may_stand_aside():
    for row in WORKFLOW:
        if row.name == first_looks.DECLARES:
            assert set(row.roles) == set(DESK_ROLES)
