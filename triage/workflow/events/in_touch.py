"""The person is reached: contact, other ways they asked for, news, letters, a question to them and its answer."""

from collections.abc import Iterator

from triage import effects, guards, interpreting, letters, reaching
from triage.fields import Field
from triage.parts import LEADS, SEED, WORKFLOW_MD
from triage.shapes import Act
from triage.states import ended_states, open_states, working_states
from triage.workflow.questions import ASKED_THE_PERSON, CHANGE_SEEN, CONTACT, LETTER, NEWS_SEEN, REASONS
from triage.workflow.questions_of_a_case import told_questions


def in_touch(kind: str) -> Iterator[Act]:
    everywhere = open_states(kind)
    working = working_states(kind)
    ended = ended_states(kind)
    yield Act(
        "record_contact_attempt",
        "Record contact",
        kind,
        (*everywhere, "closed"),
        relation="holder",
        records=("contact",),
        fields=CONTACT,
        asks=told_questions,
        checks=(reaching.channel_is_safe, interpreting.is_independent),
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
        asks=interpreting.questions,
        checks=(reaching.asked_by_an_old_way, interpreting.is_independent),
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
        asks=interpreting.questions,
        checks=(reaching.asked_by_an_old_way, interpreting.is_independent),
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
        roles=(*LEADS, "officer", "hate_crime_lead"),
        fields=(REASONS,),
        chooses=effects.state_before_asking,
        does=effects.go_on,
        why="It is decided on what there is.",
        source=WORKFLOW_MD,
    )
