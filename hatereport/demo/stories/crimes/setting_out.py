"""Crimes at their start: an officer is on the way, or the force whose it is has been asked to take it."""

from hatereport.demo import places
from hatereport.demo.story import ANONYMOUS, Story, ago, days_ago, did, reachable, tells

STORIES: tuple[Story, ...] = (
    Story(
        "appleby-gate",
        ago("34m"),
        tells(
            "victim",
            "I told you about the farm shop. This is worse. Two men on a quad bike cut the rope on our gate and drove "
            "round the field shouting until the horses were loose. My nephew got one by the road. They threw a bottle "
            "at the trailer where the baby was asleep. They have gone for now towards the old railway.",
            ["threatened", "damage", "called_names"],
            places.APPLEBY_FIELD.where,
            strands=["race"],
            details=["gypsy_roma_traveller"],
            time="just now",
            contact=reachable("Kathleen", "call", "visit", phone="07700 900163", address="The field"),
            suspect={"known": "no", "how_many": "two_or_three", "near": ["likely_back"], "vehicle": "Red quad bike"},
        ),
        (
            did("5m", "operator", "dispatch_now", log_number="CC-0498"),
            did(
                "13m",
                "control.room",
                "review_and_dispatch",
                risk_level="high",
                assessment="Horses loose, bottle at an occupied trailer with an infant. Car already running from the "
                "operator's dispatch.",
                offence="fear_of_violence",
                aggravated="yes",
                log_number="CC-0498",
                support_organisations=["victim-support", "gate-herts"],
            ),
        ),
        ends=("hate_crime", "dispatched"),
        follows="penrith-farm-shop",
    ),
    Story(
        "leicester-estate",
        ago("5h 10m"),
        tells(
            "victim",
            "A group was waiting by the garages. One filmed while another pulled my hat off and threw it on the roof, "
            "and pushed me down when I reached for it. They said it was a prank for a channel. My knee is swollen. I "
            "wear the hat because I lost my hair, and because I am a woman they kept asking to see proof.",
            ["hit", "injured", "called_names"],
            places.LEICESTER_ESTATE.where,
            strands=["transgender", "disability"],
            details=["gender_expression", "long_illness"],
            contact=reachable(
                "Lorraine",
                "call",
                phone="07700 900708",
                bans=["not_at_home", "no_voicemail"],
                safe_words="My sister's flat is better, she is two streets away.",
            ),
            harm={"hurt": "yes", "injuries": "Knee. The walk-in centre has seen it."},
        ),
        (
            did(
                "18m",
                "control.room2",
                "review_and_dispatch",
                risk_level="medium",
                assessment="Assault by a group, filmed. Ban on home visits seen: meet at the sister's.",
                offence="common_assault",
                aggravated="yes",
                log_number="LP-1203",
                visit_place="elsewhere",
                visit_look="plain",
                officer="officer",
                support_organisations=["victim-first", "victim-support"],
            ),
            did("4m", "supervisor", "accept_supervision"),
            did(
                "1h 25m",
                "officer",
                "not_seen",
                reasons="Went to the sister's; Lorraine at the walk-in centre. Spoke with the sister at the door, no "
                "detail given.",
                next_attempt="4",
            ),
        ),
        ends=("hate_crime", "dispatched"),
    ),
    Story(
        "carlisle-platform",
        days_ago(1, "18:25"),
        tells(
            "witness",
            "On platform four a man in a work jacket was calling a young couple names because of how they looked, "
            "black clothes and white faces, nothing more. He followed them into the carriage. I lost them at the "
            "doors. The train left at 17.49.",
            ["called_names", "followed"],
            places.CARLISLE_PLATFORM.where,
            strands=["other_difference"],
            reason="How they were dressed. There is no box for it here.",
            contact=ANONYMOUS,
        ),
        (
            did("20m", "control.room2", "take"),
            did(
                "10m",
                "control.room2",
                "offer_transfer",
                to_force="btp",
                known="Abuse on platform four and on the 17:49. Witness anonymous, answers on the return page.",
                transfer_danger="Couple followed onto the train; arrival passed without incident according to the "
                "guard.",
            ),
        ),
        ends=("hate_crime", "control_room"),
    ),
    Story(
        "leicester-flat",
        ago("4h 30m"),
        tells(
            "victim",
            "I moved here from Workington in June. The man I reported there has found my new number and sends me "
            "pictures of my old front door. Today's had the new one. I gave nobody the address.",
            ["nasty_messages", "threatened", "followed"],
            places.LEICESTER_FLAT.where,
            strands=["sexual_orientation"],
            details=["bisexual"],
            contact=reachable("Steph", "call", phone="07700 900942", bans=["withheld_number"]),
            when={"repeat": "many", "same_people": "yes"},
        ),
        (
            did("15m", "control.room", "take"),
            did(
                "25m",
                "control.room",
                "offer_transfer",
                to_force="cumbria",
                known="Continuation of an older matter in Workington; suspect lives there. Victim is here and is "
                "being looked after here.",
                transfer_danger="Victim staying with a friend tonight, address held here.",
            ),
        ),
        ends=("hate_crime", "control_room"),
    ),
)
