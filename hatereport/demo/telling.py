"""Letting the stories happen: in the order of their moments, under the clock of each, through the acts of the house.

Nothing here writes a row by itself. Between two steps the worker's part is done as well (the outbox is delivered, the
clocks are swept), so that warnings, breaches, signposts and sentences lie where they would have been.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min

from hatereport import clock, outbox
from hatereport.demo import returning, usual
from hatereport.demo.story import Decided, Did, Returned, Step, Story, StoryNotPossible
from hatereport.outbox.nudge import at_rest
from hatereport.working_time import LONDON
from incidents.models import Report
from incidents.questions import Answers
from incidents.sending import Sent, send_answers
from partners.models import Person
from triage import acting, countersigning, first_looks
from triage.models import Case, Clock
from triage.refusals import Refused
from triage.tasks import sweep_clocks

#: Of these stories and no others; a story's own key is drawn from its code, so that no story is told twice.
_OURS = uuid.UUID("5f3c1a52-6b0e-5c55-9b39-0d5f6b2f7a10")
#: Sweeps of the past are put together in spans of this length; in the present there is one every minute.
_SWEEPS = timedelta(minutes=30)
_A_SWEEP = 100


@dataclass
class Told:
    """One story under way."""

    story: Story
    sent: Sent | None = None
    step: int = 0
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The newest case of its report."""
        assert self.sent is not None
        return (
            Case.objects.filter(report_id=self.sent.report_id)
            .order_by("-opened_at", "-id")
            .select_related("holding_team")[0]
        )


def submission_key(story: Story) -> uuid.UUID:
    return uuid.uuid5(_OURS, story.code)


def tell_all(
    stories: Iterable[Story], now: datetime, heard: Callable[[Story], None] = lambda _story: None
) -> list[Told]:
    """Tell every story up to `now`; `heard` is called as each begins. Raises StoryNotPossible.

    Each step is committed, as it would have been: in one transaction the outbox would have to look past every notice it
    had done, over and over.
    """
    told = [Told(story) for story in stories]
    people = {person.email: person for person in Person.objects.all()}
    timeline = sorted(
        ((moment, number, step, one) for one in told for number, (moment, step) in enumerate(moments(one.story, now))),
        key=lambda entry: (entry[0], entry[1]),
    )
    with at_rest():  # nobody need be woken for what is delivered here
        for moment, number, step, one in timeline:
            _let_time_pass(moment)
            with clock.at(moment):
                if step is None:
                    heard(one.story)
                    one.people = people
                    _send(one, moment)
                else:
                    _take_step(one, step, number)
                deliver()
        _let_time_pass(now)
        _refuse_what_waits()
    return told


def moments(story: Story, now: datetime) -> Iterable[tuple[datetime, Step | None]]:
    """When it is sent (None) and when each step is taken. Raises StoryNotPossible for what lies after `now`."""
    moment = story.sent(now)
    yield moment, None
    for step in story.then:
        moment += step.after
        if moment > now:
            raise StoryNotPossible(f"“{story.code}” reaches into the future at {step}.")
        yield moment, step


def _send(one: Told, moment: datetime) -> None:
    answers = _dated(one.story.answers, moment)
    story = one.story
    follows = _report_of(story, story.follows).pk if story.follows else None
    one.sent = send_answers(answers, story.language, submission_key=submission_key(story), follows=follows)


def _dated(answers: Answers, moment: datetime) -> Answers:
    """Days counted back from the sending become dates."""
    today = moment.astimezone(LONDON).date()
    when = {
        name: (today - timedelta(days=value)).isoformat() if name in ("on", "since", "until") else value
        for name, value in answers["when"].items()
    }
    return {**answers, "when": when}


def _take_step(one: Told, step: Step, number: int) -> None:
    try:
        match step:
            case Did():
                _act(one, step, number)
            case Decided():
                _decide(one, step, number)
            case Returned():
                _come_back(one, step, number)
    except (Refused, LookupError) as error:
        raise StoryNotPossible(f"“{one.story.code}”, step {number}, {step}: {error}") from error


def _act(one: Told, step: Did, number: int) -> None:
    case = one.case
    actor = _person(one, step.who, case)
    said = {name: _reference(one, name, value) for name, value in step.said.items()}
    data = usual.answers(step.act, said, case, lambda address: str(_person(one, address, case).pk))
    key = f"{one.story.code}-{number}"
    if step.act != "dispatch_now":  # which goes before the question
        first_looks.declare(actor, case, conflict=False, key=key)
    acting.act(case.pk, step.act, actor, version=case.version, key=key, data=data)


def _decide(one: Told, step: Decided, number: int) -> None:
    case = one.case
    asked = case.countersignatures.get(state="asked")
    signer = _person(one, step.who, case)
    key = f"{one.story.code}-{number}"
    first_looks.declare(signer, case, conflict=False, key=key)
    countersigning.decide(case.pk, asked.pk, signer, sign=step.sign, reasons=step.reasons, key=key)


def _come_back(one: Told, step: Returned, number: int) -> None:
    assert one.sent is not None
    key = uuid.uuid5(_OURS, f"{one.story.code}:{number}")
    code = returning.come_back(one.sent.return_code, step.what, step.said, key)
    one.sent = replace(one.sent, return_code=code)


def _person(one: Told, address: str, case: Case) -> Person:
    name, _at, force = address.partition("@")
    return one.people[f"{name}@{force or case.force_id}.example"]


def _reference(one: Told, name: str, value: Any) -> Any:
    """Another story's case is named by that story's code."""
    if name != "other_reference":
        return value
    return _report_of(one.story, value).cases.latest("opened_at").reference


def _report_of(story: Story, code: str) -> Report:
    """The report of another story, told already."""
    return Report.objects.get(submission_key=submission_key(replace(story, code=code)))


# --- what goes on by itself ------------------------------------------------------------------------------------------


def _let_time_pass(moment: datetime) -> None:
    """Sweep the clocks at every moment at which one of them speaks, up to this one."""
    while True:
        earliest = Clock.objects.filter(state=Clock.State.RUNNING, next_check_at__lte=moment).aggregate(
            Min("next_check_at")
        )["next_check_at__min"]
        if earliest is None:
            return
        with clock.at(min(earliest + _SWEEPS, moment)):
            sweep_clocks()
            deliver()


def deliver() -> None:
    """The worker's part: all that waits in the outbox now."""
    while outbox.sweep(_A_SWEEP) == _A_SWEEP:
        pass


def _refuse_what_waits() -> None:
    if waiting := outbox.Notice.objects.filter(done_at=None).values_list("topic", "last_error"):
        raise StoryNotPossible(f"{len(waiting)} notices were not delivered: {sorted(set(waiting))}")
