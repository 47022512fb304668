"""Crimes under investigation: enquiries, the specialist's word, questions to the reporter, a wish to stop."""

from hatereport.demo import places
from hatereport.demo.stories.crimes.first_hours import seen
from hatereport.demo.story import Story, asks_to_stop, days_ago, did, reachable, signs, tells, writes

STORIES: tuple[Story, ...] = (
    Story(
        "whitehaven-bus",
        days_ago(2, "17:35"),
        tells(
            "victim",
            "I am twenty and I was on the top deck with my headphones in. Three older boys sat behind me. They kept "
            "asking what I was, and when I did not answer they set fire to the end of my scarf with a lighter. I put "
            "it out with my hand. The driver stopped and they ran. He gave me his own coat.",
            ["injured", "fire", "threatened"],
            places.WHITEHAVEN_BUS.where,
            strands=["religion", "race"],
            details=["muslim", "arab"],
            contact=reachable("Hanan", "call", "email", phone="07700 900331", email="hanan@home.example"),
            harm={
                "hurt": "yes",
                "injuries": "Two fingers, dressed by a nurse.",
                "evidence": "Cameras on the bus. The driver.",
            },
            support={"organisations": ["victim-support", "awaz-cumbria"], "scope": "contact"},
        ),
        (
            did(
                "9m",
                "control.room",
                "review_and_dispatch",
                risk_level="high",
                assessment="Scarf set alight while worn. Three suspects on camera. Young woman shaken, safe with her "
                "aunt.",
                offence="actual_bodily_harm",
                aggravated="yes",
                crime_reference="CA/26/11843",
                log_number="CC-0312",
                support_organisations=["victim-support", "awaz-cumbria"],
            ),
            did("3m", "supervisor", "accept_supervision"),
            did(
                "35m",
                "officer",
                "record_attendance",
                first_account="They asked me what I was. I said nothing. I smelled it before I felt it.",
                needs="Woman officer for the statement. Aunt with her. Fears the bus.",
                attendance_safety="Lift home and to work this week from the neighbourhood team.",
                evidence="Bus film requested tonight. Scarf kept. Driver's details taken.",
                support_organisations=["victim-support"],
            ),
            did(
                "40m",
                "officer",
                "refer",
                organisation="victim-support",
                told="A young woman hurt on a bus has said yes to a call. Evenings after six suit her.",
            ),
            did(
                "12h",
                "supervisor",
                "supervise",
                plan="1. Bus film, today. 2. Driver's statement. 3. Schools liaison to view stills. 4. Forensic look "
                "at the lighter mark.",
                review_hours="48",
            ),
            did(
                "3h",
                "officer",
                "write_letter",
                letter_kind="progress",
                letter_way="return_page",
                letter_language="en-gb",
                letter_words="We have the film from the bus and are looking at it now. The driver has told us what he "
                "saw. The lifts to work go on all week.",
            ),
        ),
        ends=("hate_crime", "under_investigation"),
        to_try="a young woman hurt on a bus; a letter is waiting for her",
    ),
    Story(
        "leicester-chat",
        days_ago(9, "21:15"),
        tells(
            "victim",
            "I moderate a group for people who sign. An account joined under a made-up name and posted pictures of "
            "hearing aids in a bin, then my picture with a date on it. I have blocked five versions of the same "
            "account. I do not sleep because the date is next month.",
            ["online", "nasty_messages", "threatened"],
            places.LEICESTER_CHAT.where | {"online_where": "A messaging group; five account names kept"},
            strands=["disability"],
            details=["deaf"],
            contact=reachable("Jess", "email", email="jess@signers.example"),
            communication={"needs": ["bsl", "text_only"]},
            harm={"evidence": "Screen pictures with times, of all five accounts."},
        ),
        (
            did(
                "45m",
                "control.room",
                "allocate_without_attendance",
                risk_level="medium",
                assessment="Online, no local suspect. Date posted may be a threat; review if anything new.",
                offence="malicious_communications",
                allocation_reason="online",
                victims_view="Wants contact in writing or with an interpreter. No visit needed now.",
                support_organisations=["signhealth", "victim-first"],
            ),
            signs("12m", "duty.inspector"),
            did("25m", "supervisor", "accept_supervision"),
            did(
                "14h",
                "hate.crime.sergeant",
                "specialist_review",
                lines_of_enquiry="1. Preserve the five accounts with the provider. 2. Meaning of the date. 3. Same "
                "words in other groups.",
                aggravated_considered="uplift",
                special_measures="BSL interpreter at every stage, the same one if she wishes.",
            ),
            did(
                "1d 2h",
                "officer",
                "record_contact_attempt",
                contact_channel="email",
                contact_result="reached",
                contact_words="Confirmed the date is her birthday. Safety plan agreed in writing.",
            ),
        ),
        ends=("hate_crime", "under_investigation"),
    ),
    Story(
        "barrow-gym",
        days_ago(6, "07:50"),
        tells(
            "victim",
            "I have used that gym for two years, before and after. A man stood in the doorway of the changing room so "
            "that I could not get out and told me what I should be called. He said he knew which car was mine. The "
            "staff let me out by the office. I have not been back and I walk to work now.",
            ["threatened", "called_names"],
            places.BARROW_GYM.where,
            strands=["transgender"],
            details=["trans_woman"],
            contact=reachable(
                "Alex", "email", email="alex@home.example", bans=["no_marked_car"], announce="first_name"
            ),
            effect={"effects": ["afraid", "stays_in"], "safe": "no", "self_harm": "no"},
            communication={"pronouns": "she"},
        ),
        (
            did(
                "20m",
                "control.room2",
                "review_and_dispatch",
                risk_level="medium",
                assessment="Held in by a man known by sight; knows her car. Plain car to be used.",
                offence="intentional_harassment",
                aggravated="no",
                crime_reference="CA/26/11790",
                log_number="CC-0266",
                officer="officer2",
                supervising_sergeant="supervisor2",
                visit_place="elsewhere",
                visit_look="plain",
                support_organisations=["outreach-cumbria", "galop"],
            ),
            did("7m", "supervisor2", "accept_supervision"),
            did(
                "50m",
                "officer2",
                "record_attendance",
                first_account="He said he could wait all day. He said my old name to the whole room.",
                needs="She. Plain clothes. Told once, not again to each officer.",
                attendance_safety="Car moved, route to work changed, door chain fitted.",
                evidence="Gym entry records and desk camera asked for.",
            ),
            did(
                "8h",
                "hate.crime.sergeant",
                "specialist_review",
                aggravated_considered="uplift",
                lines_of_enquiry="1. Entry records at 07:30. 2. Two staff witnesses. 3. Earlier complaints to the gym.",
                pattern_links="One older report from the same gym, other victim, same description.",
            ),
            did(
                "2d",
                "officer2",
                "ask_for_information",
                question="The gym has two men on its list at that time. May I show you two pictures, at a place you "
                "choose?",
            ),
        ),
        ends=("hate_crime", "awaiting_information"),
        to_try="a woman at a gym; the officer has a question for her",
    ),
    Story(
        "coalville-flats",
        days_ago(13, "12:00"),
        tells(
            "victim",
            "Somebody writes things on my door in marker. My worker says to rub it off. I want it to stop. I have a "
            "learning disability and I can read what it says.",
            ["damage"],
            places.COALVILLE_HOME.where,
            strands=["disability"],
            details=["learning"],
            contact={
                "contact": "trusted",
                "trusted_name": "Bev",
                "trusted_relation": "My key worker",
                "trusted_phone": "07700 900899",
            },
            communication={"needs": ["easy_read", "supporter"]},
        ),
        (
            *seen(
                "25m",
                log="LP-0990",
                offence="criminal_damage",
                assessment="Graffiti at the door of a supported flat. Contact through Bev.",
                account="I can read. They do not know I can read.",
                needs="Easy Read, Bev beside him.",
                safety="Door cleaned, night staff walk the landing.",
                evidence="Pictures; pen found on the landing.",
            ),
            did(
                "16h",
                "hate.crime.sergeant2",
                "specialist_review",
                aggravated_considered="uplift",
                lines_of_enquiry="1. Pen. 2. Landing log.",
            ),
            asks_to_stop("8d"),
        ),
        ends=("hate_crime", "under_investigation"),
    ),
    Story(
        "carlisle-mosque",
        days_ago(1, "13:20"),
        tells(
            "organisation",
            "During Friday prayers a car stopped outside and two people shouted through the open door for some "
            "minutes and filmed those who came out. It is the same car as on the bus day, so our young sister says. "
            "We have half a number plate.",
            ["called_names", "threatened"],
            places.CARLISLE_MOSQUE.where,
            strands=["religion"],
            details=["muslim"],
            who={"organisation_name": "Prayer room, Denton Row", "organisation_role": "Caretaker"},
            contact=reachable("Yusuf the caretaker", "call", phone="07700 900331"),
        ),
        (
            *seen(
                "12m",
                log="CC-0390",
                offence="fear_of_violence",
                assessment="Worshippers shouted at and filmed. Half a plate. Telephone number is that of an earlier "
                "report.",
                account="The old men came out by the back. They should not have to.",
                needs="Short talk with the committee on Sunday.",
                safety="Patrol at evening prayers for a week.",
                evidence="Half a plate; door camera.",
                officer="officer2",
                supervisor="supervisor2",
            ),
        ),
        ends=("hate_crime", "under_investigation"),
    ),
    Story(
        "leicester-street",
        days_ago(3, "22:00"),
        tells(
            "victim",
            "I was visiting my cousin. It happened in Leicester but I live in Barrow and so do they: two lads from my "
            "old school, at a concert, who chased me round the corner with my own scarf and kicked my legs. I know "
            "both names. My cousin says tell you, so I am.",
            ["hit", "followed"],
            places.LEICESTER_STREET.where,
            strands=["race"],
            details=["mixed"],
            contact=reachable("Jaydon", "call", phone="07700 900360"),
            suspect={"known": "yes", "how_many": "two_or_three"},
        ),
        (
            did(
                "20m",
                "control.room",
                "offer_transfer",
                to_force="cumbria",
                known="Everyone lives in Barrow. Names given. Bruised shins.",
                transfer_danger="None tonight; he is at his cousin's.",
            ),
            did("15m", "control.room@cumbria", "accept_transfer"),
            did(
                "25m",
                "control.room",
                "review_and_dispatch",
                risk_level="medium",
                assessment="Accepted from Leicestershire. Suspects named, all from Barrow. See him when he is home "
                "tomorrow.",
                offence="common_assault",
                aggravated="yes",
                log_number="CC-0301",
            ),
            did("6m", "supervisor", "accept_supervision"),
            did(
                "17h",
                "officer",
                "record_attendance",
                first_account="They were laughing the whole time, like it was a game I had joined.",
                needs="None.",
                attendance_safety="His mother knows. Route to college changed.",
                evidence="Concert tickets, messages afterwards.",
            ),
            writes(
                "9h",
                "The officer was kind, thank you. One of them has messaged to say sorry. I have not answered, is that "
                "right?",
            ),
        ),
        ends=("hate_crime", "under_investigation"),
        to_try="a student chased in another city; two forces, one report",
    ),
)
