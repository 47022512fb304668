"""The database refuses as well: grants, triggers and other teeth, put in place by the owner's role after each migrate.

Each app may keep a `teeth.py` (or a room of that name) with `sql() -> str`, idempotent SQL for its own tables. First the
application's role is granted what it needs everywhere; then each app takes back what nobody shall do, so that an app
added tomorrow works and an app with teeth bites. Only the role of DATABASE_OWNER_URL can do this, and the application
never connects as it.
"""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction

from hatereport.sealing.key_checks import write_check_rows

OWNER = "owner"
#: Where a function of a trigger looks for its tables: a temporary table of the same name must not stand in front of the
#: real one.
HERE = "SET search_path = pg_catalog, public, pg_temp"
#: How a refusal is called: a right that nobody has; else a check that the row does not pass.
RIGHTS, CHECK = "insufficient_privilege", "check_violation"


def app_role() -> str:
    """The role the application connects as: the user of DATABASE_URL."""
    return str(settings.DATABASES["default"]["USER"])


def array(codes: Iterable[str]) -> str:
    """Codes of a table as SQL."""
    return "ARRAY[" + ", ".join(f"'{code}'" for code in codes) + "]::varchar[]"


def changed(*columns: str) -> str:
    """SQL: whether an update would change one of them."""
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


def reworded(*columns: str) -> str:
    """SQL: whether an update would put other words in place of sealed ones. Erasure may blank them."""
    return " OR ".join(f"(NEW.{one} IS NOT NULL AND NEW.{one} IS DISTINCT FROM OLD.{one})" for one in columns)


def kept(*tables: str) -> str:
    """Rows that may change but never go."""
    return "".join(f'REVOKE DELETE, TRUNCATE ON {table} FROM "{app_role()}";\n' for table in tables)


def append_only(*tables: str) -> str:
    """Rows that are only ever added."""
    return "".join(f'REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM "{app_role()}";\n' for table in tables)


def refuse(says: str, code: str = CHECK) -> str:
    """A statement of a trigger; `says` is a whole sentence."""
    return f"RAISE EXCEPTION '{says}' USING ERRCODE = '{code}';"


def trigger(name: str, table: str, when: str, body: str, declare: str = "", each: str = "ROW") -> str:
    """A trigger and its function, both of this name; the row goes through where `body` refuses nothing. Idempotent."""
    return f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {HERE} AS $$
        DECLARE {declare}
        BEGIN
            {body}
            RETURN NEW;
        END $$;
        CREATE OR REPLACE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}();
    """


def after_migrate(sender: AppConfig, using: str, **_: Any) -> None:
    """Receiver of post_migrate: once all apps of the owner's database are migrated."""
    migrated = [config for config in apps.get_app_configs() if config.models_module is not None]
    if using == OWNER and sender is migrated[-1]:
        apply(using)


def apply(using: str = OWNER) -> None:
    """Grant, then bite, then leave the check rows of the keys; all or nothing."""
    if connections[using].settings_dict["USER"] == app_role():
        raise ImproperlyConfigured(
            "DATABASE_URL and DATABASE_OWNER_URL name one role: the application must own nothing."
        )
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(_grants(app_role()))
        for app_sql in _teeth_of_apps():
            cursor.execute(app_sql)
        write_check_rows(using)


def _grants(role: str) -> str:
    return f"""
        GRANT USAGE ON SCHEMA public TO "{role}";
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}";
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}";
        REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM "{role}";
    """  # noqa: S608  (the role comes from the settings)


def _teeth_of_apps() -> list[str]:
    found = []
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.teeth") and config.name != "hatereport":
            app_sql = import_module(f"{config.name}.teeth").sql()
            if app_sql.strip():
                found.append(app_sql)
    return found
