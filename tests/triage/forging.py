"""What an attacker does who holds the application's database password: plain SQL, forged moves, forged reviews.

`also()` gives somebody a second role, which makes most attempts possible at all.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from hatereport import clock
from partners.models import Person, RoleHeld
from triage.models import Case, Move

ENDS = {"closed", "cancelled", "transferred", "victim_to_be_told"}
REFERENCE = "26A/0042/26"


def also(who: Person, role: str) -> Person:
    """The same person holds a second role in Cumbria."""
    RoleHeld.objects.create(person=who, role=role, force_id="cumbria")
    who.forget_roles()
    return who


def database_refuses(attempt: Callable[[], Any], match: str = "") -> None:
    """The database refuses, at once or when the transaction would end."""
    with pytest.raises(DatabaseError, match=match or None), transaction.atomic():
        attempt()


def sql(statement: str, parameters: Any = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def sql_refused(statement: str, parameters: Any = (), match: str = "") -> None:
    database_refuses(lambda: sql(statement, parameters), match)


def forge_review(case: Case, move: Move) -> None:
    sql(
        """INSERT INTO triage_record (id, case_id, move_id, kind, at, offence_id, codes)
           VALUES (gen_random_uuid(), %s, %s, 'nfa_review', now(), %s, '{}')""",
        [case.pk, move.pk, case.offences.get().pk],
    )


def forge_move(
    case: Case,
    act: str,
    to: str,
    who: Person | None,
    signer: Person | None = None,
    *,
    ended: dt.datetime | None = None,
    **more: Any,
) -> None:
    """A move as an attacker writes it, and the case brought up to it."""
    values = {
        "id": uuid.uuid4(),
        "case_id": case.pk,
        "seq": case.version + 1,
        "edge_id": f"{case.kind}:{act}:{case.state}:{to}",
        "act": act,
        "frm": case.state,
        "to": to,
        "at": clock.now(),
        "actor_id": who.pk if who else None,
        "actor_role": "forged",
        "countersigned_by_id": signer.pk if signer else None,
        "key": str(uuid.uuid4()),
        "codes": "{}",
        **more,
    }
    if to in ENDS - {"victim_to_be_told"}:
        ended = clock.now()
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO triage_move ({names}) VALUES ({marks})", list(values.values()))
    sql("UPDATE triage_case SET state = %s, version = version + 1, ended_at = %s WHERE id = %s", [to, ended, case.pk])


def forging_refused(*forged: Any, match: str = "", **more: Any) -> None:
    database_refuses(lambda: forge_move(*forged, **more), match)
