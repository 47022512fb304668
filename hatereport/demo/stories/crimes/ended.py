"""Crimes that are over: closed, asked to be reviewed by the victim, or found to be no crime."""

from hatereport.demo import places
from hatereport.demo.stories.crimes.first_hours import seen
from hatereport.demo.story import Story, days_ago, did, reachable, refuses, signs, tells

STORIES: tuple[Story, ...] = (
    Story(
        "carlisle-flats",
        days_ago(70, "20:15"),
        tells(
            "victim",
            "Eggs, then mud, and on Saturday a firework through the letterbox. I am on the ground floor because of my "
            "chair and they know I cannot come out after them. I put the firework out with the washing-up bowl.",
            ["fire", "rubbish", "followed"],
            places.CARLISLE_FLATS.where,
            strands=["disability"],
            details=["physical"],
            contact=reachable("Sandra", "call", "visit", phone="07700 900276", address="Petteril Court"),
            when={"repeat": "many", "same_people": "unsure"},
            circumstances={"applies": ["lives_alone", "disabled"]},
        ),
        (
            *seen(
                "10m",
                log="CC-0555",
                offence="arson",
                assessment="Firework through the letterbox of a wheelchair user who lives alone. Fire service "
                "informed.",
                account="I was quicker than I thought.",
                needs="Ground floor, cannot leave quickly. Alarm pendant.",
                safety="Letterbox blocked, fire service visit, camera lent.",
                evidence="Remains of the firework; camera from next door.",
                crime_reference="CA/26/10055",
            ),
            did(
                "13h",
                "hate.crime.sergeant",
                "specialist_review",
                aggravated_considered="uplift",
                lines_of_enquiry="1. Camera next door. 2. Shops that sold fireworks. 3. School liaison.",
            ),
            did(
                "35d",
                "officer",
                "propose_outcome",
                outcome="18",
                rationale="Camera shows two small figures, no faces. Shops and schools gave nothing.",
                victims_view="Sandra is glad it has stopped since the camera went up.",
            ),
            did("1d", "supervisor", "endorse", reasons="All lines closed."),
            did(
                "3d",
                "hate.crime.inspector",
                "uphold_nfa",
                review_evidence="Film enhanced without result. Sales records do not name buyers.",
            ),
            did(
                "6h",
                "officer",
                "tell_victim",
                contact_channel="call",
                contact_result="reached",
                reasons="We could not find out who did it. The camera stays. If anything happens again it will be "
                "looked at together with this.",
                review_told="not_eligible",
            ),
        ),
        ends=("hate_crime", "closed"),
    ),
    Story(
        "melton-precinct",
        days_ago(160, "18:50"),
        tells(
            "victim",
            "He shouted across the precinct that I was a disgrace and then came over and knocked my glasses off. I "
            "had my pride badge on for the first time. I am fifty-eight. I have not put it on again but I have it "
            "here.",
            ["hit", "damage", "called_names"],
            places.MELTON_CAFE.where | {"postcode": "LE13 0MO", "place": "The precinct"},
            strands=["sexual_orientation"],
            details=["gay"],
            contact=reachable("Geoffrey", "call", "email", phone="07700 900733", email="geoffrey@home.example"),
        ),
        (
            *seen(
                "15m",
                log="LP-2209",
                offence="common_assault",
                assessment="Struck in public, words heard by many. Suspect detained by a passer-by.",
                account="He said it as if he was doing everyone a favour.",
                needs="None but time.",
                safety="Suspect in custody.",
                evidence="Precinct film, three witnesses, glasses.",
                crime_reference="LE/26/12201",
            ),
            did("5h", "officer", "charge", hearing_on="2026-07-20", reasons="Film and three witnesses."),
            signs("30m", "supervisor"),
            did(
                "16h",
                "hate.crime.sergeant2",
                "specialist_review",
                aggravated_considered="uplift",
                lines_of_enquiry="Complete for charge.",
            ),
            did(
                "92d",
                "officer",
                "record_result",
                result="convicted",
                uplift_stated="yes",
                reasons="Pleaded guilty. Community order, raised for hostility, and compensation for the glasses.",
            ),
            did(
                "20h",
                "officer",
                "tell_victim",
                contact_channel="call",
                contact_result="reached",
                reasons="He pleaded guilty. The judge said in court that the sentence was raised because of hostility.",
                review_told="not_eligible",
            ),
        ),
        ends=("hate_crime", "closed"),
    ),
    Story(
        "kendal-hill",
        days_ago(88, "13:30"),
        tells(
            "victim",
            "A delivery driver blocked my drive, and when I asked him to move he leaned out and told me what he "
            "thought of people with my passport, and drove at me so that I had to step into the hedge. I know the "
            "firm and I know the time.",
            ["threatened", "called_names"],
            places.KENDAL_BUS.where | {"place_type": "near_home", "postcode": "LA9 7OM", "place": "My drive"},
            strands=["race"],
            details=["eastern_european"],
            contact=reachable("Tomasz", "email", email="tomasz@home.example"),
        ),
        (
            *seen(
                "19m",
                log="CC-0388",
                offence="fear_of_violence",
                assessment="Driven at after a remark about nationality. Driver can be identified.",
                account="I counted the thorns afterwards. Eleven.",
                needs="Email only, he works nights.",
                safety="Firm has taken the driver off the round.",
                evidence="Delivery record, van camera asked for.",
                crime_reference="CA/26/09671",
            ),
            did(
                "21h",
                "hate.crime.sergeant",
                "specialist_review",
                lines_of_enquiry="1. Van camera. 2. Driver's interview. 3. Neighbour opposite.",
            ),
            did(
                "30d",
                "officer",
                "propose_outcome",
                outcome="15",
                rationale="Driver interviewed, denies words. Van camera faces the load. No independent witness.",
                suspect_interviewed="yes",
                victims_view="He wants it to go to court.",
            ),
            did("1d", "supervisor", "endorse", reasons="One word against another."),
            did(
                "4d",
                "hate.crime.inspector",
                "uphold_nfa",
                review_evidence="Victim consistent. Nothing supports either account.",
            ),
            did(
                "1d",
                "officer",
                "tell_victim",
                reasons="There was not enough evidence for a court. It was your word and his, and the firm's film does "
                "not show the road.",
                review_told="posted",
            ),
            did(
                "9d",
                "hate.crime.lead",
                "request_review",
                reasons="Tomasz asks why the firm's tracker was not looked at: it shows speed and braking.",
            ),
        ),
        ends=("hate_crime", "review_requested"),
    ),
    Story(
        "oakham-fair",
        days_ago(15, "21:00"),
        tells(
            "victim",
            "At the fair a man working on a ride would not let my boyfriend and me share a seat and called us "
            "something. When I complained the owner laughed. Nobody touched us.",
            ["called_names", "refused"],
            places.OAKHAM_FAIR.where,
            strands=["sexual_orientation"],
            details=["gay"],
            contact=reachable("Luke", "email", email="luke@home.example"),
        ),
        (
            did(
                "40m",
                "control.room2",
                "assess_as_incident",
                risk_level="low",
                assessment="Refusal and an insult by fair staff, once. No alarm or distress claimed; service matter "
                "for the fair's licence.",
                reasons="One insulting word, no threat, victim annoyed rather than distressed. Recorded as a "
                "non-crime incident.",
                action="Email Luke; tell the licensing officer what happened.",
            ),
            refuses("25m", "duty.inspector", "I would like to know what word was used before I sign. Please ask him."),
            did(
                "1d",
                "control.room2",
                "assess_as_incident",
                risk_level="low",
                assessment="Spoken with Luke: a mild word, said with a shrug. He wants the licence looked at.",
                reasons="With the word known, no offence is made out. Luke agrees.",
                action="Email Luke; tell the licensing officer what happened.",
            ),
            signs("35m", "duty.inspector"),
        ),
        ends=("hate_incident", "local_focus"),
    ),
    Story(
        "carlisle-terrace",
        days_ago(30, "08:40"),
        tells(
            "victim",
            "My bins were tipped over my car for the third week and this time there was a note under the wiper "
            "telling my kind to recycle itself. I am a bit ashamed how much I laughed before I cried.",
            ["damage", "rubbish", "nasty_messages"],
            places.CARLISLE_TERRACE.where,
            strands=["race"],
            details=["mixed"],
            contact=reachable("Simone", "call", phone="07700 900155"),
        ),
        (
            *seen(
                "35m",
                log="CC-0044",
                offence="criminal_damage",
                assessment="Repeated fouling of a car and a note.",
                account="I kept the note. My mum says frame it.",
                needs="None.",
                safety="Camera lent.",
                evidence="Note.",
                crime_reference="CA/26/11201",
            ),
            did("18h", "hate.crime.sergeant2", "specialist_review", lines_of_enquiry="1. Note. 2. Camera."),
            did(
                "12d",
                "officer",
                "note",
                note="Camera shows a fox and, twice, the wind. The note is a flyer of the council's campaign with the "
                "top torn off.",
            ),
            did(
                "2d",
                "registrar",
                "cancel_record",
                reasons="Camera film and the printer's proof show no offence: a fox, the wind, and a council flyer. "
                "Verified with the council.",
            ),
        ),
        ends=("hate_incident", "local_focus"),
    ),
)
