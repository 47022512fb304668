"""The two database roles: the owner makes and guards, the application owns nothing and gets what it needs."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from hatereport import teeth


@pytest.mark.django_db
def test_the_application_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class JOIN pg_roles ON relowner = pg_roles.oid WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)


@pytest.mark.django_db
def test_the_application_may_read_every_table() -> None:
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [f'"{model._meta.db_table}"'])
                assert cursor.fetchone() == (True,), model


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attack",
    [
        "CREATE TABLE shadow (id int)",
        "ALTER TABLE outbox_notice ADD COLUMN note text",
        "DROP TRIGGER audit_entry_is_kept ON audit_entry",
        "CREATE OR REPLACE FUNCTION audit_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "GRANT UPDATE ON audit_entry TO CURRENT_USER",
        "SET ROLE hatereport_owner",
        "DELETE FROM django_migrations",
        "TRUNCATE outbox_notice",
    ],
)
def test_the_application_cannot_loosen_a_tooth(attack: str) -> None:
    # A GRANT by somebody who may not only warns, so what it would have allowed is tried as well.
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{attack}; UPDATE audit_entry SET act = 'nothing'")


def test_teeth_can_be_set_again_and_again(own_database: str) -> None:
    teeth.apply()
    teeth.apply()
    call_command("migrate", database="owner", verbosity=0, stdout=StringIO())

    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")


def test_a_table_added_later_can_be_used(own_database: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE later (id int)")

    teeth.apply()

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO later VALUES (1)")


def test_one_role_for_both_is_refused(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teeth, "app_role", lambda: connections["owner"].settings_dict["USER"])

    with pytest.raises(ImproperlyConfigured, match="own nothing"):
        teeth.apply()


def test_migrating_as_the_application_bites_nothing(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teeth, "apply", pytest.fail)

    teeth.after_migrate(sender=apps.get_app_config("triage"), using="default")


@pytest.mark.django_db
def test_every_trigger_looks_for_its_tables_where_they_are() -> None:
    """A temporary table of the same name must not stand in front of the real one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), array_agg(p.proname) FILTER (WHERE p.proconfig IS NULL) FROM pg_proc p"
            " JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public' AND p.prorettype = 'trigger'::regtype"
        )
        found, without = cursor.fetchone()

    assert found > 15
    assert without is None
