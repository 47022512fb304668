"""The last look before a process takes work: settings, keys, and what its database role may do.

Called by the web process (wsgi.py), the worker and beat (celery.py). Each refusal carries an id and a hint.
"""

from django.core import checks
from django.db import connection

from hatereport import sealing
from hatereport.checks import TAG

#: A superuser passes every grant and trigger; whoever owns a table may drop its triggers.
_TOO_MANY_RIGHTS = """
    SELECT rolsuper OR EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p'))
    FROM pg_roles WHERE rolname = current_user
"""


class UnsafeStart(SystemExit):
    """This process would not be safe to run; the message says why and what to do."""


def refuse_unsafe_start() -> None:
    """Stop the process unless settings, keys and database role are safe. Two queries."""
    found = [message for message in checks.run_checks(tags=[TAG]) if message.level >= checks.ERROR]
    if found:
        raise UnsafeStart("\n".join(str(message) for message in found))
    sealing.refuse_wrong_keys()
    with connection.cursor() as cursor:
        cursor.execute(_TOO_MANY_RIGHTS)
        if cursor.fetchone()[0]:
            raise UnsafeStart(
                f"{TAG}.E017: The role of DATABASE_URL is a superuser or owns tables: it could change the log.\n"
                "    HINT: Make a role that owns nothing, and migrate with DATABASE_OWNER_URL."
            )
    connection.close()
