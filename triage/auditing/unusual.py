"""What in the log stands out: plain counts for each person of a force, lately. A count is a question, never an answer.

PATTERNS is the table; each row has one statement over the log of the force. What it finds is nobody's fault yet: some roles
only read, some nights are long. Searches for oneself raise an alarm of their own (SearchAlarm).
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection

from partners.models import Person
from triage import search_alarms
from triage.models import SearchAlarm

#: People named for each pattern, and alarms.
MOST = 10

#: Roles that work at any hour.
_ROUND_THE_CLOCK = (
    "control_room_operator",
    "control_room_sergeant",
    "duty_inspector",
    "officer",
    "supervising_sergeant",
)
_COUNTED = """
    SELECT actor_id, count(*) FROM audit_entry AS entry
    WHERE force = %(force)s AND at >= %(since)s AND actor_id IS NOT NULL AND {condition}
    GROUP BY actor_id ORDER BY 2 DESC, 1 LIMIT %(most)s
"""
_IN_THE_NIGHT = """
    action = 'consultation' AND chain LIKE 'case:%%'
    AND (extract(hour FROM at AT TIME ZONE 'Europe/London') NOT BETWEEN 7 AND 19
         OR extract(isodow FROM at AT TIME ZONE 'Europe/London') > 5)
    AND NOT EXISTS (SELECT 1 FROM partners_roleheld AS held
                    WHERE held.person_id = entry.actor_id AND held.role = ANY (%(round_the_clock)s)
                      AND held.force_id = entry.force
                      AND held.valid_from <= entry.at AND (held.valid_to IS NULL OR held.valid_to > entry.at))
"""
_WITHOUT_ACTING = """
    SELECT actor_id, count(*) FROM (
        SELECT actor_id, chain FROM audit_entry
        WHERE force = %(force)s AND at >= %(since)s AND actor_id IS NOT NULL AND chain LIKE 'case:%%'
        GROUP BY actor_id, chain HAVING bool_and(action = 'consultation')
    ) AS only_looked GROUP BY actor_id ORDER BY 2 DESC, 1 LIMIT %(most)s
"""
_ELSEWHERE = """
    SELECT entry.actor_id, count(DISTINCT entry.chain) FROM audit_entry AS entry
    JOIN triage_case AS looked_at ON looked_at.id =
         CASE WHEN entry.chain ~ '^case:[0-9a-f-]{36}$' THEN substr(entry.chain, 6)::uuid END
    WHERE entry.force = %(force)s AND entry.at >= %(since)s AND entry.action = 'consultation'
      AND looked_at.area_id IS NOT NULL
      AND EXISTS (SELECT 1 FROM partners_roleheld AS held JOIN partners_team AS team ON team.id = held.team_id
                  WHERE held.person_id = entry.actor_id AND held.force_id = entry.force AND team.area_id IS NOT NULL
                    AND held.valid_from <= entry.at AND (held.valid_to IS NULL OR held.valid_to > entry.at))
      AND NOT EXISTS (SELECT 1 FROM partners_roleheld AS held JOIN partners_team AS team ON team.id = held.team_id
                      WHERE held.person_id = entry.actor_id AND held.force_id = entry.force
                        AND team.area_id = looked_at.area_id)
    GROUP BY entry.actor_id ORDER BY 2 DESC, 1 LIMIT %(most)s
"""


@dataclass(frozen=True)
class Pattern:
    """One thing that is counted. `act`: the code by which the entries behind it are listed, where there is one."""

    code: str
    label: str
    why: str
    statement: str
    act: str = ""
    action: str = ""


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "reveals",
        "Names shown to somebody who does not hold the case",
        "Each has a reason, sealed in the case. The holder of a case needs none and is not counted.",
        _COUNTED.format(condition="act = 'reveal_identity'"),
        act="reveal_identity",
    ),
    Pattern(
        "searches",
        "Searches",
        "What was searched for is not kept; how often is.",
        _COUNTED.format(condition="act = 'search'"),
        act="search",
    ),
    Pattern(
        "disclosures",
        "Disclosures and exports",
        "Letters, referrals, transfers, prints and exports: what left the force.",
        _COUNTED.format(condition="action = 'disclosure'"),
        action="disclosure",
    ),
    Pattern(
        "without_acting",
        "Cases looked at and nothing done in them",
        "Some roles only read; for others it may be curiosity.",
        _WITHOUT_ACTING,
    ),
    Pattern(
        "elsewhere",
        "Cases outside their own area",
        "People whose team has an area, and cases of another.",
        _ELSEWHERE,
    ),
    Pattern(
        "at_night",
        "Looks at cases between 8 pm and 7 am, or at a weekend",
        "Of people who hold no role that works at any hour.",
        _COUNTED.format(condition=_IN_THE_NIGHT),
    ),
)


@dataclass(frozen=True)
class Found:
    """A pattern, and the people it names with their counts, most first."""

    pattern: Pattern
    people: list[tuple[uuid.UUID, str, int]]


def found(force: str, since: dt.datetime) -> list[Found]:
    """Every pattern over the log of a force since then: a query each, and one for the names."""
    asked: dict[str, Any] = {"force": force, "since": since, "most": MOST, "round_the_clock": list(_ROUND_THE_CLOCK)}
    counted: list[tuple[Pattern, list[tuple[uuid.UUID, int]]]] = []
    with connection.cursor() as cursor:
        for pattern in PATTERNS:
            cursor.execute(pattern.statement, asked)
            counted.append((pattern, cursor.fetchall()))
    named = {person for _, rows in counted for person, _ in rows}
    names = dict(Person.objects.filter(pk__in=named).values_list("pk", "name"))
    return [
        Found(pattern, [(who, names.get(who, "A person no longer known"), count) for who, count in rows])
        for pattern, rows in counted
    ]


def alarms(force: str, auditor: Person) -> list[SearchAlarm]:
    """Searches of oneself or one's own street, the newest first; none of the auditor's own."""
    return list(search_alarms.for_reader(auditor).filter(force=force).order_by("-at")[:MOST])
