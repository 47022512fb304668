"""What the database refuses: that a person, or a role they held, disappears; that what a force signed is changed; that a
force is live without having signed (practice.md 19). People and roles end; what was done stays in their name.
"""

from hatereport.teeth import append_only, kept, refuse, trigger

#: `valid_from` of a live force is the day on which it went live; as the application writes it itself, rules that hold from
#: a day still to come do not count by it.
_LIVE_IS_SIGNED = f"""
    IF NEW.on_board AND NOT EXISTS (
        SELECT 1 FROM partners_noncrimeregime r
        WHERE r.force_id = NEW.code AND greatest(r.valid_from, r.signed_on) <= NEW.valid_from
        AND greatest(r.valid_from, r.signed_on) <= (now() AT TIME ZONE 'Europe/London')::date) THEN
        {refuse("No force is live before the rules it has signed are in force.")}
    END IF;
"""  # noqa: S608  (one constant of this house)


def sql() -> str:
    return "".join(
        (
            kept("partners_person", "partners_roleheld"),
            append_only("partners_noncrimeregime"),
            trigger("partners_live_force_has_signed", "partners_force", "BEFORE INSERT OR UPDATE", _LIVE_IS_SIGNED),
        )
    )
