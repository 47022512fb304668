"""Making a flood in tests: thousands of reports written as the worker would leave them, past every trigger, in bulk."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from hatereport import clock
from hatereport.sealing import Envelope
from incidents import sending
from incidents.references import case_reference
from partners.models import Force, Person
from partners.teams import team_for
from tests.triage import chain
from triage import placing
from triage.invented.copying import copy
from triage.models import Case, Clock, Move
from triage.moving import SYSTEM_ROLE, edge_id

PLACEMENT = {"force": "cumbria", "area": "carlisle", "basis": "outcode", "belongs_to": ""}
#: A witness nobody can reach, who saw nothing that a rule calls a crime.
NOBODY = {
    "danger": {"danger": "no"},
    "who": {"filer": "witness"},
    "where": {"place_type": "street"},
    "why": {"strands": ["race"], "reason": "The words they used."},
    "contact": {"contact": "anonymous"},
}


def said(words: str, *, blames: str = "", **sections: Any) -> chain.Sections:
    """A flood's report: these words, and the name it blames."""
    suspect = {"suspect": {"known": "known", "suspect_name": blames}} if blames else {}
    return {**NOBODY, "what": {"words": words, "kinds": ["refused"]}, **suspect, **sections}


def real(words: str, **sections: Any) -> Case:
    """A report that comes the whole way, through the form's answers and the worker."""
    return chain.report_received(**said(words, **sections))


def pour(reports: Iterable[chain.Sections], signals: tuple[str, ...] = ("too_fast", "flood")) -> list[Case]:
    """Each report and its case in the control room, in a few statements for all."""
    force = Force.objects.get(pk="cumbria")
    team = team_for("control_room", force, "carlisle")
    composed = [
        sending.compose({**one, "placement": PLACEMENT}, "en-gb", submission_key=uuid.uuid4(), signals=signals)
        for one in reports
    ]
    cases = [_case(one, force, team) for one in composed]
    moves = [
        Move(
            case=case, seq=1, edge_id=edge_id(case.kind, "receive", "", "control_room"), act="receive", frm="",
            to="control_room", at=case.opened_at, actor_role=SYSTEM_ROLE, key="open",
        )
        for case in cases
    ]  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        sending.store(composed)
        Envelope.objects.bulk_create([case.staff for case in cases])
        copy(cases)
        copy(moves)
        cursor.execute(
            "UPDATE triage_case SET version = 1, state = 'control_room' WHERE id = ANY (%s::uuid[])",
            [[case.pk for case in cases]],
        )
        copy([_first_read(case) for case in cases])
    return cases


def clicks(who: Person, browser: Any) -> "Counted":
    return Counted(who, browser)


class Counted:
    """A browser whose pages and clicks are counted: each page asked for is a click, each form sent is one too."""

    def __init__(self, who: Person, browser: Any) -> None:
        self.who, self.browser, self.pages, self.sent, self.typed = who, browser, 0, 0, 0

    def open(self, address: str) -> Any:
        self.pages += 1
        return self.browser.get(address)

    def send(self, address: str, **answers: Any) -> Any:
        self.sent += 1
        self.typed += len(answers)
        return self.browser.post(address, answers)


def _case(one: sending.Composed, force: Force, team: Any) -> Case:
    report, now = one.report, clock.now()
    return Case(
        reference=case_reference("HC" if report.proposed_kind == "hate_crime" else "HI"),
        report=report,
        kind=report.proposed_kind,
        state="",
        force=force,
        area_id="carlisle",
        holding_team=team,
        risk=placing.risk_of(report.flags, danger=report.danger),
        flags=report.flags,
        strands=report.strands,
        danger=report.danger,
        next_due_at=now,
        silence_since=now,
        opened_at=now,
        entered_state_at=now,
        staff=Envelope.fresh(force.pk, "staff"),
    )


def _first_read(case: Case) -> Clock:
    return Clock(
        case=case, kind="assessment", started_at=case.opened_at, due_at=case.next_due_at, next_check_at=case.next_due_at
    )
