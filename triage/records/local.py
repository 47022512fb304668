"""The local focus sergeant's duties: safety, patterns, contact, the threshold, partners."""

from triage.fields import Field
from triage.law import regimes
from triage.records.kind import CHANNELS, RecordKind

LOCAL: tuple[RecordKind, ...] = (
    RecordKind(
        "safeguarding",
        "Safeguarding review",
        (
            Field(
                "safeguarding",
                "Is anyone at risk?",
                "choice",
                "Say whether anyone is at risk.",
                choices=(
                    ("none_found", "No risk found"),
                    ("managed", "Risk, and steps are in place"),
                    ("referred", "Referred to safeguarding"),
                ),
            ),
            Field(
                "safeguarding_words",
                "What did you look at, and what did you do?",
                missing="Write what you looked at and did.",
            ),
        ),
        "Seed 000: review any safeguarding",
    ),
    RecordKind(
        "pattern_check",
        "Pattern check",
        (
            Field(
                "pattern",
                "What did the check show?",
                "choice",
                "Say what the check showed.",
                choices=(
                    ("none", "No pattern found"),
                    ("same_person", "The same person is affected again"),
                    ("same_suspect", "The same suspect"),
                    ("same_place", "The same place"),
                ),
            ),
            Field(
                "pattern_words",
                "What did you search, and what did you find?",
                missing="Write what you searched and found.",
            ),
        ),
        "Seed 000: identify any patterns",
    ),
    RecordKind(
        "contact",
        "Contact with the person",
        (
            Field(
                "contact_channel",
                "How?",
                "choice",
                "Choose how you tried.",
                choices=CHANNELS,
                hint="Only ways this person has said are safe are accepted.",
            ),
            Field(
                "contact_result",
                "Did you reach them?",
                "choice",
                "Say whether you reached them.",
                choices=(
                    ("reached", "Yes, spoke with them or had an answer"),
                    ("no_answer", "No answer"),
                    ("left_message", "Left a message they allowed"),
                    ("not_appropriate", "No reachable person, or contact not appropriate"),
                ),
            ),
            Field("contact_words", "What was said or tried?", missing="Write what was said, or what was tried."),
        ),
        "Seed 000: contact the person affected; practice.md 6 and 17",
    ),
    RecordKind(
        "threshold",
        "Non-crime threshold",
        (
            Field(
                "threshold",
                "May details of the person blamed be kept?",
                "choice",
                "Decide whether their details may be kept.",
                choices=regimes.answers,
                hint="Not decided within 28 days, they are removed by themselves.",
            ),
            Field("threshold_words", "Reasons, with freedom of expression considered", missing="Write your reasons."),
        ),
        "Non-crime hate incidents: Code of Practice (2023), paragraphs 21 to 25; practice.md 19",
    ),
    RecordKind(
        "partners_informed",
        "Partners and community",
        (
            Field(
                "partners_told",
                "Were partner agencies made aware?",
                "yes_no",
                "Say whether partner agencies were made aware.",
            ),
            Field(
                "leaders_told",
                "Were community leaders made aware, without names?",
                "yes_no",
                "Say whether community leaders were made aware.",
            ),
            Field("partners_words", "Who, or why not?", missing="Write who was told, or why nobody was."),
        ),
        "Seed 000: if appropriate the relevant partner agencies and community leaders",
    ),
)
