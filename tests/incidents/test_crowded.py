"""A flood at the form: what it meets, what it cannot do, and who never waits."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hatereport.crowding import doors
from incidents import return_codes
from incidents.models import Draft, Evidence, Report, ReturnVisit
from incidents.sending import send_answers
from tests.files_of_the_cast import picture
from tests.incidents.conftest import Given, Reporter, seen_on

pytestmark = pytest.mark.django_db


def crowd(door: str) -> None:
    """So many before us that the test is over before the line is."""
    while doors.COUNTERS[door].pass_through():
        pass
    for _ in range(200):
        doors.COUNTERS[door].stand_in_line()


def held(response: Any) -> bool:
    return bool(response.status_code == 429 and "Please wait a moment" in response.content.decode())


def test_a_report_that_begins_in_a_flood_waits_and_keeps_its_answer() -> None:
    crowd("begin")

    page = Client().post("/report/1/", {"danger": "no", "seen": "0"})

    assert held(page)
    assert 'name="danger" value="no"' in page.content.decode()
    assert not Draft.objects.exists()


def test_danger_never_waits() -> None:
    for door in doors.COUNTERS:
        crowd(door)
    reporter = Reporter()

    reporter.fill(p1={"danger": "yes"})
    response = reporter.send()

    assert response["Location"] == "/report/sent/"
    assert Report.objects.get().danger


def test_a_report_sent_in_a_flood_is_kept_and_goes_on_when_its_turn_comes(amina: Reporter) -> None:
    amina.fill()
    crowd("send")

    page = amina.send()
    assert held(page)
    assert not Report.objects.exists()

    doors.forget()
    html = page.content.decode()
    fields = {name: html.split(f'name="{name}" value="')[1].split('"')[0] for name in ("seen", "turn")}
    assert amina.client.post("/report/8/", fields)["Location"] == "/report/sent/"
    assert Report.objects.count() == 1


def test_more_than_an_hour_usually_brings_is_taken_and_marked(amina: Reporter) -> None:
    crowd("hour")
    amina.fill()

    assert amina.send()["Location"] == "/report/sent/"
    assert "flood" in Report.objects.get().signals


def test_a_draft_once_begun_is_answered_however_full_it_is(amina: Reporter) -> None:
    amina.fill(until=1)
    for door in doors.COUNTERS:
        crowd(door)

    for step in range(2, 8):
        assert amina.answer(step).status_code == 303


def test_a_code_waits_in_a_flood_right_or_wrong(answers: Given) -> None:
    sent = send_answers(answers())
    crowd("code")

    for code in (sent.return_code, return_codes.fresh(), "nonsense"):
        assert held(Client().post("/return/", {"code": code}))
    assert not ReturnVisit.objects.exists()


def test_a_code_is_never_locked_however_often_it_is_tried(answers: Given) -> None:
    sent = send_answers(answers())
    for _ in range(60):
        Client().post("/return/", {"code": return_codes.fresh()})
        doors.forget()

    assert Client().post("/return/", {"code": sent.return_code}).status_code == 303


def test_a_file_in_a_flood_is_asked_for_again_and_its_turn_is_kept(answers: Given) -> None:
    sent = send_answers(answers())
    client = Client()
    client.post("/return/", {"code": sent.return_code})
    crowd("file")

    page = client.post("/return/files/", {"danger": "no", "file": SimpleUploadedFile("photo.jpg", picture())})

    assert page.status_code == 429
    assert "Your turn is kept" in page.content.decode()
    assert not Evidence.objects.exists()
    doors.forget()
    again = client.post(
        "/return/files/",
        {"danger": "no", "file": SimpleUploadedFile("photo.jpg", picture()), "turn": page.context["turn"]},
    )
    assert again.status_code == 303
    assert Evidence.objects.count() == 1


def test_a_page_nobody_can_have_read_marks_the_report(amina: Reporter) -> None:
    amina.fill()
    page = amina.get("/report/8/")
    Draft.objects.update(started_at=Draft.objects.get().started_at.replace(year=2020))

    amina.client.post("/report/8/", {"seen": seen_on(page)})

    assert Report.objects.get().signals == ["too_fast"]


def test_waiting_asks_the_database_for_nothing(django_assert_num_queries: Any) -> None:
    crowd("code")
    assert held(Client().post("/return/", {"code": return_codes.fresh()}))  # crisis lines are read once a process
    with django_assert_num_queries(0):
        assert held(Client().post("/return/", {"code": return_codes.fresh()}))


def test_every_page_in_front_of_a_door_carries_a_ticket(amina: Reporter) -> None:
    amina.fill()
    pages = [Client().get("/return/"), amina.get("/report/8/")]

    assert all('name="turn" value="' in page.content.decode() for page in pages)
