"""First assessment: how serious it is, whether it is hate related, and what is offered and read with it."""

from triage import choosing
from triage.fields import Field
from triage.records.kind import LEVELS, SUPPORT_ANSWERS, RecordKind

#: The six parts in their order; each may stay empty for an obvious case (practice.md 26), none where the risk is high.
THRIVE_PARTS = (
    ("threat", "Threat", "What could happen?"),
    ("harm", "Harm", "What has happened, and how bad would it be?"),
    ("risk", "Risk", "How likely is it, and how soon?"),
    ("investigation", "Investigation", "What evidence is there, and what would be lost?"),
    ("vulnerability", "Vulnerability", "Who is at more risk than others, and why?"),
    ("engagement", "Engagement", "What does the person want, and how are they reached?"),
)

ASSESSING: tuple[RecordKind, ...] = (
    RecordKind(
        "thrive",
        "THRIVE assessment",
        (
            Field(
                "risk_level",
                "How serious is the risk, all together?",
                "choice",
                "Choose the level of risk.",
                choices=LEVELS,
            ),
            Field(
                "assessment",
                "What did you weigh up?",
                missing="Write a sentence on what you weighed up.",
                hint="One sentence is enough for an obvious case.",
            ),
            *(
                Field(
                    f"thrive_{name}", label, required=False, hint=hint, beside="THRIVE (needed where the risk is high)"
                )
                for name, label, hint in THRIVE_PARTS
            ),
        ),
        "College of Policing, THRIVE",
    ),
    RecordKind(
        "hate_related",
        "Hate related",
        (
            Field(
                "hate_related",
                "Is it hate related?",
                "yes_no",
                "Say whether it is hate related.",
                hint="Perception is enough. A no still goes to the local focus team.",
            ),
            Field("hate_reason", "Why not?", missing="Say why it is not hate related.", only_if=("hate_related", "no")),
        ),
        "workflow.md; College of Policing, perception-based recording",
    ),
    RecordKind(
        "support",
        "Support",
        (
            Field(
                "support",
                "Support for the person",
                "choice",
                "Say what became of the offer of support.",
                choices=SUPPORT_ANSWERS,
                hint="Help is offered at every stage.",
            ),
            Field(
                "support_organisations",
                "Offered",
                "organisations",
                required=False,
                choices=choosing.organisations,
                fold="Which organisations were offered",
            ),
        ),
        "Seed 000: signposting and referrals throughout; Victims' Code right 4",
    ),
    RecordKind(
        "bans_seen",
        "Safe contact",
        (
            Field(
                "bans_seen",
                "I have read how this person can be contacted safely",
                "tick",
                "Read the safe-contact rules above, then tick this.",
            ),
        ),
        "practice.md 6",
    ),
)
