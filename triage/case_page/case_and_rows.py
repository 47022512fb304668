"""A case with the rows that came along by one query, each tied to what it points at; what the page says of them is
case_file.py's. How rows come along is in gathering.py.
"""

from typing import Any

from incidents.models import Classification, ContactChange, Message, NewsChoice, Party, SubjectDetail
from partners.models import Person
from triage.case_page.case_rows import BESIDE, GATHERING
from triage.case_page.gathering import rebuilt
from triage.first_looks import is_declared
from triage.models import (
    Case,
    Clock,
    ClockEvent,
    Dispatch,
    Hearing,
    Move,
    Offence,
    Part,
    PatternAlert,
    Referral,
    SameEvent,
    Signpost,
    Task,
    Transfer,
)
from triage.situation import Situation


class CaseAndRows:
    """One case, in front of one reader."""

    def __init__(self, case: Case, person: Person) -> None:
        self.case, self.person = case, person
        #: Danger opens a case before the question was answered; it stands beside it then.
        self.is_declared = is_declared(case)
        self._beside = GATHERING.read(case.pk)
        self._name_what_it_points_at()
        report = case.report
        of_case, of_report = {"case": case}, {"report": report, "content": report.content}
        self.moves: list[Move] = self._rows("moves", **of_case)
        self.tasks: list[Task] = self._rows("tasks", **of_case)
        self.clocks: list[Clock] = self._rows("clocks", **of_case)
        self.clock_events: list[ClockEvent] = self._rows("clock_events")
        self.alerts: list[PatternAlert] = self._rows("alerts", **of_case)
        self.transfers: list[Transfer] = self._rows("transfers", **of_case)
        self.parts: list[Part] = self._rows("parts", **of_case)
        self.dispatches: list[Dispatch] = self._rows("dispatches", **of_case)
        self.offences: list[Offence] = self._rows("offences", **of_case)
        self.hearings: list[Hearing] = self._rows("hearings", **of_case)
        self.signposts: list[Signpost] = self._rows("signposts", **of_case)
        self.referrals: list[Referral] = self._rows("referrals", **of_case)
        self.led_to: list[Case] = self._rows("led_to")
        self.parties: list[Party] = self._rows("parties", report=report)
        self.messages: list[Message] = self._rows("messages", **of_report)
        #: A letter has the id of the move that sent it.
        self.letter_ids = frozenset(letter.pk for letter in self._rows("letters"))
        self.classifications: list[Classification] = self._rows("classifications", **of_report)
        self.links: list[SameEvent] = self._rows("links")
        self.changes: list[ContactChange] = self._of_parties("changes")
        self.news_choices: list[NewsChoice] = self._of_parties("news_choices")
        self.ctx = self._situation()
        self.now = self.ctx.now

    def _rows(self, name: str, **same: Any) -> list[Any]:
        return rebuilt(BESIDE[name][0].model, self._beside[name], **same)

    def _of_parties(self, name: str) -> list[Any]:
        """Rows sealed in the envelope of the person they belong to."""
        people = {party.pk: party for party in self.parties}
        rows = self._rows(name)
        for row in rows:
            row.party = people[row.party_id]
            row.contact = row.party.contact
        return rows

    def _name_what_it_points_at(self) -> None:
        case, people = self.case, {row.pk: row for row in self._rows("people")}
        forces = {row.pk: row for row in self._rows("forces")}
        case.holder = people.get(case.holder_id)
        case.officer_in_case = people.get(case.officer_in_case_id)
        case.supervising_sergeant = people.get(case.supervising_sergeant_id)
        case.report.taken_by = people.get(case.report.taken_by_id)
        case.force, case.report.belongs_to = forces[case.force_id], forces.get(case.report.belongs_to_id)
        case.area = next(iter(self._rows("areas")), None)
        case.holding_team = self._rows("teams")[0]
        case.came_from = next(iter(self._rows("origins")), None)

    def _situation(self) -> Situation:
        """What guards and choices look at, from the rows that are here already."""
        ctx = Situation(self.case, self.person)
        ctx.records = self._rows("records", case=self.case)
        ctx.offences = self.offences
        ctx.tasks = self.tasks
        ctx.dispatches = self.dispatches
        ctx.referrals = self.referrals
        ctx.open_alerts = [alert for alert in self.alerts if alert.state == "open"]
        ctx.subject = self.subject
        ctx.links = self.links
        ctx.linked_alerts = [alert for alert in self.alerts if alert.state == "confirmed"]
        ctx.transfer = next((row for row in self.transfers if row.state == "offered"), None)
        ctx.asked_countersignature = next(iter(self._rows("countersignatures", case=self.case)), None)
        ctx.change = next((row for row in self.changes if row.state == ContactChange.State.WAITING), None)
        ctx.news = next((row for row in self.news_choices if row.arrived_at and not row.live_at), None)
        ctx.codes = self._rows("codes", report=self.case.report)
        ctx.parties = self.parties
        for party in self.parties:
            party.undecided = [row for row in self.changes if row.party_id == party.pk]
        ctx.parts = {row.part for row in self.parts if row.person_id == self.person.pk}
        return ctx

    @property
    def subject(self) -> SubjectDetail | None:
        """Who is said to have done it, as long as it is kept."""
        subject = getattr(self.case.report, "subject", None)
        return subject if subject and subject.state != SubjectDetail.State.REMOVED else None
