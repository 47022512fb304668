"""What may happen on any open case, of either kind: people, actions, contact, support, transfer, danger."""

from collections.abc import Iterator

from triage import amending, checks, choosing, coming_back, effects, guards, letters, reaching, subjects
from triage.fields import Field
from triage.parts import AT_THE_DESK, CR, CR_ANY, LF, LFI, SEED, WORKFLOW_MD
from triage.records import RECORD_OF, fields_of
from triage.shapes import Act
from triage.states import CRIME, INCIDENT, STATES, open_states
from triage.workflow.questions import (
    ASKED_THE_PERSON,
    CHANGE_SEEN,
    CONTACT,
    FREE_ACTION,
    LETTER,
    NEWS_SEEN,
    REASONS,
    reveal_questions,
    told_questions,
    transfer_questions,
)


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
        (*everywhere, *ended),
        roles=CR_ANY,
        guards=(guards.DANGER_OPEN,),
        fields=(RECORD_OF["dispatch"].fields[2],),
        checks=(reaching.danger_sets_aside,),
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
        stops=("first_read",),
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
            Field("person", "To whom?", "person", "Choose who takes it.", choices=choosing.hands),
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
        relation="writes_in_it",
        fields=(Field("note", "Note", missing="Write the note."),),
        why="What else is to be known.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "add_attachment",
        "Add a file",
        kind,
        everywhere,
        relation="writes_in_it",
        fields=(
            Field("attachment", "File", "choice", "Choose a file.", choices=choosing.attachments_kept),
            Field("shows", "What does it show?", missing="Write what it shows and where it is from."),
        ),
        why="A still, a scanned statement, a recording. The reporter never sees it.",
        source=WORKFLOW_MD,
    )
    yield Act(
        "amend",
        "Amend something",
        kind,
        everywhere,
        relation="writes_in_it",
        fields=(
            amending.AMENDS,
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
        checks=(checks.road_s_own_team,),
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
        (*everywhere, "closed"),
        relation="holder",
        records=("contact",),
        fields=CONTACT,
        asks=told_questions,
        checks=(reaching.channel_is_safe,),
        does=effects.contact_recorded,
        why="The silence ends only on real contact.",
        source=SEED,
    )
    yield Act(
        "confirm_contact_change",
        "Confirm new contact details",
        kind,
        (*everywhere, *ended),
        relation="holder",
        guards=(guards.CHANGE_WAITS,),
        fields=(CHANGE_SEEN, *ASKED_THE_PERSON),
        checks=(reaching.asked_by_an_old_way,),
        does=effects.confirm_contact_change,
        public="contact_in_use",
        why="They said it was them. From now on only the new details and rules are in force.",
        source="Practice rule 4",
    )
    yield Act(
        "refuse_contact_change",
        "Refuse new contact details",
        kind,
        (*everywhere, *ended),
        relation="holder",
        guards=(guards.CHANGE_WAITS,),
        fields=(CHANGE_SEEN, REASONS),
        does=effects.refuse_contact_change,
        public="contact_not_in_use",
        why="It was not them, or nobody could be asked. What was on file stays in force.",
        source="Practice rule 4",
    )
    yield Act(
        "confirm_news",
        "Confirm messages about news",
        kind,
        everywhere,
        relation="holder",
        guards=(guards.NEWS_WAITS,),
        fields=(NEWS_SEEN, *ASKED_THE_PERSON),
        checks=(reaching.asked_by_an_old_way,),
        does=effects.confirm_news,
        public="news_in_use",
        why="The test message came and they said it was them: from now on they hear that there is news, and no more.",
        source="Practice rule 6",
    )
    yield Act(
        "refuse_news",
        "Refuse messages about news",
        kind,
        everywhere,
        relation="holder",
        guards=(guards.NEWS_WAITS,),
        fields=(NEWS_SEEN, REASONS),
        does=effects.refuse_news,
        public="news_not_in_use",
        why="It was not them, or it is not safe. The address is removed.",
        source="Practice rule 6",
    )
    yield Act(
        "write_letter",
        "Write a letter",
        kind,
        (*everywhere, "closed"),
        relation="holder",
        fields=LETTER,
        checks=(letters.fits,),
        previews=letters.compose,
        does=effects.write_letter,
        why="Seen as it will be before it is sent, and kept as it was.",
        source="Victims' Code rights 3, 6, 8 and 9; practice rule 6",
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
            checks=(subjects.threshold_fits,),
            does=subjects.decide,
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
            checks=(checks.no_leader_while_blocked,),
            why="Made aware where appropriate, without names.",
            source=SEED,
        )
    yield Act(
        "answer_alert",
        "Answer pattern alerts",
        kind,
        working,
        roles=(*leads, "officer"),
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
                choices=(
                    ("explicit_consent", "The person said yes"),
                    ("anonymised", "Without anything that names them"),
                    ("safeguarding_override", "To keep a person safe"),
                    ("s115_cda", "Crime and Disorder Act 1998, section 115"),
                    ("statutory_duty", "A duty in law"),
                ),
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
        "withdraw_countersignature",
        "Withdraw what you asked to be signed",
        kind,
        everywhere,
        relation="asked_for_signature",
        guards=(amending.SIGNATURE_ASKED,),
        fields=(REASONS,),
        does=effects.withdraw_countersignature,
        why="You typed it wrongly, or it is no longer needed. Nothing is carried out.",
        source=WORKFLOW_MD,
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
    yield Act(
        "reveal_identity",
        "Show who is in it",
        kind,
        (*everywhere, *ended),
        relation="not_the_holder",
        asks=reveal_questions,
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
        roles=(*leads, "officer", "hate_crime_lead"),
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
        "declare_conflict",
        "I know somebody in it",
        kind,
        (*everywhere, *ended),
        roles=AT_THE_DESK,
        fields=(
            Field(
                "sure",
                "I know somebody in this case, or have an interest in it",
                "tick",
                "Tick this if it is so.",
                hint="You will not see the case again.",
            ),
        ),
        does=effects.stand_aside,
        why="Asked before the first opening, and open to whoever only notices later. Somebody else goes on with it.",
        source="Code of Ethics, College of Policing; local design",
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
        "code_changed",
        "The return code was changed",
        kind,
        (*everywhere, *ended),
        system=True,
        why="By whoever holds it, and so perhaps by a finder: the old one can write for seven days more.",
        source="Practice rule 4",
    )
    yield Act(
        "settle_code",
        "Give back or retire a code",
        kind,
        (*everywhere, *ended),
        relation="holder",
        guards=(guards.CODE_NARROWED,),
        fields=(
            Field("narrowed_code", "Which code?", "choice", "Choose the code.", choices=coming_back.choices),
            Field(
                "code_answer",
                "What happens with it?",
                "choice",
                "Choose what happens with it.",
                choices=(
                    ("restore", "Give it back whole; any code that took its place is retired"),
                    ("retire", "Retire it for good"),
                ),
            ),
            REASONS,
        ),
        checks=(coming_back.talk_recorded,),
        does=effects.settle_code,
        why="After the talk with whoever asked to withdraw, or when they say that it was not them who changed it.",
        source="Practice rules 4 and 10",
    )
    yield Act(
        "replace_code",
        "Replace a lost code",
        kind,
        (*everywhere, *ended),
        relation="holder",
        guards=(guards.GAVE_A_NAME,),
        fields=(
            Field(
                "identity_checked",
                "How did you check who they are?",
                missing="Write how you checked who they are.",
                hint="Against what stands in the report, not against what the caller offers.",
            ),
            Field(
                "contact_channel",
                "How are you in touch with them?",
                "choice",
                "Choose how you are in touch with them.",
                choices=coming_back.WAYS,
                hint="Somebody who calls is called back. Only ways this person has said are safe are accepted.",
            ),
            Field(
                "code_handed",
                "How do they get the code?",
                "choice",
                "Choose how they get the code.",
                choices=coming_back.HANDED,
            ),
        ),
        checks=(coming_back.new_code_is_safe,),
        does=effects.replace_code,
        why="Shown to you once, on the next page. Their old codes stop working at once.",
        source="Ruling 4",
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
