"""What is put into a case: notes, files, what was wrong; actions for other teams; what waits for a signature."""

from collections.abc import Iterator

from triage import amending, checks, choosing, effects, guards, interpreting
from triage.fields import Field
from triage.parts import LEADS, SEED, WORKFLOW_MD
from triage.shapes import Act
from triage.states import open_states, working_states
from triage.workflow.questions import FREE_ACTION, REASONS


def noting(kind: str) -> Iterator[Act]:
    everywhere = open_states(kind)
    working = working_states(kind)
    yield Act(
        "note",
        "Add a note",
        kind,
        everywhere,
        relation="writes_in_it",
        fields=(Field("note", "Note", missing="Write the note."),),
        why="What else is to be known.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "add_attachment",
        "Add a file",
        kind,
        everywhere,
        relation="writes_in_it",
        fields=(
            Field("attachment", "File", "choice", "Choose a file.", choices=choosing.attachments_kept),
            Field("shows", "What does it show?", missing="Write what it shows and where it is from."),
        ),
        why="A still, a scanned statement, a recording. The reporter never sees it.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "amend",
        "Amend something",
        kind,
        everywhere,
        relation="writes_in_it",
        fields=(
            amending.AMENDS,
            Field("wrong", "What was wrong?", missing="Write what was wrong."),
            Field("right", "What is right?", missing="Write what is right."),
            REASONS,
        ),
        why="The old stays; the new says why.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "set_action",
        "Set an action",
        kind,
        working,
        roles=LEADS,
        fields=FREE_ACTION,
        does=effects.set_task,
        why="Another team does something, by a time.",
        source=SEED,
    )
    yield Act(
        "answer_action",
        "Answer an action",
        kind,
        everywhere,
        guards=(guards.HAS_OPEN_ACTION,),
        asks=interpreting.questions,
        checks=(checks.road_s_own_team, interpreting.is_independent),
        does=effects.answer_task,
        roles=(*LEADS, "officer", "control_room_operator", "professional_standards"),
        fields=(
            Field("task", "Which action?", "choice", "Choose the action.", choices=choosing.tasks),
            Field("task_answer", "What was done?", missing="Write what was done."),
        ),
        why="Every action is answered before the stage is left.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "withdraw_countersignature",
        "Withdraw what you asked to be signed",
        kind,
        everywhere,
        relation="asked_for_signature",
        guards=(amending.SIGNATURE_ASKED,),
        fields=(REASONS,),
        does=effects.withdraw_countersignature,
        why="You typed it wrongly, or it is no longer needed. Nothing is carried out.",
        source=WORKFLOW_MD,
    )
