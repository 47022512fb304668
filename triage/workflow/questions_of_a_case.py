"""Questions that depend on the case: its offences, its report's language, the force a transfer is offered to."""

from dataclasses import replace

from django.utils.timezone import localtime

from triage import choosing, effects, interpreting, reaching, subjects
from triage.fields import Field
from triage.law import time_limits
from triage.law.offences import PROPOSABLE
from triage.models.offence import Result
from triage.records import RECORD_OF, fields_of
from triage.roads import course_of_conduct
from triage.situation import Situation
from triage.workflow.questions import REASONS

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
        choices=tuple(Result.choices),
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
    return (*told, *reaching.hours_in_words(ctx), *interpreting.questions(ctx))


def telling_questions(ctx: Situation) -> tuple[Field, ...]:
    """Reasons in the language of a letter, where the report was not in English; and when a call is safe."""
    translated = () if ctx.case.report.language.startswith("en") else (REASONS_TRANSLATED,)
    return (*translated, *reaching.hours_in_words(ctx), *interpreting.questions(ctx))


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
    """What the court found, once for each charged row it has not decided before."""
    rows = choosing.unheard_rows(ctx)
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
    if ctx.transfer is None or ctx.transfer.to_force.holds_reports:
        return ()
    return (
        Field("acknowledged_by", "Who acknowledged it?", "line", "Enter the name of who acknowledged it."),
        Field("acknowledged_number", "Their reference or number", "line", "Enter their reference or number."),
    )
