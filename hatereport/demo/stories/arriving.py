"""What lies before the two control rooms at this moment: one danger nobody has touched, the rest of a shift's reports."""

from hatereport.demo import places
from hatereport.demo.story import ANONYMOUS, JUST_RECORD, Story, adds_file, ago, did, reachable, tells

STORIES: tuple[Story, ...] = (
    Story(
        "barrow-door",
        ago("1m"),
        tells(
            "victim",
            "They are on the stairs again and one of them is kicking my door. It is the same two from number four. "
            "Since I put the flag in my window they call me things every time I come home, and tonight they said they "
            "would come in and sort me out. I have the chain on. I am typing this because I do not want them to hear "
            "me talk.",
            ["threatened", "followed"],
            places.BARROW_TERRACE.where,
            strands=["sexual_orientation"],
            details=["gay"],
            reason="They shout it through the door.",
            time="now",
            danger="yes",
            who_did=["neighbour"],
            contact=reachable("Callum", "call", phone="07700 900214", bans=["no_voicemail"], announce="first_name"),
            when={"repeat": "many", "same_people": "yes"},
            suspect={"known": "by_sight", "how_many": "two_or_three", "near": ["lives_near", "knows_address"]},
        ),
        ends=("hate_crime", "control_room"),
    ),
    Story(
        "carlisle-taxi",
        ago("14m"),
        tells(
            "victim",
            "I drive a taxi. About ten to six two men got in at the rank. When I asked where to, one of them leaned "
            "over and said he does not get driven by my sort, and pulled my badge off the dashboard. When I asked for "
            "it back he punched me on the side of the head and they ran towards the river. My ear is still ringing. "
            "The camera in the car was on.",
            ["hit", "injured", "called_names"],
            places.CARLISLE_TAXI.where,
            strands=["race"],
            details=["asian"],
            reason="What he said before he hit me.",
            time="ten to six",
            contact=reachable("Imran Sheikh", "call", "visit", phone="07700 900331", address="Rank office"),
            harm={
                "hurt": "yes",
                "injuries": "Ear and jaw. I have not seen a doctor yet.",
                "evidence": "Camera in my taxi.",
            },
            suspect={
                "known": "no",
                "how_many": "two_or_three",
                "description": "Thirties, one in a grey tracksuit top.",
            },
            support={"organisations": ["victim-support", "awaz-cumbria"], "scope": "contact"},
        ),
        ends=("hate_crime", "control_room"),
    ),
    Story(
        "kendal-bus",
        ago("26m"),
        tells(
            "witness",
            "On the 41 this morning a woman in a headscarf got on with a pushchair. Two older passengers started "
            "talking loudly about people like her taking all the seats. She moved to the back. Nobody touched her and "
            "the driver did not hear. I said something and they laughed. I do not know her name. I just think "
            "somebody should know that it keeps happening on this route.",
            ["comments"],
            places.KENDAL_BUS.where,
            strands=["religion"],
            details=["muslim"],
            time="8.20 this morning",
            contact=ANONYMOUS,
            when={"repeat": "many", "same_people": "unsure"},
        ),
        ends=("hate_incident", "control_room"),
        to_try="an anonymous witness; the control room has not read it yet",
    ),
    Story(
        "windermere-canteen",
        ago("3h 5m"),
        tells(
            "victim",
            "Pracuję w hotelu przy sprzątaniu pokoi. Od kilku tygodni dwie osoby z kuchni przestają mówić, kiedy "
            "wchodzę, i naśladują mój akcent. Wczoraj na tablicy z grafikiem ktoś przekreślił moje nazwisko i "
            "napisał, żebym wracała do siebie. Kierowniczka powiedziała, że to żart. Nie chcę stracić pracy. Chcę "
            "tylko, żeby przestali.",
            ["comments"],
            places.WINDERMERE_HOTEL.where,
            strands=["race"],
            details=["eastern_european", "accent_language"],
            on=1,
            contact=reachable(
                "Agnieszka",
                "email",
                email="agnieszka@home.example",
                bans=["someone_must_not_know"],
                safe_words="Proszę nie dzwonić do hotelu.",
            ),
            when={"repeat": "many", "same_people": "yes"},
            who_did=["work_school"],
            communication={"needs": ["interpreter"], "spoken_language": "Polish"},
        ),
        ends=("hate_crime", "control_room"),
        language="pl",
    ),
    Story(
        "leicester-clinic",
        ago("42m"),
        tells(
            "on_behalf",
            "I am a support worker. The man I support has cerebral palsy and uses a communication board. At the eye "
            "clinic the receptionist asked me what was wrong with him and would not look at him. When he pointed to "
            "his name she said she had no time for games, and we were put at the end of the list. He asked me to tell "
            "someone. He chose every word of this with me.",
            ["refused", "comments"],
            places.LEICESTER_WARD.where,
            strands=["disability"],
            details=["physical"],
            on=2,
            who={
                "agreement": "yes",
                "their_name": "Terence",
                "their_reach": "Through me first, then with his board. Mornings are best.",
                "under_18": "no",
            },
            contact=reachable("Grace Oduya", "call", "email", phone="07700 900415", email="grace@support.example"),
            communication={"needs": ["easy_read", "supporter"]},
        ),
        ends=("hate_incident", "control_room"),
    ),
    Story(
        "barrow-shop",
        ago("55m"),
        tells(
            "victim",
            "I keep a corner shop. This morning the shutter was covered in paint: a word I will not write and an "
            "arrow to the door of our flat. It is the second time this month. My wife scrubbed the first one off "
            "before the children came down for school. We have lived here for nineteen years.",
            ["damage"],
            places.BARROW_SHOP.where,
            strands=["race"],
            details=["asian"],
            time="before 6am",
            contact=reachable("Mr Nair", "call", "visit", phone="07700 900118", address="The shop"),
            when={"repeat": "once", "same_people": "unsure"},
            harm={
                "damage": "yes",
                "loss": "Paint and a day's trade.",
                "evidence": "Camera over the bread delivery door.",
            },
        ),
        (
            adds_file("3m", "shutter-this-morning.jpg", "The shutter, six this morning", keep_original=True),
            adds_file(
                "2m",
                "dates.txt",
                "The first time: paint, scrubbed off by my wife, no picture.\n"
                "Today: paint again, seen at five to six when the bread came. Camera runs from half past five.\n",
            ),
            did("4m", "control.room2", "note", note="Street cleansing asked to wait until it is photographed."),
            did(
                "14m",
                "control.room2",
                "allocate_without_attendance",
                risk_level="medium",
                assessment="Second daubing in a month, family living above. No offender present. Camera may have it.",
                offence="criminal_damage",
                aggravated="yes",
                allocation_reason="graffiti",
                victims_view="Wants it recorded and cleaned before school is out. Content to be telephoned.",
                support_organisations=["victim-support", "awaz-cumbria"],
            ),
        ),
        ends=("hate_crime", "control_room"),
    ),
    Story(
        "harborough-stall",
        ago("1h 20m"),
        tells(
            "victim",
            "I run a stall on the square. A man who stops most weeks told me again that there are only two sorts of "
            "people and I am not either of them, and tipped my box of flyers over in the rain. He was laughing. "
            "People looked and then looked away. It is the looking away that I keep thinking about.",
            ["called_names", "damage"],
            places.HARBOROUGH_SQUARE.where,
            strands=["transgender"],
            details=["non_binary", "gender_expression"],
            reason="He has said it before, in nearly the same words.",
            time="around noon",
            contact=reachable("Robin", "email", email="robin@stall.example"),
            when={"repeat": "many", "same_people": "yes"},
            communication={"pronouns": "they"},
        ),
        (
            did(
                "31m",
                "control.room",
                "review_and_dispatch",
                risk_level="low",
                assessment="Repeat verbal abuse and minor damage by one man known by sight. Victim safe at home, no "
                "injury.",
                offence="harassment_alarm_distress",
                aggravated="no",
                log_number="LP-1187",
                grade="scheduled",
                grade_reason="Offender left. Victim asks for an appointment at the weekend market, not tonight.",
            ),
        ),
        ends=("hate_crime", "control_room"),
    ),
    Story(
        "leicester-temple",
        ago("2h 35m"),
        tells(
            "organisation",
            "Our temple has had four emails in two days from the same account. They say we should close before "
            "somebody closes us, and the last one has a photograph of our car park taken from the road. The committee "
            "met last night and the ladies' class is not coming this week. We have kept everything and not replied.",
            ["nasty_messages", "threatened", "online"],
            places.LEICESTER_TEMPLE.where,
            strands=["religion", "race"],
            details=["hindu", "asian"],
            on=1,
            who={"organisation_name": "The temple on Cranesbill Street", "organisation_role": "Secretary"},
            contact=reachable("The secretary", "call", "email", phone="07700 900277", email="secretary@temple.example"),
            when={"repeat": "many", "same_people": "yes"},
            harm={"evidence": "Four emails with full headers, kept by our treasurer."},
        ),
        (
            did("50m", "control.room2", "take"),
            did(
                "4m",
                "control.room2",
                "note",
                note="Secretary called back: service at 18:30, about sixty people. Patrol asked to pass.",
            ),
        ),
        ends=("hate_crime", "control_room"),
    ),
    Story(
        "carlisle-test",
        ago("1d 4h"),
        tells(
            "witness",
            "test test please ignore, checking the form for our newsletter",
            ["other"],
            {"place_type": "somewhere_else"},
            strands=["not_sure"],
            on=None,
            contact=ANONYMOUS,
        ),
        (did("6m", "operator", "mark_not_a_report", not_report_reason="test", reasons="Says so itself."),),
        ends=("hate_incident", "not_a_report"),
    ),
    Story(
        "leicester-advert",
        ago("2d 9h"),
        tells(
            "witness",
            "Best prices for roof cleaning and gutters in your area, call us today for a free quote",
            ["other"],
            places.LEICESTER_ARCADE.where,
            strands=["not_sure"],
            on=None,
            contact=JUST_RECORD,
        ),
        (did("25m", "operator", "mark_not_a_report", not_report_reason="spam"),),
        ends=("hate_incident", "not_a_report"),
    ),
)
