"""The acts of those who stand beside the chain: domestic abuse owner, safeguarding, specialists, professional standards."""

from collections.abc import Iterator

from triage import choosing, effects, guards
from triage.fields import Field
from triage.parts import CR_ANY, STANDARDS
from triage.records import fields_of
from triage.roads.blocks import BLOCK, BLOCKS
from triage.shapes import Act
from triage.situation import Situation
from triage.states import CRIME, INCIDENT, CaseKind, open_states
from triage.workflow.questions import REASONS


def _standing(ctx: Situation) -> list[tuple[str, str]]:
    return [(block.code, f"{block.label}: {block.why}") for block in BLOCKS if block.code in ctx.blocks]


def _lifted(ctx: Situation) -> list[tuple[str, str]]:
    return [(code, block.label) for code, block in BLOCK.items() if code not in ctx.blocks]


def _school_lead(ctx: Situation) -> tuple[Field, ...]:
    if "school" not in ctx.case.flags:
        return ()
    lead = "Enter the name of the school’s safeguarding lead, or why they are not told."
    return (Field("school_lead", "Safeguarding lead of the school, and when they were told", "line", lead),)


def _acts(kind: CaseKind) -> Iterator[Act]:
    everywhere = open_states(kind)
    yield Act(
        "own_domestic",
        "Own the domestic abuse side",
        kind,
        everywhere,
        relation="domestic_abuse",
        road="domestic",
        fields=(Field("first_steps", "What do you do first?", missing="Write what you do first."),),
        does=effects.answer_road,
        why="One named person decides what is safe to send and whom to tell, beside the chain.",
        source="Practice rule 13",
    )
    yield Act(
        "lift_block",
        "Lift a block",
        kind,
        everywhere,
        relation="domestic_owner",
        road="domestic",
        guards=(guards.SOMETHING_BLOCKED,),
        fields=(Field("block", "Which?", "choice", "Choose which block is lifted.", choices=_standing), REASONS),
        why="Each by itself, with a reason, when it is safe.",
        source="Practice rule 13",
    )
    yield Act(
        "set_block",
        "Set a block again",
        kind,
        everywhere,
        relation="domestic_owner",
        road="domestic",
        guards=(guards.SOMETHING_LIFTED,),
        fields=(Field("block", "Which?", "choice", "Choose which block is set again.", choices=_lifted), REASONS),
        why="It is not safe any more.",
        source="Practice rule 13",
    )
    yield Act(
        "decide_child_safeguarding",
        "Decide on safeguarding for a child",
        kind,
        everywhere,
        relation="safeguarding",
        road="under_18",
        records=("child_safeguarding",),
        fields=fields_of("child_safeguarding"),
        asks=_school_lead,
        does=effects.answer_road,
        why="The same day, before anybody speaks to a parent or writes home.",
        source="Practice rule 12",
    )
    yield Act(
        "take_over_account",
        "Acknowledge and take over the account",
        kind,
        everywhere,
        relation="sexual_offences",
        road="sexual",
        fields=(
            Field("first_steps", "Who takes the account, and when?", missing="Write who takes the account, and when."),
        ),
        does=effects.answer_road,
        why="Within the hour. Nobody else asks for more detail.",
        source="Practice rule 14",
    )
    yield Act(
        "inspector_told",
        "The duty inspector was told",
        kind,
        everywhere,
        roles=(*CR_ANY, "local_focus_sergeant", "local_focus_inspector"),
        road="terrorism",
        fields=(
            Field(
                "told_inspector",
                "Which duty inspector, by telephone just now?",
                "person",
                "Choose the duty inspector you spoke with.",
                choices=choosing.duty_inspectors,
            ),
        ),
        does=effects.answer_road,
        why="By telephone, within five minutes; the time is kept.",
        source="Practice rule 15",
    )
    yield Act(
        "name_investigator",
        "Name who investigates",
        kind,
        everywhere,
        roles=STANDARDS,
        guards=(guards.RESTRICTED,),
        fields=(
            Field(
                "investigator",
                "Who investigates?",
                "person",
                "Choose who investigates.",
                choices=choosing.investigators,
            ),
            REASONS,
        ),
        does=effects.name_investigator,
        why="By the next working day; they see this case and no other.",
        source="Practice rule 11",
    )
    yield Act(
        "lift_restriction",
        "End the restriction",
        kind,
        everywhere,
        roles=STANDARDS,
        countersigners=STANDARDS,
        guards=(guards.RESTRICTED,),
        fields=(REASONS,),
        does=effects.lift_restriction,
        why="Nobody of the police is blamed after all; a second person of professional standards signs.",
        source="Practice rule 11; local design",
    )


SPECIAL_ROADS: tuple[Act, ...] = (*_acts(INCIDENT), *_acts(CRIME))
