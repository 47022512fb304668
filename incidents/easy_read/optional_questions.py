"""What may be added at the end, in Easy Read."""

from django.utils.translation import gettext_lazy as _

from incidents.easy_read.core_questions import NO, YES
from incidents.easy_read.words import EasyChoice, EasyQuestion, EasyWords

OPTIONAL: EasyWords = {
    "suspect": {
        "known": EasyQuestion(
            _("Do you know who did it?"),
            (),
            "people",
            (
                EasyChoice("no", _("No"), "no"),
                EasyChoice("by_sight", _("I have seen them before"), "eye"),
                EasyChoice("yes", _("Yes"), "yes"),
            ),
        ),
        "how_many": EasyQuestion(_("How many people did it?"), (), "people"),
        "near": EasyQuestion(
            _("Which of these are true?"),
            (_("We ask so you stay safe."),),
            "home",
            (
                EasyChoice("lives_near", symbol="home"),
                EasyChoice("knows_address", symbol="place"),
                EasyChoice("likely_back", symbol="again"),
            ),
        ),
        "description": EasyQuestion(_("What did they look like?"), (_("What did they wear?"),), "eye"),
        "suspect_name": EasyQuestion(
            _("Do you know their name?"), (_("We may have to take the name out later."),), "person"
        ),
        "vehicle": EasyQuestion(_("Did they have a car?"), (_("What colour was it?"),), "bus"),
        "suspect_online": EasyQuestion(_("What is their name online?"), (), "online"),
    },
    "harm": {
        "hurt": EasyQuestion(_("Did someone get hurt?"), (), "hurt", (YES, NO)),
        "injuries": EasyQuestion(_("How were they hurt?"), (_("Did a doctor help?"),), "health"),
        "damage": EasyQuestion(_("Was something broken or taken?"), (), "broken", (YES, NO)),
        "loss": EasyQuestion(_("What was it?"), (_("How much did it cost?"),), "money"),
        "evidence": EasyQuestion(
            _("Is there something we can look at?"),
            (_("This can be a photo or a message."), _("Please keep it safe.")),
            "eye",
        ),
    },
    "effect": {
        "effects": EasyQuestion(
            _("How do you feel now?"),
            (_("Tick all that are true."), _("We ask so you get the right help.")),
            "heart",
            (
                EasyChoice("afraid", symbol="danger"),
                EasyChoice("sleep", symbol="night"),
                EasyChoice("stays_in", symbol="home"),
                EasyChoice("children", _("My children feel bad too"), "child"),
                EasyChoice("work_school", _("Work or school is harder"), "school"),
                EasyChoice("health", _("I feel ill"), "health"),
                EasyChoice("moving", _("I want to move away"), "steps"),
            ),
        ),
        "safe": EasyQuestion(_("Do you feel safe now?"), (), "home", (YES, NO)),
        "self_harm": EasyQuestion(
            _("Do you think about hurting yourself or dying?"),
            (_("Many people feel like this."), _("If you say yes, we show you who can listen.")),
            "heart",
            (YES, NO),
        ),
        "effect_words": EasyQuestion(_("Do you want to tell us more?"), (), "write"),
    },
    "circumstances": {
        "applies": EasyQuestion(
            _("Which of these are true for you?"),
            (_("We ask so we can take better care of you."),),
            "person",
            (
                EasyChoice("under_18", symbol="child"),
                EasyChoice("disabled", _("I have a disability or I am often ill"), "disability"),
                EasyChoice("lives_alone", symbol="home"),
                EasyChoice("pregnant", _("I will have a baby"), "child"),
                EasyChoice("cares_for_others", _("I look after someone"), "helping"),
                EasyChoice("care_needs", _("I need help each day"), "helping"),
                EasyChoice("depends_on_them", _("I need the person who did it"), "people"),
            ),
        ),
    },
    "communication": {
        "needs": EasyQuestion(
            _("What helps you when we talk?"),
            (_("Tick all that help."),),
            "speech",
            (
                EasyChoice("interpreter", _("Someone who speaks my language"), "speech"),
                EasyChoice("bsl", _("Someone who signs BSL"), "hand"),
                EasyChoice("sign_supported_english", symbol="hand"),
                EasyChoice("lip_speaker", symbol="speech"),
                EasyChoice("text_only", _("Only write to me"), "write"),
                EasyChoice("easy_read", symbol="easy"),
                EasyChoice("large_print", _("Big letters"), "write"),
                EasyChoice("braille", symbol="hand"),
                EasyChoice("reading_help", _("Help to read and write"), "helping"),
                EasyChoice("supporter", _("Someone with me"), "people"),
            ),
        ),
        "spoken_language": EasyQuestion(_("What language do you speak?"), (), "globe"),
        "pronouns": EasyQuestion(_("Do we say she, he or they about you?"), (), "person"),
        "communication_words": EasyQuestion(_("What else helps you?"), (), "write"),
    },
    "support": {
        "organisations": EasyQuestion(
            _("Who may we ask to help you?"), (_("Tick only who you want."), _("You can stop it later.")), "helping"
        ),
        "scope": EasyQuestion(
            _("What may we tell them?"),
            (),
            "speech",
            (
                EasyChoice("contact", _("My name and how to reach me"), "person"),
                EasyChoice("contact_and_report", _("My name and what happened"), "write"),
            ),
        ),
    },
    "about_you": {
        "age": EasyQuestion(),
        "sex": EasyQuestion(),
        "gender_same": EasyQuestion(_("Do you have the same gender as when you were born?")),
        "ethnicity": EasyQuestion(_("Which group are you from?")),
        "religion": EasyQuestion(),
        "orientation": EasyQuestion(_("Who do you love?"), (_("Pick the word that fits."),)),
        "disability": EasyQuestion(_("Do you have a disability?"), (_("It can also be a long illness."),)),
    },
}
