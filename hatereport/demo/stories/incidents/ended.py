"""Incidents that are over: closed, or taken by another force."""

from hatereport.demo import places
from hatereport.demo.story import ANONYMOUS, Story, days_ago, did, reachable, tells

STORIES: tuple[Story, ...] = (
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
                "record_contact_attempt",
                contact_channel="return_page",
                contact_result="reached",
                contact_words="Asked in Arabic, by the same interpreter, whether anything was left undone. Nothing was.",
            ),
            did(
                "10m",
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
                why_no_contact="Nobody left a way to be reached.",
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
            did(
                "2d",
                "local.inspector2",
                "record_contact_attempt",
                contact_channel="visit",
                contact_result="reached",
                contact_words="Visited in plain clothes. Daniel is well, and likes his befriender.",
            ),
            did(
                "20m",
                "local.inspector2",
                "approve",
                inspector_contact="made",
                reasons="Thoughtful work. I visited as well; Daniel is well.",
            ),
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
                "duty.inspector",
                "accept_transfer",
                acknowledged_by="Sergeant on the Lancaster desk",
                acknowledged_number="LC-20931",
            ),
        ),
        ends=("hate_incident", "transferred"),
    ),
)
