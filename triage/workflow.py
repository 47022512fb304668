"""The workflow as one table: every act, who may do it, from where, what it needs and where it leads.

workflow.md is the authority. Pages, the API, the database's edges (teeth.py) and the diagram in the README are made from
these rows; act() in acting.py is their only engine. States are in states.py, questions in records.py.
"""

from collections.abc import Iterable, Iterator

from incidents.strands import STRANDS
from triage import checks, choosing, effects, guards
from triage.fields import Field
from triage.offences import OFFENCES, PROPOSABLE
from triage.records import DUE_HOURS, RECORD_OF, fields_of
from triage.shapes import Act, Opening
from triage.situation import Situation
from triage.states import CRIME, GRADES, INCIDENT, STATES, open_states

WORKFLOW_MD = "Workflow of this service"
SEED = "Cumbria Constabulary, October 2021"

CR = ("control_room_sergeant",)
CR_ANY = ("control_room_operator", "control_room_sergeant", "duty_inspector")
LF = ("local_focus_sergeant",)
LFI = ("local_focus_inspector",)
OFFICER = ("officer",)
SS = ("supervising_sergeant",)
HCS = ("hate_crime_sergeant",)
HCI = ("hate_crime_inspector",)
LEAD = ("hate_crime_lead",)
REGISTRAR = ("force_crime_registrar",)
DUTY = ("duty_inspector",)
#: Who may sign where a sergeant's proposal needs a second person; at night the duty inspector is there.
SIGNS_FOR_OFFICER = ("supervising_sergeant", "duty_inspector")
BARRED_FROM_APPROVAL = ("assessed", "local_focus", "finalised")
BARRED_FROM_NFA = (
    "oic",
    "supervising_sergeant",
    "specialist_reviewer",
    "proposer",
    "endorser",
    "cr_reviewer",
    "grade_lowered",
)

# --- questions used by several acts ------------------------------------------------------------------------------------

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
OFFENCE = (
    Field(
        "offence",
        "Offence",
        "choice",
        "Choose the offence it looks like.",
        choices=tuple((o.code, f"{o.label} ({o.group})") for o in OFFENCES),
        hint="The best fit now; it can be changed until an outcome is proposed.",
    ),
    Field("aggravated", "Is the aggravated form possible?", "yes_no", required=False, fold="More about the offence"),
    Field("crime_reference", "Crime reference", "line", required=False, fold="More about the offence"),
    Field("committed_on", "Date of the offence", "date", required=False, fold="More about the offence"),
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


def _only_if(name: str, value: str, fields: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(Field(**{**vars(field), "only_if": (name, value)}) for field in fields)


_DISPATCH_ONLY = tuple(field for field in fields_of("dispatch") if field.name == "log_number")
_PEOPLE = tuple(field for field in fields_of("dispatch") if field.name != "log_number")
_ALLOCATION_ONLY = tuple(
    field for field in fields_of("allocation") if field.name in ("allocation_reason", "victims_view")
)
CONTACT = fields_of("contact")
TELL = tuple(field for field in CONTACT if field.name != "contact_words")


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


def review_questions(ctx: Situation) -> tuple[Field, ...]:
    """The inspector's structured questions, once for each row that nobody charged."""
    rows = ctx.open_offences
    return tuple(
        field.prefixed(effects.review_prefix(ctx, row)) for row in rows for field in RECORD_OF["nfa_review"].fields
    )


def transfer_questions(ctx: Situation) -> tuple[Field, ...]:
    """A force that is not on this platform answers by telephone: who said yes, and under which number."""
    if ctx.transfer is None or ctx.transfer.to_force.on_board:
        return ()
    return (
        Field("acknowledged_by", "Who acknowledged it?", "line", "Enter the name of who acknowledged it."),
        Field("acknowledged_number", "Their reference or number", "line", "Enter their reference or number."),
    )


# --- the incident chain ------------------------------------------------------------------------------------------------

INCIDENT_ACTS: tuple[Act, ...] = (
    Act(
        "assess_as_incident",
        "Assess as a hate incident",
        INCIDENT,
        ("control_room",),
        to=("local_focus",),
        roles=CR,
        main=True,
        records=("thrive", "hate_related", "support", "bans_seen"),
        fields=(*fields_of("thrive", "hate_related"), STRANDS_SEEN, *ACTION, *fields_of("support", "bans_seen")),
        part="assessed",
        starts=("first_contact",),
        stops=("first_read",),
        does=effects.settle_incident,
        why="A sergeant in the control room assesses it and sets actions.",
        source=SEED,
    ),
    Act(
        "assess_as_crime",
        "Assess as a hate crime and send",
        INCIDENT,
        ("control_room",),
        to=("escalated",),
        roles=CR,
        main=True,
        records=("thrive", "support", "bans_seen"),
        fields=(
            *fields_of("thrive"),
            STRANDS_SEEN,
            *OFFENCE,
            ROAD,
            *_PEOPLE,
            *_only_if("road", "dispatch", _DISPATCH_ONLY),
            *_only_if("road", "allocate", _ALLOCATION_ONLY),
            *fields_of("support", "bans_seen"),
        ),
        checks=(checks.two_people,),
        countersigners=DUTY,
        countersigned_if=effects.is_allocation,
        part="assessed",
        stops=("first_read",),
        does=effects.settle_crime_and_open_it,
        why="One read, one act: the same assessment settles a crime and sends an officer.",
        source=WORKFLOW_MD,
    ),
    Act(
        "mark_not_a_report",
        "Not a report",
        INCIDENT,
        ("control_room",),
        to=("not_a_report",),
        roles=("control_room_operator", "control_room_sergeant"),
        fields=(
            Field(
                "not_report_reason",
                "What is it?",
                "choice",
                "Choose what it is.",
                choices=(
                    ("test", "A test"),
                    ("spam", "Spam or advertising"),
                    ("blank", "Nothing in it"),
                    ("other_service", "Meant for another service"),
                    ("malicious", "Malicious"),
                ),
            ),
            Field("reasons", "Anything to add?", required=False),
        ),
        why="Stays registered, hidden and restorable for 28 days; a second person looks at one in ten.",
        source=WORKFLOW_MD,
    ),
    Act(
        "finalise",
        "Finalise",
        INCIDENT,
        ("local_focus",),
        to=("inspector_review",),
        roles=LF,
        main=True,
        fields=(Field("reasons", "What was done, and what was found", missing="Write what was done and found."),),
        guards=(
            guards.ACTIONS_ANSWERED,
            guards.SAFEGUARDING_REVIEWED,
            guards.PATTERNS_CHECKED,
            guards.CONTACT_TRIED,
            guards.SUPPORT_OFFERED,
            guards.PARTNERS_ANSWERED,
            guards.THRESHOLD_DECIDED,
            guards.NO_OPEN_ALERT,
        ),
        part="finalised",
        stops=("first_contact",),
        does=effects.to_nobody,
        why="The local focus sergeant's duties are all answered.",
        source=SEED,
    ),
    Act(
        "escalate_to_crime",
        "It is a crime: escalate",
        INCIDENT,
        ("local_focus", "inspector_review"),
        to=("escalated",),
        roles=(*LF, *LFI),
        fields=(*OFFENCE, REASONS),
        does=effects.open_crime_from_incident,
        why="New information shows an offence, or a series of incidents has become harassment.",
        source=SEED,
    ),
    Act(
        "approve",
        "Approve and close",
        INCIDENT,
        ("inspector_review",),
        to=("closed",),
        roles=LFI,
        main=True,
        fields=(
            Field(
                "inspector_contact",
                "Did you contact the person?",
                "choice",
                "Say whether you contacted the person.",
                choices=(("made", "Yes"), ("not_appropriate", "Not appropriate")),
            ),
            Field("reasons", "What did you look at, and why is it complete?", missing="Write what you looked at."),
        ),
        barred=BARRED_FROM_APPROVAL,
        does=effects.to_nobody,
        why="The local focus inspector reviews every incident once finalised.",
        source=SEED,
    ),
    Act(
        "return",
        "Return with directions",
        INCIDENT,
        ("inspector_review",),
        to=("local_focus",),
        roles=LFI,
        fields=DIRECTIONS,
        does=effects.direct_holding_team,
        public="returned_to_local",
        why="Something is missing; returning does not bar from approving later.",
        source=WORKFLOW_MD,
    ),
    Act(
        "reopen",
        "Reopen",
        INCIDENT,
        ("closed", "not_a_report"),
        to=("local_focus",),
        roles=(*CR, *LF, *LFI),
        fields=(Field("what_is_new", "What is new?", missing="Write what is new."),),
        guards=(guards.STILL_RESTORABLE,),
        does=effects.to_nobody,
        public="reopened",
        why="Something new has come in, or it was a report after all.",
        source=WORKFLOW_MD,
    ),
)

# --- the crime chain ---------------------------------------------------------------------------------------------------

CRIME_ACTS: tuple[Act, ...] = (
    Act(
        "review_and_dispatch",
        "Review and send an officer",
        CRIME,
        ("control_room",),
        to=("dispatched",),
        roles=CR,
        main=True,
        records=("thrive", "dispatch", "support", "bans_seen"),
        fields=(*fields_of("thrive"), STRANDS_SEEN, *OFFENCE, *fields_of("dispatch", "support", "bans_seen"), *GRADE),
        checks=(checks.two_people,),
        countersigners=DUTY,
        countersigned_if=effects.lowers_the_grade,
        part="cr_reviewer",
        starts=("supervision_acceptance",),
        stops=("first_read",),
        does=effects.settle_crime,
        why="Graded a priority, reviewed by a sergeant, an officer sent under direct supervision.",
        source=SEED,
    ),
    Act(
        "allocate_without_attendance",
        "Allocate without a visit",
        CRIME,
        ("control_room",),
        to=("under_investigation",),
        roles=CR,
        records=("thrive", "allocation", "support", "bans_seen"),
        fields=(*fields_of("thrive"), STRANDS_SEEN, *OFFENCE, *fields_of("allocation", "support", "bans_seen")),
        checks=(checks.two_people,),
        countersigners=DUTY,
        part="cr_reviewer",
        starts=("supervision_acceptance",),
        stops=("first_read",),
        does=effects.settle_crime,
        why="Online, graffiti, or the victim's wish; the duty inspector signs.",
        source=WORKFLOW_MD,
    ),
    Act(
        "assess_as_incident",
        "Assess as a hate incident",
        CRIME,
        ("control_room",),
        to=("cancelled",),
        roles=CR,
        records=("thrive", "support", "bans_seen"),
        fields=(*fields_of("thrive"), REASONS, *ACTION, *fields_of("support", "bans_seen")),
        guards=(guards.NOT_RECORDED_AS_CRIME,),
        countersigners=DUTY,
        part="cr_reviewer",
        does=effects.settle_as_incident_after_all,
        why="Only before a crime is recorded, and two people say so.",
        source=WORKFLOW_MD,
    ),
    Act(
        "accept_supervision",
        "Accept supervision",
        CRIME,
        ("dispatched", "under_investigation"),
        roles=SS,
        relation="supervising_sergeant",
        guards=(guards.SUPERVISION_NOT_ACCEPTED,),
        stops=("supervision_acceptance",),
        main=True,
        does=effects.accept_supervision,
        why="Direct supervision begins when a sergeant says so, within ten minutes.",
        source=SEED,
    ),
    Act(
        "not_seen",
        "Victim not seen",
        CRIME,
        ("dispatched",),
        roles=OFFICER,
        relation="officer_in_case",
        fields=(
            Field("reasons", "Why not?", missing="Write why not."),
            Field(
                "next_attempt",
                "Next attempt in",
                "choice",
                "Choose when you try again.",
                choices=(("1", "1 hour"), ("4", "4 hours"), ("12", "12 hours"), ("24", "24 hours")),
            ),
        ),
        does=effects.not_seen,
        public="not_seen_yet",
        why="Nobody was reached; the alarm is set again.",
        source=WORKFLOW_MD,
    ),
    Act(
        "record_attendance",
        "Record attendance",
        CRIME,
        ("dispatched",),
        to=("under_investigation",),
        roles=OFFICER,
        relation="officer_in_case",
        records=("attendance", "support"),
        fields=fields_of("attendance", "support"),
        main=True,
        does=effects.attended,
        public="attended",
        why="First account, needs, safety, evidence, personal statement, support.",
        source=WORKFLOW_MD,
    ),
    Act(
        "supervise",
        "Record supervision",
        CRIME,
        ("dispatched", "under_investigation"),
        roles=SS,
        relation="supervising_sergeant",
        records=("supervision",),
        fields=fields_of("supervision"),
        does=effects.supervise,
        why="The investigation plan, and its review.",
        source=SEED,
    ),
    Act(
        "specialist_review",
        "Specialist review",
        CRIME,
        open_states(CRIME),
        roles=HCS,
        records=("specialist_review", "support"),
        fields=fields_of("specialist_review", "support"),
        part="specialist_reviewer",
        stops=("specialist_review",),
        main=True,
        public="specialist_reviewed",
        why="A specially trained hate crime sergeant reviews every crime, beside the chain.",
        source=SEED,
    ),
    Act(
        "record_offence",
        "Record or change an offence",
        CRIME,
        ("control_room", "dispatched", "under_investigation"),
        roles=(*CR, *OFFICER, *SS, *HCS),
        fields=(
            Field(
                "offence_row",
                "Which?",
                "choice",
                "Choose which.",
                choices=lambda ctx: [("new", "Another offence"), *choosing.offences_of_case(ctx)],
            ),
            *OFFENCE,
        ),
        does=effects.record_offence,
        why="Each offence has its own outcome and its own time limit.",
        source="Home Office Counting Rules (unverified)",
    ),
    Act(
        "change_officer",
        "Change the officer",
        CRIME,
        open_states(CRIME),
        roles=(*SS, *DUTY),
        relation="supervisor",
        fields=(
            Field("officer", "New officer in case", "person", "Choose the officer.", choices=choosing.officers),
            REASONS,
        ),
        does=effects.change_officer,
        why="Leave, workload, conflict.",
        source=WORKFLOW_MD,
    ),
    Act(
        "change_supervisor",
        "Change the supervising sergeant",
        CRIME,
        open_states(CRIME),
        roles=(*SS, *DUTY),
        relation="supervisor",
        fields=(
            Field(
                "supervising_sergeant",
                "New supervising sergeant",
                "person",
                "Choose the sergeant.",
                choices=choosing.supervisors,
            ),
            REASONS,
        ),
        does=effects.change_supervisor,
        why="Leave, workload, conflict.",
        source=WORKFLOW_MD,
    ),
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
            Field("reasons", "What happened, and special measures", missing="Write what happened."),
        ),
        why="Dates and special measures, told to the victim.",
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
                "result",
                "Result",
                "choice",
                "Choose the result.",
                choices=(("convicted", "Convicted"), ("acquitted", "Acquitted"), ("discontinued", "Discontinued")),
            ),
            Field(
                "uplift_stated",
                "Was a raised sentence for hostility stated in court?",
                "choice",
                "Say whether it was stated.",
                choices=(("yes", "Yes"), ("no", "No"), ("not_convicted", "Not convicted")),
            ),
            REASONS,
        ),
        chooses=effects.after_result,
        does=effects.back_to_officer,
        public="court_result",
        why="An offence that nobody charged goes back to the officer instead of ending with the trial of another.",
        source="Sentencing Act 2020 s.66",
    ),
    Act(
        "propose_outcome",
        "Propose an outcome",
        CRIME,
        ("under_investigation",),
        to=("outcome_proposed",),
        roles=OFFICER,
        relation="officer_in_case",
        main=True,
        fields=(
            Field(
                "victims_view",
                "The victim's view, or why they could not be reached",
                missing="Write the victim's view, or what was tried to reach them.",
            ),
            Field(
                "suspect_interviewed",
                "Was a suspect interviewed under caution?",
                "yes_no",
                "Say whether a suspect was interviewed under caution.",
                hint="Decides the victim's right to review.",
            ),
        ),
        asks=outcome_questions,
        checks=(checks.outcomes_fit,),
        guards=(guards.HAS_OFFENCE, guards.SPECIALIST_REVIEWED, guards.ACTIONS_ANSWERED, guards.NO_OPEN_ALERT),
        part="proposer",
        does=effects.propose,
        why="A code and reasons for each offence, after the specialist review.",
        source="Home Office Counting Rules (unverified)",
    ),
    Act(
        "endorse",
        "Endorse",
        CRIME,
        ("outcome_proposed",),
        to=("victim_to_be_told", "nfa_final_review"),
        roles=SS,
        fields=(REASONS,),
        barred=("oic", "proposer"),
        part="endorser",
        chooses=effects.after_endorsement,
        does=effects.give_after_endorsement,
        main=True,
        why="Cautions go to the victim; every other end goes to the specialist inspector.",
        source=WORKFLOW_MD,
    ),
    Act(
        "supervisor_return",
        "Return to the officer",
        CRIME,
        ("outcome_proposed",),
        to=("under_investigation",),
        roles=SS,
        fields=DIRECTIONS,
        does=effects.direct_holding_team,
        public="returned_to_officer",
        why="More is to be done first.",
        source=WORKFLOW_MD,
    ),
    Act(
        "uphold_nfa",
        "Uphold: no further action",
        CRIME,
        ("nfa_final_review",),
        to=("victim_to_be_told",),
        roles=HCI,
        asks=review_questions,
        barred=BARRED_FROM_NFA,
        part="nfa_inspector",
        does=effects.final_review,
        main=True,
        why="To ensure there is no opportunity of progressing the matter to court.",
        source=SEED,
    ),
    Act(
        "return_for_investigation",
        "Return for investigation",
        CRIME,
        ("nfa_final_review",),
        to=("under_investigation",),
        roles=HCI,
        fields=DIRECTIONS,
        does=effects.direct_holding_team,
        public="returned_to_officer",
        why="There are lines of enquiry left. Returning bars from nothing.",
        source=WORKFLOW_MD,
    ),
    Act(
        "progress_to_court",
        "Progress to court",
        CRIME,
        ("nfa_final_review",),
        to=("cps_referred",),
        roles=HCI,
        fields=(Field("reasons", "On what basis?", missing="Write the basis."),),
        barred=BARRED_FROM_NFA,
        part="nfa_inspector",
        does=effects.back_to_officer,
        why="The inspector found a way to court.",
        source=SEED,
    ),
    Act(
        "tell_victim",
        "Tell the victim",
        CRIME,
        ("victim_to_be_told",),
        to=("closed",),
        relation="holder",
        roles=(*OFFICER, *SS, *DUTY),
        records=("support",),
        fields=(
            Field("reasons", "Reasons, in plain words for the victim", missing="Write the reasons in plain words."),
            *TELL,
            Field(
                "review_told",
                "Was the right to review explained?",
                "choice",
                "Say whether the right to review was explained.",
                choices=(
                    ("told", "Yes"),
                    ("not_eligible", "Not eligible, and told why"),
                    ("posted", "Explained on the return page"),
                ),
            ),
            *fields_of("support"),
        ),
        checks=(checks.channel_is_safe,),
        does=effects.tell_victim,
        main=True,
        why="By voice first where possible; where nobody can be reached, on the return page.",
        source="Victims' Code rights 6 and 9",
    ),
    Act(
        "request_review",
        "Record a request for review",
        CRIME,
        ("closed",),
        to=("review_requested",),
        roles=LEAD,
        fields=(Field("reasons", "What does the victim ask?", missing="Write what the victim asks."),),
        guards=(guards.REVIEW_OPEN,),
        starts=("review_acknowledged",),
        does=effects.to_nobody,
        why="Within three months, by the victim or for them.",
        source="Victims' right to review",
    ),
    Act(
        "decide_review",
        "Decide the review",
        CRIME,
        ("review_requested",),
        to=("closed", "under_investigation"),
        roles=(*LEAD, *HCI),
        fields=(
            Field(
                "review_decision",
                "Decision",
                "choice",
                "Choose the decision.",
                choices=(("upheld", "The decision stands"), ("overturned", "It is investigated again")),
            ),
            REASONS,
        ),
        barred=(*BARRED_FROM_NFA, "nfa_inspector"),
        chooses=effects.review_decided,
        does=effects.back_to_officer,
        stops=("review_acknowledged",),
        main=True,
        public="review_decided",
        why="By somebody senior to the inspector and uninvolved.",
        source="Victims' right to review",
    ),
    Act(
        "new_evidence",
        "New evidence",
        CRIME,
        ("closed",),
        to=("under_investigation",),
        roles=(*OFFICER, *SS, *CR, *HCS, *HCI),
        fields=(Field("what_is_new", "What is new?", missing="Write what is new."),),
        does=effects.back_to_officer,
        public="new_evidence",
        why="A closed case opens again.",
        source=WORKFLOW_MD,
    ),
    Act(
        "cancel_record",
        "Cancel the crime record",
        CRIME,
        open_states(CRIME),
        to=("cancelled",),
        roles=REGISTRAR,
        fields=(Field("reasons", "Verifiable basis", missing="Write the verifiable basis."),),
        guards=(guards.RECORDED_AS_CRIME,),
        does=effects.cancel_record,
        why="Only the registrar, and the incident behind it stays open.",
        source="Home Office Counting Rules (unverified)",
    ),
)


# --- events on any open case -------------------------------------------------------------------------------------------


def _events(kind: str) -> Iterator[Act]:
    everywhere = open_states(kind)
    working = tuple(state for state in everywhere if state != "awaiting_information")
    ended = tuple(state.code for state in STATES if state.kind == kind and not state.open)
    leads = (
        "local_focus_sergeant",
        "local_focus_inspector",
        "control_room_sergeant",
        "hate_crime_inspector",
        "hate_crime_sergeant",
        "supervising_sergeant",
        "duty_inspector",
    )
    yield Act(
        "dispatch_now",
        "Send someone now",
        kind,
        everywhere,
        roles=CR_ANY,
        guards=(guards.DANGER_OPEN,),
        fields=(RECORD_OF["dispatch"].fields[2],),
        does=effects.dispatch_at_once,
        public="dispatched",
        why="One field, before anything is classified.",
        source="Practice rule 2",
    )
    yield Act(
        "take",
        "Take",
        kind,
        everywhere,
        guards=(guards.OTHER_HOLDER,),
        does=effects.touch,
        why="A person comes by taking it.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "hand_over",
        "Hand over",
        kind,
        everywhere,
        relation="holder",
        does=effects.give_to,
        fields=(
            Field("person", "To whom?", "person", "Choose who takes it.", choices=choosing.owners),
            Field("reasons", "What should they know?", required=False),
        ),
        why="Somebody else goes on with it.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "cover",
        "Cover for an absence",
        kind,
        everywhere,
        roles=leads,
        does=effects.give_to,
        fields=(
            Field("person", "Who covers?", "person", "Choose who covers.", choices=choosing.owners),
            Field("cover_until", "Until", "date", "Enter until when."),
        ),
        why="A dated cover while the holder is away.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "note",
        "Add a note",
        kind,
        everywhere,
        fields=(Field("note", "Note", missing="Write the note."),),
        why="What else is to be known.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "amend",
        "Amend something",
        kind,
        everywhere,
        fields=(
            Field("wrong", "What was wrong?", missing="Write what was wrong."),
            Field("right", "What is right?", missing="Write what is right."),
            REASONS,
        ),
        why="The old stays; the new says why.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "set_action",
        "Set an action",
        kind,
        working,
        roles=leads,
        fields=FREE_ACTION,
        does=effects.set_task,
        why="Another team does something, by a time.",
        source=SEED,
    )
    yield Act(
        "answer_action",
        "Answer an action",
        kind,
        everywhere,
        guards=(guards.HAS_OPEN_ACTION,),
        does=effects.answer_task,
        roles=(*leads, "officer", "control_room_operator", "professional_standards"),
        fields=(
            Field("task", "Which action?", "choice", "Choose the action.", choices=choosing.tasks),
            Field("task_answer", "What was done?", missing="Write what was done."),
        ),
        why="Every action is answered before the stage is left.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "record_contact_attempt",
        "Record contact",
        kind,
        everywhere,
        relation="holder",
        records=("contact",),
        fields=CONTACT,
        checks=(checks.channel_is_safe,),
        does=effects.contact_recorded,
        why="The silence ends only on real contact.",
        source=SEED,
    )
    yield Act(
        "assess_again",
        "Assess the risk again",
        kind,
        working,
        records=("thrive",),
        fields=fields_of("thrive"),
        does=effects.settle_risk,
        why="Re-assessed on change; the old stays.",
        source="College of Policing, THRIVE",
    )
    if kind == INCIDENT:
        yield Act(
            "review_safeguarding",
            "Review safeguarding",
            kind,
            ("local_focus", "inspector_review"),
            records=("safeguarding",),
            fields=fields_of("safeguarding"),
            roles=(*LF, *LFI),
            why="Is anyone at risk?",
            source=SEED,
        )
        yield Act(
            "check_patterns",
            "Check for patterns",
            kind,
            ("local_focus", "inspector_review"),
            records=("pattern_check",),
            fields=fields_of("pattern_check"),
            roles=(*LF, *LFI),
            why="Is it part of something?",
            source=SEED,
        )
        yield Act(
            "decide_threshold",
            "Decide the non-crime threshold",
            kind,
            ("control_room", "local_focus"),
            records=("threshold",),
            fields=fields_of("threshold"),
            roles=(*CR, *LF),
            does=effects.threshold_decided,
            why="Below it nothing about the person blamed is kept.",
            source="Non-crime hate incidents: Code of Practice (2023)",
        )
        yield Act(
            "inform_partners",
            "Partners and community",
            kind,
            ("local_focus", "inspector_review"),
            records=("partners_informed",),
            fields=fields_of("partners_informed"),
            roles=(*LF, *LFI),
            guards=(guards.DOMESTIC_LIFTED,),
            why="Made aware where appropriate, without names.",
            source=SEED,
        )
    yield Act(
        "answer_alert",
        "Answer a pattern alert",
        kind,
        working,
        roles=(*leads, "officer"),
        guards=(guards.HAS_OPEN_ALERT,),
        does=effects.answer_alert,
        fields=(
            Field("alert", "Which alert?", "choice", "Choose the alert.", choices=choosing.alerts),
            Field(
                "alert_answer",
                "Do they belong together?",
                "choice",
                "Say whether they belong together.",
                choices=(("confirmed", "Yes"), ("dismissed", "No")),
            ),
            REASONS,
        ),
        why="A possible pattern is answered, not left.",
        source=SEED,
    )
    yield Act(
        "signpost",
        "Record support offered",
        kind,
        everywhere,
        records=("support",),
        fields=fields_of("support"),
        does=effects.signpost,
        why="Help at every stage.",
        source=SEED,
    )
    yield Act(
        "refer",
        "Refer to an organisation",
        kind,
        everywhere,
        relation="holder",
        guards=(guards.DOMESTIC_LIFTED,),
        does=effects.refer,
        checks=(checks.basis_fits,),
        fields=(
            Field(
                "organisation",
                "To whom?",
                "choice",
                "Choose the organisation.",
                choices=choosing.referral_organisations,
            ),
            Field(
                "basis",
                "On what basis?",
                "choice",
                "Choose the basis.",
                choices=(
                    ("explicit_consent", "The person said yes"),
                    ("anonymised", "Without anything that names them"),
                    ("safeguarding_override", "To keep a person safe"),
                    ("s115_cda", "Crime and Disorder Act 1998, section 115"),
                    ("statutory_duty", "A duty in law"),
                ),
            ),
            Field(
                "told", "What are they told?", missing="Write what they are told. Nothing else of the report leaves."
            ),
        ),
        public="support_offered",
        why="Handed over with consent, or not at all.",
        source="Data Protection Act 2018; practice rule 20",
    )
    yield Act(
        "inform_community_leader",
        "Tell a community leader",
        kind,
        working,
        relation="holder",
        guards=(guards.NOT_A_CHILD, guards.DOMESTIC_LIFTED),
        countersigners=("local_focus_inspector", "duty_inspector", "hate_crime_sergeant", "hate_crime_inspector"),
        fields=(
            Field("leader", "Whom?", "line", "Enter whom."),
            Field("told", "What are they told? No names, no address.", missing="Write what they are told."),
        ),
        why="Anonymised, and read by a second person first.",
        source="Practice rules 12, 13 and 20",
    )
    yield Act(
        "reveal_identity",
        "Show who is in it",
        kind,
        (*everywhere, *ended),
        relation="not_the_holder",
        fields=(REASONS,),
        why="Who looks says why; every look is kept.",
        source="Data Protection Act 2018 s.62",
    )
    yield Act(
        "ask_for_information",
        "Ask the reporter",
        kind,
        working,
        to=("awaiting_information",),
        relation="holder",
        fields=(Field("question", "Question, in plain words", missing="Write the question."),),
        does=effects.ask_reporter,
        why="By the return page, which is safe for everyone.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "information_received",
        "The reporter answered",
        kind,
        ("awaiting_information",),
        to=working,
        system=True,
        chooses=effects.state_before_asking,
        does=effects.go_on,
        public="information_received",
        why="An answer came, or seven days are over.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "go_on_without_answer",
        "Go on without an answer",
        kind,
        ("awaiting_information",),
        to=working,
        relation="holder",
        roles=leads,
        fields=(REASONS,),
        chooses=effects.state_before_asking,
        does=effects.go_on,
        why="It is decided on what there is.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "offer_transfer",
        "Offer to another force",
        kind,
        working,
        relation="holder",
        guards=(guards.NO_TRANSFER_OFFERED,),
        starts=("transfer",),
        does=effects.offer_transfer,
        fields=(
            Field("to_force", "To which force?", "force", "Choose the force.", choices=choosing.forces),
            Field("known", "What is known?", missing="Write what is known."),
            Field("transfer_danger", "Is anyone in danger?", missing="Write whether anyone is in danger."),
        ),
        public="transfer_offered",
        why="The sender keeps the case and its clocks until somebody there says yes.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "accept_transfer",
        "Accept the transfer",
        kind,
        working,
        to=("transferred",),
        relation="answers_transfer",
        guards=(guards.TRANSFER_OFFERED,),
        asks=transfer_questions,
        does=effects.accept_transfer,
        why="The receiver's own sergeant accepts, or their acknowledgement is written down.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "refuse_transfer",
        "Refuse the transfer",
        kind,
        working,
        relation="answers_transfer",
        guards=(guards.TRANSFER_OFFERED,),
        fields=(REASONS,),
        does=effects.refuse_transfer,
        why="The sender goes on with it.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "restrict",
        "Restrict",
        kind,
        everywhere,
        roles=("professional_standards", "duty_inspector"),
        fields=(REASONS,),
        starts=("police_suspect",),
        does=effects.restrict,
        why="A police suspect, or a declared conflict.",
        source="Practice rule 11",
    )
    yield Act(
        "link_same_event",
        "Link a report of the same event",
        kind,
        everywhere,
        roles=leads,
        fields=(
            Field("other_reference", "Reference of the other case", "line", "Enter the reference of the other case."),
        ),
        checks=(checks.other_case_in_scope,),
        does=effects.link_same_event,
        why="Each keeps its words, code and contact rules; undone at any time.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "unlink_same_event",
        "Undo a link",
        kind,
        everywhere,
        roles=leads,
        fields=(Field("link", "Which link?", "choice", "Choose the link.", choices=choosing.links), REASONS),
        guards=(guards.HAS_LINK,),
        does=effects.unlink_same_event,
        why="A link was wrong.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "withdrawal_requested",
        "The reporter asks to withdraw",
        kind,
        (*everywhere, *ended),
        system=True,
        public="withdrawal_heard",
        why="To the holder: speak to the victim alone, by the safe channel; the police decide; nothing is erased.",
        source="Practice rule 10",
    )
    yield Act(
        "message_received",
        "A message from the reporter",
        kind,
        (*everywhere, *ended),
        system=True,
        why="The reporter wrote on the return page.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "danger_reported",
        "Danger reported in a later message",
        kind,
        (*everywhere, *ended),
        system=True,
        does=effects.danger_again,
        public="danger_heard",
        why="To the control room from any state, closed included.",
        source="Practice rule 3",
    )


EVENTS: tuple[Act, ...] = (*_events(INCIDENT), *_events(CRIME))
WORKFLOW: tuple[Act, ...] = (*INCIDENT_ACTS, *CRIME_ACTS, *EVENTS)
ACT: dict[tuple[str, str], Act] = {(act.kind, act.name): act for act in WORKFLOW}

#: How a case begins. The roles are those of whoever did the act that opened it; the system receives.
OPENINGS: tuple[Opening, ...] = (
    Opening(INCIDENT, "receive", "control_room", ()),
    Opening(CRIME, "receive", "control_room", ()),
    Opening(INCIDENT, "assess_as_incident", "local_focus", CR, DUTY, "now_an_incident"),
    Opening(INCIDENT, "cancel_record", "local_focus", REGISTRAR, (), "record_ended"),
    Opening(CRIME, "assess_as_crime", "dispatched", CR, (), "now_a_crime"),
    Opening(CRIME, "assess_as_crime", "under_investigation", CR, DUTY, "now_a_crime"),
    Opening(CRIME, "escalate_to_crime", "control_room", (*LF, *LFI), (), "now_a_crime"),
    Opening(INCIDENT, "accept_transfer", "control_room", CR),
    Opening(CRIME, "accept_transfer", "control_room", CR),
)


def acts_from(kind: str, state: str) -> list[Act]:
    """Rows that start in a state, the chain's next steps first."""
    rows = [act for act in WORKFLOW if act.kind == kind and state in act.frm]
    return sorted(rows, key=lambda act: (not act.main, act.event))
