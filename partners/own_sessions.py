"""Where else a person is signed in, and ending that.

Sessions are sealed (hatereport/sealing/sessions.py) and name nobody to the database, so all that live are opened and those
of one person picked out: some thousand of a few bytes, when somebody asks. What is long over goes every hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction

from hatereport import audit, clock
from partners import terminals
from partners.models import Person, Terminal

SUBJECT = "person"


@dataclass(frozen=True)
class OwnSession:
    """One sign-in of a person that still lives."""

    key: str
    began_at: datetime | None
    #: Name of the managed terminal it began at.
    terminal: str
    is_this: bool


def of(person: Person, this: str | None) -> list[OwnSession]:
    """Newest first, the one asking from included."""
    rows = [(key, data, began_at(data)) for key, data in _living(person)]
    at_terminals = {data[terminals.SESSION_KEY] for _key, data, _began in rows if data.get(terminals.SESSION_KEY)}
    names = {str(row.pk): row.name for row in Terminal.objects.filter(pk__in=map(UUID, at_terminals))}
    found = [
        OwnSession(key, began, names.get(data.get(terminals.SESSION_KEY, ""), ""), key == this)
        for key, data, began in rows
    ]
    long_ago = datetime.min.replace(tzinfo=UTC)
    return sorted(found, key=lambda one: one.began_at or long_ago, reverse=True)


@transaction.atomic
def end_others(person: Person, this: str | None) -> int:
    """Signed out everywhere but here; how many sessions that ended."""
    keys = [key for key, _data in _living(person) if key != this]
    Session.objects.filter(pk__in=keys).delete()
    audit.record(person.as_actor(), "alteration", SUBJECT, person.pk, "signed_out_elsewhere", {"count": len(keys)})
    return len(keys)


def clear_away() -> None:
    """Sessions whose time is over: nobody can use them, and what was kept in them should be gone."""
    call_command("clearsessions")


def began_at(data: dict[str, Any]) -> datetime | None:
    records = data.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return datetime.fromtimestamp(records[0]["at"], UTC) if records else None


def _living(person: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    for session in Session.objects.filter(expire_date__gt=clock.now()).iterator():
        data = session.get_decoded()
        if data.get(SESSION_KEY) == str(person.pk):
            yield session.session_key, data
