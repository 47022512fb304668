"""A case as it is read: everything its page shows, brought by one query and opened only where the reader may see it.

Reading writes nothing; the view records the consultation. Its rows are case_and_rows.py's, the timeline is in
timeline.py, how somebody may be reached in contact_orders.py, what may be done in openness.py.
"""

from functools import cached_property

from incidents import summary
from incidents.models import Classification, Party
from incidents.questions import SECTIONS
from partners.models import Organisation, Person
from triage import coming_back, follow_ups, wording
from triage.case_page.case_and_rows import CaseAndRows
from triage.case_page.contact_orders import SafeContact
from triage.first_looks import refuse_unopened, with_first_look
from triage.models import (
    Case,
    Clock,
    Referral,
    Signpost,
    Task,
)
from triage.openness import Openness, openness
from triage.roads import young
from triage.roads.table import ROAD_OF, Road
from triage.scope import visible_to
from triage.search_alarms import with_looks
from triage.situation import REVEALED_FOR
from triage.workflow import acts_from

_SEALED_TOGETHER = ("report__content", "report__subject__subject", "staff")


def case_file(person: Person, reference: str) -> "CaseFile | None":
    """The case of this reference with all that hangs on it, if it is in the person's scope. Two queries.

    Raises Unopened where they have not said yet whether they know anyone in it.
    """
    cases = with_first_look(visible_to(person).filter(reference=reference.upper()), person)
    case = with_looks(cases, person).select_related(*_SEALED_TOGETHER).first()
    if case is None:
        return None
    refuse_unopened(person, case)
    return CaseFile(case, person)


class CaseFile(CaseAndRows):
    """One case in front of one reader."""

    # --- what may be done ------------------------------------------------------------------------------------------

    @cached_property
    def openness(self) -> list[Openness]:
        """Every act a person could do from here, the chain's next steps first, with what stands against each."""
        rows = [row for row in acts_from(self.case.kind, self.case.state) if not row.system]
        return openness(self.ctx, rows)

    # --- who is in it ----------------------------------------------------------------------------------------------

    @property
    def is_theirs(self) -> bool:
        """Those whose case it is see who is in it; every look is recorded."""
        return self.ctx.is_theirs

    @property
    def sees_names(self) -> bool:
        """Theirs, or revealed by this person, with a reason, within the last hour."""
        return self.is_theirs or any(
            move.act == "reveal_identity" and move.actor_id == self.person.pk and self.now - move.at <= REVEALED_FOR
            for move in self.moves
        )

    @cached_property
    def filer(self) -> Party | None:
        return next((party for party in self.parties if party.is_filer), None)

    @cached_property
    def safe_contact(self) -> list[SafeContact]:
        found = []
        for party in self.parties:
            if party.channels or party.bans or party.safe_contact or party.undecided:
                found.append(SafeContact.of(party))
        return found

    @property
    def young(self) -> list[str]:
        """Whether a parent may know, of each person under 18."""
        return young.orders(self.parties)

    @cached_property
    def same_person(self) -> list[Case]:
        """Cases of other reports of this person, told behind the same code."""
        told = self._rows("same_person")
        return list(follow_ups.seen_by(self.person, told)) if told else []

    @property
    def subject_said(self) -> list[summary.Row]:
        """Their description, in the words of the form."""
        return summary.rows("suspect", {"suspect": self.subject.description or {}}) if self.subject else []

    # --- what it says ----------------------------------------------------------------------------------------------

    @cached_property
    def answers(self) -> list[tuple[str, list[summary.Row]]]:
        """Every answer as given, by section; contact details and the suspect are kept elsewhere."""
        given = self.case.report.answers or {}
        called = {row.organisation.code: row.organisation.name for row in self._named_help}
        sections = ((str(section.title), summary.rows(section.code, given, names=called)) for section in SECTIONS)
        return [(title, rows) for title, rows in sections if rows]

    @cached_property
    def narrowed(self) -> list[coming_back.Narrowed]:
        """Return codes that can only write, each with what to do about it."""
        return coming_back.narrowed(self.ctx)

    @cached_property
    def pins_tried(self) -> bool:
        """Whether many wrong PINs were typed with a code of the report."""
        return coming_back.pins_tried(self.ctx)

    @property
    def roads(self) -> list[Road]:
        return [ROAD_OF[code] for code in self.case.flags if code in ROAD_OF]

    @property
    def proposal(self) -> Classification | None:
        """What the rules proposed at first; the page shows it only after a person has settled it (practice.md 18)."""
        return next((row for row in self.classifications if row.source == "rule"), None)

    @property
    def is_settled(self) -> bool:
        return any(row.source == "person" for row in self.classifications)

    @property
    def live_clocks(self) -> list[Clock]:
        return [row for row in self.clocks if row.state != Clock.State.STOPPED]

    @property
    def stopped_clocks(self) -> list[Clock]:
        return [row for row in self.clocks if row.state == Clock.State.STOPPED]

    @property
    def open_tasks(self) -> list[Task]:
        return self.ctx.open_tasks

    @property
    def answered_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.answered_at is not None]

    @property
    def help_named(self) -> list[tuple[Organisation, str]]:
        """Each organisation once, with the stages at which it was named."""
        stages: dict[int, list[str]] = {}
        organisations = {row.organisation_id: row.organisation for row in self.signposts}
        for row in self.signposts:
            if (stage := wording.stage_of_help(row.stage)) not in stages.setdefault(row.organisation_id, []):
                stages[row.organisation_id].append(stage)
        return [(organisations[pk], ", ".join(named)) for pk, named in stages.items()]

    @property
    def _named_help(self) -> list[Signpost | Referral]:
        return [*self.signposts, *self.referrals]

    @cached_property
    def names(self) -> dict[str, str]:
        """Ids of people, teams and organisations that occur in the case, as names."""
        case = self.case
        people = [case.holder, case.officer_in_case, case.supervising_sergeant]
        people += [move.actor for move in self.moves] + [part.person for part in self.parts]
        people += [task.set_by for task in self.tasks] + [row.officer for row in self.dispatches]
        named: dict[str, str] = {str(one.pk): one.name for one in people if one is not None}
        named |= {str(task.team_id): task.team.name for task in self.tasks}
        named |= {str(task.pk): task.team.name for task in self.tasks}
        # An alert whose other case was restricted since is no row here any more; the next line names the rest.
        named |= {pk: "Another case" for move in self.moves for pk in move.codes.get("alerts", ())}
        named |= {str(alert.pk): alert.other.reference for alert in self.alerts}
        named |= {row.to_force_id: row.to_force.name for row in self.transfers}
        named |= {str(code.pk): f"The one of {coming_back.said(code.created_at)}" for code in self.ctx.codes}
        named |= {str(row.organisation_id): row.organisation.name for row in self._named_help}
        return named
