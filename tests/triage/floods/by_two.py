"""A flood as two people clear it, for the tests: found, read, proposed, confirmed, carried out."""

from typing import Any

from hatereport import clock, outbox
from incidents.models import Message
from partners.models import Person
from tests import cast
from triage.floods import asking, clearing, reading
from triage.floods.standing_out import Sorted
from triage.models import Case, FloodClearing

TEXT = "The manager of the Kings Arms refuses foreigners and says so loudly to everybody at the bar every evening."
REAL: dict[str, dict[str, Any]] = {
    "danger": {"danger": {"danger": "yes"}},
    "flags": {"where": {"place_type": "school"}},
    "victim": {"who": {"filer": "victim", "under_18": "no"}},
    "on_behalf": {"who": {"filer": "on_behalf", "agreement": "yes"}},
    "contact": {"contact": {"contact": "yes", "name": "Tom", "phone": "07700 900456", "channels": ["call"]}},
    "left_contact": {"contact": {"contact": "record_only", "record_phone": "07700 900456"}},
    "language": {"language": "pl"},
    "crime": {"what": {"words": TEXT, "kinds": ["hit"]}},
}


def found(person: Person | None = None) -> list[Sorted]:
    person = person or cast.control_room_operator()
    return asking.groups_of(person, reading.unassessed(person, 1))


def read(group: Sorted, who: Person | None = None) -> Sorted:
    """The group, when they have said that they know nobody in it."""
    who = who or cast.control_room_operator()
    asking.answer(who, group, knows_somebody=False)
    again = asking.group_of(who, 1, group.lead.case.pk)
    assert again is not None
    return again


def proposed(group: Sorted, who: Person | None = None) -> FloodClearing:
    who = who or cast.control_room_operator()
    return clearing.propose(who, read(group, who), clock.now(), reason="spam", words="One sender.")


def confirmed(of: FloodClearing, who: Person | None = None) -> FloodClearing:
    who = who or cast.control_room_operator(2)
    clearing.answer(of.pk, who, knows_somebody=False)
    clearing.decide(of.pk, who, confirm=True)
    carried_out("flood.confirmed")
    of.refresh_from_db()
    return of


def carried_out(topic: str) -> None:
    """What the worker does, until nothing of it waits."""
    while notices := list(outbox.Notice.objects.filter(topic=topic, done_at=None)):
        assert all(outbox.deliver(notice.pk) for notice in notices)


def wrote(case: Case) -> None:
    report = case.report
    message = Message(report=report, content=report.content, direction="from_reporter", sent_at=clock.now())
    message.submission_key, message.words = report.pk, "It was me."
    message.save()
