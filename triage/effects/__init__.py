"""What else an act changes, in the transaction of the act: a file for each part of the work.

Each function takes the Situation of the act, after its answers were read and its move was written; the rows of the
workflow table name them. What is told to whom afterwards is aftermath.py's.
"""

from triage.effects.asked_behind_the_code import (
    confirm_contact_change,
    confirm_news,
    refuse_contact_change,
    refuse_news,
)
from triage.effects.assessing import (
    is_allocation,
    lowers_the_grade,
    settle_as_incident_after_all,
    settle_crime,
    settle_crime_and_open_it,
    settle_incident,
    settle_risk,
)
from triage.effects.beside import answer_road, lift_restriction, name_investigator
from triage.effects.court import (
    after_result,
    charge,
    drop_hearing,
    record_hearing,
    record_result,
    result_prefix,
)
from triage.effects.danger import danger_again, dispatch_at_once, restrict, touch
from triage.effects.leading_on import cancel_record, open_crime_from_incident
from triage.effects.letters import write_letter
from triage.effects.offence_rows import record_offence
from triage.effects.outcomes import (
    after_endorsement,
    cps_decided,
    cps_decision,
    give_after_endorsement,
    open_again,
    propose,
    review_decided,
    tell_victim,
)
from triage.effects.people import (
    accept_supervision,
    back_to_officer,
    change_officer,
    change_supervisor,
    give_to,
    stand_aside,
    to_nobody,
)
from triage.effects.return_codes import replace_code, settle_code
from triage.effects.reviewing import final_review, review_prefix, specialist_reviewed
from triage.effects.sampling import draw_second_look
from triage.effects.support import refer, signpost
from triage.effects.transferring import accept_transfer, offer_transfer, refuse_transfer
from triage.effects.undoing import recall_referral, withdraw_countersignature
from triage.effects.working import (
    answer_alerts,
    answer_task,
    ask_reporter,
    attended,
    contact_recorded,
    direct_holding_team,
    go_on,
    link_same_event,
    not_seen,
    set_task,
    state_before_asking,
    supervise,
    unlink_same_event,
)

__all__ = [
    "accept_supervision",
    "accept_transfer",
    "after_endorsement",
    "after_result",
    "answer_alerts",
    "answer_road",
    "answer_task",
    "ask_reporter",
    "attended",
    "back_to_officer",
    "cancel_record",
    "change_officer",
    "change_supervisor",
    "charge",
    "confirm_contact_change",
    "confirm_news",
    "contact_recorded",
    "cps_decided",
    "cps_decision",
    "danger_again",
    "direct_holding_team",
    "dispatch_at_once",
    "draw_second_look",
    "drop_hearing",
    "final_review",
    "give_after_endorsement",
    "give_to",
    "go_on",
    "is_allocation",
    "lift_restriction",
    "link_same_event",
    "lowers_the_grade",
    "name_investigator",
    "not_seen",
    "offer_transfer",
    "open_again",
    "open_crime_from_incident",
    "propose",
    "recall_referral",
    "record_hearing",
    "record_offence",
    "record_result",
    "refer",
    "refuse_contact_change",
    "refuse_news",
    "refuse_transfer",
    "replace_code",
    "restrict",
    "result_prefix",
    "review_decided",
    "review_prefix",
    "set_task",
    "settle_as_incident_after_all",
    "settle_code",
    "settle_crime",
    "settle_crime_and_open_it",
    "settle_incident",
    "settle_risk",
    "signpost",
    "specialist_reviewed",
    "stand_aside",
    "state_before_asking",
    "supervise",
    "tell_victim",
    "to_nobody",
    "touch",
    "unlink_same_event",
    "withdraw_countersignature",
    "write_letter",
]
