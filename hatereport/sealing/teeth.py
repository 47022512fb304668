"""What the database refuses the application here: inventing or changing the check rows of keys."""

from hatereport.sealing.models import KeyCheck
from hatereport.teeth import app_role


def sql() -> str:
    return f'REVOKE INSERT, UPDATE, DELETE ON {KeyCheck._meta.db_table} FROM "{app_role()}";'
