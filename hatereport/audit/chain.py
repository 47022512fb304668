"""How an entry's fingerprint is made, in one place for whoever writes and whoever verifies.

Each fingerprint is an HMAC under AUDIT_KEY over the entry and the fingerprint before it. Without the key nobody can
alter, insert, leave out or reorder entries of a record and have the chain still fit.
"""

import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hatereport.sealing.keys import keyring

#: What stands before the first entry of a record.
BEGINNING = bytes(32)


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it is fingerprinted. `detail` is the mapping as JSON gives it back."""

    chain: str
    seq: int
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    role: str
    force: str
    action: str
    act: str
    detail: dict[str, Any]


def link_key() -> bytes:
    """The key of all chains. Derived once for each run of entries, as it costs more than the entry."""
    ring = keyring("audit")
    return ring.derived("chain", ring.newest)


def fingerprint(key: bytes, before: bytes, link: Link) -> bytes:
    """The fingerprint of this entry standing after `before`."""
    told = [
        link.chain,
        link.seq,
        link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        link.actor_kind,
        str(link.actor_id or ""),
        link.role,
        link.force,
        link.action,
        link.act,
        link.detail,
    ]
    return hmac.digest(key, before + json.dumps(told, sort_keys=True, separators=(",", ":")).encode(), "sha256")
