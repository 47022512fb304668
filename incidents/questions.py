"""The questions of the report and the shape of their answers.

An answered form is a dict of sections, each a dict of coded answers and the person's own words, ready for JSON:

    {"danger": {"danger": "no"}, "who": {"filer": "victim"}, "what": {"words": "...", "kinds": ["called_names"]}, ...}

Dates are ISO strings, choices are codes of the tables here and in kinds, strands, places and safe_contact; what
was not answered is missing. `sending.send_answers` takes exactly this. How a question is asked is in forms/.

    danger         danger: yes | no
    who            filer, under_18: yes | no | unsure; on behalf: agreement, their_name, their_reach;
                   organisation: organisation_name, organisation_role
    what           words, kinds [], who_did []
    when           when: exact | period | around | unsure; on, since, until (dates); time, around; repeat, same_people,
                   told_before
    where          place_type, postcode, place, area ("area:<code>" or "force:<code>"), online_where
    why            strands [], details [], reason
    contact        contact: yes | trusted | record_only | anonymous; guardian: yes | no | unsure (asked of
                   the young); name, phone, email, address, channels [], bans [],
                   safe_times [], announce, safe_words; trusted_name, trusted_relation, trusted_phone,
                   trusted_email, trusted_words; record_name, record_phone
    suspect        known, how_many, near [], description, suspect_name, vehicle, suspect_online
    harm           hurt, injuries, damage, loss, evidence
    effect         effects [], safe, self_harm, effect_words
    circumstances  applies []
    communication  needs [], spoken_language, pronouns, communication_words
    support        organisations [codes], scope: contact | contact_and_report
    about_you      age, sex, gender_same, ethnicity, religion, orientation, disability (counted, never kept)
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Answers = dict[str, dict[str, Any]]
Choices = tuple[tuple[str, Promise], ...]

#: The longest account the form takes; a longer one is kept on the page and the person told.
LONGEST_ACCOUNT = 20_000
LONGEST_NOTE = 5_000


@dataclass(frozen=True)
class Section:
    code: str
    #: Said on check answers, above the answers of the section.
    title: Promise
    #: 1 to 7 for the core, 0 for what may be added from check answers.
    step: int = 0
    #: Without an answer to one of these questions the report cannot be sent; "" for none.
    needs_one_of: tuple[str, ...] = ()
    #: Said under the heading, before the questions.
    lead: Promise | str = ""


SECTIONS: tuple[Section, ...] = (
    Section("danger", _("Danger now"), 1, ("danger",)),
    Section("who", _("Who you are"), 2, ("filer",)),
    Section(
        "what",
        _("What happened"),
        3,
        ("words", "kinds"),
        lead=_("Write something or tick something. You can leave out the rest."),
    ),
    Section("when", _("When it happened"), 4, lead=_("You can leave out any question on this page.")),
    Section("where", _("Where it happened"), 5, lead=_("You can leave out any question on this page.")),
    Section("why", _("Why you think it happened"), 6, lead=_("You can leave out any question on this page.")),
    Section("contact", _("How we may contact you"), 7, ("contact",)),
    Section("suspect", _("Who did it"), lead=_("Tell us only what you know. You do not need to find out more.")),
    Section("harm", _("Hurt, damage and what we could look at")),
    Section("effect", _("How it affected you")),
    Section(
        "circumstances",
        _("What applies to you"),
        lead=_(
            "You can report whatever your immigration status. We do not ask about it here, and you do not have to "
            "write about it. Police forces have their own rules on what they pass on."
        ),
    ),
    Section("communication", _("Help with language and communication")),
    Section("support", _("Support you would like")),
    Section(
        "about_you",
        _("About you, for our counts"),
        lead=_(
            "We ask so that we can see who we reach and who we do not. Your answers are only counted. "
            "They are not kept with your report and change nothing for you."
        ),
    ),
)

CORE = tuple(section for section in SECTIONS if section.step)
OPTIONAL = tuple(section for section in SECTIONS if not section.step)
BY_CODE = {section.code: section for section in SECTIONS}
CHECK = 8

YES_NO: Choices = (("yes", _("Yes")), ("no", _("No")))
YES_NO_UNSURE: Choices = (*YES_NO, ("unsure", _("I am not sure")))

AGREEMENT: Choices = (
    ("yes", _("Yes, they agree")),
    ("no", _("No, they do not agree")),
    ("not_asked", _("They do not know about this report")),
    ("cannot_decide", _("They cannot decide this for themselves")),
)

WHO_DID: Choices = (
    ("stranger", _("A stranger")),
    ("neighbour", _("A neighbour")),
    ("partner", _("A partner or former partner")),
    ("family", _("Someone in the family")),
    ("carer", _("A carer")),
    ("work_school", _("Someone from work, school or college")),
    ("customer", _("A customer, or someone serving me")),
    ("police", _("Someone who works for the police")),
    ("under_18", _("Someone under 18")),
    ("unknown", _("I do not know")),
)

WHEN: Choices = (
    ("exact", _("On one day")),
    ("period", _("Over some time")),
    ("around", _("I know only roughly")),
    ("unsure", _("I do not know")),
)

KNOWN: Choices = (
    ("no", _("No, I do not know them")),
    ("by_sight", _("I know them by sight")),
    ("yes", _("Yes, I know them")),
)

HOW_MANY: Choices = (
    ("one", _("One")),
    ("two_or_three", _("Two or three")),
    ("more", _("More than three")),
    ("unsure", _("I am not sure")),
)

NEAR: Choices = (
    ("lives_near", _("They live near me")),
    ("knows_address", _("They know where I live")),
    ("likely_back", _("They may come back")),
)

EFFECTS: Choices = (
    ("afraid", _("I feel afraid")),
    ("sleep", _("I sleep badly")),
    ("stays_in", _("I go out less")),
    ("children", _("My children are affected")),
    ("work_school", _("It affects my work or school")),
    ("health", _("It affects my health")),
    ("moving", _("I think about moving away")),
)

APPLIES: Choices = (
    ("under_18", _("I am under 18")),
    ("disabled", _("I have a disability or long illness")),
    ("lives_alone", _("I live alone")),
    ("pregnant", _("I am pregnant")),
    ("cares_for_others", _("I care for children or someone else")),
    ("care_needs", _("I need care or support")),
    ("depends_on_them", _("I depend on the person who did it")),
)

NEEDS: Choices = (
    ("interpreter", _("An interpreter")),
    ("bsl", _("A British Sign Language interpreter")),
    ("sign_supported_english", _("Sign Supported English")),
    ("lip_speaker", _("A lip-speaker")),
    ("text_only", _("Writing only, no calls")),
    ("easy_read", _("Easy Read")),
    ("large_print", _("Large print")),
    ("braille", _("Braille")),
    ("reading_help", _("Help with reading and writing")),
    ("supporter", _("Someone with me when we talk")),
)

SCOPE: Choices = (
    ("contact", _("Only my name and how to reach me")),
    ("contact_and_report", _("My name, how to reach me, and what happened")),
)

#: Age, sex and the rest follow the questions of the 2021 Census, with "I would rather not say" as no answer.
ABOUT_YOU: dict[str, Choices] = {
    "age": (
        ("under_16", _("Under 16")),
        ("16_17", _("16 to 17")),
        ("18_24", _("18 to 24")),
        ("25_34", _("25 to 34")),
        ("35_49", _("35 to 49")),
        ("50_64", _("50 to 64")),
        ("65_over", _("65 or over")),
    ),
    "sex": (("female", _("Female")), ("male", _("Male"))),
    "gender_same": YES_NO,
    "ethnicity": (
        ("indian", _("Asian: Indian")),
        ("pakistani", _("Asian: Pakistani")),
        ("bangladeshi", _("Asian: Bangladeshi")),
        ("chinese", _("Asian: Chinese")),
        ("asian_other", _("Asian: another background")),
        ("caribbean", _("Black: Caribbean")),
        ("african", _("Black: African")),
        ("black_other", _("Black: another background")),
        ("white_black_caribbean", _("Mixed: White and Black Caribbean")),
        ("white_black_african", _("Mixed: White and Black African")),
        ("white_asian", _("Mixed: White and Asian")),
        ("mixed_other", _("Mixed: another background")),
        ("white_british", _("White: British")),
        ("irish", _("White: Irish")),
        ("gypsy_traveller", _("White: Gypsy or Irish Traveller")),
        ("roma", _("White: Roma")),
        ("white_other", _("White: another background")),
        ("arab", _("Arab")),
        ("ethnicity_other", _("Another ethnic group")),
    ),
    "religion": (
        ("none", _("No religion")),
        ("buddhist", _("Buddhist")),
        ("christian", _("Christian")),
        ("hindu", _("Hindu")),
        ("jewish", _("Jewish")),
        ("muslim", _("Muslim")),
        ("sikh", _("Sikh")),
        ("religion_other", _("Another religion")),
    ),
    "orientation": (
        ("straight", _("Straight or heterosexual")),
        ("gay_lesbian", _("Gay or lesbian")),
        ("bisexual", _("Bisexual")),
        ("orientation_other", pgettext_lazy("sexual orientation", "Another")),
    ),
    "disability": YES_NO,
}


def is_young(answers: Answers) -> bool:
    """Whether the one who writes is the one it happened to, and under 18: a road of its own (practice.md 12)."""
    who = answers.get("who", {})
    return who.get("filer") == "victim" and who.get("under_18") == "yes"


def missing(answers: Answers) -> list[Section]:
    """The core sections still to be answered before the report can be sent."""
    return [
        section
        for section in CORE
        if section.needs_one_of and not any(answers.get(section.code, {}).get(name) for name in section.needs_one_of)
    ]
