"""The dated, signed pieces of work a case is made of, and the questions each asks.

A guard asks for a record, never for a tick (rulings.md 22): "safeguarding reviewed" is a row with a person, a time and
reasons. Rows live in models/record.py; which act writes which record is in workflow/.
"""

from __future__ import annotations

from dataclasses import dataclass

from triage import choosing
from triage.fields import Field

LEVELS = (("low", "Low"), ("medium", "Medium"), ("high", "High"), ("critical", "Critical"))
SUPPORT_ANSWERS = (
    ("accepted", "Offered and accepted"),
    ("declined", "Offered and declined"),
    ("unsafe_now", "Not safe to offer now"),
    ("not_reached", "Person not reached yet; shown on their page"),
)
CHANNELS = (
    ("call", "Telephone"),
    ("text", "Text message"),
    ("email", "E-mail"),
    ("letter", "Letter"),
    ("visit", "Visit"),
    ("return_page", "Message on the return page"),
)
DUE_HOURS = (("4", "4 hours"), ("24", "24 hours"), ("48", "48 hours"), ("168", "7 days"), ("672", "28 days"))


@dataclass(frozen=True)
class RecordKind:
    """One kind of record, what it asks, and where the duty comes from."""

    code: str
    label: str
    fields: tuple[Field, ...]
    source: str
    why: str = ""


RECORDS: tuple[RecordKind, ...] = (
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
                Field(f"thrive_{name}", label, required=False, fold="THRIVE, part by part")
                for name, label in (
                    ("threat", "Threat"),
                    ("harm", "Harm"),
                    ("risk", "Risk"),
                    ("investigation", "Investigation"),
                    ("vulnerability", "Vulnerability"),
                    ("engagement", "Engagement"),
                )
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
    RecordKind(
        "dispatch",
        "Dispatch",
        (
            Field("officer", "Officer to send", "person", "Choose the officer to send.", choices=choosing.officers),
            Field(
                "supervising_sergeant",
                "Supervising sergeant",
                "person",
                "Choose the sergeant who supervises.",
                choices=choosing.supervisors,
            ),
            Field(
                "log_number",
                "Command-and-control log number",
                "line",
                "Enter the log number from command and control. A car counts as sent only with it.",
                longest=40,
            ),
        ),
        "Seed 000: an officer dispatched under direct supervision of a sergeant; practice.md 2",
    ),
    RecordKind(
        "allocation",
        "Allocation without attendance",
        (
            Field(
                "allocation_reason",
                "Why is no visit needed?",
                "choice",
                "Say why no visit is needed.",
                choices=(
                    ("online", "It happened online"),
                    ("graffiti", "Graffiti or damage only"),
                    ("victims_wish", "The victim does not want a visit"),
                ),
            ),
            Field(
                "victims_view",
                "What does the victim want?",
                missing="Write what the victim wants, or why they could not be asked.",
            ),
            Field("officer", "Officer in case", "person", "Choose the officer in case.", choices=choosing.officers),
            Field(
                "supervising_sergeant",
                "Supervising sergeant",
                "person",
                "Choose the sergeant who supervises.",
                choices=choosing.supervisors,
            ),
        ),
        "workflow.md",
    ),
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
                choices=(
                    ("remove", "No: remove them"),
                    ("keep", "Yes: real risk of significant harm or of a crime"),
                    ("none_held", "None are held"),
                ),
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
RECORD_OF = {kind.code: kind for kind in RECORDS}


def fields_of(*codes: str) -> tuple[Field, ...]:
    """The questions of several records, in order."""
    return tuple(field for code in codes for field in RECORD_OF[code].fields)
