"""What the database refuses: that a person, or a role they held, disappears. Both end; what was done stays in their name."""

from hatereport.teeth import app_role


def sql() -> str:
    return f'REVOKE DELETE, TRUNCATE ON partners_person, partners_roleheld FROM "{app_role()}";'
