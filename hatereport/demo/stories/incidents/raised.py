"""Incidents that turned out to be crimes."""

from hatereport.demo import places
from hatereport.demo.story import Story, ago, days_ago, did, reachable, tells

STORIES: tuple[Story, ...] = (
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
