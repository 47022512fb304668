"""Seeing the victim: the visit, and what they need."""

from dataclasses import replace

from triage.fields import Field
from triage.records.kind import RecordKind

NEEDS_CHOICES = (
    ("none", "Nothing beyond what everybody is offered"),
    ("interpreter", "An interpreter"),
    ("bsl", "British Sign Language"),
    ("reading", "Help with reading or writing, or easy read"),
    ("access", "Access, or other adjustments"),
    ("fear", "Fear of the suspect, or of revenge"),
    ("repeat", "It goes on, or happens again and again"),
    ("home", "Safety at home"),
    ("children", "Children at home"),
    ("health", "Health"),
    ("mental_health", "Mental health"),
    ("money", "Money, work or housing"),
    ("same_sex", "An officer of a certain sex"),
    ("restorative", "Wants to hear about restorative justice"),
)
#: Youth Justice and Criminal Evidence Act 1999, each with its section (unverified).
MEASURES = (
    ("screens", "Screens (s.23)"),
    ("live_link", "Live link (s.24)"),
    ("private", "Evidence given in private (s.25)"),
    ("wigs", "Wigs and gowns taken off (s.26)"),
    ("recorded_interview", "Recorded interview played (s.27)"),
    ("recorded_cross", "Recorded cross-examination (s.28)"),
    ("intermediary", "An intermediary (s.29)"),
    ("aids", "Aids to communication (s.30)"),
)
#: Worries about immigration are no choice here and are not written down (practice.md 22).
_NEEDS = Field(
    "needs_coded",
    "What do they need?",
    "choices",
    "Choose what they need, or that it is nothing beyond what everybody is offered.",
    choices=NEEDS_CHOICES,
)
_MEASURES_WANTED = Field(
    "measures_wanted",
    "Special measures at court",
    "choice",
    "Say whether special measures are needed.",
    choices=(("yes", "Needed"), ("no", "Not needed"), ("later", "Too early to say")),
)
_MEASURES = Field(
    "measures",
    "Which special measures?",
    "choices",
    "Choose at least one special measure.",
    choices=MEASURES,
    only_if=("measures_wanted", "yes"),
)

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
            ),
            Field(
                "first_account",
                "First account, in their own words",
                missing="Write down the first account as it was given.",
                only_if=("victim_seen", "seen"),
            ),
            Field(
                "seen_how",
                "How did you see them?",
                "choice",
                "Say how you saw them.",
                choices=(
                    ("alone", "Alone"),
                    ("interpreter", "Alone, with an independent interpreter"),
                    ("not_alone", "Not alone: I say below why, and what is done about it"),
                ),
                only_if=("victim_seen", "seen"),
            ),
            replace(_NEEDS, only_if=("victim_seen", "seen")),
            Field(
                "needs",
                "Their needs in your words (language, access, fear)",
                missing="Write what the victim needs.",
                only_if=("victim_seen", "seen"),
            ),
            replace(_MEASURES_WANTED, only_if=("victim_seen", "seen")),
            _MEASURES,
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
            _NEEDS,
            Field(
                "needs_found",
                "In your words",
                missing="Write what the victim needs, or why they could not be asked.",
                hint="Or: nobody to ask, why, and what was tried.",
            ),
            _MEASURES_WANTED,
            _MEASURES,
        ),
        "Victims' Code right 4; Youth Justice and Criminal Evidence Act 1999, sections 16 to 33",
    ),
)
