"""Writing the log: the only code that does.

Two statements, however many entries: lock the heads of the chains, then add the entries and move the heads on together.
Whoever records on the same record waits for the other's commit; nobody else does.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection

from hatereport import clock
from hatereport.audit.chain import BEGINNING, Link, fingerprint, link_key
from hatereport.codes import coded


class OutsideTransaction(RuntimeError):
    """An entry must be written in the transaction of what it tells of: open one with atomic()."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted. A reporter has no id and no address, by design."""

    kind: str
    id: UUID | None = None
    role: str = ""
    #: Code of the force they act for.
    force: str = ""


SYSTEM = Actor("system")
REPORTER = Actor("reporter")


@dataclass(frozen=True, slots=True)
class Act:
    """One entry to be written; `action` is one of audit.models.Action."""

    actor: Actor
    action: str
    subject_type: str
    subject_id: UUID | str
    act: str
    detail: dict[str, Any] = field(default_factory=dict)
    #: Code of the force whose record it is; "" for that of the actor.
    force: str = ""

    @property
    def chain(self) -> str:
        return f"{self.subject_type}:{self.subject_id}"


def record(
    actor: Actor,
    action: str,
    subject_type: str,
    subject_id: UUID | str,
    act: str,
    detail: dict[str, Any] | None = None,
    *,
    force: str = "",
) -> None:
    """Add one entry to the record's chain, in the caller's transaction. Two queries. `force`: whose record it is.

    Raises OutsideTransaction, and WordsWhereCodesBelong when `detail` holds anything but codes, ids and numbers.
    """
    record_many([Act(actor, action, subject_type, subject_id, act, detail or {}, force)])


def record_many(acts: Sequence[Act]) -> None:
    """Add entries to any number of chains; two queries in all. Those of one record keep their order."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(OutsideTransaction.__doc__)
    if not acts:
        return
    in_chains = sorted(acts, key=attrgetter("chain"))  # one order for everybody: two batches cannot wait for each other
    ends = _locked_heads(sorted({act.chain for act in in_chains}))
    key, now = link_key(), clock.now()
    links: list[tuple[Link, bytes]] = []
    for chain, of_chain in groupby(in_chains, key=attrgetter("chain")):
        seq, before = ends[chain]
        for act in of_chain:
            seq += 1
            actor = act.actor
            link = Link(
                chain, seq, now, actor.kind, actor.id, actor.role, act.force or actor.force, act.action, act.act,
                coded(act.detail),
            )  # fmt: skip
            before = fingerprint(key, before, link)
            links.append((link, before))
    _write(links)


def _locked_heads(chains: list[str]) -> dict[str, tuple[int, bytes]]:
    # A head that is missing is made here, at 0: so the first two entries of a record wait for each other as well.
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO audit_chainhead AS head (chain, seq, fingerprint, anchored)
            SELECT chain, 0, %s, false FROM unnest(%s::text[]) WITH ORDINALITY AS wanted (chain, place) ORDER BY place
            ON CONFLICT (chain) DO UPDATE SET anchored = false
            RETURNING chain, seq, fingerprint
            """,
            [BEGINNING, chains],
        )
        return {chain: (seq, bytes(end)) for chain, seq, end in cursor.fetchall()}


def _write(links: list[tuple[Link, bytes]]) -> None:
    columns: list[list[Any]] = [
        [link.chain for link, _ in links],
        [link.seq for link, _ in links],
        [link.at for link, _ in links],
        [link.actor_kind for link, _ in links],
        [link.actor_id for link, _ in links],
        [link.role for link, _ in links],
        [link.force for link, _ in links],
        [link.action for link, _ in links],
        [link.act for link, _ in links],
        [json.dumps(link.detail) for link, _ in links],
        [made for _, made in links],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH told AS (
                INSERT INTO audit_entry
                    (chain, seq, at, actor_kind, actor_id, role, force, action, act, detail, fingerprint)
                SELECT chain, seq, at, actor_kind, actor_id, role, force, action, act, detail::jsonb, fingerprint
                FROM unnest(%s::text[], %s::int[], %s::timestamptz[], %s::text[], %s::uuid[], %s::text[], %s::text[],
                            %s::text[], %s::text[], %s::text[], %s::bytea[])
                  AS new (chain, seq, at, actor_kind, actor_id, role, force, action, act, detail, fingerprint)
                RETURNING chain, seq, fingerprint
            )
            UPDATE audit_chainhead AS head SET seq = newest.seq, fingerprint = newest.fingerprint
            FROM (SELECT DISTINCT ON (chain) chain, seq, fingerprint FROM told ORDER BY chain, seq DESC) AS newest
            WHERE head.chain = newest.chain
            """,
            columns,
        )
