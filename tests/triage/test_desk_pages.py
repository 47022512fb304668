"""The desk as its people meet it: queue, case, what each of them sees and must never see."""

import datetime as dt

import pytest

from hatereport import clock
from hatereport.audit.models import Entry
from partners.models import Organisation, Person
from partners.roles import ROLES
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, address, at_desk, at_most, in_danger, posted, under_investigation
from triage.models import Case

pytestmark = pytest.mark.django_db


def test_the_queue_of_fifty_cases_takes_few_queries():
    for _ in range(52):
        chain.report_received()
    browser = at_desk(cast.control_room_sergeant())

    with at_most(MOST):
        page = browser.get("/desk/")

    assert page.status_code == 200
    assert page.content.count(b"Hate crime, ") == 50
    assert "Next page" in page.content.decode()


def test_the_second_page_begins_where_the_first_ended():
    for _ in range(52):
        chain.report_received()
    browser = at_desk(cast.control_room_sergeant())

    first = [line.case.pk for line in browser.get("/desk/").context["lines"]]
    second = browser.get(f"/desk/?after={browser.get('/desk/').context['next_place']}").context["lines"]

    assert len(second) == 2
    assert not {line.case.pk for line in second} & set(first)


def test_a_broken_place_begins_at_the_first_page():
    chain.report_received()

    page = at_desk(cast.control_room_sergeant()).get("/desk/?after=nonsense")

    assert len(page.context["lines"]) == 1


def test_the_most_serious_stands_first_then_the_next_deadline():
    plain = chain.report_received()
    with clock.at(clock.now() - dt.timedelta(minutes=5)):
        older = chain.report_received()
    danger = in_danger()

    lines = at_desk(cast.control_room_sergeant()).get("/desk/").context["lines"]

    assert [line.case.pk for line in lines] == [danger.pk, older.pk, plain.pk]
    assert lines[0].risk.text == "Danger"


@pytest.mark.parametrize(
    ("who", "tab"),
    [
        (cast.control_room_operator, "team"),
        (cast.control_room_sergeant, "team"),
        (cast.duty_inspector, "duty"),
        (cast.local_focus_sergeant, "team"),
        (cast.officer, "mine"),
        (cast.hate_crime_sergeant, "reviews"),
        (cast.hate_crime_inspector, "team"),
        (cast.force_crime_registrar, "force"),
    ],
)
def test_each_role_lands_on_its_own_queue(who, tab):
    assert at_desk(who()).get("/desk/").context["tab"].code == tab


def test_the_officer_finds_what_they_were_sent_to():
    case = under_investigation()

    assert [line.case for line in at_desk(cast.officer()).get("/desk/").context["lines"]] == [case]
    assert not at_desk(cast.officer(2)).get("/desk/").context["lines"]


def test_the_specialist_sergeant_finds_every_crime_she_has_not_reviewed():
    case = chain.report_received()
    rachel = cast.hate_crime_sergeant()
    assert len(at_desk(rachel).get("/desk/").context["lines"]) == 1

    does(rachel, "specialist_review", case, **chain.specialist())

    assert not at_desk(rachel).get("/desk/").context["lines"]


def test_a_case_with_a_history_takes_few_queries():
    case = under_investigation()

    for who in (cast.control_room_sergeant(), cast.officer(), cast.supervising_sergeant(), cast.hate_crime_sergeant()):
        browser = at_desk(who)
        with at_most(MOST):
            page = browser.get(address(case))
        assert page.status_code == 200
        assert "shouted at me outside the shop" in page.content.decode()


def test_the_case_the_sergeant_assesses_shows_the_form_in_few_queries():
    case = chain.report_received()
    browser = at_desk(cast.control_room_sergeant())

    with at_most(MOST):
        page = browser.get(address(case)).content.decode()

    assert 'name="officer"' in page
    assert "Review and send an officer" in page


def test_every_act_has_its_page_in_few_queries():
    case = under_investigation()
    browser = at_desk(cast.officer())

    for way in browser.get(address(case)).context["file"].openness:
        with at_most(MOST):
            page = browser.get(address(case, way.act.name))
        assert page.status_code == 200, way.act.name


def test_what_is_not_open_says_why():
    case = under_investigation()

    page = at_desk(cast.officer()).get(address(case)).content.decode()

    assert "The specialist hate crime sergeant reviews it first." in page.split("Not open to you yet, and why")[1]
    assert "What others can do here" in page


def test_what_is_never_mine_is_not_among_what_waits_for_me():
    ways = at_desk(cast.officer()).get(address(under_investigation())).context["ways"]

    assert "specialist_review" in {way.act.name for way in ways.others}
    assert "specialist_review" not in {way.act.name for way in ways.closed}


def test_dev_of_another_force_finds_nothing():
    case = chain.report_received()

    for role in ("local_focus_sergeant", "control_room_sergeant"):
        browser = at_desk(cast.dev(role))
        assert not browser.get("/desk/").context["lines"]
        assert browser.get(address(case)).status_code == 404
        assert browser.get(address(case, "note")).status_code == 404
        assert browser.get(address(case, "support")).status_code == 404
        assert browser.post(address(case, "take"), posted(case)).status_code == 404
        assert "is open to you" in browser.get(f"/desk/search/?reference={case.reference}").content.decode()


def test_a_restricted_case_is_out_of_the_ordinary_desk():
    case = chain.report_received(
        what={"words": "The officer swore at me.", "kinds": ["called_names"], "who_did": ["police"]}
    )

    assert at_desk(cast.control_room_sergeant()).get(address(case)).status_code == 404
    assert at_desk(cast.professional_standards()).get(address(case)).status_code == 200


#: Where somebody begins whose role has no queue.
FIRST_PAGES = {
    "auditor": (cast.auditor, "/desk/audit/"),
    "force_administrator": (cast.force_administrator, "/desk/force/"),
    "platform_administrator": (cast.platform_administrator, "/admin/"),
    "partner_user": (cast.victim_support, "/referrals/"),
    "centre_user": (cast.rosa, "/referrals/"),
}


@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_every_role_finds_its_queue_or_its_own_first_page(role):
    browser = at_desk(FIRST_PAGES[role][0]() if role in FIRST_PAGES else cast.person(role))

    answer = browser.get("/desk/", follow=True)

    assert answer.status_code == 200
    way = [address for address, _ in answer.redirect_chain]
    assert (way[1] if way else "/desk/") == (FIRST_PAGES[role][1] if role in FIRST_PAGES else "/desk/")


def test_who_holds_no_role_today_is_told_so():
    nobody = Person.objects.create(email="nobody@cumbria.example", name="Nobody", password="!")

    assert at_desk(nobody).get("/desk/", follow=True).status_code == 403


def test_the_auditor_opens_no_case():
    assert at_desk(cast.auditor()).get(address(chain.report_received())).status_code == 403


def test_nobody_opens_the_desk_without_signing_in(client):
    for path in ("/desk/", "/desk/alarms/", "/desk/actions/", "/desk/news/", "/desk/stuck/", "/referrals/"):
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/accounts/login/"), path


def test_a_list_and_a_case_are_one_consultation_each():
    case = chain.report_received()
    ellen = cast.control_room_sergeant()
    browser = at_desk(ellen)

    browser.get("/desk/?tab=team")
    browser.get(address(case))

    looks = Entry.objects.filter(action="consultation", actor_id=ellen.pk).order_by("id")
    assert [(look.chain, look.act) for look in looks] == [(f"queue:{ellen.pk}", "list"), (f"case:{case.pk}", "open")]
    assert looks[0].detail == {"tab": "team", "count": 1}


def test_a_reference_however_it_is_typed_leads_to_the_case():
    case = chain.report_received()
    browser = at_desk(cast.control_room_sergeant())

    for typed in (case.reference.lower().replace("-", " "), case.report.reference):
        answer = browser.get("/desk/search/", {"reference": typed})
        assert answer["Location"] == address(case)


def test_names_are_for_the_holder_and_for_whoever_gives_a_reason():
    case = chain.report_received()
    ellen, helper = cast.control_room_sergeant(), cast.control_room_sergeant(2)
    does(ellen, "take", case)
    assert "07700 900123" in _seen_by(ellen, case)
    assert "07700 900123" not in _seen_by(helper, case)

    answer = at_desk(helper).post(address(case, "reveal_identity"), posted(case, reasons="She called back; I took it."))

    assert answer.status_code == 302
    assert "07700 900123" in _seen_by(helper, case)
    assert "07700 900123" not in _seen_by(cast.hate_crime_inspector(), case)
    with clock.at(clock.now() + dt.timedelta(minutes=61)):
        assert "07700 900123" not in _seen_by(helper, case)


def test_safe_contact_is_said_as_orders_before_anything_else():
    contact = {
        **chain.ANSWERS["contact"],
        "bans": ["not_at_home", "no_voicemail"],
        "safe_words": "My brother must not know.",
    }
    case = chain.report_received(contact=contact)

    page = _seen_by(cast.control_room_operator(), case)

    assert "Do not go to the home." in page
    assert "My brother must not know." in page
    assert page.index("Do not go to the home.") < page.index("In their words")


def test_the_rules_speak_only_after_the_sergeant_has_chosen():
    case = chain.report_received(what={"words": "They left me out.", "kinds": ["excluded"]})
    ellen = cast.control_room_sergeant()

    assert "proposed" not in _seen_by(ellen, case)
    assert "The rules had proposed" in at_desk(ellen).get(address(case, "assess_as_crime")).content.decode()


def test_special_roads_have_their_banner():
    case = chain.report_received(who={"filer": "victim", "under_18": "yes"})

    assert "decide on safeguarding before any contact through a parent" in _seen_by(cast.control_room_sergeant(), case)


def test_the_list_of_help_to_print_names_nothing_of_the_case():
    case = under_investigation()
    page = at_desk(cast.officer()).get(address(case, "support")).content.decode()

    for line in page.splitlines():
        assert case.reference not in line or "no-print" in line


def test_next_goes_through_the_queue_and_round():
    first, second = chain.report_received(), chain.report_received()
    browser = at_desk(cast.control_room_sergeant())
    lines = browser.get("/desk/").context["lines"]
    assert [line.case for line in lines] == [first, second]

    place = browser.get(address(first)).context["place"]
    after_first = browser.get(f"/desk/next/?tab=team&after={place}")
    place = browser.get(address(second)).context["place"]
    after_second = browser.get(f"/desk/next/?tab=team&after={place}")

    assert after_first["Location"].startswith(address(second))
    assert after_second["Location"].startswith(address(first))


def test_the_duties_before_finalising_stand_as_buttons():
    case = chain.incident_in("local_focus")
    page = at_desk(cast.local_focus_sergeant()).get(address(case))

    first = [way.act.name for way in page.context["ways"].first]
    assert page.context["ways"].waiting.act.name == "finalise"
    assert {"review_safeguarding", "check_patterns", "inform_partners", "decide_threshold"} <= set(first)
    assert not {way.act.name for way in page.context["ways"].events} & set(first)
    assert page.context["ways"].inline.act.name == first[0]
    assert list(page.context["form"].fields)


def test_what_was_done_already_is_not_said_to_wait():
    case = chain.crime_in("under_investigation")

    assert at_desk(cast.supervising_sergeant()).get(address(case)).context["ways"].waiting is None


def test_history_says_answers_in_the_order_they_were_asked():
    case = chain.report_received()
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(officer, sergeant))

    newest = at_desk(officer).get(address(case)).context["entries"][0]

    asked = [label for label, _ in newest.said]
    in_order = ["How serious is the risk, all together?", "What did you weigh up?", "Offence", "Officer to send"]
    assert [label for label in asked if label in in_order] == in_order
    assert ("Officer to send", officer.name) in newest.said


def test_an_organisation_somebody_chose_is_called_by_its_name():
    case = chain.report_received(support={"organisations": ["victim-support"], "scope": "contact"})
    ellen, chosen = cast.control_room_sergeant(), Organisation.objects.get(code="victim-support")
    does(ellen, "signpost", case, **chain.SUPPORT, support_organisations=[str(chosen.pk)])

    answers = at_desk(ellen).get(address(case)).context["file"].answers

    values = [value for _, rows in answers for row in rows for value in row.values_list]
    assert chosen.name in values
    assert "victim-support" not in values


def test_history_says_how_the_officer_was_to_go_in_words():
    careful = {"channels": ["call", "visit"], "bans": ["not_at_home", "no_uniform"], "address": "12 Botchergate"}
    case = chain.report_received(contact=chain.ANSWERS["contact"] | careful)
    going = {"visit_place": "elsewhere", "visit_look": "plain"}
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(officer, sergeant), **going)

    newest = at_desk(officer).get(address(case)).context["entries"][0]

    assert ("How does the officer look?", "Plain clothes, no marked car") in newest.said
    assert "Where does the officer go?" in dict(newest.said)


def test_the_alarm_is_drawn_with_the_page():
    case = in_danger()

    page = at_desk(cast.control_room_operator()).get("/desk/").content.decode()

    assert f'<a class="code" href="{address(case)}">' in page


def _seen_by(who: Person, case: Case) -> str:
    who.forget_roles()
    answer = at_desk(who).get(address(case))
    assert answer.status_code == 200
    return answer.content.decode()
