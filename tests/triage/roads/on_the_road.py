"""Cases on a special road for the tests: reported by a plain answer, answered, told, written to."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from hatereport import clock, outbox
from incidents.models import Message
from partners.models import Person
from tests import cast
from tests.triage import chain
from tests.triage.chain import does, report_received
from triage import aftermath
from triage.models import Case, Task
from triage.tasks import reporter_wrote

#: The plain answer that raises each flag, and the kind of report it is put in.
HIT: dict[str, Any] = {"words": "They hit me.", "kinds": ["hit"]}
REFUSED: dict[str, Any] = {"words": "They would not serve me.", "kinds": ["refused"]}
ANSWERS: dict[str, chain.Sections] = {
    "police_suspect": {"what": HIT | {"who_did": ["police"]}},
    "under_18": {"who": {"filer": "victim", "under_18": "yes"}},
    "domestic": {"what": HIT | {"who_did": ["family"]}},
    "sexual": {"what": {"words": "They touched me.", "kinds": ["sexual"]}},
    "railway": {"where": {"place_type": "railway", "postcode": "CA1 1AA"}},
    "terrorism": {"what": {"words": "They had bombs and a list.", "kinds": ["terrorism"]}},
    "another_language": {"language": "pl"},
}
BUDGETS = {
    "under_18": dt.timedelta(hours=12),
    "sexual": dt.timedelta(hours=1),
    "railway": dt.timedelta(hours=1),
    "terrorism": dt.timedelta(minutes=5),
    "another_language": dt.timedelta(hours=4),
}


def on_road(flag: str, **sections: Any) -> Case:
    case = report_received(**ANSWERS[flag], **sections)
    assert flag in case.flags
    return case


def road_task(case: Case) -> Task:
    return case.tasks.exclude(road="").get(answered_at=None)


CHILD = {
    "child_decision": "steps",
    "parent_contact": "yes",
    "child_words": "Safe with her aunt; the social worker calls.",
}


def answers(case: Case, flag: str) -> None:
    """The road is answered by the duty inspector, as at night: by its own act, or in words."""
    if flag == "under_18":
        does(cast.duty_inspector(), "decide_child_safeguarding", case, **CHILD)
    else:
        does(cast.duty_inspector(), "answer_action", case, task=str(road_task(case).pk), task_answer="Done at 10:04.")


def owned(case: Case) -> Person:
    """Somebody of the domestic abuse team has taken that side of the case."""
    owner = cast.sits_in(cast.officer(2), "domestic_abuse")
    does(owner, "own_domestic", case, first_steps="Call her at work.")
    return owner


def told(case: Case) -> None:
    """What the worker does after every move so far."""
    for move in case.moves.all():
        aftermath.follow_up(move.pk)


def written(case: Case, words: str, *, danger: bool) -> Message:
    """A message of the reporter, as the return page keeps it."""
    report = case.report
    message = Message(report=report, content=report.content, direction="from_reporter", danger=danger)
    message.submission_key, message.sent_at, message.words = uuid.uuid4(), clock.now(), words
    message.save()
    return message


def wrote(case: Case, words: str, *, danger: bool) -> None:
    """The reporter writes behind the code, and the worker hears of it."""
    message = written(case, words, danger=danger)
    with transaction.atomic():
        reporter_wrote(outbox.add("reporter.message", key=case.report_id, message_id=message.pk))
    case.refresh_from_db()
