"""Incidents before the local inspector, or sent back for what is missing."""

from hatereport.demo import places
from hatereport.demo.story import ANONYMOUS, Story, days_ago, did, reachable, tells

STORIES: tuple[Story, ...] = (
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
)
