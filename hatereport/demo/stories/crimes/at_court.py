"""Crimes with the Crown Prosecution Service and at court."""

from hatereport.demo import places
from hatereport.demo.stories.crimes.first_hours import seen
from hatereport.demo.story import Story, days_ago, did, reachable, signs, tells

STORIES: tuple[Story, ...] = (
    Story(
        "whitehaven-flat",
        days_ago(75, "14:15"),
        tells(
            "on_behalf",
            "I clean for him. Two people have moved into his flat who say they are his mates. They have his bank card "
            "and he sleeps on the sofa. When I asked, one of them said he is too slow to need money. He asked me in "
            "the stairwell to tell somebody, and then he went back in.",
            ["used_for_money", "theft"],
            places.WHITEHAVEN_FLAT.where,
            strands=["disability"],
            details=["learning", "mate_crime"],
            who={
                "agreement": "yes",
                "their_name": "Kevin",
                "their_reach": "Tuesdays at the day centre. Not at the flat.",
                "under_18": "no",
            },
            contact=reachable("Jackie", "call", phone="07700 900301", bans=["not_at_home"]),
        ),
        (
            *seen(
                "11m",
                log="CC-0620",
                offence="theft",
                assessment="Cuckooing of an adult with a learning disability. Seen at the day centre, not at the flat.",
                account="They said they would be my friends if I let them stay.",
                needs="Easy Read. Registered intermediary. His key worker beside him.",
                safety="Respite bed tonight. Bank has stopped the card.",
                evidence="Bank records. Jackie's statement. Door cameras.",
                crime_reference="CA/26/09902",
            ),
            did(
                "14h",
                "hate.crime.sergeant",
                "specialist_review",
                aggravated_considered="uplift",
                lines_of_enquiry="1. Bank. 2. Landlord. 3. Telephone messages.",
                special_measures="Intermediary, screen, evidence by video.",
            ),
            did(
                "40d",
                "officer",
                "propose_outcome",
                outcome="16",
                rationale="Kevin became frightened of court and withdrew his support.",
                suspect_interviewed="yes",
                victims_view="He is afraid of seeing them.",
            ),
            did(
                "1d", "supervisor", "endorse", reasons="Victim does not support; bank evidence alone was thought thin."
            ),
            did(
                "4d",
                "hate.crime.inspector",
                "progress_to_court",
                reasons="Evidence-led: bank records, Jackie, and the messages show dishonesty without Kevin in the "
                "room. Early advice sought and favourable. Intermediary's report asked for.",
            ),
        ),
        ends=("hate_crime", "cps_referred"),
    ),
    Story(
        "egremont-path",
        days_ago(62, "16:20"),
        tells(
            "victim",
            "He waited for me behind the hall after training. He said girls like me should be fixed and grabbed my "
            "kit bag so hard the strap cut my neck. My coach heard me shout. I am nineteen and I play for the second "
            "team.",
            ["injured", "threatened"],
            places.EGREMONT_SCHOOL.where | {"place_type": "sport"},
            strands=["sexual_orientation"],
            details=["lesbian"],
            contact=reachable("Ellie", "call", phone="07700 900204"),
            harm={"hurt": "yes", "injuries": "Neck, photographed by the physio."},
        ),
        (
            *seen(
                "8m",
                log="CC-0701",
                offence="actual_bodily_harm",
                assessment="Waited for and injured; coach heard words and saw him run. Named.",
                account="I thought he was joking until I could not breathe.",
                needs="Coach beside her. Telling her parents is hers to do.",
                safety="He was arrested the same evening.",
                evidence="Strap, photographs, coach.",
                crime_reference="CA/26/10101",
            ),
            did(
                "7h 20m",
                "officer",
                "charge",
                hearing_on="2026-12-15",
                reasons="Identified by the coach, injury photographed, words heard by two.",
            ),
            signs("20m", "duty.inspector"),
            did(
                "9h",
                "hate.crime.sergeant",
                "specialist_review",
                aggravated_considered="uplift",
                lines_of_enquiry="Complete for charge. Statement on the effect to be taken before the hearing.",
            ),
        ),
        ends=("hate_crime", "at_court"),
    ),
    Story(
        "leicester-arcade",
        days_ago(84, "17:30"),
        tells(
            "victim",
            "I was singing carols with my church group. A man threw a full cup of coffee over our book and over "
            "Grace's hand and shouted that we should sing it in our own country. Most of us were born in Leicester.",
            ["injured", "called_names", "damage"],
            places.LEICESTER_ARCADE.where,
            strands=["race", "religion"],
            details=["black", "christian"],
            contact=reachable("Pastor Ruth", "call", phone="07700 900511"),
        ),
        (
            *seen(
                "6m",
                log="LP-0102",
                offence="common_assault",
                assessment="Hot drink thrown, hand scalded, racial words heard by many. Held by arcade staff.",
                account="Grace: it was the shouting that burned.",
                needs="A quiet room and somebody from church.",
                safety="Suspect in custody.",
                evidence="Arcade film; nine singers.",
                crime_reference="LE/26/18033",
            ),
            did(
                "3h",
                "officer",
                "charge",
                hearing_on="2026-11-02",
                reasons="Film, nine witnesses, words recorded on a telephone.",
            ),
            signs("15m", "duty.inspector2"),
            did("18h", "hate.crime.sergeant", "specialist_review", lines_of_enquiry="Complete for charge."),
            did(
                "40d",
                "officer",
                "record_hearing",
                hearing_on="in 9 days",
                hearing_kind="trial",
                measures=["screens"],
                reasons="Not guilty plea. Trial fixed. Screens granted for two singers.",
            ),
        ),
        ends=("hate_crime", "at_court"),
    ),
)
