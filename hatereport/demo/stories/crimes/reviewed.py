"""Crimes whose outcome is proposed, finally reviewed, or signed and not yet told to the victim."""

from hatereport.demo import places
from hatereport.demo.stories.crimes.first_hours import seen
from hatereport.demo.story import Story, days_ago, did, reachable, tells

STORIES: tuple[Story, ...] = (
    Story(
        "carlisle-takeaway",
        days_ago(19, "23:20"),
        tells(
            "victim",
            "Four men at closing time. One wanted his money back and called my father a name for every year he has "
            "been here. They pulled the screen off the counter and threw the till roll at him. He is sixty-eight. He "
            "told me not to report it. I am reporting it.",
            ["damage", "called_names", "threatened"],
            places.CARLISLE_TAKEAWAY.where,
            strands=["race", "age"],
            details=["asian"],
            contact=reachable("Wei Ling", "call", phone="07700 900452"),
            harm={"damage": "yes", "loss": "Screen, about £300.", "evidence": "Till camera, good sound."},
        ),
        (
            *seen(
                "16m",
                log="CC-0120",
                offence="criminal_damage",
                assessment="Damage and abuse at closing time, elderly owner. Suspects gone. Good film.",
                account="“I have cooked for their parents,” he said, through his daughter.",
                needs="Cantonese interpreter, not the daughter, for the statement.",
                safety="Closing an hour early this week; patrol at eleven.",
                evidence="Till film with sound. Till roll kept.",
                crime_reference="CA/26/11502",
            ),
            did(
                "15h",
                "hate.crime.sergeant2",
                "specialist_review",
                lines_of_enquiry="1. Film with sound. 2. Card payments. 3. Taxis from the rank at half past eleven.",
            ),
            did(
                "17d",
                "officer",
                "propose_outcome",
                outcome="14",
                rationale="Four men, hoods up, paid in cash. No taxi driver recalls them. Owner does not support a "
                "prosecution.",
                victims_view="Wei Ling would go on; her father asks us to stop. Both spoken with, alone.",
            ),
        ),
        ends=("hate_crime", "outcome_proposed"),
    ),
    Story(
        "ambleside-path",
        days_ago(32, "18:00"),
        tells(
            "victim",
            "My wife and I were walking by the water. A man coming the other way with a dog said something about our "
            "sort at the lake, and when I turned round he let the dog off. It tore my wife's coat and bruised her "
            "arm. I have the coat.",
            ["injured", "threatened", "damage"],
            places.AMBLESIDE_PATH.where,
            strands=["race"],
            details=["asian"],
            contact=reachable("Dr Rao", "call", "email", phone="07700 900267", email="rao@home.example"),
        ),
        (
            *seen(
                "25m",
                log="CC-0032",
                offence="actual_bodily_harm",
                assessment="Dog set on a couple after a racial remark. Bruised arm, coat torn.",
                account="She says he smiled before he bent down to the lead.",
                needs="Photographs of the bruise in three days.",
                safety="Visitors, home now. No further risk from him known.",
                evidence="Coat. Parking cameras asked for.",
                crime_reference="CA/26/11120",
            ),
            did(
                "20h",
                "hate.crime.sergeant",
                "specialist_review",
                lines_of_enquiry="1. Parking cameras. 2. Dog walkers' group. 3. Vets within ten miles.",
            ),
            did(
                "24d",
                "officer",
                "propose_outcome",
                outcome="18",
                rationale="Cameras show the couple, not the man. Appeal to walkers brought nothing. No vet knows the "
                "dog.",
                victims_view="They want to know that everything was tried.",
            ),
            did("1d 3h", "supervisor", "endorse", reasons="Plan complete; appeal ran for a fortnight."),
        ),
        ends=("hate_crime", "nfa_final_review"),
    ),
    Story(
        "donington-shift",
        days_ago(48, "06:30"),
        tells(
            "victim",
            "On nights somebody puts things in my locker: first a banana, then a rope. A banana I can throw away. I "
            "took a picture of the rope. The shift manager said boys will be boys and I said I am forty-one.",
            ["threatened", "other"],
            places.CASTLE_DONINGTON.where,
            strands=["race"],
            details=["black"],
            contact=reachable("Emmanuel", "call", phone="07700 900591", safe_words="Not at work."),
            who_did=["work_school"],
            when={"repeat": "many", "same_people": "unsure"},
        ),
        (
            *seen(
                "30m",
                log="LP-0410",
                offence="harassment_fear",
                assessment="Rope left in a locker after earlier items. Pattern of intimidation at work.",
                account="The rope was tied. Somebody had taken their time.",
                needs="Seen at home. Nights off agreed with the company's head office.",
                safety="Company has moved his locker and his shift.",
                evidence="Rope, pictures, shift lists.",
                crime_reference="LE/26/20417",
            ),
            did(
                "23h",
                "hate.crime.sergeant",
                "specialist_review",
                lines_of_enquiry="1. Door records. 2. Shift lists. 3. Rope to the laboratory.",
            ),
            did(
                "21d",
                "officer",
                "propose_outcome",
                outcome="18",
                rationale="Nineteen people have keys. No fingerprints. Nobody saw anything.",
                victims_view="He wants it looked at once more before it is put away.",
            ),
            did("1d", "supervisor", "endorse", reasons="Laboratory result in; nothing else in the plan."),
            did(
                "2d",
                "hate.crime.inspector",
                "return_for_investigation",
                directions="Seven people were on all three nights. Speak with each of them, away from the site. Ask "
                "the two who have left.",
                direction_due="168",
            ),
            did(
                "6d 4h",
                "officer",
                "answer_action",
                task_answer="All seven seen at home; two who left as well. One says who laughed, none says who tied "
                "it.",
            ),
            did(
                "1d",
                "officer",
                "propose_outcome",
                outcome="15",
                rationale="One man named as amused by it, interviewed, denies it. Nothing else points to him.",
                suspect_interviewed="yes",
                victims_view="He thanks the officer for going to every door.",
            ),
            did("2d", "supervisor", "endorse", reasons="Directions carried out in full."),
        ),
        ends=("hate_crime", "nfa_final_review"),
    ),
    Story(
        "penrith-hostel",
        days_ago(41, "19:40"),
        tells(
            "victim",
            "میں ہوسٹل میں رہتا ہوں۔ باورچی خانے میں ایک شخص نے میرا کھانا کوڑے میں پھینک دیا اور مجھے دھکا دیا۔ اس "
            "نے کہا کہ تم لوگ یہاں سے چلے جاؤ۔ میرا سر الماری سے لگا۔ میں نے کسی سے کچھ نہیں کہا کیونکہ مجھے ڈر ہے کہ "
            "کمرہ چھن جائے گا۔",
            ["hit", "injured"],
            places.PENRITH_HOSTEL.where,
            strands=["race", "religion"],
            details=["asian", "asylum_refugee_migrant"],
            contact=reachable("یوسف", "call", phone="07700 900233"),
            communication={"needs": ["interpreter"], "spoken_language": "Urdu"},
            support={"organisations": ["awaz-cumbria"], "scope": "contact_and_report"},
        ),
        (
            did(
                "12m",
                "control.room",
                "answer_action",
                task_answer="Telephone interpreter, Urdu: food thrown away in the hostel kitchen, told to leave, pushed; "
                "his head hit a cupboard. Afraid of losing his room.",
            ),
            *seen(
                "16m",
                log="CC-0917",
                offence="common_assault",
                assessment="Read with a telephone interpreter. Pushed, head struck a cupboard. Lives beside the "
                "suspect.",
                account="Through the interpreter: I only wanted to eat before work.",
                needs="Urdu interpreter from outside the town. Worried about his room; the hostel has confirmed it in "
                "writing.",
                safety="Moved to another floor the same night, his room kept.",
                evidence="Bump photographed. Two residents in the kitchen.",
                crime_reference="CA/26/10688",
            ),
            did(
                "2h",
                "officer",
                "refer",
                organisation="awaz-cumbria",
                told="A man in Penrith who speaks Urdu would welcome a call from somebody who does too.",
            ),
            did(
                "17h",
                "hate.crime.sergeant2",
                "specialist_review",
                lines_of_enquiry="1. Two residents. 2. Hostel log. 3. Suspect's account.",
            ),
            did(
                "26d",
                "officer",
                "propose_outcome",
                outcome="16",
                rationale="Suspect named and interviewed. Residents will not speak. Victim no longer wishes to go on.",
                suspect_interviewed="yes",
                victims_view="He has a new job and wants to leave it behind. Said alone, with the interpreter.",
            ),
            did("1d 5h", "supervisor", "endorse", reasons="Pressure asked about and not found."),
            did(
                "3d",
                "hate.crime.inspector",
                "uphold_nfa",
                review_evidence="Victim's first account, photograph, hostel log. Residents asked twice.",
                review_aggravation="The words are in the first account. Provable only through him.",
                review_evidence_led="Considered with the hostel log: it records noise, not who or why.",
                review_civil_orders="Hostel has given the suspect notice under its own rules.",
            ),
        ),
        ends=("hate_crime", "victim_to_be_told"),
        language="ur",
    ),
)
