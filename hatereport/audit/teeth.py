"""What the database refuses: changing or deleting entries, an entry out of its place, moving the head of a chain back.

The application's role lacks the right; the triggers also stop the owner's role, so that a migration or a shell cannot
do it by mistake. Somebody who may switch triggers off can still do it, and verify_audit then says so.
"""

from hatereport.teeth import HERE, app_role


def sql() -> str:
    return f"""
        REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM "{app_role()}";
        REVOKE DELETE, TRUNCATE ON audit_chainhead FROM "{app_role()}";

        CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'The audit log is only added to.' USING ERRCODE = 'insufficient_privilege';
        END $$;

        CREATE OR REPLACE FUNCTION audit_head_only_advances() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.chain <> OLD.chain OR NEW.seq < OLD.seq
               OR (NEW.seq = OLD.seq AND NEW.fingerprint <> OLD.fingerprint) THEN
                RAISE EXCEPTION 'The head of a chain only moves on.' USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        END $$;

        CREATE OR REPLACE FUNCTION audit_entry_is_next() RETURNS trigger LANGUAGE plpgsql
        {HERE} AS $$
        BEGIN
            IF NEW.seq <> (SELECT coalesce(max(e.seq), 0) + 1 FROM audit_entry e WHERE e.chain = NEW.chain)
               OR octet_length(NEW.fingerprint) <> 32
               OR NOT EXISTS (SELECT 1 FROM audit_chainhead h WHERE h.chain = NEW.chain) THEN
                RAISE EXCEPTION 'An entry follows the last one of its record.' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$;

        CREATE OR REPLACE FUNCTION audit_head_begins_at_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.seq <> 0 THEN
                RAISE EXCEPTION 'A chain begins before its first entry.' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$;

        CREATE OR REPLACE TRIGGER audit_entry_is_the_next BEFORE INSERT ON audit_entry
            FOR EACH ROW EXECUTE FUNCTION audit_entry_is_next();
        CREATE OR REPLACE TRIGGER audit_head_begins BEFORE INSERT ON audit_chainhead
            FOR EACH ROW EXECUTE FUNCTION audit_head_begins_at_nothing();
        CREATE OR REPLACE TRIGGER audit_entry_is_kept BEFORE UPDATE OR DELETE ON audit_entry
            FOR EACH ROW EXECUTE FUNCTION audit_refuse();
        CREATE OR REPLACE TRIGGER audit_entries_are_kept BEFORE TRUNCATE ON audit_entry
            FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
        CREATE OR REPLACE TRIGGER audit_head_advances BEFORE UPDATE ON audit_chainhead
            FOR EACH ROW EXECUTE FUNCTION audit_head_only_advances();
        CREATE OR REPLACE TRIGGER audit_head_is_kept BEFORE DELETE ON audit_chainhead
            FOR EACH ROW EXECUTE FUNCTION audit_refuse();
        CREATE OR REPLACE TRIGGER audit_heads_are_kept BEFORE TRUNCATE ON audit_chainhead
            FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
    """  # noqa: S608  (the role comes from the settings)
