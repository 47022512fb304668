"""What an act looks at while it decides: the case, the person, the answers, the moment. Read-only facts, asked once.

Guards (guards.py), choices (choosing.py) and effects (effects/) all take a Situation; only acting.py makes one for
writing, pages make one for showing.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q

from hatereport import clock
from incidents.models import ContactChange, NewsChoice, Party, ReturnCode, SubjectDetail
from partners.models import Person
from triage.colleagues import Near
from triage.models import (
    Case,
    Countersignature,
    Dispatch,
    Move,
    Offence,
    PatternAlert,
    Record,
    Referral,
    SameEvent,
    Task,
    Transfer,
)
from triage.roads import blocks
from triage.shapes import NO_ACT, Act
from triage.states import STATE_OF, State
from triage.victims import parties_of

#: For how long a reason given once keeps the names in sight.
REVEALED_FOR = dt.timedelta(hours=1)


@dataclass
class Situation:
    """`role` is the one the actor acts in; `answers` are empty until they have been read."""

    case: Case
    actor: Person | None
    act: Act = NO_ACT
    answers: dict[str, Any] = field(default_factory=dict)
    role: str = ""
    countersigned_by: Person | None = None
    now: dt.datetime = field(default_factory=clock.now)
    move: Move | None = None
    #: People of a role who are near the case, as far as they were asked for (colleagues.py).
    near: dict[str, list[Near]] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        """The person who acts, where only a person can."""
        assert self.actor is not None
        return self.actor

    @property
    def done(self) -> Move:
        """The move that was written, for what follows from it."""
        assert self.move is not None
        return self.move

    @property
    def state(self) -> State:
        return self.case.stage

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Roles that own the state; while the reporter is asked, those that own the state it was asked from."""
        if self.state.owners or not self.state.open:
            return self.state.owners
        asked = self.case.moves.filter(to=self.case.state).exclude(frm=self.case.state).latest("seq")
        return STATE_OF[self.case.kind, asked.frm].owners

    @cached_property
    def roles(self) -> set[str]:
        """Codes of the roles the actor holds in the force of the case."""
        return self.actor.roles(self.case.force_id) if self.actor else set()

    def stands_for(self, person_id: uuid.UUID | None, role: str = "") -> bool:
        """Whether the actor is this person, or covers for them now: in this role, or in any where none is named."""
        if self.actor is None or person_id is None:
            return False
        if self.actor.pk == person_id:
            return True
        force = self.case.force_id
        covers = (away for away in self.actor.covers_for() if away.force_id == force and away.person_id == person_id)
        return any(role in ("", away.role) for away in covers)

    @property
    def is_theirs(self) -> bool:
        """Whose case it is: the holder, the officer, the supervising sergeant, or whoever covers for one of them."""
        case = self.case
        return (
            self.stands_for(case.holder_id)
            or self.stands_for(case.officer_in_case_id, "officer")
            or self.stands_for(case.supervising_sergeant_id, "supervising_sergeant")
        )

    @cached_property
    def records(self) -> list[Record]:
        return list(self.case.records.all())

    def has_record(self, kind: str, **codes: str) -> bool:
        """Is there a record of this kind, with these coded answers?"""
        return any(
            record.kind == kind and all(record.codes.get(name) == value for name, value in codes.items())
            for record in self.records
        )

    @cached_property
    def blocks(self) -> frozenset[str]:
        """What is blocked because a partner, relative or carer is involved, and not lifted."""
        return blocks.in_force(self.case)

    @cached_property
    def offences(self) -> list[Offence]:
        return list(self.case.offences.all())

    @cached_property
    def open_offences(self) -> list[Offence]:
        """Rows that nobody has charged or ended for good."""
        return [row for row in self.offences if row.outcome is None or row.outcome.ends != "charge"]

    @cached_property
    def tasks(self) -> list[Task]:
        return list(self.case.tasks.select_related("team"))

    @property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.answered_at is None]

    @cached_property
    def dispatches(self) -> list[Dispatch]:
        return list(self.case.dispatches.all())

    @cached_property
    def open_alerts(self) -> list[PatternAlert]:
        return [alert for alert in self.case.alerts.select_related("other") if alert.state == "open"]

    @cached_property
    def linked_alerts(self) -> list[PatternAlert]:
        """Cases somebody has confirmed as belonging to this one, but for those that have been restricted since."""
        rows = self.case.alerts.filter(state=PatternAlert.State.CONFIRMED, other__restricted=False)
        return list(rows.select_related("other"))

    @cached_property
    def transfer(self) -> Transfer | None:
        """The open offer to another force."""
        return self.case.transfers.filter(state="offered").select_related("to_force").first()

    @cached_property
    def referrals(self) -> list[Referral]:
        return list(self.case.referrals.select_related("organisation"))

    @cached_property
    def parties(self) -> list[Party]:
        """Everybody in the report, the filer first."""
        return parties_of(self.case.report_id)

    @cached_property
    def subject(self) -> SubjectDetail | None:
        """Details of the person blamed, as long as they are kept."""
        rows = SubjectDetail.objects.filter(report_id=self.case.report_id).exclude(state=SubjectDetail.State.REMOVED)
        return rows.select_related("subject").first()

    @cached_property
    def links(self) -> list[SameEvent]:
        """Links to other reports of the same event that nobody has undone."""
        report = self.case.report_id
        rows = SameEvent.objects.filter(Q(report=report) | Q(other=report), undone_at=None)
        return list(rows.select_related("report", "other"))

    @cached_property
    def change(self) -> ContactChange | None:
        """Other contact details that wait for somebody to ask the person."""
        rows = ContactChange.objects.filter(party__report_id=self.case.report_id, state=ContactChange.State.WAITING)
        return rows.select_related("contact", "party__contact", "party__report").first()

    @cached_property
    def news(self) -> NewsChoice | None:
        """An address for "there is news" whose test message came, and that nobody has confirmed."""
        rows = NewsChoice.objects.filter(party__report_id=self.case.report_id, stopped_at=None, live_at=None)
        rows = rows.exclude(arrived_at=None)
        return rows.select_related("contact", "party__contact", "party__report").first()

    @cached_property
    def codes(self) -> list[ReturnCode]:
        """The return codes of the report, oldest first; only their fingerprints are stored."""
        return list(ReturnCode.objects.filter(report_id=self.case.report_id).order_by("created_at"))

    @cached_property
    def asked_countersignature(self) -> Countersignature | None:
        return self.case.countersignatures.filter(state="asked").select_related("asked_by").first()

    @cached_property
    def parts(self) -> set[str]:
        """Parts the actor has played in this case."""
        if self.actor is None:
            return set()
        return set(self.case.parts.filter(person=self.actor).values_list("part", flat=True))
