"""What a case may leave the house for, and what allows it. Who may take it out is handling/disclosures.py's."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Purpose:
    """What a case may leave for. `basis`: what allows it, for the paper itself."""

    code: str
    label: str
    basis: str


PURPOSES: tuple[Purpose, ...] = (
    Purpose("court_file", "Court file", "Criminal Procedure and Investigations Act 1996"),
    Purpose("cps", "Crown Prosecution Service", "Director's Guidance on Charging"),
    Purpose("partner_meeting", "Meeting with partners", "Crime and Disorder Act 1998, section 115"),
    Purpose("subject_request", "Somebody asks for their data", "Data Protection Act 2018, section 45"),
    Purpose("supervision", "Supervision or review on paper", "Data Protection Act 2018, section 35"),
    Purpose("other", "Something else", "Data Protection Act 2018, section 35"),
)
PURPOSE = {purpose.code: purpose for purpose in PURPOSES}
