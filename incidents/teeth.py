"""What the database refuses: changing what was reported or written since, how it was classified, and how its files
were judged; and that anybody who is in a report, or what they were told, disappears.

Erasure may blank the sealed columns of a report (its keys are destroyed then); nothing may put other words there.
"""

from hatereport.teeth import app_role, changed

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


def sql() -> str:
    resent = " OR ".join([changed(*_FIXED), *(_written(column) for column in _WORDS)])
    reworded = f"{changed(*_FIXED_OF_A_MESSAGE)} OR {_written('words_sealed')}"
    kept = "".join(f'REVOKE DELETE, TRUNCATE ON {table} FROM "{app_role()}";\n' for table in _KEPT)
    return f"""{kept}
        REVOKE DELETE, TRUNCATE ON incidents_report FROM "{app_role()}";
        REVOKE UPDATE, DELETE, TRUNCATE ON incidents_classification FROM "{app_role()}";
        REVOKE DELETE, TRUNCATE ON incidents_evidence FROM "{app_role()}";
        REVOKE UPDATE, DELETE, TRUNCATE ON incidents_originalopened FROM "{app_role()}";

        CREATE OR REPLACE FUNCTION incidents_report_is_as_sent() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {resent} THEN
                RAISE EXCEPTION 'A report stays as it was sent.' USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        END $$;

        CREATE OR REPLACE TRIGGER incidents_report_stays BEFORE UPDATE ON incidents_report
            FOR EACH ROW EXECUTE FUNCTION incidents_report_is_as_sent();

        CREATE OR REPLACE FUNCTION incidents_message_is_as_sent() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {reworded} THEN
                RAISE EXCEPTION 'A message stays as it was sent.' USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        END $$;

        CREATE OR REPLACE TRIGGER incidents_message_stays BEFORE UPDATE ON incidents_message
            FOR EACH ROW EXECUTE FUNCTION incidents_message_is_as_sent();

        CREATE OR REPLACE FUNCTION incidents_evidence_stays_put() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {changed(*_FIXED_OF_A_FILE)}
                OR (OLD.shut_for_good_at IS NOT NULL AND ({changed(*_SHUT)}))
                OR (NEW.keeps_original AND NOT OLD.keeps_original) THEN
                RAISE EXCEPTION 'Evidence stays with its report, and out of reach once it is.'
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        END $$;

        CREATE OR REPLACE TRIGGER incidents_evidence_stays BEFORE UPDATE ON incidents_evidence
            FOR EACH ROW EXECUTE FUNCTION incidents_evidence_stays_put();
    """


def _written(column: str) -> str:
    """SQL: whether an update would put other words in the place of sealed ones."""
    return f"(NEW.{column} IS NOT NULL AND {changed(column)})"
