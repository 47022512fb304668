"""Sealed files on the disk: AES-256-GCM in chunks of 64 KiB, a fresh key for every file.

The key is kept by whoever asked, sealed in the report's content envelope: destroyed there, the file is noise. Each
chunk's nonce is its number and whether it is the last, so that a file cut short, lengthened or put together anew does
not open; the associated data is the file's own name, so that no file can stand for another. The last chunk is filled
up: a file tells its length to the nearest 64 KiB only. Names are random, and nothing here is ever changed in place.
"""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from hatereport import clock

FORMAT = b"HRV1"
CHUNK = 64 * 1024
TAG = 16
_KEY_BYTES = 32
#: Beyond the time any transaction takes: a file this old which no row names was left by a process that died.
LEFT_BEHIND_AFTER = timedelta(days=1)


class VaultBroken(Exception):
    """A sealed file does not open: altered, cut short, lengthened, exchanged or gone."""


#: Folders of their own, so that each owner knows which files nobody names any more.
EVIDENCE, ATTACHMENTS = "evidence", "attachments"


@dataclass(frozen=True)
class Kept:
    """Where a file lies and what opens it."""

    file: uuid.UUID
    key: bytes
    folder: str = EVIDENCE


def keep(content: bytes, folder: str = EVIDENCE) -> Kept:
    """Seal and store; on the disk when this returns. The caller seals the key, or calls discard()."""
    kept = Kept(uuid.uuid4(), os.urandom(_KEY_BYTES), folder)
    path = _path(kept.file, folder)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(FORMAT)
        for chunk in _sealed(kept, content):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return kept


def read(kept: Kept) -> bytes:
    """The whole content, or VaultBroken: nothing of a file that is not whole is handed out."""
    try:
        stored = _path(kept.file, kept.folder).read_bytes()
    except OSError:
        raise VaultBroken(VaultBroken.__doc__) from None
    cipher, place = AESGCM(kept.key), _place(kept.file)
    if not stored.startswith(FORMAT):
        raise VaultBroken(VaultBroken.__doc__)
    body = memoryview(stored)[len(FORMAT) :]
    chunks = [body[start : start + CHUNK + TAG] for start in range(0, len(body), CHUNK + TAG)]
    try:
        content = b"".join(
            cipher.decrypt(_nonce(number, last=number == len(chunks) - 1), chunk, place)
            for number, chunk in enumerate(chunks)
        )
    except InvalidTag:
        raise VaultBroken(VaultBroken.__doc__) from None
    filled = content.rstrip(b"\x00")
    if not filled.endswith(b"\x80"):
        raise VaultBroken(VaultBroken.__doc__)
    return filled[:-1]


def discard(file: uuid.UUID, folder: str = EVIDENCE) -> None:
    """Remove the file; gone already is gone."""
    _path(file, folder).unlink(missing_ok=True)


def left_behind(named: set[uuid.UUID], folder: str = EVIDENCE) -> Iterator[uuid.UUID]:
    """Files that no row names and that are too old to be on their way."""
    before = (clock.now() - LEFT_BEHIND_AFTER).timestamp()
    for path in _folder(folder).glob("??/*"):
        if path.stat().st_mtime < before and uuid.UUID(path.name) not in named:
            yield uuid.UUID(path.name)


def _sealed(kept: Kept, content: bytes) -> Iterator[bytes]:
    cipher, place = AESGCM(kept.key), _place(kept.file)
    # One bit and zeros, as in hatereport/sealing/cipher.py: at least one byte, at most a chunk.
    filled = content + b"\x80" + bytes(-(len(content) + 1) % CHUNK)
    count = len(filled) // CHUNK
    for number in range(count):
        chunk = filled[number * CHUNK : (number + 1) * CHUNK]
        yield cipher.encrypt(_nonce(number, last=number == count - 1), chunk, place)


def _nonce(number: int, *, last: bool) -> bytes:
    # A counter may be a nonce because no key ever seals two files.
    return number.to_bytes(11, "big") + bytes([last])


def _place(file: uuid.UUID) -> bytes:
    return FORMAT + file.bytes


def _path(file: uuid.UUID, folder: str) -> Path:
    return _folder(folder) / file.hex[:2] / str(file)


def _folder(folder: str) -> Path:
    return Path(settings.MEDIA_ROOT) / folder
