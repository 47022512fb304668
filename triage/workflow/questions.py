"""Questions that several acts ask, or that depend on the case: its offences, the force a transfer is offered to."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.timezone import localtime

from incidents.strands import STRANDS
from triage import choosing, effects, letters, reaching, subjects
from triage.fields import Field
from triage.law import time_limits
from triage.law.offences import OFFENCES, PROPOSABLE
from triage.records import CHANNELS, DUE_HOURS, RECORD_OF, fields_of
from triage.roads import course_of_conduct
from triage.situation import Situation
from triage.states import GRADES

ACTION = (
    Field("action", "Action for the local focus team", missing="Write at least one action for the local focus team."),
    Field("action_team", "Which team?", "team", "Choose the team.", choices=choosing.teams),
    Field("action_due", "Due in", "choice", "Choose when it is due.", choices=DUE_HOURS),
)
FREE_ACTION = (Field("action", "What is to be done?", missing="Write what is to be done."), *ACTION[1:])
REASONS = Field("reasons", "Reasons", missing="Write your reasons.")
STRANDS_SEEN = Field(
    "strands",
    "Strands",
    "choices",
    "Choose at least one strand.",
    choices=tuple((s.code, str(s.label)) for s in STRANDS),
    required=False,
    hint="As the person sees it. Several may be chosen.",
)
DIRECTIONS = (
    Field("directions", "What is to be done?", missing="Write what is to be done."),
    Field("direction_due", "Due in", "choice", "Choose when it is due.", choices=DUE_HOURS),
)
_MORE = "More about the offence"
OFFENCE = (
    Field(
        "offence",
        "Offence",
        "choice",
        "Choose the offence it looks like.",
        choices=tuple((o.code, f"{o.label} ({o.group})") for o in OFFENCES),
        hint="The best fit now; it can be changed until an outcome is proposed.",
    ),
    Field(
        "aggravated",
        "Is the aggravated form possible?",
        "yes_no",
        required=False,
        fold=_MORE,
        hint="Only where a law in force on the day has one for the strand. Otherwise the sentence can be raised.",
    ),
    Field(
        "offence_victim", "Whose offence is it?", "choice", required=False, choices=choosing.people_in_it, fold=_MORE
    ),
    Field("crime_reference", "Crime reference", "line", required=False, fold=_MORE, longest=40),
    Field("recorded_on", "Date it was recorded", "date", required=False, fold=_MORE, hint="Today, unless you say so."),
    Field("committed_on", "Date of the offence", "date", required=False, fold=_MORE),
)
GRADE = (
    Field(
        "grade",
        "Grade",
        "choice",
        choices=GRADES,
        required=False,
        fold="Change the grade",
        hint="Priority unless changed. Lowering it needs the duty inspector.",
    ),
    Field("grade_reason", "Why lower it?", required=False, fold="Change the grade"),
)
ROAD = Field(
    "road",
    "Send an officer, or allocate without a visit?",
    "choice",
    "Choose how it goes on.",
    choices=(("dispatch", "Send an officer"), ("allocate", "Allocate without a visit (the duty inspector signs)")),
)


def only_if(name: str, value: str, fields: Iterable[Field]) -> tuple[Field, ...]:
    """The same questions, put only where the answer before is this one."""
    return tuple(replace(field, only_if=(name, value)) for field in fields)


LOG_NUMBER = tuple(field for field in fields_of("dispatch") if field.name == "log_number")
OFFICER_AND_SERGEANT = tuple(field for field in fields_of("dispatch") if field.name != "log_number")
WHY_NO_VISIT = tuple(field for field in fields_of("allocation") if field.name in ("allocation_reason", "victims_view"))
CONTACT = fields_of("contact")
ASKED_THE_PERSON = (
    Field(
        "contact_channel",
        "How did you ask them?",
        "choice",
        "Choose how you asked them.",
        choices=CHANNELS,
        hint="By a way they gave before. Somebody who gave none is asked by a message on the return page, or by a first "
        "careful contact that keeps to what they now ask for.",
    ),
    Field("contact_words", "What did they say?", missing="Write what they said."),
)
#: Whoever has the code can put another wish in its place while the person is being asked: then this names the old one.
CHANGE_SEEN = Field(
    "asked_about",
    "Which details?",
    "choice",
    "Choose what you have looked at.",
    choices=choosing.change_asked,
    hint="If they were replaced since you opened this page, ask about the new ones.",
)
NEWS_SEEN = replace(CHANGE_SEEN, label="Which address?", choices=choosing.news_asked)
TELL = (
    CONTACT[0],
    replace(CONTACT[1], required=False, hint="By telephone or in person. A letter needs no answer here."),
)

LETTER = (
    Field("letter_kind", "Which letter?", "choice", "Choose which letter.", choices=letters.choices),
    Field(
        "letter_way",
        "How does it reach them?",
        "choice",
        "Choose how it reaches them.",
        choices=(
            ("letter", "By post: print it from the next page"),
            ("return_page", "On their page, behind their code"),
        ),
        hint="Only ways this person has said are safe are accepted. E-mails and texts carry no content.",
    ),
    Field("letter_language", "In which language?", "choice", "Choose the language.", choices=choosing.languages),
    Field(
        "hearing_on",
        "Date of the hearing",
        "date",
        "Enter the date of the hearing.",
        only_if=("letter_kind", "court_date"),
    ),
    Field(
        "letter_words",
        "Your words in it, for them to read",
        required=False,
        hint="What happened, or what was decided and why. Plain words; no names of others, nothing about suspects.",
    ),
    Field(
        "letter_words_translated",
        "The same in their language, from a professional translator",
        required=False,
        fold="Your words in another language",
    ),
)


AGGRAVATED_ROWS = Field(
    "aggravated_rows",
    "For which offences does the aggravated form apply?",
    "choices",
    "Choose at least one offence.",
    choices=choosing.offences_of_case,
    only_if=("aggravated_considered", "applies"),
)
RESULT = (
    Field(
        "result",
        "Result",
        "choice",
        "Choose the result.",
        choices=(("convicted", "Convicted"), ("acquitted", "Acquitted"), ("discontinued", "Discontinued")),
    ),
    Field(
        "uplift_stated",
        "Was a raised sentence for hostility stated in court?",
        "yes_no",
        "Say whether it was stated.",
        only_if=("result", "convicted"),
    ),
)
TOLD_OF = Field(
    "told_of",
    "What did you tell them?",
    "choices",
    required=False,
    choices=choosing.tellings,
    only_if=("contact_result", "reached"),
    hint="Each has a deadline under the Victims' Code.",
)
REASONS_TRANSLATED = Field(
    "reasons_translated",
    "The reasons in their language, from a professional translator",
    required=False,
    fold="Your words in another language",
)


def reveal_questions(ctx: Situation) -> tuple[Field, ...]:
    """The reason, where the force asks for one; the look itself is recorded in any case."""
    return (replace(REASONS, required=ctx.case.force.reveal_needs_reason),)


def told_questions(ctx: Situation) -> tuple[Field, ...]:
    """A right to be told is met by what was told, not by any call."""
    told = (TOLD_OF,) if choosing.tellings(ctx) else ()
    return (*told, *reaching.hours_in_words(ctx))


def telling_questions(ctx: Situation) -> tuple[Field, ...]:
    """Reasons in the language of a letter, where the report was not in English; and when a call is safe."""
    translated = () if ctx.case.report.language.startswith("en") else (REASONS_TRANSLATED,)
    return (*translated, *reaching.hours_in_words(ctx))


def outcome_questions(ctx: Situation) -> tuple[Field, ...]:
    """A code and reasons for each offence that nobody has charged."""
    questions: list[Field] = []
    for row in ctx.open_offences:
        questions += [
            Field(
                f"outcome_{row.pk}",
                f"Outcome of {row.number}. {row}",
                "choice",
                "Choose the outcome.",
                choices=tuple((o.code, f"{o.code} {o.label}") for o in PROPOSABLE),
            ),
            Field(
                f"rationale_{row.pk}", f"Reasons for {row.number}. {row}", missing="Write the reasons for this outcome."
            ),
        ]
    return tuple(questions)


def threshold_questions(ctx: Situation) -> tuple[Field, ...]:
    """Asked at the first assessment where details of the person blamed wait for it (practice.md 19)."""
    return fields_of("threshold") if subjects.is_undecided(ctx) else ()


def specialist_questions(ctx: Situation) -> tuple[Field, ...]:
    """Which offences the aggravated form is for, where there are several."""
    return (AGGRAVATED_ROWS,) if len(ctx.offences) > 1 else ()


def result_questions(ctx: Situation) -> tuple[Field, ...]:
    """What the court found, once for each charged row."""
    rows = choosing.charged_rows(ctx)
    return tuple(
        field.prefixed(effects.result_prefix(ctx, row), f"offence {row.number}" if len(rows) > 1 else "")
        for row in rows
        for field in RESULT
    )


def review_questions(ctx: Situation) -> tuple[Field, ...]:
    """The inspector's declaration, and her structured questions once for each row that nobody charged."""
    rows, (conflict, *asked) = ctx.open_offences, RECORD_OF["nfa_review"].fields
    said = {"review_course_of_conduct": course_of_conduct.in_words(ctx)}
    questions = [conflict]
    for row in rows:
        said["review_time_limit"] = time_limits.in_words(row.time_limit_on, localtime(ctx.now).date())
        about = f"offence {row.number}" if len(rows) > 1 else ""
        prefix = effects.review_prefix(ctx, row)
        questions += [replace(field, hint=said.get(field.name, "")).prefixed(prefix, about) for field in asked]
    return tuple(questions)


def transfer_questions(ctx: Situation) -> tuple[Field, ...]:
    """A force that is not on this platform answers by telephone: who said yes, and under which number."""
    if ctx.transfer is None or ctx.transfer.to_force.on_board:
        return ()
    return (
        Field("acknowledged_by", "Who acknowledged it?", "line", "Enter the name of who acknowledged it."),
        Field("acknowledged_number", "Their reference or number", "line", "Enter their reference or number."),
    )
