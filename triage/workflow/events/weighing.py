"""What is thought of it: risk, safeguarding, the threshold; what it may belong together with."""

from collections.abc import Iterator

from triage import checks, choosing, effects, guards, subjects
from triage.fields import Field
from triage.parts import CR, LEADS, LF, LFI, SEED, WORKFLOW_MD
from triage.records import fields_of
from triage.shapes import Act
from triage.states import INCIDENT, open_states, working_states
from triage.workflow.questions import REASONS


def weighing(kind: str) -> Iterator[Act]:
    everywhere = open_states(kind)
    working = working_states(kind)
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
        yield from _of_an_incident()
    yield Act(
        "answer_alert",
        "Answer pattern alerts",
        kind,
        working,
        roles=(*LEADS, "officer"),
        guards=(guards.HAS_OPEN_ALERT,),
        does=effects.answer_alerts,
        fields=(
            Field("alerts", "Which alerts?", "choices", "Choose at least one alert.", choices=choosing.alerts),
            Field(
                "alert_answer",
                "Do these belong together?",
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
        "link_same_event",
        "Link a report of the same event",
        kind,
        everywhere,
        roles=LEADS,
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
        roles=LEADS,
        fields=(Field("link", "Which link?", "choice", "Choose the link.", choices=choosing.links), REASONS),
        guards=(guards.HAS_LINK,),
        does=effects.unlink_same_event,
        why="A link was wrong.",
        source=WORKFLOW_MD,
    )


def _of_an_incident() -> Iterator[Act]:
    yield Act(
        "review_safeguarding",
        "Review safeguarding",
        INCIDENT,
        ("local_focus", "inspector_review"),
        records=("safeguarding",),
        fields=fields_of("safeguarding"),
        roles=(*LF, *LFI),
        why="Nobody is left at risk while the incident is looked into.",
        source=SEED,
    )
    yield Act(
        "check_patterns",
        "Check for patterns",
        INCIDENT,
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
        INCIDENT,
        ("control_room", "local_focus"),
        records=("threshold",),
        fields=fields_of("threshold"),
        roles=(*CR, *LF),
        checks=(subjects.threshold_fits,),
        does=subjects.decide,
        why="Below it nothing about the person blamed is kept.",
        source="Non-crime hate incidents: Code of Practice (2023)",
    )
    yield Act(
        "inform_partners",
        "Partners and community",
        INCIDENT,
        ("local_focus", "inspector_review"),
        records=("partners_informed",),
        fields=fields_of("partners_informed"),
        roles=(*LF, *LFI),
        checks=(checks.no_leader_of_a_child_or_family,),
        why="Made aware where appropriate, without names.",
        source=SEED,
    )
