"""Who looks at an investigation from beside and above: supervisor, specialist, inspector."""

from incidents.strands import STRANDS
from triage.fields import Field
from triage.records.kind import DUE_HOURS, RecordKind

LINES = (
    ("scene", "Scene and house-to-house"),
    ("cctv", "CCTV and doorbells"),
    ("witnesses", "Witnesses"),
    ("digital", "Telephone and online evidence"),
    ("suspect", "Suspect: identify, arrest, interview"),
    ("forensics", "Forensics"),
    ("statement", "Victim's statement"),
    ("personal_statement", "Victim Personal Statement"),
)

REVIEWING: tuple[RecordKind, ...] = (
    RecordKind(
        "supervision",
        "Supervision",
        (
            Field("plan", "Investigation plan, or what changed in it", missing="Write the plan, or what you changed."),
            Field(
                "plan_lines",
                "Lines of enquiry in it",
                "choices",
                "Choose at least one line of enquiry.",
                choices=LINES,
            ),
            Field(
                "plan_done",
                "Lines that are finished",
                "choices",
                required=False,
                choices=LINES,
                fold="What is finished",
            ),
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
                "strands_settled",
                "Which are right?",
                "choices",
                "Choose the strands that are right.",
                choices=tuple((strand.code, str(strand.label)) for strand in STRANDS),
                only_if=("strands_right", "no"),
                hint="As the person sees it. They are in force from now on; the old ones stay in the history.",
            ),
            Field(
                "strands_words",
                "Why?",
                missing="Say why the strands are others.",
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
                "conflict",
                "Do you have a conflict of interest in this case?",
                "yes_no",
                "Declare whether you have a conflict of interest in this case.",
                hint="You know somebody in it, or had a part in it. Then another inspector decides.",
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
