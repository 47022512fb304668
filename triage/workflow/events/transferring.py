"""Another force: offered, accepted or refused there. How its copy begins is OPENINGS in workflow/."""

from collections.abc import Iterator

from triage import choosing, effects, guards
from triage.fields import Field
from triage.parts import WORKFLOW_MD
from triage.shapes import Act
from triage.states import working_states
from triage.workflow.questions import REASONS
from triage.workflow.questions_of_a_case import transfer_questions


def transferring(kind: str) -> Iterator[Act]:
    working = working_states(kind)
    yield Act(
        "offer_transfer",
        "Offer to another force",
        kind,
        working,
        relation="holder",
        guards=(guards.NO_TRANSFER_OFFERED,),
        starts=("transfer",),
        does=effects.offer_transfer,
        fields=(
            Field("to_force", "To which force?", "force", "Choose the force.", choices=choosing.forces),
            Field("known", "What is known?", missing="Write what is known."),
            Field("transfer_danger", "Is anyone in danger?", missing="Write whether anyone is in danger."),
        ),
        public="transfer_offered",
        why="The sender keeps the case and its clocks until somebody there says yes.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "accept_transfer",
        "Accept the transfer",
        kind,
        working,
        to=("transferred",),
        relation="answers_transfer",
        guards=(guards.TRANSFER_OFFERED,),
        asks=transfer_questions,
        does=effects.accept_transfer,
        why="The receiver's own sergeant accepts, or their acknowledgement is written down.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "refuse_transfer",
        "Refuse the transfer",
        kind,
        working,
        relation="answers_transfer",
        guards=(guards.TRANSFER_OFFERED,),
        fields=(REASONS,),
        does=effects.refuse_transfer,
        why="The sender goes on with it.",
        source=WORKFLOW_MD,
    )
