"""The seven question pages in Easy Read: short words, one idea a sentence, a symbol where it helps."""

from django.utils.translation import gettext_lazy as _

from incidents.easy_read.words import EasyChoice, EasyQuestion, EasyWords

YES = EasyChoice("yes", symbol="yes")
NO = EasyChoice("no", symbol="no")
UNSURE = EasyChoice("unsure", symbol="unsure")

_ACT = (_("We may have to act if someone may die."), _("We may have to act if a child may get hurt."))

_MORE = _("Was it about one of these?")

CORE: EasyWords = {
    "danger": {
        "danger": EasyQuestion(
            _("Is someone in danger now?"),
            (_("Danger means someone may get hurt now."), _("We ask so you get help fast.")),
            "danger",
            (YES, NO),
        ),
    },
    "who": {
        "filer": EasyQuestion(
            _("Who are you?"),
            (_("You do not have to tell us your name."), _("We ask so we know who we talk to.")),
            "person",
            (
                EasyChoice("victim", symbol="person"),
                EasyChoice("witness", symbol="eye"),
                EasyChoice("on_behalf", _("I am helping someone else"), "helping"),
                EasyChoice("organisation", _("It happened to my group or my building"), "building"),
            ),
        ),
        "agreement": EasyQuestion(
            _("Does the person want you to tell us?"),
            (_("We do nothing behind their back."),),
            "helping",
            (
                EasyChoice("yes", _("Yes"), "yes"),
                EasyChoice("no", _("No"), "no"),
                EasyChoice("not_asked", _("I have not asked them"), "unsure"),
                EasyChoice("cannot_decide", _("They cannot decide this"), "unsure"),
            ),
        ),
        "their_name": EasyQuestion(),
        "their_reach": EasyQuestion(
            _("How can we talk to them?"), (_("It must be safe for them."), _("We talk to them alone.")), "phone"
        ),
        "organisation_name": EasyQuestion(_("What is your group or building called?")),
        "organisation_role": EasyQuestion(_("What do you do there?")),
        "under_18": EasyQuestion(
            _("Is the person under 18?"),
            (_("We mean the person it happened to."), _("We take extra care of young people.")),
            "child",
            (YES, NO, UNSURE),
        ),
    },
    "what": {
        "words": EasyQuestion(
            _("Tell us what happened"),
            (_("Use your own words."), _("You can write a little or a lot."), _("Someone can help you write.")),
            "write",
        ),
        "kinds": EasyQuestion(
            _("What did they do?"),
            (_("Tick all that are true."),),
            "speech",
            (
                EasyChoice("called_names", _("They shouted or said bad names"), "speech"),
                EasyChoice("threatened", _("They said they would hurt someone"), "danger"),
                EasyChoice("hit", _("They hit, kicked, pushed or spat"), "hit"),
                EasyChoice("injured", _("Someone got hurt"), "hurt"),
                EasyChoice("weapon", _("They had a knife or another weapon"), "weapon"),
                EasyChoice("followed", _("They followed or watched someone"), "steps"),
                EasyChoice("nasty_messages", _("They sent nasty letters, texts or calls"), "letter"),
                EasyChoice("online", _("They did it online"), "online"),
                EasyChoice("damage", _("They broke or sprayed something"), "broken"),
                EasyChoice("fire", _("They set fire to something"), "fire"),
                EasyChoice("rubbish", _("They left rubbish or dirt"), "rubbish"),
                EasyChoice("theft", _("They took something"), "bag"),
                EasyChoice("used_for_money", _("A fake friend used someone for money or things"), "money"),
                EasyChoice(
                    "sexual",
                    _("They touched someone or did something about sex"),
                    "body",
                    (_("You do not have to write about it."),),
                ),
                EasyChoice("controlled", _("A partner, family or carer hurt someone"), "home"),
                EasyChoice("terrorism", _("They may plan an attack"), "danger"),
                EasyChoice("comments", _("They made bad jokes or stared"), "eye"),
                EasyChoice("refused", _("They did not let someone in or help them"), "no"),
                EasyChoice("noise", _("They made noise or trouble near home"), "noise"),
                EasyChoice("other", symbol="unsure"),
            ),
        ),
        "who_did": EasyQuestion(
            _("Who did it?"),
            (_("Tick all that are true."),),
            "people",
            (
                EasyChoice("stranger", _("Someone I do not know"), "person"),
                EasyChoice("neighbour", symbol="home"),
                EasyChoice("partner", _("A partner, now or before"), "heart"),
                EasyChoice("family", symbol="people"),
                EasyChoice("carer", symbol="helping"),
                EasyChoice("work_school", _("Someone from work or school"), "school"),
                EasyChoice("customer", _("Someone in a shop or at a desk"), "shop"),
                EasyChoice("police", symbol="police"),
                EasyChoice("under_18", symbol="child"),
                EasyChoice("unknown", symbol="unsure"),
            ),
        ),
    },
    "when": {
        "when": EasyQuestion(
            _("When did it happen?"),
            (_("We ask because cameras keep pictures only for a short time."),),
            "calendar",
            (
                EasyChoice("exact", symbol="calendar"),
                EasyChoice("period", _("On many days"), "again"),
                EasyChoice("around", _("I know a little"), "clock"),
                EasyChoice("unsure", symbol="unsure"),
            ),
        ),
        "on": EasyQuestion(_("Which day?")),
        "time": EasyQuestion(_("What time?"), (_("You can write: after lunch."),), "clock"),
        "since": EasyQuestion(_("When did it start?")),
        "until": EasyQuestion(_("When did it stop?"), (_("Write nothing if it still happens."),)),
        "around": EasyQuestion(_("What do you know about when?"), (_("You can write: last summer."),)),
        "repeat": EasyQuestion(
            _("Did something like this happen before?"),
            (_("If it did, it may be more serious."),),
            "again",
            (
                EasyChoice("never", _("No"), "no"),
                EasyChoice("once", _("Yes, one time"), "yes"),
                EasyChoice("many", _("Yes, many times"), "again"),
            ),
        ),
        "same_people": EasyQuestion(_("Was it the same people?"), (), "people", (YES, NO, UNSURE)),
        "told_before": EasyQuestion(
            _("Did you tell someone before?"), (_("Did they give you a number? Write it here."),), "speech"
        ),
    },
    "where": {
        "place_type": EasyQuestion(
            _("Where did it happen?"),
            (_("We ask so the right team reads this."),),
            "place",
            (
                EasyChoice("online", _("Online or on the phone"), "online"),
                EasyChoice("home", symbol="home"),
                EasyChoice("near_home", symbol="home"),
                EasyChoice("street", symbol="street"),
                EasyChoice("shop_pub", _("In a shop, pub or café"), "shop"),
                EasyChoice("work", symbol="work"),
                EasyChoice("school", _("At school or college"), "school"),
                EasyChoice("bus_taxi", _("On a bus or in a taxi"), "bus"),
                EasyChoice("railway", _("On a train or at a station"), "train"),
                EasyChoice("worship", _("In a mosque, church, temple or other holy place"), "worship"),
                EasyChoice("park", _("In a park"), "park"),
                EasyChoice("health", _("In a hospital, doctor's or care home"), "health"),
                EasyChoice("public_building", _("In a council building"), "building"),
                EasyChoice("sport", _("Where people play sport"), "sport"),
                EasyChoice("somewhere_else", symbol="place"),
            ),
        ),
        "online_where": EasyQuestion(_("Which website or app?"), (_("What name did they use there?"),), "online"),
        "postcode": EasyQuestion(
            _("What is the postcode?"), (_("You can write only the first part."), _("It looks like CA1.")), "letter"
        ),
        "place": EasyQuestion(_("Or tell us about the place"), (_("What is the street or the town?"),), "place"),
        "area": EasyQuestion(_("Or pick the area"), (_("This helps if you know no postcode."),)),
        "narrowed": EasyQuestion(
            _("Which of these areas was it in?"), (_("The postcode is in more than one area."),), "place"
        ),
    },
    "why": {
        "strands": EasyQuestion(
            _("Why did they do it?"),
            (
                _("Tick what you think."),
                _("You do not need proof."),
                _("They may be wrong about you. That does not matter."),
            ),
            "unsure",
            (
                EasyChoice("race", _("Because of race, skin colour or country"), "globe"),
                EasyChoice("religion", _("Because of religion, or no religion"), "worship"),
                EasyChoice("sexual_orientation", _("Because of who someone loves"), "heart"),
                EasyChoice("disability", _("Because of a disability"), "disability"),
                EasyChoice("transgender", _("Because someone is transgender"), "transgender"),
                EasyChoice("age", _("Because of age"), "calendar"),
                EasyChoice("alternative_subculture", _("Because of style or music, like goths"), "music"),
                EasyChoice("individual_characteristics", _("Because of how someone looks or lives"), "person"),
                EasyChoice("gender", _("Because of being a woman or a man"), "people"),
                EasyChoice("other_difference", _("Because someone is different in another way"), "people"),
                EasyChoice("not_sure", symbol="unsure"),
            ),
        ),
        "details_race": EasyQuestion(
            _MORE,
            choices=(
                EasyChoice("asylum_refugee_migrant", _("Someone who came here from another country")),
                EasyChoice("accent_language", _("How someone speaks")),
                EasyChoice("jewish_race", _("Jewish")),
            ),
        ),
        "details_religion": EasyQuestion(
            _MORE, choices=(EasyChoice("religion_unknown", _("I do not know which one")),)
        ),
        "details_sexual_orientation": EasyQuestion(_MORE),
        "details_disability": EasyQuestion(
            _MORE,
            choices=(
                EasyChoice("physical", _("A body that works differently")),
                EasyChoice("autism", _("Autism")),
                EasyChoice("mental_health", _("Feelings or mental health")),
                EasyChoice("mate_crime", _("A fake friend used someone")),
            ),
        ),
        "details_transgender": EasyQuestion(_MORE),
        "reason": EasyQuestion(_("Why do you think so?"), (_("What did they say or do?"),), "speech"),
    },
    "contact": {
        "contact": EasyQuestion(
            _("May the police talk to you?"),
            (_("You choose."), _("You get a secret code."), _("With the code you can come back here.")),
            "police",
            (
                EasyChoice("yes", symbol="yes", hints=(_("You say how and when."),)),
                EasyChoice("trusted", _("Talk to someone I trust"), "helping"),
                EasyChoice("record_only", _("No, only write it down"), "write", (_("We do not call you."), *_ACT)),
                EasyChoice(
                    "anonymous",
                    _("No, and I do not say my name"),
                    "no",
                    (
                        _("We can write to you here."),
                        _("We cannot find you from this form."),
                        _("It may be harder to go to court."),
                        *_ACT,
                    ),
                ),
            ),
        ),
        "guardian": EasyQuestion(
            _("May a parent or carer know?"),
            (_("You choose."), _("No answer means no.")),
            "people",
            (YES, NO, UNSURE),
        ),
        "name": EasyQuestion(_("What is your name?"), (), "person"),
        "channels": EasyQuestion(
            _("How can we talk to you?"),
            (_("Tick only what is safe for you."),),
            "phone",
            (
                EasyChoice("call", symbol="phone"),
                EasyChoice("text", _("A text"), "phone"),
                EasyChoice("email", symbol="online"),
                EasyChoice("letter", _("A letter. This is safe for me"), "letter"),
                EasyChoice("visit", _("Someone visits me"), "home"),
                EasyChoice("return_page", _("Only here, with my code"), "code"),
            ),
        ),
        "phone": EasyQuestion(_("What is your phone number?"), (), "phone"),
        "email": EasyQuestion(_("What is your email?"), (), "online"),
        "address": EasyQuestion(_("Where do you live?"), (), "home"),
        "bans": EasyQuestion(
            _("What must we not do?"),
            (_("Tick all that are true."), _("Every officer sees this first.")),
            "no",
            (
                EasyChoice("no_voicemail", _("Do not leave a voice message"), "phone"),
                EasyChoice("withheld_number", _("Hide your phone number"), "phone"),
                EasyChoice("not_at_home", symbol="home"),
                EasyChoice("no_marked_car", symbol="bus"),
                EasyChoice("no_uniform", symbol="police"),
                EasyChoice("someone_must_not_know", _("Someone must not know about this"), "people"),
                EasyChoice("only_times", _("Only talk to me at safe times"), "clock"),
            ),
        ),
        "safe_times": EasyQuestion(_("When is a safe time?"), (_("Tick nothing if every time is safe."),), "clock"),
        "announce": EasyQuestion(
            _("What may we say if someone else is there?"),
            (),
            "speech",
            (
                EasyChoice("police", _("Say you are the police")),
                EasyChoice("first_name", _("Say only a first name")),
                EasyChoice("nothing", _("Say nothing before I say who I am")),
            ),
        ),
        "safe_words": EasyQuestion(_("What else keeps you safe?"), (_("You can tell us who must not know."),), "write"),
        "trusted_name": EasyQuestion(_("What is their name?"), (), "person"),
        "trusted_relation": EasyQuestion(_("Who are they?"), (_("You can write: my friend."),), "helping"),
        "trusted_phone": EasyQuestion(_("What is their phone number?"), (), "phone"),
        "trusted_email": EasyQuestion(_("Or what is their email?"), (), "online"),
        "trusted_words": EasyQuestion(_("What must we be careful about?"), (), "write"),
        "record_name": EasyQuestion(_("What is your name?"), (), "person"),
        "record_phone": EasyQuestion(
            _("What is your phone number?"), (_("We only call if someone may die."),), "phone"
        ),
    },
}
