"""What must stand behind an act before it is open, each with the sentence that says what is missing.

A guard looks for a dated record, a row or a person, never for a tick. Checks on what is being typed are in checks.py.
"""

import datetime as dt

from django.utils.timezone import localtime

from incidents.models import SubjectDetail
from triage import choosing, coming_back
from triage.law.outcome_rules import rule_for
from triage.models.case import Case
from triage.records import RECORD_OF
from triage.roads.blocks import BLOCKS
from triage.roads.table import ANOTHER_LANGUAGE
from triage.shapes import Guard
from triage.situation import Situation

RESTORABLE = dt.timedelta(days=28)
REVIEW_WINDOW = dt.timedelta(days=92)


def record_made(kind: str, sentence: str, met_by: str) -> Guard:
    return Guard(f"has_{RECORD_OF[kind].code}", sentence, lambda ctx: ctx.has_record(kind), met_by)


SAFEGUARDING_REVIEWED = record_made("safeguarding", "Review safeguarding first.", "review_safeguarding")
PATTERNS_CHECKED = record_made("pattern_check", "Check for patterns first.", "check_patterns")
CONTACT_TRIED = record_made(
    "contact", "Record contact with the person, or why there is none, first.", "record_contact_attempt"
)
THRESHOLD_DECIDED = record_made("threshold", "Decide the non-crime threshold first.", "decide_threshold")
PARTNERS_ANSWERED = record_made(
    "partners_informed", "Say whether partners and community leaders were told first.", "inform_partners"
)
SUPPORT_OFFERED = record_made("support", "Record the offer of support first.", "signpost")
SPECIALIST_REVIEWED = record_made(
    "specialist_review", "The specialist hate crime sergeant reviews it first.", "specialist_review"
)

ACTIONS_ANSWERED = Guard(
    "actions_answered", "Answer every action first.", lambda ctx: not ctx.open_tasks, "answer_action"
)
NO_OPEN_ALERT = Guard(
    "no_open_alert", "Answer every pattern alert first.", lambda ctx: not ctx.open_alerts, "answer_alert"
)
HAS_OPEN_ALERT = Guard("has_open_alert", "No pattern alert is open.", lambda ctx: bool(ctx.open_alerts))
HAS_OPEN_ACTION = Guard("has_open_action", "No action is open.", lambda ctx: bool(ctx.open_tasks))
HAS_OFFENCE = Guard("has_offence", "Record the offence first.", lambda ctx: bool(ctx.offences), "record_offence")
SOMETHING_UNCHARGED = Guard(
    "something_uncharged",
    "Every offence is charged; refer it to the CPS, or charge it again, and record the result of the court.",
    lambda ctx: bool(ctx.open_offences),
)
NOT_RECORDED_AS_CRIME = Guard(
    "no_crime_reference",
    "It has a crime reference; only the force crime registrar can cancel the record.",
    lambda ctx: not any(row.crime_reference for row in ctx.offences),
)
RECORDED_AS_CRIME = Guard(
    "crime_reference",
    "It has no crime reference yet; the control room sergeant can still assess it as an incident.",
    lambda ctx: any(row.crime_reference for row in ctx.offences),
)
SUPERVISION_NOT_ACCEPTED = Guard(
    "supervision_open",
    "Supervision is accepted already.",
    lambda ctx: ctx.case.supervision_accepted_at is None,
)
TRANSFER_OFFERED = Guard("transfer_offered", "No transfer is offered.", lambda ctx: ctx.transfer is not None)
NO_TRANSFER_OFFERED = Guard(
    "no_transfer_offered", "A transfer is offered already; wait for the answer.", lambda ctx: ctx.transfer is None
)
DANGER_OPEN = Guard(
    "danger_open",
    "Somebody has been sent already.",
    lambda ctx: ctx.case.danger or (ctx.case.open and not ctx.dispatches),
)


CHANGE_WAITS = Guard("change_waits", "No new contact details wait.", lambda ctx: ctx.change is not None)
NEWS_WAITS = Guard("news_waits", "No address for news waits.", lambda ctx: ctx.news is not None)
CODE_NARROWED = Guard(
    "code_narrowed", "No return code waits to be settled.", lambda ctx: bool(coming_back.narrowed(ctx))
)
GAVE_A_NAME = Guard(
    "gave_a_name",
    "They gave no name: nobody can check who they are, so no new code is given. They can report again.",
    lambda ctx: ctx.case.report.contact_choice != "anonymous",
)
SUBJECT_KEPT = Guard(
    "subject_kept",
    "No details of the person blamed are kept: nothing is held before the threshold is decided.",
    lambda ctx: ctx.subject is not None and ctx.subject.state == SubjectDetail.State.KEPT,
)
HAS_HEARING = Guard("has_hearing", "No hearing stands.", lambda ctx: bool(choosing.hearings(ctx)))
HAS_LINK = Guard("has_link", "No report is linked.", lambda ctx: bool(choosing.links(ctx)))


def is_restorable(case: Case, now: dt.datetime) -> bool:
    """Whether a report that was set aside may still be opened again."""
    return case.ended_at is not None and now - case.ended_at <= RESTORABLE


def _restorable(ctx: Situation) -> bool:
    return ctx.case.state != "not_a_report" or is_restorable(ctx.case, ctx.now)


def can_be_reviewed(ctx: Situation) -> bool:
    """Whether there is a decision not to charge a suspect who was interviewed (Victims' right to review), by the force's
    own rules on the day of the decision.
    """
    decided = [row for row in ctx.offences if row.outcome and row.outcome_at and row.suspect_interviewed]
    return any(
        rule_for(ctx.case.force_id, row.outcome_code, localtime(row.outcome_at).date()).scheme for row in decided
    )


def _review_open(ctx: Situation) -> bool:
    ended = ctx.case.ended_at
    return can_be_reviewed(ctx) and ended is not None and ctx.now - ended <= REVIEW_WINDOW


UNDERSTOOD = Guard(
    "understood",
    "It is not in English: have it interpreted and answer that action first. In danger, send someone now.",
    lambda ctx: not any(task.road == ANOTHER_LANGUAGE for task in ctx.open_tasks),
)
STILL_RESTORABLE = Guard("restorable", "The 28 days in which it could be restored are over.", _restorable)
REVIEW_OPEN = Guard(
    "review_open",
    "The right to review is open for three months after a decision not to charge a suspect who was interviewed.",
    _review_open,
)
FAITH_LIFTED = Guard(
    "faith_lifted",
    "Partner, family or carer involved: no community leader is told until the domestic abuse owner lifts that.",
    lambda ctx: "faith" not in ctx.blocks,
    "lift_block",
)
SOMETHING_BLOCKED = Guard("something_blocked", "Every block is lifted.", lambda ctx: bool(ctx.blocks))
SOMETHING_LIFTED = Guard("something_lifted", "Nothing has been lifted.", lambda ctx: len(ctx.blocks) < len(BLOCKS))
RESTRICTED = Guard("restricted", "It is not restricted.", lambda ctx: ctx.case.restricted)
NOT_A_CHILD = Guard(
    "not_a_child", "A child is involved: community leaders are not told.", lambda ctx: "under_18" not in ctx.case.flags
)
OTHER_HOLDER = Guard(
    "not_held_by_me",
    "You hold it already.",
    lambda ctx: ctx.actor is not None and ctx.case.holder_id != ctx.actor.pk,
)
