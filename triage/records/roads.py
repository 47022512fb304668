"""What the special roads leave in a case: the safeguarding decision for a child."""

from triage.fields import Field
from triage.records.kind import RecordKind

ROADS: tuple[RecordKind, ...] = (
    RecordKind(
        "child_safeguarding",
        "Safeguarding decision for a child",
        (
            Field(
                "child_decision",
                "What do you decide?",
                "choice",
                "Choose what you decide.",
                choices=(
                    ("no_concern", "No concern beyond what was reported"),
                    ("steps", "Steps are in place"),
                    ("referred", "Referred to children’s social care"),
                    ("strategy", "Strategy discussion asked for"),
                    ("protection", "Police protection"),
                ),
            ),
            Field(
                "parent_contact",
                "May anybody speak with a parent or carer?",
                "choice",
                "Say whether anybody may speak with a parent or carer.",
                choices=(
                    ("yes", "Yes"),
                    ("one", "Only with the one named below"),
                    ("no", "No: a parent or carer may be part of it"),
                ),
            ),
            Field("child_words", "Reasons, and who does what", missing="Write your reasons, and who does what."),
        ),
        "Children Act 2004 s.11; Working Together to Safeguard Children; practice.md 12",
    ),
)
