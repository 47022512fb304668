"""Databases of the tests: cloned from a template by the owner's role, and what Django's connections point at."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from celery import current_app
from django.db import connections
from psycopg2 import errors, sql

TEMPLATE = "test_template"
#: The environment's way in for somebody who may do anything to the tests' databases.
SUPERUSER_URL = "HATEREPORT_TEST_SUPERUSER_URL"
#: Seconds to wait for another worker that copies the same template at this moment.
PATIENCE = 30


def named(url: str, database: str | int) -> str:
    """The same address, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def clone(source: str, database: str) -> None:
    """Make `database` a copy of `source`."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(source))
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            return _execute(os.environ["DATABASE_OWNER_URL"], statement)
        except (errors.ObjectInUse, errors.UniqueViolation):
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)


def drop(database: str) -> None:
    """Drop a database whoever is still connected: only a superuser may send another role's session away."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
    _execute(os.environ[SUPERUSER_URL], statement)


def empty_again(database: str, template: str) -> None:
    """Take away every report, case and notice of a database in use: what of theirs is empty in the template."""
    with _superuser(template) as cursor:
        cursor.execute("SELECT relname FROM pg_stat_user_tables WHERE relname ~ '^(incidents|triage|outbox|sealing)_'")
        tables = [sql.Identifier(name) for (name,) in cursor.fetchall()]
        asked = [sql.SQL("SELECT {}, EXISTS (SELECT FROM {})").format(sql.Literal(one.string), one) for one in tables]
        cursor.execute(sql.SQL(" UNION ALL ").join(asked))
        empty = [sql.Identifier(name) for name, filled in cursor.fetchall() if not filled]
    statement = sql.SQL("SET LOCAL lock_timeout = '200ms'; TRUNCATE {}").format(sql.SQL(", ").join(empty))
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            with _superuser(database) as cursor:
                cursor.execute(statement)
            return
        except (errors.LockNotAvailable, errors.DeadlockDetected):
            # Where this and the house at work wait for each other, it is this that gives way, and asks again.
            if time.monotonic() > give_up:
                raise


@contextmanager
def pointed_at(database: str, broker_url: str | None = None) -> Iterator[None]:
    """Let Django's connections lead to another database, and what is published to another broker."""
    database_before = connections["default"].settings_dict["NAME"]
    broker_before = current_app.conf.broker_url
    _point_at(database, broker_url or broker_before)
    try:
        yield
    finally:
        _point_at(database_before, broker_before)


def _point_at(database: str, broker_url: str) -> None:
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database
    current_app.conf.update(broker_url=broker_url)


@contextmanager
def _superuser(database: str) -> Iterator[Any]:
    connection = psycopg2.connect(named(os.environ[SUPERUSER_URL], database))
    try:
        with connection, connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _execute(url: str, statement: sql.Composable) -> None:
    connection = psycopg2.connect(named(url, "postgres"))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
