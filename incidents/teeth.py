"""What the database refuses: changing what was reported, and changing how it was classified.

Erasure may blank the sealed columns of a report (its keys are destroyed then); nothing may put other words there.
"""

from hatereport.teeth import app_role

#: Facts of a report that stand from the moment of sending.
_FIXED = ("reference", "submission_key", "received_at", "content_id", "filer", "contact_choice", "proposed_kind")
#: Sealed words: as they were, or nothing.
_WORDS = ("narrative_sealed", "answers_sealed")


def sql() -> str:
    changed = " OR ".join(
        [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _FIXED]
        + [f"(NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})" for column in _WORDS]
    )
    return f"""
        REVOKE DELETE, TRUNCATE ON incidents_report FROM "{app_role()}";
        REVOKE UPDATE, DELETE, TRUNCATE ON incidents_classification FROM "{app_role()}";

        CREATE OR REPLACE FUNCTION incidents_report_is_as_sent() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {changed} THEN
                RAISE EXCEPTION 'A report stays as it was sent.' USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        END $$;

        CREATE OR REPLACE TRIGGER incidents_report_stays BEFORE UPDATE ON incidents_report
            FOR EACH ROW EXECUTE FUNCTION incidents_report_is_as_sent();
    """
