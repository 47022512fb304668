"""The hate crime at the prosecutors and at court: charged, referred, heard, decided."""

from triage import choosing, effects, guards
from triage.fields import Field
from triage.models import Hearing
from triage.parts import (
    OFFICER,
    SIGNS_FOR_OFFICER,
    WORKFLOW_MD,
)
from triage.records.victim import MEASURES
from triage.shapes import Act
from triage.states import CRIME
from triage.workflow.questions import INTERVIEWED, REASONS, only_if
from triage.workflow.questions_of_a_case import result_questions

COURT: tuple[Act, ...] = (
    Act(
        "charge",
        "Charge",
        CRIME,
        ("under_investigation", "cps_referred"),
        to=("at_court",),
        roles=OFFICER,
        relation="officer_in_case",
        fields=(
            Field(
                "charged",
                "Which offences?",
                "choices",
                "Choose at least one offence.",
                choices=choosing.offences_of_case,
            ),
            Field("hearing_on", "First hearing", "date", required=False),
            REASONS,
        ),
        guards=(guards.HAS_OFFENCE,),
        countersigners=SIGNS_FOR_OFFICER,
        stops=("supervision_review",),
        does=effects.charge,
        why="Charged by the officer, endorsed by a sergeant, at any hour; the specialist review may follow.",
        source=WORKFLOW_MD,
    ),
    Act(
        "refer_to_cps",
        "Refer to the CPS",
        CRIME,
        ("under_investigation", "at_court"),
        to=("cps_referred",),
        roles=OFFICER,
        relation="officer_in_case",
        fields=(
            Field(
                "cps_receipt",
                "Receipt from the CPS",
                "line",
                "Enter the receipt. A case counts as referred only with it.",
            ),
            REASONS,
        ),
        guards=(guards.HAS_OFFENCE,),
        countersigners=SIGNS_FOR_OFFICER,
        stops=("supervision_review",),
        why="The file was sent and its arrival confirmed.",
        source=WORKFLOW_MD,
    ),
    Act(
        "cps_decides",
        "Record the CPS's decision",
        CRIME,
        ("cps_referred",),
        to=("at_court", "under_investigation", "outcome_proposed"),
        roles=OFFICER,
        relation="officer_in_case",
        fields=(
            Field(
                "cps_decision",
                "What did they decide?",
                "choice",
                "Choose what they decided.",
                choices=(("charge", "Charge"), ("more", "More work is needed"), ("no_charge", "No charge")),
            ),
            Field(
                "decided",
                "For which offences?",
                "choices",
                choices=choosing.undecided_offences,
                required=False,
                only_if=("cps_decision", "charge"),
                hint="Leave it empty for all of them.",
            ),
            Field(
                "not_charged",
                "Which offences are not charged?",
                "choices",
                "Choose at least one offence.",
                choices=choosing.undecided_offences,
                only_if=("cps_decision", "no_charge"),
                hint="A charge chosen here is dropped; one that is not goes on to its trial.",
            ),
            *only_if("cps_decision", "no_charge", (INTERVIEWED,)),
            REASONS,
        ),
        countersigners=SIGNS_FOR_OFFICER,
        chooses=effects.cps_decision,
        does=effects.cps_decided,
        why="No charge is still reviewed by a supervisor and the specialist inspector.",
        source=WORKFLOW_MD,
    ),
    Act(
        "record_hearing",
        "Record a hearing",
        CRIME,
        ("at_court",),
        roles=OFFICER,
        relation="officer_in_case",
        fields=(
            Field("hearing_on", "Date", "date", "Enter the date of the hearing."),
            Field(
                "hearing_kind", "What kind?", "choice", "Choose what kind it is.", choices=tuple(Hearing.Kind.choices)
            ),
            Field("measures", "Special measures granted or asked for", "choices", required=False, choices=MEASURES),
            Field("reasons", "What happened, or what is to be known", missing="Write what happened."),
        ),
        does=effects.record_hearing,
        starts=("court_date",),
        why="Dates and special measures, told to the victim.",
        source="Victims' Code right 8",
    ),
    Act(
        "drop_hearing",
        "A hearing was moved or dropped",
        CRIME,
        ("at_court",),
        roles=OFFICER,
        relation="officer_in_case",
        guards=(guards.HAS_HEARING,),
        fields=(
            Field("hearing", "Which hearing?", "choice", "Choose the hearing.", choices=choosing.hearings),
            Field("hearing_on", "New date", "date", required=False, hint="Leave it empty where it fell away."),
            REASONS,
        ),
        does=effects.drop_hearing,
        why="The old day stays on record; a new day is told to the victim.",
        source="Victims' Code right 8",
    ),
    Act(
        "record_result",
        "Record the result",
        CRIME,
        ("at_court",),
        to=("victim_to_be_told", "under_investigation"),
        roles=OFFICER,
        relation="officer_in_case",
        fields=(
            Field(
                "result_on",
                "Date of the result",
                "date",
                required=False,
                has_been=True,
                hint="Today, unless you say so.",
            ),
            REASONS,
        ),
        asks=result_questions,
        guards=(guards.ACTIONS_ANSWERED,),
        chooses=effects.after_result,
        does=effects.record_result,
        public="court_result",
        why="An offence that nobody charged goes back to the officer instead of ending with the trial of another.",
        source="Sentencing Act 2020 s.66",
    ),
)
