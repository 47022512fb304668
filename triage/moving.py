"""Writing a move and letting the case follow it: the only lines that set Case.state and Case.version.

Called by act() and by whatever opens a case. The database checks the same edges again (teeth/).
"""

import datetime as dt
from typing import Any

from partners.models import Person
from triage.models import Case, Move, Part
from triage.placing import holding_team

SYSTEM_ROLE = "system"


def edge_id(kind: str, act: str, frm: str, to: str) -> str:
    return f"{kind}:{act}:{frm}:{to}"


def write_move(
    case: Case,
    *,
    act: str,
    to: str,
    at: dt.datetime,
    key: str,
    actor: Person | None = None,
    role: str = SYSTEM_ROLE,
    countersigned_by: Person | None = None,
    codes: dict[str, Any] | None = None,
    words: dict[str, str] | None = None,
) -> Move:
    """Insert the move and bring the case in memory up to it; the caller saves the case, in the same transaction."""
    move = Move(
        case=case,
        seq=case.version + 1,
        edge_id=edge_id(case.kind, act, case.state, to),
        act=act,
        frm=case.state,
        to=to,
        at=at,
        actor=actor,
        actor_role=role,
        countersigned_by=countersigned_by,
        key=key,
        codes=codes or {},
    )
    move.words = words or None
    move.save(force_insert=True)
    case.version = move.seq
    if to != case.state:
        case.state = to
        case.entered_state_at = at
        case.ended_at = None if case.stage.open else at
        if move.frm:  # where a case begins, whoever opens it has chosen the team already
            team = holding_team(case, to)
            if team.pk != case.holding_team_id:
                case.holder = None  # another team's work now: a person comes by taking it, or by the act
            case.holding_team = team
    return move


def plays(case: Case, person: Person | None, part: str, at: dt.datetime) -> None:
    """Remember for good that a person played this part; who may confirm an end is read from it."""
    if person is not None and part:
        Part.objects.bulk_create([Part(case=case, person=person, part=part, at=at)], ignore_conflicts=True)
