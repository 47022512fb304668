"""Offences and outcome codes: the Home Office's words, as tables a force may extend but not weaken.

Sources: domain.md 2.2 and 3.1. The law column is unverified and says so; an officer settles the offence. Which of them
have an aggravated form is in aggravation.py, when a prosecution comes too late in time_limits.py. Which outcomes count as
no further action is the default of this service (*local design*); what a force has settled is in outcome_rules.py.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OffenceKind:
    """`group` is the Home Office's own word. `summary_only` offences carry the six-month limit for starting a prosecution,
    also where an aggravated form is charged, which has none: the plain offence beside it must not be lost meanwhile.
    """

    code: str
    label: str
    group: str
    law: str
    summary_only: bool = False


OFFENCES: tuple[OffenceKind, ...] = (
    OffenceKind("common_assault", "Common assault", "Violence without injury", "Criminal Justice Act 1988 s.39", True),
    OffenceKind(
        "actual_bodily_harm", "Actual bodily harm", "Violence with injury", "Offences against the Person Act 1861 s.47"
    ),
    OffenceKind(
        "wounding", "Wounding or grievous harm", "Violence with injury", "Offences against the Person Act 1861 s.20"
    ),
    OffenceKind(
        "wounding_with_intent",
        "Wounding or grievous harm with intent",
        "Violence with injury",
        "Offences against the Person Act 1861 s.18",
    ),
    OffenceKind("strangulation", "Strangling or suffocating", "Violence with injury", "Serious Crime Act 2015 s.75A"),
    OffenceKind(
        "threats_to_kill", "Threats to kill", "Violence without injury", "Offences against the Person Act 1861 s.16"
    ),
    OffenceKind(
        "fear_of_violence",
        "Fear or provocation of violence",
        "Public fear, alarm or distress",
        "Public Order Act 1986 s.4",
        True,
    ),
    OffenceKind(
        "intentional_harassment",
        "Intentional harassment, alarm or distress",
        "Public fear, alarm or distress",
        "Public Order Act 1986 s.4A",
        True,
    ),
    OffenceKind(
        "harassment_alarm_distress",
        "Harassment, alarm or distress",
        "Public fear, alarm or distress",
        "Public Order Act 1986 s.5",
        True,
    ),
    OffenceKind(
        "harassment",
        "Harassment (course of conduct)",
        "Stalking and harassment",
        "Protection from Harassment Act 1997 s.2",
        True,
    ),
    OffenceKind(
        "harassment_fear",
        "Putting people in fear of violence",
        "Stalking and harassment",
        "Protection from Harassment Act 1997 s.4",
    ),
    OffenceKind("stalking", "Stalking", "Stalking and harassment", "Protection from Harassment Act 1997 s.2A", True),
    OffenceKind(
        "stalking_fear",
        "Stalking that causes fear, serious alarm or distress",
        "Stalking and harassment",
        "Protection from Harassment Act 1997 s.4A",
    ),
    OffenceKind(
        "controlling", "Controlling or coercive behaviour", "Stalking and harassment", "Serious Crime Act 2015 s.76"
    ),
    OffenceKind(
        "malicious_communications",
        "Malicious communications",
        "Stalking and harassment",
        "Malicious Communications Act 1988 s.1",
    ),
    OffenceKind(
        "network_messages",
        "Messages sent over a public network",
        "Stalking and harassment",
        "Communications Act 2003 s.127",
        True,
    ),
    OffenceKind(
        "threatening_communications",
        "Threatening communications",
        "Stalking and harassment",
        "Online Safety Act 2023 s.181",
    ),
    OffenceKind(
        "false_communications", "False communications", "Stalking and harassment", "Online Safety Act 2023 s.179", True
    ),
    OffenceKind(
        "stirring_up_hatred",
        "Stirring up hatred",
        "Other offences against the state or public order",
        "Public Order Act 1986 Part III, 3A",
    ),
    OffenceKind("criminal_damage", "Criminal damage", "Criminal damage", "Criminal Damage Act 1971 s.1(1)"),
    OffenceKind("arson", "Arson", "Arson", "Criminal Damage Act 1971 s.1(3)"),
    OffenceKind("theft", "Theft", "Theft", "Theft Act 1968 s.1"),
    OffenceKind("robbery", "Robbery", "Robbery", "Theft Act 1968 s.8"),
    OffenceKind("burglary", "Burglary", "Burglary", "Theft Act 1968 s.9"),
    OffenceKind("fraud", "Fraud, including mate crime", "Fraud", "Fraud Act 2006"),
    OffenceKind("rape", "Rape (specialist team)", "Rape", "Sexual Offences Act 2003 s.1"),
    OffenceKind("sexual", "Sexual offence (specialist team)", "Other sexual offences", "Sexual Offences Act 2003"),
)
OFFENCE_BY_CODE = {kind.code: kind for kind in OFFENCES}


@dataclass(frozen=True)
class Outcome:
    """One Home Office outcome. `review`: whose scheme the victim may use, if a suspect was interviewed: police or CPS."""

    code: str
    label: str
    nfa: bool
    ends: str  # charge | caution | other: how the offence ends, which decides the road
    review: str = ""


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("1", "Charged, summonsed or postal requisition", False, "charge"),
    Outcome("1A", "Charged with an alternate offence", False, "charge"),
    Outcome("2", "Caution, youth", False, "caution"),
    Outcome("2A", "Caution, youth, alternate offence", False, "caution"),
    Outcome("3", "Caution, adult, conditional included", False, "caution"),
    Outcome("3A", "Caution, adult, alternate offence", False, "caution"),
    Outcome("4", "Taken into consideration", False, "other"),
    Outcome("5", "Offender has died", True, "other"),
    Outcome("6", "Penalty notice for disorder", False, "other"),
    Outcome("7", "Cannabis or khat warning", False, "other"),
    Outcome("8", "Community resolution", False, "other"),
    Outcome("9", "Prosecution not in the public interest (CPS)", True, "other", "cps"),
    Outcome("10", "Formal action not in the public interest (police)", True, "other", "police"),
    Outcome("11", "Suspect below the age of criminal responsibility", True, "other"),
    Outcome("12", "Suspect too ill to prosecute", True, "other", "police"),
    Outcome("13", "Victim or key witness dead or too ill", True, "other", "police"),
    Outcome("14", "Evidential difficulties: suspect not identified, victim does not support", True, "other"),
    Outcome("15", "Evidential difficulties: suspect identified, victim supports", True, "other", "police"),
    Outcome("16", "Evidential difficulties: suspect identified, victim does not support", True, "other"),
    Outcome("17", "Prosecution time limit expired", True, "other", "police"),
    Outcome("18", "Investigation complete, no suspect identified", True, "other"),
    Outcome("19", "National Fraud Intelligence Bureau", True, "other"),
    Outcome("20", "Action by another body or agency", True, "other"),
    Outcome("21", "Further investigation not in the public interest (police)", True, "other", "police"),
    Outcome("22", "Diversionary, educational or intervention activity", True, "other"),
)
OUTCOME_BY_CODE = {outcome.code: outcome for outcome in OUTCOMES}
#: What ends a recorded hate crime without the specialist inspector (workflow.md, "No way round the inspector").
CAUTIONS = tuple(outcome.code for outcome in OUTCOMES if outcome.ends == "caution")
CHARGES = tuple(outcome.code for outcome in OUTCOMES if outcome.ends == "charge")
#: What an officer in the case may propose; charges go their own road.
PROPOSABLE = tuple(outcome for outcome in OUTCOMES if outcome.ends != "charge")
