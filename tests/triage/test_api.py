"""The API does what the desk does: the same scope, the same acts, the same refusals, and never a name."""

import pytest
from django.test import Client

from hatereport.audit.models import Entry
from tests import cast
from tests.triage import chain
from tests.triage.desk_browser import MOST, at_desk, at_most, under_investigation
from triage.models import Case

pytestmark = pytest.mark.django_db
JSON = "application/json"


def attempt(client: Client, case: Case, name: str, version: int | None = None, **data: object):
    body = {"version": case.version if version is None else version, "key": name, "data": data}
    return client.post(f"/api/v1/cases/{case.reference}/acts/{name}/", body, content_type=JSON)


def test_cases_are_facts_without_a_name_or_a_word():
    case = under_investigation()
    client = at_desk(cast.control_room_sergeant())

    with at_most(MOST):
        listed = client.get("/api/v1/cases/?kind=hate_crime&open=true")
    read = client.get(f"/api/v1/cases/{case.reference}/")

    assert [row["reference"] for row in listed.json()["results"]] == [case.reference]
    assert read.json()["state"] == "under_investigation"
    for secret in ("Amina", "07700", "shouted"):
        assert secret not in listed.content.decode() + read.content.decode()


def test_pages_are_turned_by_a_cursor():
    for _ in range(51):
        chain.report_received()
    client = at_desk(cast.control_room_sergeant())

    first = client.get("/api/v1/cases/").json()
    second = client.get(first["next"]).json()

    assert (len(first["results"]), len(second["results"]), second["next"]) == (50, 1, None)


def test_an_act_is_done_and_a_second_attempt_with_its_key_is_the_same():
    case = chain.report_received()
    client = at_desk(cast.control_room_sergeant())
    answers = chain.dispatching(cast.officer(), cast.supervising_sergeant())

    first = attempt(client, case, "review_and_dispatch", **answers)
    second = attempt(client, case, "review_and_dispatch", **answers)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    assert first.json()["state"] == "dispatched"


def test_what_is_missing_is_422_by_field():
    case = chain.report_received()

    answer = attempt(at_desk(cast.control_room_sergeant()), case, "review_and_dispatch")

    assert answer.status_code == 422
    assert answer.json()["errors"]["risk_level"] == "Choose the level of risk."


def test_what_is_not_open_and_what_was_overtaken_are_409():
    case = under_investigation()
    refused = attempt(at_desk(cast.control_room_sergeant()), case, "uphold_nfa")
    overtaken = attempt(at_desk(cast.officer()), case, "propose_outcome", version=1)

    assert refused.status_code == 409
    assert overtaken.status_code == 409
    assert overtaken.json()["version"] == case.version


def test_an_act_that_needs_a_signature_says_that_it_waits():
    case = chain.report_received()
    answers = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    answers |= {"allocation_reason": "online", "victims_view": "Wants it gone."}

    answer = attempt(at_desk(cast.control_room_sergeant()), case, "allocate_without_attendance", **answers)

    assert answer.status_code == 201
    assert answer.json()["waits_for_signature"]
    case.refresh_from_db()
    assert case.state == "control_room"


def test_openness_is_the_one_of_the_page():
    case = under_investigation()

    rows = at_desk(cast.officer()).get(f"/api/v1/cases/{case.reference}/acts/").json()

    by_name = {row["name"]: row for row in rows}
    assert by_name["refer_to_cps"]["open"]
    assert by_name["propose_outcome"]["reasons"] == ["The specialist hate crime sergeant reviews it first."]
    assert "message_received" not in by_name


@pytest.mark.parametrize("role", ["control_room_sergeant", "local_focus_sergeant"])
def test_dev_finds_no_case_of_ours(role):
    case = chain.report_received()
    client = at_desk(cast.dev(role))

    assert client.get("/api/v1/cases/").json()["results"] == []
    assert client.get(f"/api/v1/cases/{case.reference}/").status_code == 404
    assert client.get(f"/api/v1/cases/{case.reference}/acts/").status_code == 404
    assert attempt(client, case, "take").status_code == 404


@pytest.mark.parametrize("who", [cast.victim_support, cast.auditor, cast.force_administrator])
def test_people_without_a_desk_are_refused(who):
    assert at_desk(who()).get("/api/v1/cases/").status_code == 403


def test_nobody_signed_in_gets_nothing(client):
    for path in ("cases/", "schema/", "docs/"):
        assert client.get(f"/api/v1/{path}").status_code == 403, path


def test_words_in_the_wrong_shape_are_refused_with_a_sentence():
    case = chain.report_received()
    client = at_desk(cast.control_room_sergeant())

    for data in ({"note": ["a", "list"]}, {"note": {"a": 1}}, {"note": None}):
        answer = attempt(client, case, "note", **data)
        assert answer.status_code == 422, data
    assert client.post(f"/api/v1/cases/{case.reference}/acts/note/", "[]", content_type=JSON).status_code == 400


def test_the_description_names_every_address():
    paths = at_desk(cast.control_room_sergeant()).get("/api/v1/schema/?format=json").json()["paths"]

    assert set(paths) == {
        "/api/v1/cases/",
        "/api/v1/cases/{reference}/",
        "/api/v1/cases/{reference}/acts/",
        "/api/v1/cases/{reference}/acts/{name}/",
    }


def test_reading_a_case_is_one_consultation():
    case = chain.report_received()
    ellen = cast.control_room_sergeant()

    at_desk(ellen).get(f"/api/v1/cases/{case.reference}/")

    looks = Entry.objects.filter(actor_id=ellen.pk)
    assert [(look.chain, look.action, look.act) for look in looks] == [(f"case:{case.pk}", "consultation", "api_read")]


def test_an_act_says_what_it_asks_and_which_answers_are_accepted():
    case = chain.report_received()
    officer = cast.officer()
    client = at_desk(cast.control_room_sergeant())

    with at_most(MOST):
        asked = client.get(f"/api/v1/cases/{case.reference}/acts/review_and_dispatch/").json()

    questions = {question["name"]: question for question in asked["questions"]}
    assert asked["open"]
    assert {"value": str(officer.pk), "label": officer.name} in questions["officer"]["options"]
    assert [option["value"] for option in questions["risk_level"]["options"]] == ["low", "medium", "high", "critical"]
    assert questions["thrive_harm"] == {
        "name": "thrive_harm", "label": "Harm", "kind": "words", "required": False, "only_if": None, "options": [],
    }  # fmt: skip


def test_what_an_act_asks_holds_no_word_of_anybody():
    case = chain.incident_in("local_focus")
    client = at_desk(cast.local_focus_sergeant())

    asked = client.get(f"/api/v1/cases/{case.reference}/acts/answer_action/")

    tasks = next(one for one in asked.json()["questions"] if one["name"] == "task")["options"]
    assert len(tasks) == 1
    for secret in ("Call the person", "Amina", "07700"):
        assert secret not in asked.content.decode()


def test_an_act_that_does_not_exist_or_is_the_system_s_asks_nothing():
    case = chain.report_received()
    client = at_desk(cast.control_room_sergeant())

    for name in ("danger_reported", "nothing"):
        assert client.get(f"/api/v1/cases/{case.reference}/acts/{name}/").status_code == 404
