"""Hate incidents along their chain: with the local team, with the inspector, closed, opened again, raised to a crime."""

from hatereport.demo import places
from hatereport.demo.story import (
    ANONYMOUS,
    Story,
    ago,
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
    Story(
        "ulverston-square",
        days_ago(12, "11:00"),
        tells(
            "witness",
            "A man who sells the big paper outside the bakery was told by two lads that his mother should have sent "
            "him back. He is deaf and I do not think he caught all of it, but he saw their faces. I bought his "
            "papers. I would be glad if somebody kept an eye on him on market days.",
            ["comments"],
            places.ULVERSTON_SQUARE.where,
            strands=["disability", "race"],
            details=["deaf", "eastern_european"],
            time="market day, mid morning",
            contact=reachable("Mrs Postle", "call", phone="07700 900140"),
        ),
        (
            did(
                "2h 30m",
                "control.room",
                "assess_as_incident",
                risk_level="low",
                assessment="Remarks to a deaf vendor, overheard. Victim not yet identified. No threat.",
                action="Find the vendor on Thursday, with a BSL interpreter, and ask how he is.",
            ),
            did("1d 20h", "local.focus", "take"),
            did(
                "20m",
                "local.focus",
                "record_contact_attempt",
                contact_channel="call",
                contact_result="reached",
                contact_words="Witness described both lads and will look out for him.",
            ),
            did(
                "1d 1h",
                "local.focus",
                "answer_action",
                task_answer="Met him with an interpreter. He saw it as rude, not frightening; knows how to reach us.",
            ),
            did(
                "4m",
                "local.focus",
                "review_safeguarding",
                safeguarding="managed",
                safeguarding_words="Vendor has our number by text and a named officer on market days.",
            ),
            did("4m", "local.focus", "check_patterns"),
            did("3m", "local.focus", "decide_threshold"),
            did(
                "5m",
                "local.focus",
                "inform_partners",
                partners_told="yes",
                partners_words="Town council's market warden, without names.",
            ),
            did(
                "8m",
                "local.focus",
                "finalise",
                reasons="Seen with an interpreter. Market warden aware. Nothing further asked for.",
            ),
        ),
        ends=("hate_incident", "inspector_review"),
    ),
    Story(
        "hinckley-club",
        days_ago(21, "23:10"),
        tells(
            "victim",
            "Leaving the club a man I used to work with said loudly that I only got my job because of a quota. His "
            "mates clapped. My daughter was with me. I am fifty-three and I have heard it all, but she has not.",
            ["comments"],
            places.HINCKLEY_CLUB.where,
            strands=["race"],
            details=["black"],
            contact=reachable("Delroy", "call", phone="07700 900533", safe_times=[]),
        ),
        (
            did(
                "1h",
                "control.room",
                "assess_as_incident",
                risk_level="low",
                assessment="Remark in a car park, former colleague. Daughter upset. No threat.",
                action="Call Delroy. Ask after his daughter.",
            ),
            did("1d 10h", "local.focus2", "take"),
            did(
                "20m",
                "local.focus2",
                "record_contact_attempt",
                contact_channel="call",
                contact_result="reached",
                contact_words="He mainly wants it counted. Daughter has talked to her teacher.",
            ),
            did("2d", "local.focus2", "answer_action", task_answer="Called, and called again after a week. Both well."),
            did("4m", "local.focus2", "review_safeguarding"),
            did("4m", "local.focus2", "check_patterns"),
            did(
                "4m",
                "local.focus2",
                "decide_threshold",
                threshold="remove",
                threshold_words="A single remark. Below the threshold.",
            ),
            did("4m", "local.focus2", "inform_partners"),
            did(
                "6m", "local.focus2", "finalise", reasons="Recorded as he asked. Club's committee not told at his wish."
            ),
        ),
        ends=("hate_incident", "inspector_review"),
    ),
    Story(
        "carlisle-market",
        days_ago(5, "15:45"),
        tells(
            "witness",
            "At the flower stall a man in a wheelchair was talked over by the trader three times, and when he raised "
            "his voice the trader said he should bring his carer next time. Others laughed. He was not with a carer. "
            "He was buying roses.",
            ["comments", "refused"],
            places.CARLISLE_MARKET.where,
            strands=["disability"],
            details=["physical"],
            contact=ANONYMOUS,
            time="half past three",
        ),
        (
            did(
                "1h 30m",
                "control.room2",
                "assess_as_incident",
                risk_level="low",
                assessment="Demeaning treatment by a trader, one occasion, witness account only.",
                action="Ask the witness which stall, then speak with the market manager.",
            ),
            did(
                "1d",
                "local.focus",
                "ask_for_information",
                question="Thank you for telling us. Do you remember which end of the hall the stall was at? If not, "
                "that is all right.",
            ),
        ),
        ends=("hate_incident", "awaiting_information"),
    ),
    Story(
        "cockermouth-park",
        days_ago(33, "10:20"),
        tells(
            "victim",
            "نحن عائلة سورية نعيش هنا منذ ثلاث سنوات. في الحديقة قالت امرأة لأطفالي إن هذا المكان ليس لهم، وسحبت "
            "ابنها بعيدًا عنهم كأنهم مرضى. ابنتي عمرها ست سنوات وسألتني ماذا فعلت. لا أريد مشاكل لأحد، أريد فقط أن "
            "يلعب أطفالي.",
            ["comments"],
            places.COCKERMOUTH_PARK.where,
            strands=["race"],
            details=["arab", "asylum_refugee_migrant"],
            contact=reachable("أم ليلى", "call", phone="07700 900129"),
            communication={"needs": ["interpreter"], "spoken_language": "Arabic"},
            support={"organisations": ["awaz-cumbria"], "scope": "contact_and_report"},
        ),
        (
            did(
                "25m",
                "control.room",
                "answer_action",
                task_answer="Telephone interpreter, Arabic: in the park a woman told the children that this place was not "
                "for them and pulled her son away. The girl of six asked what she had done. They want no trouble.",
            ),
            did(
                "2h",
                "control.room",
                "assess_as_incident",
                risk_level="low",
                assessment="Read with an interpreter by telephone. Hostile remark to young children in a park. No "
                "threat. Family well supported.",
                action="Call with an Arabic interpreter who is not from the town.",
                support_organisations=["awaz-cumbria"],
            ),
            did("1d 3h", "local.focus", "take"),
            did(
                "40m",
                "local.focus",
                "record_contact_attempt",
                contact_channel="call",
                contact_result="reached",
                contact_words="Interpreter on the line. The children have been back with friends. She is glad of "
                "AWAZ's parents' group.",
            ),
            did(
                "10m",
                "local.focus",
                "refer",
                organisation="awaz-cumbria",
                told="A mother in Cockermouth who speaks Arabic would like to hear about the parents' group. She has "
                "agreed to be called.",
            ),
            did(
                "20h",
                "local.focus",
                "answer_action",
                task_answer="Called with an independent interpreter; referred to AWAZ at her wish.",
            ),
            did("4m", "local.focus", "review_safeguarding"),
            did("4m", "local.focus", "check_patterns"),
            did("3m", "local.focus", "decide_threshold"),
            did("4m", "local.focus", "inform_partners", partners_told="yes", partners_words="AWAZ, with consent."),
            did(
                "5m",
                "local.focus",
                "finalise",
                reasons="Family spoken with in their own language, supported, and playing in the park.",
            ),
            did(
                "3d",
                "local.inspector",
                "approve",
                reasons="Complete. Contact by the sergeant with an interpreter was the right one; I wrote through the "
                "return page.",
                inspector_contact="made",
            ),
        ),
        ends=("hate_incident", "closed"),
        language="ar",
    ),
    Story(
        "oadby-gate",
        days_ago(27, "15:50"),
        tells(
            "witness",
            "At the school gate two parents were making fun of how another mother speaks English. She heard. I did "
            "not say anything at the time and I should have. I do not want to give my name because our children are "
            "in one class.",
            ["comments"],
            places.OADBY_SCHOOL.where | {"place_type": "street"},
            strands=["race"],
            details=["accent_language"],
            contact=ANONYMOUS,
        ),
        (
            did(
                "55m",
                "control.room2",
                "assess_as_incident",
                risk_level="low",
                assessment="Mockery among parents, witness anonymous, victim not known.",
                action="School liaison to look at the gate for a week.",
                support="not_reached",
            ),
            did("1d", "local.focus", "take"),
            did(
                "10m",
                "local.focus",
                "record_contact_attempt",
                contact_channel="return_page",
                contact_result="not_appropriate",
                contact_words="Nobody can be reached; thanked on the return page.",
            ),
            did(
                "7d",
                "local.focus",
                "answer_action",
                task_answer="School put a member of staff at the gate. Nothing seen in a week.",
            ),
            did("4m", "local.focus", "review_safeguarding"),
            did("4m", "local.focus", "check_patterns"),
            did("3m", "local.focus", "decide_threshold"),
            did("4m", "local.focus", "inform_partners", partners_told="yes", partners_words="Head teacher, no names."),
            did("5m", "local.focus", "finalise", reasons="Nobody reachable. School aware and acting."),
            did(
                "1d 18h",
                "local.inspector",
                "approve",
                inspector_contact="not_appropriate",
                reasons="Anonymous witness, victim not known. The school's part is done.",
            ),
        ),
        ends=("hate_incident", "closed"),
    ),
    Story(
        "maryport-mother",
        days_ago(45, "19:05"),
        tells(
            "on_behalf",
            "My son is thirty-one and has Down's syndrome. The lads on our road ask him to do silly dances for "
            "biscuits and film it. He thinks they are his friends. He was so proud when he showed me. I have not told "
            "him why I cried.",
            ["comments", "other"],
            places.MARYPORT_HOUSE.where,
            strands=["disability"],
            details=["learning"],
            on=2,
            who={"agreement": "yes", "their_name": "Daniel", "their_reach": "At home with me", "under_18": "no"},
            contact=reachable(
                "Maureen", "call", "visit", phone="07700 900173", address="Senhouse Rise", bans=["no_uniform"]
            ),
            communication={"needs": ["easy_read"]},
            support={"organisations": ["cumbria-disability-network"], "scope": "contact"},
        ),
        (
            did(
                "1h 15m",
                "control.room",
                "assess_as_incident",
                risk_level="medium",
                assessment="Exploitation for amusement by young neighbours. Not yet a crime on what is said; may grow "
                "into mate crime. Adult at risk.",
                action="Visit in plain clothes with the community officer Daniel knows.",
                action_due="48",
            ),
            did("21h", "local.focus2", "take"),
            did(
                "5h",
                "local.focus2",
                "answer_action",
                task_answer="Visited in plain clothes. Daniel showed us his trains. The lads' parents seen, with "
                "Maureen's agreement.",
            ),
            did(
                "10m",
                "local.focus2",
                "record_contact_attempt",
                contact_channel="return_page",
                contact_result="reached",
                contact_words="Daniel seen first and alone at the visit, Easy Read card left. Maureen answered on the "
                "return page.",
            ),
            did(
                "10m",
                "local.focus2",
                "review_safeguarding",
                safeguarding="referred",
                safeguarding_words="Adult social care told with Daniel's agreement; a befriender is offered.",
            ),
            did("5m", "local.focus2", "check_patterns"),
            did(
                "5m",
                "local.focus2",
                "decide_threshold",
                threshold="none_held",
                threshold_words="Young people spoken with, no details kept.",
            ),
            did(
                "5m",
                "local.focus2",
                "inform_partners",
                partners_told="yes",
                partners_words="Adult social care and the disability network, with agreement.",
            ),
            did(
                "6m",
                "local.focus2",
                "finalise",
                reasons="Daniel heard first. Films deleted in front of parents. Befriender begins next week.",
            ),
            did("2d", "local.inspector2", "approve", reasons="Thoughtful work. I visited as well; Daniel is well."),
        ),
        ends=("hate_incident", "closed"),
    ),
    Story(
        "lancaster-street",
        days_ago(3, "20:30"),
        tells(
            "victim",
            "I know this may be the wrong police. A neighbour's visitor made a remark about my turban each time he "
            "passed this week. I would rather it was written down somewhere.",
            ["comments"],
            places.LANCASTER_FLAT.where,
            strands=["religion"],
            details=["sikh"],
            contact=reachable("Harbans", "call", phone="07700 900196"),
        ),
        (
            did(
                "40m",
                "control.room",
                "offer_transfer",
                to_force="lancashire",
                known="Repeated remarks by a visitor to the street, religion. Full report to follow by secure post.",
                transfer_danger="None indicated.",
            ),
            did(
                "35m",
                "control.room",
                "accept_transfer",
                acknowledged_by="Sergeant on the Lancaster desk",
                acknowledged_number="LC-20931",
            ),
        ),
        ends=("hate_incident", "transferred"),
    ),
    Story(
        "kendal-bar",
        ago("1h 50m"),
        tells(
            "victim",
            "We were asked to leave because we held hands. That was last night. This morning the doorman was waiting "
            "outside my work and walked beside me to the crossing saying what he would do if we came back. I ticked "
            "what happened at the bar. I did not know which box is for the second part.",
            ["refused"],
            places.KENDAL_BAR.where,
            strands=["sexual_orientation"],
            details=["lesbian"],
            on=1,
            contact=reachable("Niamh", "call", phone="07700 900388", safe_words="My parents do not know."),
        ),
        (
            did(
                "22m",
                "control.room",
                "assess_as_crime",
                risk_level="high",
                assessment="Waited for at her workplace and threatened. That is a crime whatever box was ticked.",
                offence="fear_of_violence",
                aggravated="yes",
                log_number="CC-0471",
                officer="officer2",
                supervising_sergeant="supervisor2",
                support_organisations=["victim-support", "galop"],
            ),
            did("6m", "supervisor2", "accept_supervision"),
        ),
        ends=("hate_crime", "dispatched"),
    ),
    Story(
        "wigston-drive",
        days_ago(8, "17:10"),
        tells(
            "victim",
            "Somebody leaves bacon on our doorstep. The first time we thought it was a delivery gone wrong. It has "
            "now been five Sundays. My mother-in-law has stopped sitting in the front room.",
            ["other"],
            places.WIGSTON_DRIVE.where,
            strands=["religion"],
            details=["muslim"],
            contact=reachable("Farah", "call", phone="07700 900624"),
        ),
        (
            did(
                "1h",
                "control.room",
                "assess_as_incident",
                risk_level="medium",
                assessment="Offensive items left, five occasions. Treat as incident until a doorbell picture is seen.",
                action="Doorbell camera loan; call Farah before Sunday.",
            ),
            did("1d", "local.focus", "take"),
            did(
                "15m",
                "local.focus",
                "record_contact_attempt",
                contact_channel="call",
                contact_result="reached",
                contact_words="Camera fitted on Friday.",
            ),
            did(
                "5d 12h",
                "local.focus",
                "answer_action",
                task_answer="Camera has the same man on two Sundays, with a bag, laughing to a phone.",
            ),
            did(
                "20m",
                "local.focus",
                "escalate_to_crime",
                offence="harassment",
                aggravated="yes",
                reasons="Six occasions by one man make a course of conduct. Pictures kept.",
            ),
        ),
        ends=("hate_crime", "control_room"),
    ),
)
