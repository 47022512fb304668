"""Help: named, handed over with consent, recalled; a community leader told without names."""

from collections.abc import Iterator

from triage import amending, checks, choosing, effects, guards, reaching
from triage.fields import Field
from triage.parts import SEED
from triage.records import fields_of
from triage.shapes import Act
from triage.states import ended_states, open_states, working_states
from triage.workflow.questions import REASONS


def support(kind: str) -> Iterator[Act]:
    everywhere = open_states(kind)
    working = working_states(kind)
    ended = ended_states(kind)
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
        does=effects.refer,
        checks=(checks.basis_fits, checks.partner_is_not_blocked, reaching.partner_keeps_to_it),
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
                choices=choosing.referral_bases,
            ),
            Field(
                "told",
                "What are they told?",
                missing="Write what they are told. Nothing else of the report leaves.",
                hint="They get these words and how to reach the person safely, and nothing else.",
            ),
            reaching.REACH_BY,
        ),
        public="support_offered",
        why="Handed over with consent, or not at all.",
        source="Data Protection Act 2018; practice rule 20",
    )
    yield Act(
        "recall_referral",
        "Recall a referral",
        kind,
        (*everywhere, *ended),
        relation="holder",
        guards=(amending.HAS_REFERRAL,),
        fields=(amending.REFERRAL, REASONS),
        does=effects.recall_referral,
        why="It should not have left, or the person no longer wants it. They see only that it was recalled.",
        source="Practice rule 20",
    )
    yield Act(
        "inform_community_leader",
        "Tell a community leader",
        kind,
        working,
        relation="holder",
        guards=(guards.NOT_A_CHILD, guards.FAITH_LIFTED),
        countersigners=("local_focus_inspector", "duty_inspector", "hate_crime_sergeant", "hate_crime_inspector"),
        fields=(
            Field("leader", "Whom?", "line", "Enter whom."),
            Field("told", "What are they told? No names, no address.", missing="Write what they are told."),
        ),
        why="Anonymised, and read by a second person first.",
        source="Practice rules 12, 13 and 20",
    )
