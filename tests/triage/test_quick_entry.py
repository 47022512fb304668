"""What somebody tells an officer is the same report as from the web, with who took it, typed once and never lost."""

import uuid

import pytest

from hatereport.audit.models import Entry
from incidents import return_codes
from incidents.models import Consent, Party, Report
from tests import cast
from tests.triage.desk_browser import MOST, address, at_desk, at_most
from triage.models import Case

pytestmark = pytest.mark.django_db

SAID = {
    "danger": "no",
    "channel": "call",
    "filer": "victim",
    "under_18": "no",
    "words": "He spat at me and told me to go home.",
    "kinds": ["hit"],
    "place_type": "street",
    "postcode": "CA1 1AA",
    "strands": ["race"],
    "contact": "yes",
    "name": "Amina Yusuf",
    "phone": "07700 900123",
    "channels": ["call"],
    "bans": ["no_voicemail"],
}


def told(who, **said):
    return at_desk(who).post("/desk/new/", SAID | {"key": str(uuid.uuid4())} | said)


def test_a_call_becomes_a_report_with_who_took_it_and_its_case_is_there_at_once():
    joan = cast.control_room_operator()

    answer = told(joan)

    report = Report.objects.get()
    assert answer["Location"] == f"/desk/new/{report.pk}/"
    assert (report.channel, report.taken_by, report.filer) == ("call", joan, "victim")
    assert report.narrative == "He spat at me and told me to go home."
    assert report.signals == []
    case = Case.objects.get(report=report)
    assert (case.state, case.force_id) == ("control_room", "cumbria")
    entry = Entry.objects.get(act="send")
    assert (entry.actor_id, entry.action) == (joan.pk, "collection")


def test_safe_contact_holds_as_it_does_from_the_web():
    told(cast.control_room_operator())

    party = Party.objects.get()
    assert party.channels == ["call"]
    assert party.bans == ["no_voicemail"]


def test_the_case_says_how_it_came_and_who_took_it():
    joan = cast.control_room_operator()
    told(joan)

    page = at_desk(joan).get(address(Case.objects.get())).content.decode()

    assert "By telephone (101), taken by Joan Tyson" in page


def test_the_code_is_shown_once_to_who_took_it_and_works():
    joan = cast.control_room_operator()
    where = told(joan)["Location"]
    browser = at_desk(joan)

    page = browser.get(where)
    assert Report.objects.get().reference in page.content.decode()
    shown = browser.post(where).context["code"]

    assert return_codes.find(return_codes.parse(shown)).report == Report.objects.get()
    assert 'id="code"' not in browser.post(where).content.decode()
    assert at_desk(cast.control_room_operator(2)).get(where).status_code == 404


def test_sent_twice_it_is_one_report():
    joan, key = cast.control_room_operator(), str(uuid.uuid4())

    first, second = told(joan, key=key), told(joan, key=key)

    assert first["Location"] == second["Location"]
    assert Report.objects.count() == 1
    assert Case.objects.count() == 1


def test_nothing_typed_is_lost_when_something_is_missing():
    answer = told(cast.control_room_operator(), danger="", contact="")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "He spat at me and told me to go home." in page
    assert "Choose yes if someone is in danger now, or no if not" in page
    assert "Choose whether we may contact you" in page
    assert not Report.objects.exists()


def test_danger_comes_first_and_somebody_is_sent_from_the_next_page():
    joan = cast.control_room_operator()

    page = at_desk(joan).get(told(joan, danger="yes")["Location"]).content.decode()

    case = Case.objects.get()
    assert case.danger
    assert page.index("Send somebody first") < page.index(Report.objects.get().reference)
    answer = at_desk(joan).post(
        address(case, "dispatch_now"), {"version": case.version, "key": "now", "log_number": "CC-1"}
    )
    assert answer.status_code == 302
    assert case.dispatches.get().log_number == "CC-1"


def test_who_sent_somebody_first_finds_the_way_back_to_the_code():
    joan = at_desk(cast.control_room_operator())
    nobody = {"contact": "anonymous", "name": "", "phone": "", "channels": [], "bans": []}
    where = joan.post("/desk/new/", SAID | nobody | {"danger": "yes", "key": str(uuid.uuid4())})["Location"]
    case = Case.objects.get()

    sent = {"version": case.version, "key": "now", "log_number": "CC-1"}
    page = joan.post(address(case, "dispatch_now"), sent, follow=True).content.decode()
    assert where in page
    assert where not in at_desk(cast.control_room_sergeant()).get(address(case)).content.decode()

    page = joan.get(where).content.decode()
    assert "Send somebody first" not in page
    assert "nobody can give another" in page
    joan.post(where)
    assert "Replace a lost code" not in joan.get(where).content.decode()
    assert where not in joan.get(address(case)).content.decode()


def test_an_officer_takes_it_in_the_street_and_the_control_room_has_it():
    jack = cast.officer()

    where = told(jack, channel="in_person", danger="yes")["Location"]

    page = at_desk(jack).get(where).content.decode()
    assert "The control room is called to it now" in page
    assert "Open the case" not in page
    assert Case.objects.get().holding_team.kind == "control_room"


def test_without_a_place_it_belongs_to_the_force_it_was_told_to():
    told(cast.local_focus_sergeant(), channel="counter", postcode="", place_type="")

    assert Report.objects.get().force_id == "cumbria"


def test_another_place_is_another_force_as_from_the_web():
    told(cast.control_room_operator(), postcode="LE1 5WW")

    assert Report.objects.get().force_id == "leicestershire"


def test_a_paper_form_is_typed_in_as_one():
    told(cast.local_focus_sergeant(), channel="paper")

    assert Report.objects.get().channel == "paper"


def test_what_an_officer_found_needs_nobody_who_reports():
    told(cast.officer(), filer="officer", channel="in_person", contact="anonymous", name="", phone="", channels=[])

    assert Report.objects.get().filer == "officer"


def test_consent_is_asked_of_the_person_and_kept():
    browser = at_desk(cast.control_room_operator())
    offered = browser.get("/desk/new/").context["entry"].sections["support"].fields["organisations"].choices
    code = offered[0][0]

    told(cast.control_room_operator(), organisations=[code], scope="contact")

    assert Consent.objects.get().organisation.code == code


def test_who_wants_no_contact_is_passed_on_to_nobody():
    browser = at_desk(cast.control_room_operator())
    code = browser.get("/desk/new/").context["entry"].sections["support"].fields["organisations"].choices[0][0]

    answer = told(cast.control_room_operator(), contact="anonymous", channels=[], organisations=[code], scope="contact")

    assert answer.status_code == 422
    assert "They want no contact" in answer.content.decode()


def test_no_question_of_one_section_has_the_name_of_another():
    entry = at_desk(cast.control_room_operator()).get("/desk/new/").context["entry"]
    names = [name for form in (entry.taken, *entry.sections.values()) for name in form.fields]

    assert len(names) == len(set(names))


def test_the_page_takes_few_queries():
    browser = at_desk(cast.control_room_operator())

    with at_most(MOST):
        assert browser.get("/desk/new/").status_code == 200


@pytest.mark.parametrize("who", [cast.auditor, cast.hate_crime_inspector, cast.force_administrator])
def test_it_is_for_those_who_speak_with_people(who):
    assert at_desk(who()).get("/desk/new/").status_code == 403
