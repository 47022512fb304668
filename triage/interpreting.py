"""Who interprets between an officer and somebody in a case: somebody independent.

A relative never does while the domestic abuse owner has not lifted that (roads/blocks.py, practice.md 8 and 13): who
interprets may be who is feared. Asked wherever somebody is spoken with or their words are put into English, in a case in
which that stands and an interpreter is needed; words on paper are the road of roads/table.py.
"""

from collections.abc import Mapping

from triage.fields import Field
from triage.roads.table import ANOTHER_LANGUAGE
from triage.situation import Situation

BLOCK = "interpreters"
#: Acts by which somebody is spoken with, or by which what was interpreted is written down.
ACTS = (
    "record_contact_attempt",
    "confirm_contact_change",
    "confirm_news",
    "answer_action",
    "record_attendance",
    "assess_needs",
    "tell_victim",
)
WHO = Field(
    "interpreted_by",
    "Who interpreted?",
    "choice",
    "Say who interpreted.",
    choices=(
        ("independent", "Somebody independent"),
        ("nobody", "Nobody: nothing was interpreted"),
        ("family", "A relative, a friend or somebody of their household"),
    ),
    hint="Partner, family or carer involved: who interprets may be who is feared.",
)
_NO_RELATIVE = (
    "Partner, family or carer involved: nobody close to them interprets before the domestic abuse owner lifts that. Have "
    "somebody independent, and speak with them again."
)


def questions(ctx: Situation) -> tuple[Field, ...]:
    return (WHO,) if BLOCK in ctx.blocks and _is_needed(ctx) else ()


def is_independent(ctx: Situation) -> Mapping[str, str]:
    """Refuses a relative while that is blocked."""
    relative = ctx.answers.get(WHO.name) == "family" and BLOCK in ctx.blocks
    return {WHO.name: _NO_RELATIVE} if relative else {}


def _is_needed(ctx: Situation) -> bool:
    """The report is in another language, or somebody noted that they need an interpreter."""
    noted = any("interpreter" in (record.codes.get("needs_coded") or ()) for record in ctx.records)
    return ANOTHER_LANGUAGE in ctx.case.flags or noted
