"""Databases of the tests: cloned from a template by the owner's role, and what Django's connections point at."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from celery import current_app
from django.db import connections
from psycopg2 import errors, sql

TEMPLATE = "test_template"
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
            return _as_owner(statement)
        except (errors.ObjectInUse, errors.UniqueViolation):
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)


def drop(database: str) -> None:
    _as_owner(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


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
    current_app.conf.broker_url = broker_url


def _as_owner(statement: sql.Composable) -> None:
    known = connections["owner"].settings_dict
    connection = psycopg2.connect(
        host=known["HOST"], port=known["PORT"], user=known["USER"], password=known["PASSWORD"], dbname="postgres"
    )
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
