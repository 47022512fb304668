"""What the database refuses: changing what was reported or written since, how it was classified, and how its files
were judged; and that anybody who is in a report, or what they were told, disappears.

Erasure may blank the sealed columns of a report (its keys are destroyed then); nothing may put other words there.
"""

from hatereport.teeth import app_role

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
    changed = " OR ".join(
        [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _FIXED]
        + [f"(NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})" for column in _WORDS]
    )
    reworded = " OR ".join(
        [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _FIXED_OF_A_MESSAGE]
        + ["(NEW.words_sealed IS NOT NULL AND NEW.words_sealed IS DISTINCT FROM OLD.words_sealed)"]
    )
    kept = "".join(f'REVOKE DELETE, TRUNCATE ON {table} FROM "{app_role()}";\n' for table in _KEPT)
    moved = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _FIXED_OF_A_FILE)
    return f"""{kept}
        REVOKE DELETE, TRUNCATE ON incidents_report FROM "{app_role()}";
        REVOKE UPDATE, DELETE, TRUNCATE ON incidents_classification FROM "{app_role()}";
        REVOKE DELETE, TRUNCATE ON incidents_evidence FROM "{app_role()}";
        REVOKE UPDATE, DELETE, TRUNCATE ON incidents_originalopened FROM "{app_role()}";

        CREATE OR REPLACE FUNCTION incidents_report_is_as_sent() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {changed} THEN
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
            IF {moved}
                OR (OLD.shut_for_good_at IS NOT NULL AND (NEW.quarantined_at IS DISTINCT FROM OLD.quarantined_at
                    OR NEW.shut_for_good_at IS DISTINCT FROM OLD.shut_for_good_at))
                OR (NEW.keeps_original AND NOT OLD.keeps_original) THEN
                RAISE EXCEPTION 'Evidence stays with its report, and out of reach once it is.'
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        END $$;

        CREATE OR REPLACE TRIGGER incidents_evidence_stays BEFORE UPDATE ON incidents_evidence
            FOR EACH ROW EXECUTE FUNCTION incidents_evidence_stays_put();
    """
