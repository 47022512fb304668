"""Seeing the victim: the visit, and what they need."""

from triage.fields import Field
from triage.records.kind import RecordKind

VICTIM: tuple[RecordKind, ...] = (
    RecordKind(
        "attendance",
        "Attendance",
        (
            Field(
                "victim_seen",
                "Did you see the victim?",
                "choice",
                "Say whether you saw the victim.",
                choices=(("seen", "Yes"), ("none", "No reachable victim")),
                hint="Seen alone, with an independent interpreter where one is needed.",
            ),
            Field(
                "first_account",
                "First account, in their own words",
                missing="Write down the first account as it was given.",
                only_if=("victim_seen", "seen"),
            ),
            Field(
                "needs",
                "What do they need? (language, access, fear, special measures)",
                missing="Write what the victim needs.",
                only_if=("victim_seen", "seen"),
            ),
            Field(
                "statement_offered",
                "Was a Victim Personal Statement offered?",
                "yes_no",
                "Say whether a Victim Personal Statement was offered.",
                only_if=("victim_seen", "seen"),
            ),
            Field(
                "none_reachable",
                "Why not, and what was tried?",
                missing="Say why there is no reachable victim and what was tried.",
                only_if=("victim_seen", "none"),
            ),
            Field(
                "attendance_safety",
                "What was done to keep people safe?",
                missing="Write what was done to keep people safe.",
            ),
            Field(
                "evidence",
                "Evidence found or asked for",
                missing="Write what evidence there is, or that there is none yet.",
            ),
        ),
        "workflow.md; Victims' Code rights 4 and 7",
    ),
    RecordKind(
        "needs_assessment",
        "Needs assessment",
        (
            Field(
                "needs_found",
                "What do they need?",
                missing="Write what the victim needs, or why they could not be asked.",
                hint="Language, access, fear of the suspect, safety at home, health, children, money, immigration worry. "
                "Or: nobody to ask, why, and what was tried.",
            ),
            Field(
                "measures_wanted",
                "Special measures at court",
                "choice",
                "Say whether special measures are needed.",
                choices=(("yes", "Needed"), ("no", "Not needed"), ("later", "Too early to say")),
            ),
        ),
        "Victims' Code right 4; Youth Justice and Criminal Evidence Act 1999, sections 16 to 33",
    ),
)
