"""Random walks over both machines: anybody does anything that is open to them, with honest answers, at any hour.

A walk is made from its seed alone, so a failing one can be walked again. After every step the invariants of a case hold,
whatever was done; what is not open is refused by its own error and by no other.
"""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.utils.translation import override

from hatereport import clock
from incidents.progress import BY_CODE
from partners.models import Person, RoleHeld, Team
from tests import cast
from tests.triage import chain
from tests.triage.chain import does, signs
from triage import aftermath, fields
from triage.acting import act_as_system
from triage.clocks.deadlines import DANGER, OWED_STILL
from triage.countersigning import may_sign
from triage.fields import Field
from triage.models import Case, Clock, Move
from triage.openness import openness
from triage.refusals import Incomplete, NotInScope, Refused
from triage.scope import visible_to
from triage.shapes import Act
from triage.situation import Situation
from triage.tasks import sweep_clocks
from triage.workflow import WORKFLOW

pytestmark = pytest.mark.django_db

STEPS = 45
WALKS = 12
#: Answers whose free choice would only be refused: ways this reporter called safe, kinds of report that set roads in motion.
SAFE = {"contact_channel": "return_page", "contact_result": "reached"}
#: Where walks begin: as received, with what sets other clocks and roads in motion, or far along the road already.
BEGINNINGS: tuple[Callable[[], Case], ...] = (
    chain.report_received,
    lambda: chain.report_received(**chain.NO_CRIME),
    lambda: chain.report_received(danger={"danger": "yes"}),
    lambda: chain.report_received(**chain.NO_CRIME, who={"filer": "victim", "under_18": "yes"}),
    lambda: chain.incident_in("local_focus"),
    lambda: chain.incident_in("inspector_review"),
    lambda: chain.crime_in("under_investigation", crime_reference="26A/1"),
    lambda: chain.crime_in("outcome_proposed", code="3"),
    lambda: chain.crime_in("nfa_final_review"),
    lambda: chain.crime_in("at_court"),
    lambda: chain.crime_in("cps_referred"),
    lambda: chain.crime_in("review_requested", code="15"),
)
#: Acts that are open nearly always and change nearly nothing.
SELDOM = frozenset(
    {"reveal_identity", "link_same_event", "unlink_same_event", "cover", "note", "restrict", "set_action"}
)


@dataclass
class Walk:
    """One report and all that befalls it. `now` only ever goes on."""

    seed: int
    chance: random.Random = field(init=False)
    now: dt.datetime = field(init=False)
    people: list[Person] = field(init=False)
    case: Case = field(init=False)
    other: Case = field(init=False)
    done: list[str] = field(default_factory=list)
    incomplete: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.people = [cast.person(role, number) for role in cast.CHAIN for number in (1, 2)]
        self.people += [cast.dev("control_room_sergeant"), cast.dev("hate_crime_inspector"), cast.rosa()]
        for kind in ("domestic_abuse", "safeguarding", "sexual_offences"):
            beside = cast.officer(1 + self.chance.randrange(2))
            RoleHeld.objects.create(
                person=beside, role="officer", force_id="cumbria", team=Team.objects.get(force="cumbria", kind=kind)
            )
        self.case = BEGINNINGS[self.seed % len(BEGINNINGS)]()
        self.other = chain.report_received()
        self.now = clock.now()

    @property
    def cases(self) -> list[Case]:
        return list(Case.objects.filter(report_id=self.case.report_id).order_by("opened_at", "pk"))

    def step(self) -> None:
        """Time passes; then somebody acts, or signs, or the reporter writes, or the sweep comes by."""
        self.now += dt.timedelta(minutes=self.chance.choice([0, 1, 3, 20, 90, 600, 4000]))
        with clock.at(self.now):
            case = self.chance.choice(self.cases)
            happening = self.chance.random()
            if happening < 0.06:
                sweep_clocks()
                self.done.append("sweep")
            elif happening < 0.12:
                self.reporter_writes(case)
            elif case.countersignatures.filter(state="asked").exists() and happening < 0.8:
                self.somebody_signs(case)
            else:
                self.somebody_acts(case)

    def reporter_writes(self, case: Case) -> None:
        locked = Case.objects.select_for_update().get(pk=case.pk)
        name = self.chance.choice(["message_received", "danger_reported", "withdrawal_requested"])
        self.did(act_as_system(locked, name, key=f"{len(self.done)}"))
        if locked.state == "awaiting_information":
            self.did(act_as_system(locked, "information_received", key=f"{len(self.done)}:answer"))

    def somebody_signs(self, case: Case) -> None:
        asked = case.countersignatures.get(state="asked")
        signers = [who for who in self.people if may_sign(case, asked, who)]
        signer = self.chance.choice(signers if signers and self.chance.random() < 0.7 else self.people)
        try:
            self.did(signs(signer, case, sign=self.chance.random() < 0.85, reasons="Not yet."))
        except Refused:
            self.done.append("not signed")

    def somebody_acts(self, case: Case) -> None:
        rows = [row for row in WORKFLOW if row.kind == case.kind and case.state in row.frm and not row.system]
        for row in sorted(rows, key=self.when):
            able = [who for who in self.people if not row.roles or who.roles().intersection(row.roles)]
            for who in self.chance.sample(able, min(len(able), 5)):
                who.forget_roles()
                if visible_to(who).filter(pk=case.pk).exists() and openness(Situation(case, who), [row])[0].open:
                    self.does(who, row, case)
                    return

    def when(self, row: Act) -> float:
        """The chain's next step is tried first most often, what changes little last."""
        return self.chance.expovariate(8 if row.main else 0.3 if row.name in SELDOM else 2)

    def does(self, who: Person, row: Act, case: Case) -> None:
        situation = Situation(case, who, row)
        try:
            done = does(who, row.name, case, **self.answers([*row.questions(situation)], situation))
        except Incomplete:
            self.incomplete += 1
            return
        self.done.append(f"{row.name} by {who.name}")
        if isinstance(done, Move):
            aftermath.follow_up(done.pk)

    def answers(self, questions: list[Field], situation: Situation) -> dict[str, object]:
        """An honest answer to every question that is put."""
        data: dict[str, object] = {}
        for question in questions:
            if question.asked(data) and (question.required or self.chance.random() < 0.3):
                data[question.name] = SAFE.get(question.name) or self.answer(question, situation)
        return data

    def answer(self, question: Field, situation: Situation) -> object:
        if question.name == "other_reference":
            return self.other.reference
        if question.kind in ("words", "line"):
            return self.chance.choice(["Looked at, and weighed.", "Nothing yet. ¿Qué? 你好 🙂", "x" * 180])
        if question.kind == "date":
            days = dt.timedelta(days=self.chance.randrange(1, 20))
            return (self.now - days if question.has_been else self.now + days).date().isoformat()
        offered = [code for code, _ in fields.options(question, situation)]
        if question.kind in ("choices", "organisations"):
            return self.chance.sample(offered, min(len(offered), self.chance.randrange(1, 3)))
        return self.chance.choice(offered) if offered else ""

    def did(self, move: Move) -> None:
        self.done.append(f"{move.act} by {move.actor.name if move.actor else 'the system'}")
        aftermath.follow_up(move.pk)

    def holds(self) -> None:
        """What is true of every case at every moment."""
        story = "\n".join(self.done)
        cases = self.cases
        assert sum(case.open for case in cases) <= 1, story
        for case in cases:
            moves = list(case.moves.order_by("seq"))
            live = case.clocks.exclude(state=Clock.State.STOPPED)
            assert case.holding_team_id, story
            assert case.version == len(moves) == moves[-1].seq, story
            assert [move.seq for move in moves] == list(range(1, len(moves) + 1)), story
            assert [move.frm for move in moves] == ["", *(move.to for move in moves[:-1])], story
            assert moves[-1].to == case.state, story
            assert [move.at for move in moves] == sorted(move.at for move in moves), story
            assert case.open == case.stage.open == (case.ended_at is None), story
            if case.open:
                assert live.filter(kind=case.stage.clock, offence=None).count() == 1, f"{case.state}\n{story}"
                nearest = live.filter(state="running").exclude(kind="time_limit").order_by("due_at").first()
                assert nearest is None or case.next_due_at == nearest.due_at, story
            else:
                assert not live.exclude(kind__in=(*DANGER, *OWED_STILL)).exists(), story
                assert case.danger or not live.exclude(kind__in=OWED_STILL).exists(), story
                assert (
                    not case.tasks.filter(answered_at=None, road="").exists() or case.state in ENDED_BEFORE_ANSWERS
                ), story
            assert case.state != "dispatched" or case.dispatches.exclude(log_number="").exists(), story
            assert case.countersignatures.filter(state="asked").count() <= 1, story
        self.tells_the_public_nothing(story)

    def tells_the_public_nothing(self, story: str) -> None:
        names = [word for person in self.people for word in person.name.split()]
        references = [case.reference for case in [*self.cases, self.other]] + [self.other.report.reference]
        for line in self.case.report.progress.all():
            sentence = BY_CODE[line.message_id]
            with override("en"):
                said = f"{sentence.text} {sentence.then} {line.parameters}"
            assert not [word for word in (*names, *references) if word in said], story


#: Ends at which an unanswered action goes with the case or falls away.
ENDED_BEFORE_ANSWERS = frozenset({"not_a_report", "transferred"})


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_random_walk_never_breaks_an_invariant(seed: int) -> None:
    walk = Walk(seed)
    walk.holds()

    for _ in range(STEPS):
        walk.step()
        walk.holds()

    assert walk.done
    assert walk.incomplete < STEPS // 2


def test_whoever_sees_nothing_of_a_case_can_do_nothing_to_it() -> None:
    case = chain.crime_in("under_investigation")
    blind = [
        cast.dev("control_room_sergeant"),
        cast.rosa(),
        cast.auditor(),
        cast.force_administrator(),
        cast.officer(2),
    ]

    for who in blind:
        for row in (row for row in WORKFLOW if row.kind == case.kind):
            with pytest.raises(NotInScope):
                does(who, row.name, case)
