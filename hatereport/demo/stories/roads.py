"""Reports that take a special road: a police suspect, a child, a partner, a sexual offence, a sign of terrorism."""

from hatereport.demo import places
from hatereport.demo.story import JUST_RECORD, Story, ago, changes_code, days_ago, did, reachable, signs, tells

STORIES: tuple[Story, ...] = (
    Story(
        "carlisle-officer",
        days_ago(2, "10:35"),
        tells(
            "victim",
            "I do not know where else to write this. The man who says these things at the boxing club works in your "
            "station. He said nobody there would take the word of somebody like me over his. I am not asking for "
            "anything except that it does not land on his friend's desk.",
            ["called_names", "threatened"],
            places.CARLISLE_COLLEGE.where | {"place_type": "sport", "place": "A boxing club"},
            strands=["race"],
            details=["black"],
            who_did=["police"],
            contact=reachable("Marcus", "email", email="marcus@home.example", bans=["someone_must_not_know"]),
        ),
        (
            did("2h", "professional.standards", "take"),
            did(
                "15m",
                "professional.standards",
                "note",
                note="Conflict check done. Inspector from another area named as investigator. Nothing to divisional "
                "systems.",
            ),
        ),
        ends=("hate_crime", "control_room"),
    ),
    Story(
        "oadby-year-eight",
        days_ago(3, "16:35"),
        tells(
            "on_behalf",
            "My son is twelve. Boys in the year above have a game of asking him to say words and then barking. It "
            "began when the news was full of his grandparents' country. He says it is fine. He has started to be ill "
            "on Mondays.",
            ["comments"],
            places.OADBY_SCHOOL.where,
            strands=["race"],
            details=["eastern_european"],
            who={"agreement": "yes", "their_name": "Nikita", "their_reach": "Through me", "under_18": "yes"},
            who_did=["under_18"],
            contact=reachable("Olena", "call", phone="07700 900478"),
        ),
        (
            did(
                "30m",
                "control.room2",
                "assess_as_incident",
                risk_level="medium",
                assessment="Child of twelve mocked over months at school. Safeguarding action set before anybody "
                "speaks to him.",
                action="School's safeguarding lead and Olena together, then Nikita if he wants.",
                action_due="24",
            ),
            did(
                "40m",
                "safeguarding",
                "decide_child_safeguarding",
                child_decision="steps",
                parent_contact="yes",
                child_words="School lead informed, no risk at home, child to be asked how he would like to be heard.",
                school_lead="The school’s safeguarding lead, by telephone",
            ),
            did("17h", "local.focus", "take"),
            did(
                "10m",
                "local.focus",
                "record_contact_attempt",
                contact_channel="return_page",
                contact_result="reached",
                contact_words="Olena answered on the return page. School meets her on Friday.",
            ),
        ),
        ends=("hate_incident", "local_focus"),
    ),
    Story(
        "maryport-partner",
        days_ago(7, "03:10"),
        tells(
            "victim",
            "He says if I go to the mosque again he will tell everyone what I used to be. He took my phone and my "
            "bank card and he stands in the door. I converted last year and he married me before that. I am writing "
            "from the library.",
            ["controlled", "threatened"],
            places.MARYPORT_HOUSE.where | {"postcode": "CA15 8KM", "place": "At home"},
            strands=["religion"],
            details=["muslim"],
            who_did=["partner"],
            contact=reachable(
                "Do not use a name",
                "call",
                phone="07700 900199",
                bans=["someone_must_not_know", "no_voicemail", "not_at_home", "no_marked_car"],
                safe_words="Library on Tuesdays. A woman, please.",
            ),
            when={"repeat": "many", "same_people": "yes"},
            effect={"effects": ["afraid"], "safe": "no", "self_harm": "no"},
        ),
        (
            did(
                "7m",
                "control.room",
                "review_and_dispatch",
                risk_level="high",
                assessment="Control by a husband on religious grounds. Seen at the library on Tuesday by a woman "
                "officer. No letter, no call home.",
                offence="harassment_fear",
                aggravated="yes",
                crime_reference="CA/26/11733",
                log_number="CC-0244",
                officer="officer2",
                supervising_sergeant="supervisor2",
                visit_place="elsewhere",
                visit_look="plain",
            ),
            did("5m", "supervisor2", "accept_supervision"),
            did(
                "30h",
                "officer2",
                "record_attendance",
                first_account="She asked first whether the door locks.",
                needs="Woman officer. No contact through anyone. Refuge place discussed.",
                attendance_safety="Safe word agreed with the librarian. Domestic abuse colleagues with us.",
                evidence="Messages photographed. Bank contacted.",
            ),
            did(
                "16h",
                "hate.crime.sergeant",
                "specialist_review",
                strands_right="yes",
                lines_of_enquiry="With the domestic abuse owner: one plan, not two.",
                pattern_links="Earlier call to the same address, 2025.",
            ),
            changes_code("1d 2h"),
        ),
        ends=("hate_crime", "under_investigation"),
    ),
    Story(
        "leicester-lift",
        days_ago(1, "20:55"),
        tells(
            "victim",
            "It happened in a lift. He touched me and said it was because I am deaf and would not hear him coming. I "
            "felt him. I do not want to write more.",
            ["sexual"],
            places.LEICESTER_ARCADE.where
            | {"postcode": "LE1 8KV", "place": "A lift in the car park", "place_type": "public_building"},
            strands=["disability", "gender"],
            details=["deaf"],
            contact=reachable("Ms A", "email", email="a@home.example", bans=["no_uniform"]),
            communication={"needs": ["bsl", "text_only"]},
        ),
        (
            did(
                "6m",
                "control.room",
                "review_and_dispatch",
                risk_level="high",
                assessment="Sexual touching. Specialist officer and interpreter; no questions before that.",
                offence="sexual",
                aggravated="no",
                crime_reference="LE/26/21544",
                log_number="LP-1150",
                officer="officer2",
                supervising_sergeant="supervisor2",
                visit_place="elsewhere",
                visit_look="plain",
                support_organisations=["sexual-assault-referral-centre"],
            ),
            did("10m", "supervisor2", "accept_supervision"),
            did(
                "20m",
                "sexual.offences",
                "take_over_account",
                first_steps="Acknowledged at 21:30; we take the account with an interpreter tomorrow at ten.",
            ),
        ),
        ends=("hate_crime", "dispatched"),
    ),
    Story(
        "leicester-leaflet",
        ago("3h 20m"),
        tells(
            "witness",
            "A man I know a little from the bus showed me things on his phone: lists, a building with crosses on it, "
            "and a date. He said he is only waiting for the others. He talked about people who pray as if they were "
            "not people. I was too frightened to say anything. I can say which bus.",
            ["terrorism"],
            places.LEICESTER_BUS.where | {"postcode": "LE2 3OM", "narrowed": "area:leicester"},
            strands=["religion"],
            details=["religion_unknown"],
            contact=JUST_RECORD | {"record_name": "A passenger", "record_phone": "07700 900688"},
        ),
        (
            did("3m", "control.room2", "note", note="Duty inspector telephoned at once, before reading on."),
            did(
                "2m",
                "duty.inspector",
                "answer_action",
                task_answer="Told by telephone within five minutes. Passed to the regional unit on the secure line; "
                "they call back.",
            ),
            did("4m", "duty.inspector", "take"),
        ),
        ends=("hate_crime", "control_room"),
    ),
    Story(
        "whitehaven-reply",
        days_ago(20, "12:10"),
        tells(
            "victim",
            "Two girls from the year below film me on the bus stop because of how I walk. They put music to it. I am "
            "fifteen. My mum would take my phone away and then I would have nobody, so please do not tell her.",
            ["online", "comments"],
            places.WHITEHAVEN_BUS.where | {"postcode": "CA28 6OK", "place": "Bus stop outside college"},
            strands=["disability"],
            details=["physical"],
            who={"under_18": "yes"},
            who_did=["under_18"],
            contact=reachable("Mollie", "email", email="mollie@home.example", guardian="no"),
            circumstances={"applies": ["under_18"]},
        ),
        (
            did(
                "25m",
                "control.room2",
                "allocate_without_attendance",
                risk_level="low",
                assessment="Online mockery of a pupil by two younger pupils. School willing.",
                offence="malicious_communications",
                allocation_reason="online",
                victims_view="Would rather it was the head of year than a police car. Wrote so herself. Nobody at home "
                "is to know.",
            ),
            did(
                "25m",
                "duty.inspector2",
                "decide_child_safeguarding",
                child_decision="steps",
                parent_contact="no",
                child_words="The school’s lead to see all three girls. No risk at home, and nobody there is told.",
            ),
            signs("4m", "duty.inspector2"),
            did("50m", "supervisor", "accept_supervision"),
        ),
        ends=("hate_crime", "under_investigation"),
    ),
)
