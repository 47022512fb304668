"""Questions that several acts ask, the same in every case. Those that depend on the case: questions_of_a_case.py."""

from collections.abc import Iterable
from dataclasses import replace

from incidents.strands import STRANDS
from triage import choosing, letters
from triage.fields import Field
from triage.law.offences import OFFENCES
from triage.records import CHANNELS, DUE_HOURS, fields_of
from triage.states import GRADES

ACTION = (
    Field("action", "Action for the local focus team", missing="Write at least one action for the local focus team."),
    Field("action_team", "Which team?", "team", "Choose the team.", choices=choosing.teams),
    Field("action_due", "Due in", "choice", "Choose when it is due.", choices=DUE_HOURS),
)
FREE_ACTION = (Field("action", "What is to be done?", missing="Write what is to be done."), *ACTION[1:])
REASONS = Field("reasons", "Reasons", missing="Write your reasons.")
INTERVIEWED = Field(
    "suspect_interviewed",
    "Was a suspect interviewed under caution?",
    "yes_no",
    "Say whether a suspect was interviewed under caution.",
    hint="Decides the victim's right to review.",
)
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
    Field(
        "recorded_on",
        "Date it was recorded",
        "date",
        required=False,
        fold=_MORE,
        has_been=True,
        hint="Today, unless you say so.",
    ),
    Field("committed_on", "Date of the offence", "date", required=False, fold=_MORE, has_been=True),
)
GRADE = (
    Field(
        "grade",
        "Grade",
        "choice",
        choices=GRADES,
        required=False,
        fold="Change the grade",
        hint="Priority unless changed. Lowering it needs a reason, and the duty inspector.",
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
