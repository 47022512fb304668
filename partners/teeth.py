"""What the database refuses: that a person, or a role they held, disappears; that what a force signed is changed; that a
force is live without having signed (practice.md 19). People and roles end; what was done stays in their name.
"""

from hatereport.teeth import HERE, app_role

#: `valid_from` of a live force is the day on which it went live; as the application writes it itself, rules that hold from
#: a day still to come do not count by it.
_LIVE_IS_SIGNED = f"""
    CREATE OR REPLACE FUNCTION partners_live_force_has_signed() RETURNS trigger LANGUAGE plpgsql
    {HERE} AS $$
    BEGIN
        IF NEW.on_board AND NOT EXISTS (
            SELECT 1 FROM partners_noncrimeregime r
            WHERE r.force_id = NEW.code AND greatest(r.valid_from, r.signed_on) <= NEW.valid_from
            AND greatest(r.valid_from, r.signed_on) <= (now() AT TIME ZONE 'Europe/London')::date) THEN
            RAISE EXCEPTION 'No force is live before the rules it has signed are in force.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;

    DROP TRIGGER IF EXISTS partners_live_force_has_signed ON partners_force;
    CREATE TRIGGER partners_live_force_has_signed BEFORE INSERT OR UPDATE ON partners_force
        FOR EACH ROW EXECUTE FUNCTION partners_live_force_has_signed();
"""  # noqa: S608  (one constant of this house)


def sql() -> str:
    role = app_role()
    return (
        f'REVOKE DELETE, TRUNCATE ON partners_person, partners_roleheld FROM "{role}";\n'
        f'REVOKE UPDATE, DELETE, TRUNCATE ON partners_noncrimeregime FROM "{role}";\n' + _LIVE_IS_SIGNED
    )
