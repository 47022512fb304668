"""What the database refuses of the workflow, whoever asks: ways that do not exist, people who are barred, changed
history.

Here are the rights of the application's role and the edges, which are made from the table in workflow/ after each
migration, by the owner's role; the application's role cannot write them. Most kept rows only lose the right to be deleted.
Moves, cases, offences and what stands beside them are judged by a trigger as they are written (moves.py, cases.py,
beside.py); ends.py waits for the end of the transaction.
"""

import json
from collections.abc import Iterable

from hatereport.teeth import app_role, append_only, kept
from partners.roles import ROLES
from triage.moving import SYSTEM_ROLE, edge_id
from triage.states import CRIME, INCIDENT, open_states
from triage.teeth import beside, cases, ends, moves
from triage.workflow import OPENINGS, WORKFLOW

#: Asked for, and refused: moves that the countersignature itself makes.
COUNTERSIGNATURE_ACTS = ("ask_countersignature", "refuse_countersignature")
_NOBODY_S = ("force_administrator", "platform_administrator", "auditor", "partner_user", "centre_user")
POLICE_ROLES = tuple(role.code for role in ROLES if role.code not in _NOBODY_S)
#: Rows that are only ever added.
APPEND_ONLY = (
    "triage_move",
    "triage_part",
    "triage_record",
    "triage_clockevent",
    "triage_firstlook",
    "triage_disclosure",
    "triage_clockprofile",
    "triage_forceoutcome",
    "triage_signpost",
)
#: Rows that may change but never go.
_KEPT = (
    "triage_case",
    "triage_offence",
    "triage_clock",
    "triage_countersignature",
    "triage_task",
    "triage_dispatch",
    "triage_referral",
    "triage_transfer",
    "triage_patternalert",
    "triage_sameevent",
    "triage_hearing",
    "triage_secondlook",
    "triage_searchalarm",
    "triage_floodclearing",
    "triage_attachment",
    "triage_shiftsummary",
)


def edges() -> list[dict[str, object]]:
    """Every edge of both machines, as rows."""
    rows = []
    for act in WORKFLOW:
        roles = act.roles or POLICE_ROLES
        for frm in act.frm:
            for to in act.to or (frm,):
                rows.append(
                    _edge(
                        act.kind,
                        act.name,
                        frm,
                        to,
                        [SYSTEM_ROLE] if act.system else roles,
                        act.barred,
                        () if act.countersigned_if else act.countersigners,
                    )
                )
    for opening in OPENINGS:
        rows.append(
            _edge(opening.kind, opening.act, "", opening.to, opening.roles or [SYSTEM_ROLE], (), opening.countersigners)
        )
    for kind in (INCIDENT, CRIME):
        for state in open_states(kind):
            rows += [_edge(kind, act, state, state, POLICE_ROLES, (), ()) for act in COUNTERSIGNATURE_ACTS]
    return rows


def _edge(
    kind: str, act: str, frm: str, to: str, roles: Iterable[str], barred: Iterable[str], countersigners: Iterable[str]
) -> dict[str, object]:
    return {
        "id": edge_id(kind, act, frm, to),
        "kind": kind,
        "act": act,
        "frm": frm,
        "to": to,
        "roles": list(roles),
        "barred": list(barred),
        "countersigners": list(countersigners),
    }


def sql() -> str:
    return "".join((_rights(), _sync_edges(), moves.SQL, ends.SQL, cases.SQL, beside.SQL))


def _rights() -> str:
    edges_are_the_owner_s = f'REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON triage_edge FROM "{app_role()}";\n'
    return append_only(*APPEND_ONLY) + kept(*_KEPT) + edges_are_the_owner_s


def _sync_edges() -> str:
    """Known edges as the table says; an edge that is gone stays only where an old move needs it, open to nobody."""
    rows = json.dumps(edges()).replace("'", "''")
    return f"""
        INSERT INTO triage_edge (id, kind, act, frm, "to", roles, barred, countersigners)
        SELECT e.id, e.kind, e.act, e.frm, e."to",
               ARRAY(SELECT json_array_elements_text(e.roles)), ARRAY(SELECT json_array_elements_text(e.barred)),
               ARRAY(SELECT json_array_elements_text(e.countersigners))
        FROM json_to_recordset('{rows}')
             AS e(id text, kind text, act text, frm text, "to" text, roles json, barred json, countersigners json)
        ON CONFLICT (id) DO UPDATE SET roles = EXCLUDED.roles, barred = EXCLUDED.barred,
                                       countersigners = EXCLUDED.countersigners;
        UPDATE triage_edge SET roles = ARRAY[]::varchar[]
        WHERE id NOT IN (SELECT e.id FROM json_to_recordset('{rows}') AS e(id text));
        DELETE FROM triage_edge t WHERE roles = ARRAY[]::varchar[]
        AND NOT EXISTS (SELECT 1 FROM triage_move m WHERE m.edge_id = t.id);
    """  # noqa: S608  (made of the table's own codes, nothing from outside)
