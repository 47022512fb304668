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
