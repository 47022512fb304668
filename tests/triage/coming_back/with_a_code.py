"""One report with its case and the code its reporter holds, for the tests of what becomes of the code."""

from typing import Any

from hatereport.outbox.models import Notice
from incidents import code_changes, messages, return_codes, visits
from incidents.models import Report, ReturnCode, ReturnVisit
from incidents.return_codes import NoSuchCode, Passcode
from incidents.sending import send_answers
from partners.models import Person
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import address
from triage import aftermath
from triage.models import Case
from triage.receipt import receive
from triage.tasks import code_changed, withdrawal_requested

IDENTITY = {
    "identity_checked": "Called back on the number in the report; knew the date and the shop.",
    "contact_channel": "call",
    "code_handed": "read_out",
}
ANONYMOUS = {"contact": {"contact": "anonymous"}}


class Story:
    """One report with its case, and the code its reporter holds."""

    def __init__(self, **sections: Any) -> None:
        sent = send_answers({**chain.ANSWERS, **sections}, "en-gb")
        self.code = sent.return_code
        self.case: Case = receive(sent.report_id)
        self.report = Report.objects.get(pk=sent.report_id)

    def visit(self) -> ReturnVisit:
        visits.begin(self.code)
        return ReturnVisit.objects.select_related("report", "party").latest("id")

    def is_changed(self) -> Passcode:
        new = code_changes.change(self.visit())
        delivered("report.code_changed", code_changed)
        return new

    def asks_to_stop(self) -> None:
        messages.ask_to_withdraw(self.visit())
        delivered("report.withdrawal_requested", withdrawal_requested)

    def held(self) -> Person:
        ellen = cast.control_room_sergeant()
        does(ellen, "take", self.case)
        return ellen

    def row(self) -> ReturnCode:
        return ReturnCode.objects.get(report=self.report, replaces=None)


def delivered(topic: str, consumer: Any) -> None:
    """The worker takes what was left for it."""
    for notice in Notice.objects.filter(topic=topic):
        consumer(notice)
    for move in Case.objects.get().moves.all():
        aftermath.follow_up(move.pk)


def settles(who: Person, story: Story, answer: str) -> None:
    does(
        who, "settle_code", story.case, narrowed_code=str(story.row().pk), code_answer=answer, reasons="She told me so."
    )


def talks(who: Person, story: Story) -> None:
    does(
        who,
        "record_contact_attempt",
        story.case,
        contact_channel="call",
        contact_result="reached",
        contact_words="Spoke alone. Nobody told her to.",
    )


def whole(code: str) -> bool:
    try:
        return return_codes.find(return_codes.parse(code)).narrowed_at is None
    except NoSuchCode:
        return False


def replaced(story: Story, who: Person, **changed: Any) -> str:
    """The address of the page that shows the code once."""
    move = does(who, "replace_code", story.case, **{**IDENTITY, **changed})
    return f"{address(story.case)}code/{move.pk}/"
