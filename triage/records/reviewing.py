"""Who looks at an investigation from beside and above: supervisor, specialist, inspector."""

from triage.fields import Field
from triage.records.kind import DUE_HOURS, RecordKind

REVIEWING: tuple[RecordKind, ...] = (
    RecordKind(
        "supervision",
        "Supervision",
        (
            Field("plan", "Investigation plan, or what changed in it", missing="Write the plan, or what you changed."),
            Field("review_hours", "Look at it again in", "choice", "Choose when to look again.", choices=DUE_HOURS),
        ),
        "Seed 000: direct supervision of a sergeant",
    ),
    RecordKind(
        "specialist_review",
        "Specialist hate crime review",
        (
            Field("strands_right", "Are the strands right?", "yes_no", "Say whether the strands are right."),
            Field(
                "strands_words",
                "What should they be?",
                missing="Say what the strands should be.",
                only_if=("strands_right", "no"),
            ),
            Field(
                "aggravated_considered",
                "The aggravated form",
                "choice",
                "Say what you decided on the aggravated form.",
                choices=(
                    ("applies", "Applies"),
                    ("uplift", "Does not, but the sentence can be raised"),
                    ("neither", "Neither, with reasons"),
                ),
            ),
            Field("lines_of_enquiry", "Lines of enquiry", missing="Write the lines of enquiry."),
            Field(
                "special_measures",
                "Special measures to ask for",
                missing="Write which special measures, or that none are needed.",
            ),
            Field(
                "pattern_links",
                "Links to other reports",
                missing="Write what links there are, or that none were found.",
            ),
        ),
        "Seed 000: a specially trained hate crime sergeant; workflow.md",
    ),
    RecordKind(
        "nfa_review",
        "Final review",
        (
            Field(
                "no_conflict",
                "I have no conflict of interest in this case",
                "tick",
                "Declare that you have no conflict of interest, or hand the case to another inspector.",
            ),
            Field(
                "review_evidence",
                "Evidence: what there is, what is missing, what was tried",
                missing="Write about the evidence.",
            ),
            Field("review_aggravation", "Hostility: was it proved, or provable?", missing="Write about the hostility."),
            Field(
                "review_evidence_led",
                "Could it go on without the victim's support?",
                missing="Say whether an evidence-led prosecution was considered.",
            ),
            Field(
                "review_other_offences", "Other offences that fit", missing="Write which other offences you considered."
            ),
            Field("review_time_limit", "Time limits", missing="Write where the time limit stands."),
            Field(
                "review_course_of_conduct",
                "Course of conduct, with linked reports",
                missing="Write whether linked reports make a course of conduct.",
            ),
            Field(
                "review_early_advice",
                "Early advice from the CPS",
                missing="Write whether early advice was asked for, or why not.",
            ),
            Field(
                "review_civil_orders", "Civil orders and other protection", missing="Write which orders you considered."
            ),
        ),
        "Seed 000: to ensure there is no opportunity of progressing the matter to court; workflow.md",
    ),
)
