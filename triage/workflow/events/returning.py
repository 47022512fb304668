"""What comes with the return code, and what becomes of a code: the rules are in triage/coming_back.py."""

from collections.abc import Iterator

from triage import coming_back, effects, guards
from triage.fields import Field
from triage.parts import WORKFLOW_MD
from triage.shapes import Act
from triage.states import ended_states, open_states
from triage.workflow.questions import REASONS


def returning(kind: str) -> Iterator[Act]:
    everywhere = open_states(kind)
    ended = ended_states(kind)
    yield Act(
        "withdrawal_requested",
        "The reporter asks to withdraw",
        kind,
        (*everywhere, *ended),
        system=True,
        public="withdrawal_heard",
        why="To the holder: speak to the victim alone, by the safe channel; the police decide; nothing is erased.",
        source="Practice rule 10",
    )
    yield Act(
        "code_changed",
        "The return code was changed",
        kind,
        (*everywhere, *ended),
        system=True,
        why="By whoever holds it, and so perhaps by a finder: the old one can write for seven days more.",
        source="Practice rule 4",
    )
    yield Act(
        "settle_code",
        "Give back or retire a code",
        kind,
        (*everywhere, *ended),
        relation="holder",
        guards=(guards.CODE_NARROWED,),
        fields=(
            Field("narrowed_code", "Which code?", "choice", "Choose the code.", choices=coming_back.choices),
            Field(
                "code_answer",
                "What happens with it?",
                "choice",
                "Choose what happens with it.",
                choices=(
                    ("restore", "Give it back whole; any code that took its place is retired"),
                    ("retire", "Retire it for good"),
                ),
            ),
            REASONS,
        ),
        checks=(coming_back.talk_recorded,),
        does=effects.settle_code,
        why="After the talk with whoever asked to withdraw, or when they say that it was not them who changed it.",
        source="Practice rules 4 and 10",
    )
    yield Act(
        "replace_code",
        "Replace a lost code",
        kind,
        (*everywhere, *ended),
        relation="holder",
        guards=(guards.GAVE_A_NAME,),
        fields=(
            Field(
                "identity_checked",
                "How did you check who they are?",
                missing="Write how you checked who they are.",
                hint="Against what stands in the report, not against what the caller offers.",
            ),
            Field(
                "contact_channel",
                "How are you in touch with them?",
                "choice",
                "Choose how you are in touch with them.",
                choices=coming_back.WAYS,
                hint="Somebody who calls is called back. Only ways this person has said are safe are accepted.",
            ),
            Field(
                "code_handed",
                "How do they get the code?",
                "choice",
                "Choose how they get the code.",
                choices=coming_back.HANDED,
            ),
        ),
        checks=(coming_back.new_code_is_safe,),
        does=effects.replace_code,
        why="Shown to you once, on the next page. Their old codes stop working at once.",
        source="Ruling 4",
    )
    yield Act(
        "message_received",
        "A message from the reporter",
        kind,
        (*everywhere, *ended),
        system=True,
        why="The reporter wrote on the return page.",
        source=WORKFLOW_MD,
    )
