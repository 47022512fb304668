"""The log in plain words: its six actions, what was done, to which kind of record. For the auditor's pages (reading.py).

Acts of the workflow table are called what their buttons are called. What stands in no table is its code, written out.
"""

import datetime as dt
import re

from hatereport.working_time import LONDON
from triage.wording import short
from triage.workflow import WORKFLOW

ACTIONS = {
    "collection": "Collected",
    "alteration": "Changed",
    "consultation": "Looked at",
    "disclosure": "Disclosed",
    "combination": "Combined",
    "erasure": "Erased",
}

#: What is in the log beside the acts of the table.
_BESIDE = {
    "accept_transfer": "Accepted the transfer",
    "actions": "Listed the actions of their teams",
    "alarms": "Looked at the alarms",
    "alerts_raised": "Compared with other reports: alerts raised",
    "api_acts": "Asked through the API what can be done",
    "api_list": "Listed cases through the API",
    "api_read": "Read a case through the API",
    "ask_countersignature": "Asked for a countersignature",
    "code_changed": "The return code was changed",
    "code_given_up": "The return code was given up",
    "code_shown": "Saw a new return code, once",
    "contact_change": "Asked for other contact details",
    "evidence": "A file was sent",
    "evidence_made_safe": "A file was scanned and stripped",
    "evidence_scanned": "A file was scanned again",
    "letter": "A letter left",
    "letter_preview": "Read a letter before sending it",
    "letter_read": "Read a letter that was sent",
    "list": "Listed a queue",
    "log_check_asked": "Asked for the whole log to be checked",
    "log_exported": "Exported entries of the log",
    "log_patterns": "Looked for unusual patterns in the log",
    "log_person": "Read what a person looked at",
    "log_read": "Read the log",
    "log_record": "Read who looked at a record",
    "log_status": "Read whether the log was changed",
    "log_verified": "The whole log was checked",
    "message": "A message came through the return page",
    "news": "Listed what is new for them",
    "news_choice": "Asked to be told of news",
    "news_seen": "Marked news as seen",
    "news_stopped": "Asked to be told no more",
    "news_test_came": "The test message arrived",
    "open": "Opened the case",
    "open_evidence": "Opened a file",
    "open_original": "Opened an original file, with a reason",
    "person_added": "A person was added",
    "person_let_go": "A person left",
    "quarantine_attachment": "Put a file out of reach",
    "quarantine_evidence": "Put a file out of reach",
    "receive": "Received and placed",
    "referral": "Read a referral",
    "referral_answered": "Answered a referral",
    "referrals": "Listed referrals",
    "refuse_countersignature": "Refused to countersign",
    "restrict": "Restricted the case",
    "return": "Came back with the return code",
    "role_ended": "A role was ended",
    "role_given": "A role was given",
    "search": "Searched",
    "second_reading_left": "Left a second reading to a colleague",
    "send": "The report was sent",
    "shut_attachment": "Shut a file for good",
    "shut_evidence": "Shut a file for good",
    "signature": "Read what waits for a signature",
    "signatures": "Listed what waits for their signature",
    "subject_removed": "Removed what was told of the person blamed",
    "support_page": "Opened the page of support",
    "take_back_attachment": "Took a file back into reach",
    "take_back_evidence": "Took a file back into reach",
    "withdrawal_requested": "Asked to withdraw",
}
_ACTS = {act.name: act.label for act in WORKFLOW} | _BESIDE

#: What may be chosen, in the order of the words.
ACTS = tuple(sorted(_ACTS.items(), key=lambda one: one[1].lower()))

#: Kinds of record without a reference of their own.
_RECORDS = {
    "queue": "Their own lists",
    "log": "The log",
    "outbox": "Messages that could not be delivered",
    "reference": "Reference tables",
}


def act_said(code: str) -> str:
    return _ACTS.get(code) or short(code)


def record_said(kind: str, key: str) -> str:
    """A record that has no reference: what it is, and its code where that says something."""
    return _RECORDS.get(kind) or f"{short(kind)} {key}"


def detail_said(detail: dict[str, object]) -> str:
    """The codes beside an entry, without ids: they say nothing to a reader and are in the export."""
    return ", ".join(f"{short(name).lower()}: {_value(value)}" for name, value in detail.items() if _tells(value))


def _tells(value: object) -> bool:
    return value not in (None, "", []) and not (isinstance(value, str) and len(value) >= _AN_ID)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(_value(one) for one in value)
    text = str(value)
    return _moment(text) if _A_MOMENT.fullmatch(text) else text.replace("_", " ")


def _moment(text: str) -> str:
    """As a clock on the wall in London shows it."""
    return f"{dt.datetime.fromisoformat(text).astimezone(LONDON):%-d %b %Y, %H:%M}"


_AN_ID = 32
_A_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?\+\d\d:\d\d")
