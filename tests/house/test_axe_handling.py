"""Handling at the desk with axe: the quick entry, several cases, files, paper, amendments, the shift."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from hatereport import clock
from incidents import fresh_codes
from incidents.sending import send_answers
from tests import cast
from tests.files_of_the_cast import picture
from tests.house.cases_to_look_at import unheard_of
from tests.house.onlooker import Onlooker
from tests.running_house import House
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address
from triage.case_page.case_file import case_file
from triage.handling import attachments, disclosures, shift_summaries
from triage.handling.quick_entry import code_token
from triage.models import FirstLook
from triage.receipt import receive


@pytest.fixture
def desk(house: House, browser: Any) -> Iterator[Onlooker]:
    """Ellen's desk; nothing may have been in the way."""
    ellen = cast.control_room_sergeant()
    one = Onlooker(browser, house.url, ellen)
    yield one
    assert not (found := one.closes()), "\n".join(found)


def test_the_quick_entry_has_no_barrier_empty_wrong_and_taken(desk: Onlooker) -> None:
    desk.opens("/desk/new/")
    desk.page.evaluate("() => document.querySelectorAll('details').forEach(node => { node.open = true })")
    desk.presses("Take the report")
    desk.looks("There is a problem")
    ellen = cast.control_room_sergeant()
    answers = {**chain.ANSWERS, **unheard_of(danger={"danger": "yes"})}
    sent = send_answers(answers, channel="call", taken_by=ellen)
    fresh_codes.keep(code_token(sent.report_id), sent.return_code)
    receive(sent.report_id)
    desk.opens(f"/desk/new/{sent.report_id}/")
    desk.presses("Show the code once")
    desk.looks("Read it out, or print this page")


def test_several_cases_have_no_barrier_from_the_tick_to_what_became_of_them(desk: Onlooker) -> None:
    ellen = cast.control_room_sergeant()
    cases = [chain.report_received(**unheard_of()) for _ in range(2)]
    for case in cases:
        FirstLook.objects.create(case=case, person=ellen, at=clock.now())
        does(ellen, "take", case)
    unread = chain.report_received(**unheard_of())

    def ticks(button: str) -> None:
        desk.goes("/desk/?tab=team")
        for case in (*cases, unread):
            desk.page.get_by_label(f"Choose {case.reference}").check()
        desk.presses(button)

    ticks("Assign")
    desk.looks("Assign several")
    desk.presses("Assign")
    desk.looks("There is a problem")
    desk.page.get_by_label("To whom?").select_option(str(ellen.pk))
    desk.presses("Assign")
    desk.looks("Not done, and why")
    ticks("Write a letter")
    desk.looks("A letter to several")
    desk.page.get_by_label("We have your report").check()
    desk.presses("Look at the letter")
    desk.looks("Nothing has been sent or kept yet")
    desk.presses("Write to them")
    desk.looks("Put on their page.")


def test_files_paper_and_amendments_have_no_barrier(desk: Onlooker) -> None:
    ellen = cast.control_room_sergeant()
    case = chain.report_received(**unheard_of())
    FirstLook.objects.create(case=case, person=ellen, at=clock.now())
    does(ellen, "take", case)
    note = does(ellen, "note", case, note="She says it was the brother.")
    said = {"wrong": "The brother.", "right": "The neighbour.", "reasons": "Misheard."}
    does(ellen, "amend", case, amends=str(note.seq), **said)  # type: ignore[union-attr]  # nobody signs a note
    content = picture()
    attachments.add(
        case.pk, ellen, version=case.version, key=uuid.uuid4().hex, name="door.jpg", content=content,
        size=len(content), shows="The door.",
    )  # fmt: skip
    attachments.scan(case.attachments.get().pk)
    desk.opens(address(case), address(case, "amend"), address(case, "add_attachment"), address(case, "print"))
    desk.presses("Make the PDF")
    desk.looks("There is a problem")
    file = case_file(ellen, case.reference)
    assert file is not None
    row = disclosures.disclose(file, ellen, {"purpose": "court_file", "recipient": "The court", "names": "yes"})
    desk.opens(address(case, "print"), f"{address(case, 'print')}{row.pk}/")
    desk.goes(address(case, "print"))
    desk.goes(address(case, "add_attachment"))
    desk.presses("Add the file")
    desk.looks("There is a problem")


def test_the_shift_has_no_barrier_before_and_after_it_is_handed_over(desk: Onlooker) -> None:
    chain.report_received(**unheard_of(danger={"danger": "yes"}))
    neil = cast.control_room_sergeant(2)
    team = shift_summaries.teams_of(neil)[0]
    row = shift_summaries.hand_over(neil, team, uuid.uuid4(), "Watch the door of the mosque.")
    desk.opens("/desk/", "/desk/shift/", f"/desk/shift/{row.pk}/")
    desk.goes("/desk/shift/")
    desk.goes(f"/desk/shift/{row.pk}/")
    desk.presses("Take over")
    desk.looks("Taken over by")
