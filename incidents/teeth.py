"""What the database refuses: changing what was reported or written since, how it was classified, and how its files
were judged; and that anybody who is in a report, or what they were told, disappears.

Erasure may blank the sealed columns of a report (its keys are destroyed then); nothing may put other words there.
"""

from hatereport.teeth import RIGHTS, append_only, changed, kept, refuse, reworded, trigger

#: Facts of a report that stand from the moment of sending.
_FIXED = (
    "reference",
    "submission_key",
    "received_at",
    "content_id",
    "filer",
    "contact_choice",
    "channel",
    "taken_by_id",
    "proposed_kind",
    "follows_id",
)
#: Sealed words: as they were, or nothing.
_WORDS = ("narrative_sealed", "answers_sealed")
#: Of a file: whose it is and what it was when it came.
_FIXED_OF_A_FILE = ("report_id", "number", "content_id", "kind", "received_at", "submission_key")
#: Of a file that was put out of reach for good: when, and by whom.
_SHUT = ("quarantined_at", "quarantined_by_id", "shut_for_good_at", "shut_for_good_by_id")
#: Rows that may change but never go: who is in it, what they agreed to or asked for, what was said, and their codes.
_KEPT = (
    "incidents_party",
    "incidents_consent",
    "incidents_message",
    "incidents_progressline",
    "incidents_returncode",
    "incidents_contactchange",
    "incidents_newschoice",
    "incidents_letter",
)
#: Of a message: who wrote it to whom and when, and its words, which only erasure may blank.
_FIXED_OF_A_MESSAGE = ("report_id", "content_id", "direction", "author_id", "danger", "sent_at")

_REPORT = f"""
    IF {changed(*_FIXED)} OR {reworded(*_WORDS)} THEN
        {refuse("A report stays as it was sent.", RIGHTS)}
    END IF;
"""
_MESSAGE = f"""
    IF {changed(*_FIXED_OF_A_MESSAGE)} OR {reworded("words_sealed")} THEN
        {refuse("A message stays as it was sent.", RIGHTS)}
    END IF;
"""
_EVIDENCE = f"""
    IF {changed(*_FIXED_OF_A_FILE)}
        OR (OLD.shut_for_good_at IS NOT NULL AND ({changed(*_SHUT)}))
        OR (NEW.keeps_original AND NOT OLD.keeps_original) THEN
        {refuse("Evidence stays with its report, and out of reach once it is.", RIGHTS)}
    END IF;
"""


def sql() -> str:
    return "".join(
        (
            kept("incidents_report", "incidents_evidence", *_KEPT),
            append_only("incidents_classification", "incidents_originalopened"),
            trigger("incidents_report_stays", "incidents_report", "BEFORE UPDATE", _REPORT),
            trigger("incidents_message_stays", "incidents_message", "BEFORE UPDATE", _MESSAGE),
            trigger("incidents_evidence_stays", "incidents_evidence", "BEFORE UPDATE", _EVIDENCE),
        )
    )
