"""Anchors: what the log said, written down outside the database every few minutes.

A chain shows what was altered inside it, but not that its end was cut off. So each anchor names the heads that
changed since the last one, in a file that belongs on other storage than the database (AUDIT_ANCHOR_DIR; a deployment
ships it off the machine). Each line is signed together with the line before it, so none can be changed, left out or
slipped in.

    {"number": 7, "at": "...", "after": "<signature of line 6>",
     "heads": [["report:<id>", 3, "<fingerprint>"], ...], "signature": "..."}

A line cut short by a crash is passed over: it was never finished, and the next one follows the last that was.
"""

import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.db import connection, transaction

from hatereport import clock
from hatereport.audit.models import ChainHead
from hatereport.sealing.keys import keyring

FILE = "anchors.jsonl"

#: Heads on one line; more make more lines, so that neither side ever holds a million heads in memory.
HEADS_A_LINE = 5_000

#: Number of the advisory lock that lets one process anchor at a time.
_LOCK = 0x616E63686F72

#: Longer than any line, so that the last one lies within it whole.
_TAIL = 4 * 1024 * 1024

Head: TypeAlias = tuple[str, int, bytes]


class AnchorsBroken(Exception):
    """The anchor file was altered, or lines of it are missing."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line: at this moment the log held these chains, this far."""

    number: int
    at: datetime
    after: str
    heads: list[Head]
    signature: str


def anchor() -> int:
    """Write down the heads that changed since the last anchor; how many there were.

    With nothing changed a line without heads is written: it says that the log was looked at. Does nothing while another
    process is anchoring. Raises AnchorsBroken rather than add to a file that was tampered with or went missing.
    """
    with transaction.atomic():
        if not _only_one():
            return 0
        last, heads = _last(), 0
        if last is None and ChainHead.objects.filter(anchored=True).exists():
            raise AnchorsBroken(f"{_path()} is gone, and anchors were made before.")
        for changed in _changed_heads():
            last = _append(last, changed)
            _mark(changed)
            heads += len(changed)
        if not heads:
            _append(last, [])
    return heads


def anchors() -> Iterator[Anchor]:
    """All anchors, oldest first, each checked against the one before. Raises AnchorsBroken."""
    last: Anchor | None = None
    if not _path().exists():
        return
    with _path().open("rb") as lines:
        for line in lines:
            made = _read(line)
            if made is None:
                continue
            if not _genuine(made) or (made.number, made.after) != _next(last):
                raise AnchorsBroken(f"{_path()} was altered at or before line {made.number}.")
            last = made
            yield made


def newest() -> datetime | None:
    """When the last anchor was made; None where there is none or none can be read here. Raises AnchorsBroken."""
    try:
        last = _last()
    except OSError:
        return None
    return last.at if last else None


def begin_again() -> None:
    """Name every head afresh at the next anchor: for an anchor file that is lost. What it proved stays unproved."""
    with transaction.atomic():
        ChainHead.objects.filter(anchored=True).update(anchored=False)


def _only_one() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _changed_heads() -> Iterator[list[Head]]:
    after = ""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT chain, seq, fingerprint FROM audit_chainhead
                WHERE NOT anchored AND chain > %s ORDER BY chain LIMIT %s
                """,
                [after, HEADS_A_LINE],
            )
            heads = [(chain, seq, bytes(end)) for chain, seq, end in cursor.fetchall()]
        if not heads:
            return
        after = heads[-1][0]
        yield heads


def _mark(heads: list[Head]) -> None:
    # A head that has moved on since it was read stays marked as changed.
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE audit_chainhead AS head SET anchored = true
            FROM unnest(%s::text[], %s::int[]) AS seen (chain, seq)
            WHERE head.chain = seen.chain AND head.seq = seen.seq
            """,
            [[chain for chain, _, _ in heads], [seq for _, seq, _ in heads]],
        )


def _append(last: Anchor | None, heads: list[Head]) -> Anchor:
    number, after = _next(last)
    now = clock.now()
    made = Anchor(number, now, after, heads, _signature(number, now, after, heads))
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "ab+") as file:
        file.write(_end_of_a_torn_line(file) + _line(made))
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)
    return made


def _last() -> Anchor | None:
    try:
        with _path().open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _TAIL))
            lines = file.read().splitlines(keepends=True)
    except FileNotFoundError:
        return None
    last = next(filter(None, map(_read, reversed(lines))), None)
    if last is not None and not _genuine(last):
        raise AnchorsBroken(f"{_path()}: the last line is not ours.")
    return last


def _next(last: Anchor | None) -> tuple[int, str]:
    return (1, "") if last is None else (last.number + 1, last.signature)


def _line(made: Anchor) -> bytes:
    told = {
        "number": made.number,
        "at": made.at.isoformat(),
        "after": made.after,
        "heads": [(chain, seq, end.hex()) for chain, seq, end in made.heads],
        "signature": made.signature,
    }
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def _read(line: bytes) -> Anchor | None:
    if not line.endswith(b"\n"):
        return None
    try:
        told: dict[str, Any] = json.loads(line)
        heads = [(chain, seq, bytes.fromhex(end)) for chain, seq, end in told["heads"]]
        return Anchor(told["number"], datetime.fromisoformat(told["at"]), told["after"], heads, told["signature"])
    except (ValueError, KeyError, TypeError):
        return None  # cut short by a crash; were it anything else, the line after it would not follow


def _signature(number: int, at: datetime, after: str, heads: list[Head]) -> str:
    ring = keyring("audit")
    made = hmac.new(ring.derived("anchor", ring.newest), f"{number}|{at.isoformat()}|{after}".encode(), "sha256")
    for chain, seq, end in heads:
        made.update(f"|{chain}|{seq}|{end.hex()}".encode())
    return made.hexdigest()


def _genuine(made: Anchor) -> bool:
    return hmac.compare_digest(made.signature, _signature(made.number, made.at, made.after, made.heads))


def _end_of_a_torn_line(file: Any) -> bytes:
    size = file.seek(0, os.SEEK_END)
    if not size:
        return b""
    file.seek(size - 1)
    return b"" if file.read(1) == b"\n" else b"\n"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _path() -> Path:
    return Path(settings.AUDIT_ANCHOR_DIR) / FILE
