"""Without a mouse: a report is sent and a crime is dispatched by keys alone."""

from typing import Any

from tests import cast
from tests.journeys.investigation import DISPATCH
from tests.journeys.keyboard import Keyboard
from tests.journeys.stage import Stage
from triage.models import Case

PAGES: tuple[dict[str, Any], ...] = (
    {"danger": "no"},
    {"filer": "witness", "under_18": "unsure"},
    {"words": "Two of them spat at her and laughed.", "kinds": ["hit"], "who_did": ["stranger"]},
    {"when": "exact", "on_day": "3", "on_month": "3", "on_year": "2026", "repeat": "never"},
    {"place_type": "street", "postcode": "CA1"},
    {"strands": ["disability"], "reason": "They mimicked how she walks."},
    {"contact": "yes", "name": "Tom", "channels": ["email"], "email": "tom.keys@home.example"},
)


def test_a_report_and_its_dispatch_need_no_mouse(stage: Stage) -> None:
    tom = stage.reporter()
    tom.page.goto("/")
    keys = Keyboard(tom.page)
    keys.presses("Start")
    for answers in PAGES:
        keys.answers(answers)
        keys.presses("Continue")
    keys.presses("Send")
    tom.sees("We have your report")
    reference = tom.page.inner_text("main strong.code")
    keys.presses("I have saved it")

    jack, alan = stage.at_the_door(cast.officer), stage.at_the_door(cast.supervising_sergeant)
    ellen = stage.at_the_door(cast.control_room_sergeant)
    ellen.page.goto("/desk/")
    keys = Keyboard(ellen.page)
    keys.answers({"login": ellen.person.email, "password": cast.PASSWORD})
    keys.presses("Sign in")
    case = Case.objects.get(report__reference=reference)
    ellen.page.reload()
    keys.presses(case.reference)
    keys.enters("No, open it")
    keys.answers(
        {
            "risk_level": "medium",
            "assessment": "Read, and weighed.",
            "strands": ["disability"],
            "offence": "Common assault (Violence without injury)",
            "officer": jack.person.name,
            "supervising_sergeant": alan.person.name,
            "log_number": str(DISPATCH["log_number"]),
            "support": "accepted",
            "bans_seen": "yes",
        }
    )
    keys.presses("Review and send an officer")

    ellen.sees("Review and send an officer. Done.")
    case.refresh_from_db()
    assert case.state == "dispatched"
    assert case.officer_in_case == jack.person
