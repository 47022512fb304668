"""Is the log as it was written? Walks every chain once, in one statement, and says what does not fit and why.

What is found: an entry altered, inserted, missing or moved; the end of a chain cut off, as far as the head or the last
anchor remembers it; a whole record's log gone; a log rewritten by somebody who has the key, where an anchor names what
stood there. What cannot be found: entries that came and went between two anchors, head and all. The report says when
the last anchor was made, and that is how far the proof goes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction

from hatereport.audit.anchors import AnchorsBroken, anchors
from hatereport.audit.chain import BEGINNING, Link, fingerprint, link_key

#: Rows fetched at a time.
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit."""

    chain: str
    problem: str


@dataclass(slots=True)
class Verdict:
    """What a walk over the log found; `proved_until` is the moment of the last anchor."""

    chains: int = 0
    entries: int = 0
    findings: list[Finding] = field(default_factory=list)
    proved_until: datetime | None = None

    @property
    def sound(self) -> bool:
        return not self.findings


def verify() -> Verdict:
    """Walk the whole log and the anchors. Needs memory for one line of each anchored chain, and none for entries."""
    verdict = Verdict()
    # The anchors first: what they name was in the log then, so it must be in the snapshot taken afterwards.
    anchored = _anchored(verdict)
    claimed: dict[str, int] = {}
    key = link_key()
    for chain, rows in groupby(_rows(), key=itemgetter(0)):
        verdict.chains += 1
        walk = _Walk(chain, key, anchored.pop(chain, None))
        for row in rows:
            walk.take(row)
        verdict.entries += walk.entries
        verdict.findings += walk.findings()
        if walk.claims_an_anchor and walk.head_seq is not None:
            claimed[chain] = walk.head_seq
    verdict.findings += [
        Finding(chain, "the whole log of this record is gone, an anchor names it") for chain in anchored
    ]
    if claimed:
        verdict.findings += _claims_without_anchor(claimed)
    return verdict


def verify_chain(chain: str) -> Verdict:
    """One record's chain against its head, now; what the anchors say of it is left to verify()."""
    verdict, walk = Verdict(), _Walk(chain, link_key(), None)
    for row in _rows(chain):
        walk.take(row)
    if walk.entries or walk.head_seq is not None:
        verdict.chains, verdict.entries = 1, walk.entries
        verdict.findings += walk.findings()
    return verdict


def _anchored(verdict: Verdict) -> dict[str, tuple[int, bytes]]:
    newest: dict[str, tuple[int, bytes]] = {}
    try:
        for made in anchors():
            verdict.proved_until = made.at
            for chain, seq, end in made.heads:
                newest[chain] = (seq, end)
    except AnchorsBroken as problem:
        verdict.findings.append(Finding("anchors", str(problem)))
    return newest


def _claims_without_anchor(claimed: dict[str, int]) -> Iterator[Finding]:
    # Read again: an anchor may have been made while the walk went on.
    try:
        for made in anchors():
            for chain, seq, _ in made.heads:
                if claimed.get(chain) == seq:
                    del claimed[chain]
    except AnchorsBroken:
        pass  # said already
    for chain in claimed:
        yield Finding(chain, "its head was anchored, and no anchor names it: the end of the anchor file is missing")


def _rows(chain: str | None = None) -> Iterator[tuple[Any, ...]]:
    """Every chain's entries in order, or one's, each with its head; a head without entries and an entry without a head
    as well.
    """
    entries, heads = (
        ("audit_entry", "audit_chainhead")
        if chain is None
        else ("(SELECT * FROM audit_entry WHERE chain = %s)", "(SELECT * FROM audit_chainhead WHERE chain = %s)")
    )
    # A cursor on the server: the log is longer than any memory. Outside a transaction it would not outlive its
    # statement.
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(
            f"""
            SELECT coalesce(entry.chain, head.chain), entry.seq, entry.at, entry.actor_kind, entry.actor_id, entry.role,
                   entry.force, entry.action, entry.act, entry.detail::text, entry.fingerprint,
                   head.seq, head.fingerprint, head.anchored
            FROM {entries} AS entry FULL JOIN {heads} AS head ON head.chain = entry.chain
            ORDER BY 1, 2
            """,  # noqa: S608  (one of the two literals above)
            None if chain is None else [chain, chain],
        )
        while rows := cursor.fetchmany(_BATCH):
            yield from rows


class _Walk:
    """One chain, entry by entry."""

    def __init__(self, chain: str, key: bytes, anchored: tuple[int, bytes] | None) -> None:
        self.chain = chain
        self.key = key
        self.anchored = anchored
        self.entries = 0
        self.seq = 0
        self.end = BEGINNING
        self.head_seq: int | None = None
        self.head_end = BEGINNING
        self.claims_an_anchor = False  # one that was not read before the walk began
        self.problems: list[str] = []
        self._at_anchor: bytes | None = None

    def take(self, row: tuple[Any, ...]) -> None:
        _, seq, at, kind, actor, role, force, action, act, detail, stored, self.head_seq, head_end, anchored = row
        if self.head_seq is not None:
            self.head_end = bytes(head_end)
            self.claims_an_anchor = anchored and (self.anchored is None or self.anchored[0] < self.head_seq)
        if seq is None:
            return
        self.entries += 1
        if seq != self.seq + 1:
            self.problems.append(f"entries {self.seq + 1} to {seq - 1} are missing")
        stored = bytes(stored)
        link = Link(self.chain, seq, at, kind, actor, role, force, action, act, json.loads(detail))
        made = fingerprint(self.key, self.end, link)
        if made != stored and seq == self.seq + 1:
            self.problems.append(f"entry {seq} was altered, inserted or moved")
        # On from what is stored, so that one broken entry is reported once and the rest of the chain still proves
        # itself.
        self.seq, self.end = seq, stored
        if self.anchored is not None and seq == self.anchored[0]:
            self._at_anchor = stored

    def findings(self) -> Iterator[Finding]:
        self._compare_with_head()
        self._compare_with_anchor()
        for problem in self.problems:
            yield Finding(self.chain, problem)

    def _compare_with_head(self) -> None:
        if self.head_seq is None:
            self.problems.append("its head is missing")
        elif self.head_seq > self.seq:
            self.problems.append(f"the end is cut off after entry {self.seq}, the head stands at {self.head_seq}")
        elif self.head_seq < self.seq:
            self.problems.append(f"entries after {self.head_seq} were added behind the head's back")
        elif self.head_end != self.end:
            self.problems.append("the head does not fit the last entry")

    def _compare_with_anchor(self) -> None:
        if self.anchored is None:
            return
        seq, end = self.anchored
        if seq > self.seq:
            self.problems.append(f"the end is cut off after entry {self.seq}, an anchor names entry {seq}")
        elif self._at_anchor != end:
            self.problems.append(f"entry {seq} is not the one an anchor names: the chain was rewritten with its key")
