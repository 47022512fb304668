"""Incidents with the local team: contacts, plans, messages behind the code."""

from hatereport.demo import places
from hatereport.demo.story import (
    Story,
    asks_for_contact,
    chooses_news,
    days_ago,
    did,
    reachable,
    says_test_came,
    tells,
    writes,
)

STORIES: tuple[Story, ...] = (
    Story(
        "penrith-farm-shop",
        days_ago(4, "13:15"),
        tells(
            "victim",
            "We stopped for a cup of tea with the children. The woman at the till looked at my husband's boots and my "
            "mother's scarf and said the café was full. There were nine empty tables. When I asked again she said "
            "they had had trouble with travellers and could not risk it. My little one asked me in the car what "
            "trouble we were.",
            ["refused", "comments"],
            places.PENRITH_FARM_SHOP.where,
            strands=["race"],
            details=["gypsy_roma_traveller"],
            time="about half past twelve",
            contact=reachable("Kathleen", "call", phone="07700 900162", safe_times=["weekday_evenings", "weekends"]),
            who_did=["customer"],
            when={"repeat": "many", "same_people": "no"},
        ),
        (
            did(
                "1h 10m",
                "control.room",
                "assess_as_incident",
                risk_level="low",
                assessment="Refusal of service, perceived as anti-Traveller. No threat, no offender details beyond "
                "the premises.",
                action="Call Kathleen in the evening, hear what she wants, explain what equality law may add.",
                support="not_reached",
                support_organisations=["awaz-cumbria", "victim-support"],
            ),
            did("1d 5h", "local.focus", "take"),
            did(
                "20m",
                "local.focus",
                "record_contact_attempt",
                contact_channel="call",
                contact_result="reached",
                contact_words="Spoke for half an hour. She wants the owner to know how it felt. Does not want the "
                "children involved.",
            ),
            did("5m", "local.focus", "review_safeguarding"),
            did("2m", "local.focus", "signpost", support_organisations=["awaz-cumbria"]),
            asks_for_contact(
                "9h",
                "call",
                "email",
                phone="07700 900163",
                email="kathleen@home.example",
                bans=["no_voicemail"],
                safe_times=["weekday_evenings"],
                announce="first_name",
                safe_words="My mother has the old phone now and I do not want her upset.",
            ),
        ),
        ends=("hate_incident", "local_focus"),
        to_try="a family turned away at a café; the local team has been in touch",
    ),
    Story(
        "workington-pub",
        days_ago(17, "22:40"),
        tells(
            "victim",
            "My partner and I have gone to the same pub on a Friday for eleven years. There is a new crowd. They do "
            "not say it to our faces, they say it to each other so that we hear, and when we go to the bar they move "
            "their chairs in. Last week the landlord asked whether we might be happier in the snug. We are both past "
            "seventy. I do not want anybody punished. I want my Friday back.",
            ["comments", "refused"],
            places.WORKINGTON_PUB.where,
            strands=["sexual_orientation", "age"],
            details=["gay"],
            on=3,
            contact=reachable("Bernard", "call", "letter", phone="07700 900187", address="Known to us both"),
        ),
        (
            did(
                "2h",
                "control.room2",
                "assess_as_incident",
                risk_level="low",
                assessment="Hostile remarks and exclusion, same group, several weeks. No threat. Older couple, "
                "supportive family.",
                action="See the landlord with the licensing officer and report back to Bernard.",
                action_due="168",
            ),
            did(
                "2d 12h",
                "local.focus2",
                "record_contact_attempt",
                contact_channel="call",
                contact_result="no_answer",
                contact_words="Rang twice. No voicemail left.",
            ),
            chooses_news("1d 3h", "bernard@home.example", "reminder"),
            says_test_came("40m"),
        ),
        ends=("hate_incident", "local_focus"),
    ),
    Story(
        "loughborough-hall",
        days_ago(11, "09:30"),
        tells(
            "victim",
            "I am a student and I live in halls. Someone on my corridor put a note on the shared fridge asking "
            "whoever cooks the smelly food to eat it somewhere else, with a drawing of me praying. Everybody laughed "
            "at it in the group chat. I know it is small. I have stopped using the kitchen when others are there.",
            ["comments", "other"],
            places.LOUGHBOROUGH_HALL.where,
            strands=["race", "religion"],
            details=["black", "muslim"],
            on=1,
            contact=reachable("Mariam", "email", email="mariam@hall.example"),
            effect={"effects": ["stays_in", "sleep"], "safe": "yes", "self_harm": "no"},
        ),
        (
            did(
                "50m",
                "control.room",
                "assess_as_incident",
                risk_level="low",
                assessment="Mocking note and drawing in a shared kitchen. Perceived as race and religion. No threat, "
                "no crime apparent.",
                action="Contact Mariam by email; speak with the hall's welfare lead only if she agrees.",
            ),
            did("1d 2h", "local.focus", "take"),
            did(
                "10m",
                "local.focus",
                "record_contact_attempt",
                contact_channel="email",
                contact_result="reached",
                contact_words="Answered within the hour. Wants the warden told, without her name.",
            ),
            did(
                "1h",
                "local.focus",
                "answer_action",
                task_answer="Mariam contacted; warden told without her name, and has met the corridor.",
            ),
            did("5m", "local.focus", "review_safeguarding"),
            did("5m", "local.focus", "check_patterns"),
            did("4m", "local.focus", "decide_threshold"),
            did(
                "4m",
                "local.focus",
                "inform_partners",
                partners_told="yes",
                partners_words="University welfare lead, no names.",
            ),
            did(
                "10m",
                "local.focus",
                "finalise",
                reasons="Warden has dealt with the corridor. Mariam content to leave it there.",
            ),
            did(
                "2d 4h",
                "local.inspector",
                "return",
                directions="Ask Mariam whether it has stopped, and whether she uses the kitchen again. A week is too "
                "soon to say.",
                direction_due="168",
            ),
        ),
        ends=("hate_incident", "local_focus"),
    ),
    Story(
        "melton-cafe",
        days_ago(38, "16:05"),
        tells(
            "victim",
            "I have autism and I wear ear defenders. In the café the manager told me to take them off because I was "
            "frightening customers. I said what they are for. He said there are places for people like that. I left "
            "my cake. I went there every Wednesday because it was quiet.",
            ["refused", "comments"],
            places.MELTON_CAFE.where,
            strands=["disability"],
            details=["autism"],
            contact=reachable("Joel", "email", email="joel@home.example", announce="first_name"),
            communication={"needs": ["text_only"]},
        ),
        (
            did(
                "35m",
                "control.room2",
                "assess_as_incident",
                risk_level="low",
                assessment="Discriminatory refusal by a café manager. Upset, safe, supported by his sister.",
                action="Write to Joel; visit the café if he wishes.",
            ),
            did("16h", "local.focus2", "take"),
            did(
                "30m",
                "local.focus2",
                "record_contact_attempt",
                contact_channel="email",
                contact_result="reached",
                contact_words="Exchange of emails. He would like the manager to understand, not to be fined.",
            ),
            did(
                "2d",
                "local.focus2",
                "answer_action",
                task_answer="Café visited. Manager shaken, has apologised in writing and put up a quiet hour.",
            ),
            did("10m", "local.focus2", "review_safeguarding"),
            did("4m", "local.focus2", "check_patterns"),
            did(
                "4m",
                "local.focus2",
                "decide_threshold",
                threshold="remove",
                threshold_words="Below the threshold. Freedom of expression considered; no risk of significant harm.",
            ),
            did("4m", "local.focus2", "inform_partners"),
            did("9m", "local.focus2", "finalise", reasons="Apology given and accepted. Quiet hour on Wednesdays."),
            did(
                "1d 20h",
                "local.inspector2",
                "approve",
                reasons="Every duty answered. I emailed Joel; he went back last Wednesday.",
            ),
            did(
                "26d",
                "local.focus",
                "reopen",
                what_is_new="Joel writes that the notice is down and a new manager said the same thing again.",
            ),
        ),
        ends=("hate_incident", "local_focus"),
    ),
    Story(
        "leicester-office",
        days_ago(6, "18:20"),
        tells(
            "victim",
            "At work a colleague does an accent whenever I present. He did it again with clients in the room. I asked "
            "him to stop and he said I should be able to take a joke if I want to get on. I have written down eleven "
            "dates.",
            ["comments"],
            places.LEICESTER_OFFICE.where,
            strands=["race"],
            details=["asian", "accent_language"],
            contact=reachable("Sneha", "email", email="sneha@home.example", bans=["someone_must_not_know"]),
            who_did=["work_school"],
        ),
        (
            did(
                "1h 25m",
                "control.room",
                "assess_as_incident",
                risk_level="low",
                assessment="Repeated mimicry by a colleague. Workplace procedure is open to her. No threat.",
                action="Ask whether she has told her employer and what she wants from us.",
            ),
            did("14h", "local.focus", "take"),
            did(
                "15m",
                "local.focus",
                "ask_for_information",
                question="Have you told anyone at work yet, and would you like us to speak with them, or not? Either "
                "answer is fine.",
            ),
            writes(
                "1d 3h",
                "Thank you for asking it like that. I have told HR on Monday and they are looking into it. Please do "
                "not contact them, I want to see what they do first.",
            ),
            did(
                "4h",
                "local.focus",
                "answer_action",
                task_answer="HR has it; she wants us to hold back for now. Agreed.",
            ),
        ),
        ends=("hate_incident", "local_focus"),
        to_try="a woman at an office; messages have gone both ways",
    ),
)
