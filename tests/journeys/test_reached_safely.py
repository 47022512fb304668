"""How a person is reached: never outside the rules they gave, in a new way only after staff have asked them, and by
messages that say nothing.
"""

import re
import time
from email import message_from_string
from pathlib import Path
from typing import Any

from hatereport import clock
from hatereport.outbox.models import Notice
from incidents.models import NewsChoice
from tests import cast
from tests.journeys.investigation import DISPATCH
from tests.journeys.officer import Officer
from tests.journeys.questions import answer
from tests.journeys.reporter import PATIENCE, Receipt, Reporter
from tests.journeys.stage import Stage
from tests.running_house import House

#: Somebody at home must not find out; the hours are in her own words.
CAREFULLY: dict[str, Any] = {
    "contact": "yes",
    "name": "Amina",
    "channels": ["call"],
    "phone": "07700 900321",
    "bans": ["no_voicemail", "not_at_home", "no_uniform", "someone_must_not_know", "only_times"],
    "safe_words": "Only while my brother is at work.",
}
AMINA_WAS_HIT: dict[int, dict[str, Any]] = {
    1: {"danger": "no"},
    2: {"filer": "victim"},
    3: {"words": "He hit me at the bus stop and shouted about my scarf.", "kinds": ["hit"]},
    5: {"place_type": "street", "postcode": "CA1"},
    6: {"strands": ["religion"]},
    7: CAREFULLY,
}
MAY_CALL = AMINA_WAS_HIT | {
    7: {"contact": "yes", "name": "Amina", "channels": ["call", "return_page"], "phone": "07700 900322"}
}
TALKED = {"contact_channel": "call", "contact_result": "reached", "contact_words": "Talked for a while."}


def mails_to(house: House, address: str) -> list[str]:
    """The bodies of all that has left for this address."""
    found = []
    for file in sorted(Path(house.mail).glob("*")):
        for written in file.read_text().split("-" * 79 + "\n"):
            message = message_from_string(written)
            if message["To"] == address:
                found.append(f"{message['Subject']}: {str(message.get_payload()).strip()}")
    return found


def until(what: Any) -> Any:
    give_up = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < give_up
        time.sleep(0.3)
    return found


def presses(reporter: Reporter, label: str) -> None:
    reporter.page.get_by_role("button", name=label, exact=True).click()


def asks_for_news(reporter: Reporter, address: str) -> None:
    reporter.page.goto("/return/news/")
    answer(reporter.page.locator("main form").first, {"email": address, "wording": "order"})
    presses(reporter, "Send me a test message")
    reporter.sees("Stop these messages")


def asks_to_be_reached(reporter: Reporter, **how: Any) -> None:
    reporter.page.goto("/return/contact/")
    answer(reporter.page.locator("main form").first, how)
    presses(reporter, "Send")
    reporter.sees("It is not in use yet.")


def is_refused(whom: Officer, act: str, sentence: str, **answers: Any) -> None:
    whom.begins(act)
    whom.sends(act, **answers)
    whom.sees(sentence)
    whom.page.get_by_role("link", name=re.compile("^Back to H")).click()


def test_a_victim_with_strict_rules_gets_nothing_outside_them(stage: Stage, house: House) -> None:
    amina = stage.reporter()
    receipt = amina.reports(AMINA_WAS_HIT)
    amina.comes_back(receipt)
    asks_for_news(amina, "amina.strict@home.example")

    jack, alan = stage.officer(cast.officer), stage.officer(cast.supervising_sergeant)
    ellen = stage.officer(cast.control_room_sergeant)
    crime = ellen.opens(receipt.reference)
    ellen.sees("Do not go to the home.")
    ellen.sees("Only while my brother is at work.")
    ellen.does("Take")
    sending = DISPATCH | {"officer": jack.person.name, "supervising_sergeant": alan.person.name}
    home = {"visit_place": "home", "visit_look": "plain"}
    is_refused(
        ellen, "Review and send an officer", "Go elsewhere, in plain clothes, or telephone first.", **sending | home
    )
    ellen.does("Review and send an officer", **sending, visit_place="elsewhere", visit_look="plain")

    jack.opens(crime)
    is_refused(
        jack, "Record contact", "did not choose to be reached in this way", **TALKED | {"contact_channel": "text"}
    )
    is_refused(jack, "Record contact", "Read under Safe contact when they wrote", **TALKED)
    jack.does("Record contact", **TALKED, hours_read="yes")
    assert mails_to(house, "amina.strict@home.example") == []
    assert NewsChoice.objects.get(party__report__reference=receipt.reference).tested_at is None


def test_somebody_anonymous_is_reached_after_they_said_how_and_staff_confirmed_it(stage: Stage) -> None:
    tom = stage.reporter(java_script_enabled=False)
    receipt = tom.reports(AMINA_WAS_HIT | {2: {"filer": "witness"}, 7: {"contact": "anonymous"}})
    ellen = stage.officer(cast.control_room_sergeant)
    ellen.opens(receipt.reference)
    ellen.does("Take")
    ellen.sees("Answer only on the return page")
    wrote = TALKED | {"contact_channel": "email"}
    is_refused(ellen, "Record contact", "did not choose to be reached in this way", **wrote)

    tom.comes_back(receipt)
    asks_to_be_reached(tom, channels=["email"], email="tom.later@home.example")
    until(lambda: Notice.objects.filter(topic="reporter.asked").exclude(done_at=None).exists())
    is_refused(ellen, "Record contact", "did not choose to be reached in this way", **wrote)
    ellen.sees("tom.later@home.example")
    ellen.does("Confirm new contact details", contact_channel="return_page", contact_words="He answered my question.")

    ellen.does("Record contact", **wrote)
    tom.page.goto("/return/")
    tom.is_told("Your new contact details are in use.")


def test_whoever_finds_the_code_learns_nothing_and_changes_nothing(stage: Stage) -> None:
    amina = stage.reporter()
    receipt = amina.reports(MAY_CALL)
    finder = stage.reporter()
    finder.comes_back(receipt)
    for address in ("/return/", "/return/contact/", "/return/news/"):
        finder.page.goto(address)
        said = finder.page.content()
        assert not any(secret in said for secret in ("07700", "Amina", "bus stop", "scarf"))
    asks_to_be_reached(finder, channels=["call"], phone="07700 900666")
    assert "900666" not in finder.page.content()

    ellen = stage.officer(cast.control_room_sergeant)
    ellen.opens(receipt.reference)
    ellen.does("Take")
    ellen.sees("07700 900666")
    ellen.sees("keep to the stricter of both")
    by_the_finders_page = {"contact_channel": "return_page", "contact_words": "Somebody said yes."}
    is_refused(ellen, "Confirm new contact details", "They gave another way before", **by_the_finders_page)
    ellen.does("Refuse new contact details", reasons="I called her: it was not her.")

    assert "900666" not in ellen.page.locator("section", has_text="Who is in it").last.inner_text()
    ellen.does("Record contact", **TALKED)
    amina.comes_back(Receipt(receipt.reference, receipt.code))
    amina.is_told("The new contact details are not in use.")


def test_news_comes_in_the_words_she_chose_after_she_and_staff_said_yes(stage: Stage, house: House) -> None:
    amina, address = stage.reporter(), "amina.news@home.example"
    receipt = amina.reports(MAY_CALL)
    amina.comes_back(receipt)
    asks_for_news(amina, address)
    until(lambda: mails_to(house, address))
    amina.page.reload()
    presses(amina, "Yes, it came")
    amina.sees("An officer asks you now")

    ellen = stage.officer(cast.control_room_sergeant)
    ellen.opens(receipt.reference)
    ellen.does("Take")
    ellen.does("Confirm messages about news", contact_channel="call", contact_words="She wants them.")
    amina.page.goto("/return/")
    amina.is_told("From now on we send you a short message when there is news.")
    ellen.does("Ask the reporter", question="Did anybody else see it?")
    waiting = Notice.objects.filter(topic="news.waits", payload__report_id=str(_report_of(receipt)), done_at=None)
    assert until(waiting.first).available_at > clock.now()
    waiting.update(available_at=clock.now())

    until(lambda: len(mails_to(house, address)) == 2)
    assert mails_to(house, address) == ["Your order has an update.: Your order has an update."] * 2


def _report_of(receipt: Receipt) -> object:
    return NewsChoice.objects.get(party__report__reference=receipt.reference).party.report_id
