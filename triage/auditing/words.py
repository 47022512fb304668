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
    "absence_ended": "Ended an absence",
    "absence_set": "Entered an absence",
    "accept_transfer": "Accepted the transfer",
    "account_opened_again": "An account was opened again",
    "actions": "Listed the actions of their teams",
    "alarms": "Looked at the alarms",
    "alerts_raised": "Compared with other reports: alerts raised",
    "api_acts": "Asked through the API what can be done",
    "api_list": "Listed cases through the API",
    "api_read": "Read a case through the API",
    "area": "Looked at an area",
    "area_added": "Added an area",
    "area_changed": "Changed an area",
    "area_ended": "Set the last day of an area",
    "areas": "Listed areas",
    "ask_countersignature": "Asked for a countersignature",
    "ask_review": "Asked for a review",
    "attachment_scanned": "A file added by staff was scanned",
    "clock": "Looked at a clock of the force",
    "clock_settled": "Entered a time of the force’s own",
    "clocks": "Listed the clocks of the force",
    "code_changed": "The return code was changed",
    "code_given_up": "The return code was given up",
    "code_shown": "Saw a new return code, once",
    "contact_change": "Asked for other contact details",
    "contact_checked": "An organisation’s contact was tried",
    "cover": "Looked at absences and cover",
    "deleted": "Deleted a saved search",
    "demo_account_made": "An account of the demo was made",
    "district": "Looked at a district",
    "district_added": "Added a district",
    "district_ended": "Set the last day of a district",
    "duty": "Looked at who is on duty",
    "duty_given": "Made a force the duty force",
    "evidence": "A file was sent",
    "evidence_made_safe": "A file was scanned and stripped",
    "evidence_scanned": "A file was scanned again",
    "final_reviews": "Listed final reviews",
    "first_look": "Said whether they know anyone in it",
    "first_look_asked": "Was asked whether they know anyone in it",
    "flood": "Looked at floods",
    "flood_asked": "Was asked whether they know anyone in a flood",
    "flood_confirmed": "Cleared reports of a flood",
    "flood_first_look": "Said whether they know anyone in a flood",
    "flood_group": "Looked at one flood",
    "flood_proposed": "Proposed to clear reports of a flood",
    "flood_refused": "Refused to clear reports of a flood",
    "flood_undone": "Brought cleared reports back",
    "force_begun": "Put a force on board",
    "force_page": "Looked at a force",
    "force_went_live": "A force went live",
    "hand_over_asked": "Asked for work to be handed over",
    "hearings": "Listed hearings",
    "hours_set": "Set the hours of a team",
    "in_hand": "Looked at what a colleague has in hand",
    "invitation_accepted": "Accepted an invitation",
    "invitation_withdrawn": "Took an invitation back",
    "invite": "Opened the page for inviting",
    "invited": "Invited somebody",
    "letter": "A letter left",
    "letter_preview": "Read a letter before sending it",
    "letter_read": "Read a letter that was sent",
    "list": "Listed a queue",
    "lock_lifted": "Let somebody sign in again",
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
    "news_settings_changed": "Changed mail about news",
    "news_stopped": "Asked to be told no more",
    "news_test_came": "The test message arrived",
    "notice": "Looked at the public notice",
    "notice_changed": "Changed the public notice",
    "open": "Opened the case",
    "open_attachment": "Opened a file added by staff",
    "open_evidence": "Opened a file",
    "open_original": "Opened an original file, with a reason",
    "organisation_added": "Added an organisation",
    "organisation_changed": "Changed an organisation",
    "original_page": "Was asked why an original file is opened",
    "outcodes_given": "Gave postcodes to an area",
    "outcome": "Looked at an outcome of the force",
    "outcome_settled": "Entered a rule on an outcome",
    "outcomes": "Listed the outcomes of the force",
    "own_details_forgotten": "Had own details forgotten",
    "own_details_kept": "Gave own details as fingerprints",
    "own_search": "Noticed a search of oneself",
    "passkey_removed": "Removed a passkey",
    "people": "Listed people of the force",
    "performance": "Looked at performance",
    "performance_export": "Took a measure as a file",
    "person_added": "A person was added",
    "person_let_go": "A person left",
    "person_page": "Looked at a person of the force",
    "postcodes_loaded": "Postcodes were loaded",
    "print_case": "Printed a case",
    "quarantine_attachment": "Put a file out of reach",
    "quarantine_evidence": "Put a file out of reach",
    "reason_for_names_settled": "Settled whether names need a reason",
    "receive": "Received and placed",
    "referral": "Read a referral",
    "referral_answered": "Answered a referral",
    "referrals": "Listed referrals",
    "refuse_countersignature": "Refused to countersign",
    "regime": "Looked at the rules for incidents that are no crime",
    "regime_signed": "Entered signed rules for incidents that are no crime",
    "renamed": "Renamed a saved search",
    "restrict": "Restricted the case",
    "return": "Came back with the return code",
    "revived": "Tried stuck work again",
    "role_ended": "A role was ended",
    "role_given": "A role was given",
    "saved": "Saved a search",
    "search": "Searched",
    "search_alarms": "Looked at searches of oneself",
    "second_factor_taken": "Took somebody’s second step away",
    "second_look": "Took a second look",
    "second_looks": "Listed second looks",
    "second_reading_left": "Left a second reading to a colleague",
    "second_readings": "Listed second readings",
    "send": "The report was sent",
    "several": "Acted on several cases at once",
    "shift": "Looked at the shift",
    "shift_summary": "Read a shift summary",
    "shift_taken": "Took over a shift",
    "shut_attachment": "Shut a file for good",
    "shut_evidence": "Shut a file for good",
    "signature": "Read what waits for a signature",
    "signatures": "Listed what waits for their signature",
    "signed_out_elsewhere": "Signed out everywhere else",
    "standards": "Listed restricted cases",
    "stuck": "Looked at stuck work",
    "subject_removed": "Removed what was told of the person blamed",
    "support_page": "Opened the page of support",
    "take_back_attachment": "Took a file back into reach",
    "take_back_evidence": "Took a file back into reach",
    "team": "Looked at a team",
    "teams": "Listed teams",
    "teams_stood_up": "Stood up missing teams",
    "terminal_enrolled": "Enrolled a managed terminal",
    "terminal_retired": "Retired a managed terminal",
    "terminals_listed": "Listed managed terminals",
    "turn_added": "Put somebody on duty",
    "turn_removed": "Took somebody off duty",
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
    """The codes beside an entry, from before to, without ids and numbers of moves: those are in the export."""
    stayed = detail.get("from") == detail.get("to")
    left_out = {"move", "from", "to"} if stayed else {"move"}
    told = sorted(detail.items(), key=lambda one: one[0] == "to")
    return ", ".join(
        f"{short(name).lower()}: {_value(value)}" for name, value in told if name not in left_out and _tells(value)
    )


def _tells(value: object) -> bool:
    return value not in (None, "", []) and not (isinstance(value, str) and len(value) >= _AN_ID)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(_value(one) for one in value)
    text = str(value)
    return _dated(text) if _A_DATE.fullmatch(text) else text.replace("_", " ")


def _dated(text: str) -> str:
    """A day, or a moment as a clock on the wall in London shows it; what is neither stays as it stands."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.tzinfo is None:
        return f"{moment:%-d %b %Y}"
    return f"{moment.astimezone(LONDON):%-d %b %Y, %H:%M}"


_AN_ID = 32
_A_DATE = re.compile(r"\d{4}-\d\d-\d\d(T.+)?")
