"""Somebody is in danger: sent at once, and said in a later message."""

from collections.abc import Iterator

from triage import effects, guards, reaching
from triage.parts import CR_ANY
from triage.shapes import Act
from triage.states import ended_states, open_states
from triage.workflow.questions import LOG_NUMBER


def danger(kind: str) -> Iterator[Act]:
    everywhere = open_states(kind)
    ended = ended_states(kind)
    yield Act(
        "dispatch_now",
        "Send someone now",
        kind,
        (*everywhere, *ended),
        roles=CR_ANY,
        guards=(guards.DANGER_OPEN,),
        fields=LOG_NUMBER,
        checks=(reaching.danger_sets_aside,),
        does=effects.dispatch_at_once,
        public="dispatched",
        why="One field, before anything is classified.",
        source="Practice rule 2",
    )
    yield Act(
        "danger_reported",
        "Danger reported in a later message",
        kind,
        (*everywhere, *ended),
        system=True,
        does=effects.danger_again,
        public="danger_heard",
        why="To the control room from any state, closed included.",
        source="Practice rule 3",
    )
