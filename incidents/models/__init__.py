"""The report and its parts, one aggregate a file."""

from incidents.models.asked import ContactChange, NewsChoice
from incidents.models.correspondence import Message, ProgressLine
from incidents.models.draft import Draft
from incidents.models.evidence import Evidence, OriginalOpened
from incidents.models.letter import Letter
from incidents.models.monitoring import AboutYouCount
from incidents.models.party import Consent, Party
from incidents.models.report import Classification, LinkKey, Report, SubjectDetail
from incidents.models.returning import ReturnCode, ReturnVisit
from incidents.models.wording import LanguageReview, SignedVideo

__all__ = [
    "AboutYouCount",
    "Classification",
    "Consent",
    "ContactChange",
    "Draft",
    "Evidence",
    "LanguageReview",
    "Letter",
    "LinkKey",
    "Message",
    "NewsChoice",
    "OriginalOpened",
    "Party",
    "ProgressLine",
    "Report",
    "ReturnCode",
    "ReturnVisit",
    "SignedVideo",
    "SubjectDetail",
]
