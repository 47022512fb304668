"""Whose a case is: taken, handed over, covered; kept from whoever knows somebody in it; names behind a reason."""

from collections.abc import Iterator

from triage import choosing, effects, guards
from triage.fields import Field
from triage.parts import AT_THE_DESK, LEADS, WORKFLOW_MD
from triage.shapes import Act
from triage.states import ended_states, open_states
from triage.workflow.questions import REASONS
from triage.workflow.questions_of_a_case import reveal_questions


def holding(kind: str) -> Iterator[Act]:
    everywhere = open_states(kind)
    ended = ended_states(kind)
    yield Act(
        "take",
        "Take",
        kind,
        everywhere,
        guards=(guards.OTHER_HOLDER,),
        stops=("first_read",),
        does=effects.touch,
        why="A person comes by taking it.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "hand_over",
        "Hand over",
        kind,
        everywhere,
        relation="holder",
        does=effects.give_to,
        fields=(
            Field("person", "To whom?", "person", "Choose who takes it.", choices=choosing.hands),
            Field("reasons", "What should they know?", required=False),
        ),
        why="Somebody else goes on with it.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "cover",
        "Cover for an absence",
        kind,
        everywhere,
        roles=LEADS,
        does=effects.give_to,
        fields=(
            Field("person", "Who covers?", "person", "Choose who covers.", choices=choosing.owners),
            Field("cover_until", "Until", "date", "Enter until when."),
        ),
        why="A dated cover while the holder is away.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "restrict",
        "Restrict",
        kind,
        everywhere,
        roles=("professional_standards", "duty_inspector"),
        fields=(REASONS,),
        starts=("police_suspect",),
        does=effects.restrict,
        why="A police suspect, or a declared conflict.",
        source="Practice rule 11",
    )
    yield Act(
        "declare_conflict",
        "I know somebody in it",
        kind,
        (*everywhere, *ended),
        roles=AT_THE_DESK,
        fields=(
            Field(
                "sure",
                "I know somebody in this case, or have an interest in it",
                "tick",
                "Tick this if it is so.",
                hint="You will not see the case again.",
            ),
        ),
        does=effects.stand_aside,
        why="Asked before the first opening, and open to whoever only notices later. Somebody else goes on with it.",
        source="Code of Ethics, College of Policing; local design",
    )
    yield Act(
        "reveal_identity",
        "Show who is in it",
        kind,
        (*everywhere, *ended),
        relation="not_the_holder",
        asks=reveal_questions,
        why="Who looks says why; every look is kept.",
        source="Data Protection Act 2018 s.62",
    )
