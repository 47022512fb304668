"""Attempts to break in at the desk: each was tried by hand once, got somewhere, and gets nowhere now."""

import datetime as dt
import uuid

import pytest
from django.test import Client

from hatereport import clock
from hatereport.audit.models import Entry
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from tests.triage.desk_browser import address, at_desk, in_danger, posted
from triage.acting import act
from triage.countersigning import decide
from triage.models import Case
from triage.news import alarms
from triage.refusals import Refused
from triage.scope import visible_to
from triage.tasks import sweep_clocks

pytestmark = pytest.mark.django_db
JSON = "application/json"


# --- a police suspect who was in the case already ---------------------------------------------------------------------


def test_whoever_was_named_in_a_case_loses_it_when_it_is_restricted() -> None:
    case = crime_in("under_investigation")
    officer, sergeant = cast.officer(), cast.supervising_sergeant()

    does(cast.duty_inspector(), "restrict", case, reasons="It is about the officer in the case.")

    for who in (officer, sergeant):
        who.forget_roles()
        assert not visible_to(who).filter(pk=case.pk).exists()
        assert at_desk(who).get(address(case)).status_code == 404
    assert (case.officer_in_case, case.supervising_sergeant) == (None, None)


def test_professional_standards_name_somebody_else_and_go_on() -> None:
    case = crime_in("under_investigation")
    standards, officer, sergeant = cast.professional_standards(), cast.officer(2), cast.supervising_sergeant(2)
    does(cast.duty_inspector(), "restrict", case, reasons="It is about the officer in the case.")

    does(standards, "change_supervisor", case, supervising_sergeant=str(sergeant.pk), reasons="Untouched by it.")
    does(standards, "change_officer", case, officer=str(officer.pk), reasons="Untouched by it.")
    does(sergeant, "accept_supervision", case)
    chain.proposed(case)
    does(sergeant, "endorse", case, reasons="Agreed.")

    assert case.state == "nfa_final_review"


def test_the_other_case_of_a_restricted_report_does_not_give_its_words_away() -> None:
    incident = report_received(**chain.NO_CRIME)
    sending = chain.dispatching(cast.officer(), cast.supervising_sergeant()) | {"road": "dispatch"}
    does(cast.control_room_sergeant(), "assess_as_crime", incident, **sending)
    crime = Case.objects.get(came_from=incident)
    assert at_desk(cast.control_room_operator()).get(address(incident)).status_code == 200

    does(cast.duty_inspector(), "restrict", crime, reasons="It is about a colleague.")

    for who in (cast.control_room_operator(), cast.hate_crime_inspector(), cast.officer()):
        assert at_desk(who).get(address(incident)).status_code == 404
    assert at_desk(cast.professional_standards()).get(address(incident)).status_code == 200
    assert Entry.objects.filter(chain=f"case:{incident.pk}", act="restrict").exists()


# --- keys -------------------------------------------------------------------------------------------------------------


def test_no_key_of_a_person_stands_in_the_way_of_the_system() -> None:
    case = crime_in("under_investigation")
    officer = cast.officer()
    does(officer, "ask_for_information", case, question="Which shop?")

    with pytest.raises(Refused):
        act(case.pk, "note", officer, version=case.version, key=f"overdue:{case.version + 1}", data={"note": "x"})
    with clock.at(clock.now() + dt.timedelta(days=8)):
        sweep_clocks()

    case.refresh_from_db()
    assert case.state == "under_investigation"


@pytest.mark.parametrize("key", ["", "a\x00b", "message:1"])
def test_a_page_without_a_usable_key_does_nothing_and_keeps_what_was_typed(key: str) -> None:
    case = report_received()

    page = at_desk(cast.control_room_sergeant()).post(
        address(case, "note"), posted(case, note="Called her.") | {"key": key}
    )

    assert page.status_code == 409
    assert "Called her." in page.content.decode()
    assert not case.moves.filter(act="note").exists()


def test_a_signature_sent_with_the_key_of_another_s_act_is_none() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "refer_to_cps", case, cps_receipt="CPS-1", reasons="Sent.")
    asked, theirs = case.countersignatures.get(), case.moves.get(act="ask_countersignature")

    with pytest.raises(Refused):
        decide(case.pk, asked.pk, cast.supervising_sergeant(), sign=True, reasons="", key=theirs.key)


# --- alarms that are drowned ------------------------------------------------------------------------------------------


def test_a_new_danger_is_called_however_much_else_is_late() -> None:
    sergeant, inspector = cast.supervising_sergeant(), cast.duty_inspector()
    for _ in range(3):
        case = report_received()
        does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(cast.officer(), sergeant))

    with clock.at(clock.now() + dt.timedelta(hours=5)), pytest.MonkeyPatch.context() as patched:
        patched.setattr(alarms, "MOST", 2)
        danger = in_danger()
        with clock.at(clock.now() + dt.timedelta(minutes=3)):
            calls = alarms.calls_for(inspector)

    assert danger.reference in [call.reference for call in calls]


def test_calls_nobody_may_see_leave_room_for_those_they_may() -> None:
    bans = {"what": {"words": "He works there.", "kinds": ["hit"], "who_did": ["police"]}}
    for _ in range(3):
        hidden = report_received(**bans)
        does(
            cast.professional_standards(),
            "review_and_dispatch",
            hidden,
            **chain.dispatching(cast.officer(), cast.supervising_sergeant()),
        )
    case = report_received()
    does(
        cast.control_room_sergeant(),
        "review_and_dispatch",
        case,
        **chain.dispatching(cast.officer(), cast.supervising_sergeant()),
    )

    with clock.at(clock.now() + dt.timedelta(minutes=11)), pytest.MonkeyPatch.context() as patched:
        patched.setattr(alarms, "MOST", 2)
        assert [call.reference for call in alarms.calls_for(cast.duty_inspector())] == [case.reference]


# --- what makes a page break ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "where",
    [
        "/desk/cases/%00/",
        "/desk/cases/%00/note/",
        "/api/v1/cases/%00/",
        "/api/v1/cases/HC%00/acts/",
        "/api/v1/cases/?cursor=cD1hYmM%3D",
        "/api/v1/cases/?cursor=cD0lMDA%3D",
    ],
)
def test_addresses_of_nonsense_are_not_found(where: str) -> None:
    assert at_desk(cast.control_room_sergeant()).get(where).status_code == 404


def api_attempt(client: Client, case: Case, data: str) -> int:
    body = f'{{"version": {case.version}, "key": "{uuid.uuid4().hex}", "data": {data}}}'
    return client.post(f"/api/v1/cases/{case.reference}/acts/note/", body, content_type=JSON).status_code


def test_json_that_cannot_be_read_or_kept_is_answered() -> None:
    case, client = report_received(), at_desk(cast.control_room_sergeant())

    assert api_attempt(client, case, '{"note":' + "[" * 100_000 + "]" * 100_000 + "}") == 400
    assert api_attempt(client, case, '{"note": "half a \\ud800 pair"}') == 201


def test_a_notice_numbered_beyond_all_numbers_is_none() -> None:
    answer = at_desk(cast.control_room_sergeant()).post("/desk/news/seen/", {"notice": ["9" * 5000, "9" * 18, "٣"]})

    assert answer.status_code == 302
