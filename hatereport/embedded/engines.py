"""Both engines on one folder: secrets made once, one launcher at a time, addresses for the settings.

The folder holds `secrets.json` (0600), one data folder and one log for each server, and a lock that
the kernel releases when the launcher dies, however it dies.
"""

import fcntl
import json
import os
import secrets
from pathlib import Path
from typing import Any, Self

from hatereport.embedded.account import account
from hatereport.embedded.errors import FolderInUse
from hatereport.embedded.postgresql import APPLICATION, OWNER, SUPERUSER, PostgreSQL
from hatereport.embedded.valkey import Valkey

SECRETS = "secrets.json"
LOCK = "lock"
BROKER = "broker"


class Engines:
    """PostgreSQL and Valkey, started together; also a context manager.

    fsync: True survives a crash of the machine (the demo); False is quicker (tests).
    Start from the main thread: the servers die with the thread that started them.
    """

    def __init__(self, folder: Path | str, fsync: bool = True) -> None:
        self.folder = Path(folder).absolute()
        self.fsync = fsync
        self._lock: int | None = None
        self.postgresql: PostgreSQL
        self.valkey: Valkey

    def start(self) -> Self:
        """Make what is missing and start both. Raises FolderInUse or EngineFailed."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._take_lock()
        try:
            kept = _secrets(self.folder)
            runs_as, ports = account(), kept["ports"]
            self.postgresql = PostgreSQL(
                self.folder, runs_as, ports.get(PostgreSQL.name), kept["passwords"], self.fsync
            )
            self.valkey = Valkey(self.folder, runs_as, ports.get(Valkey.name), kept["passwords"][BROKER], self.fsync)
            self.postgresql.start()
            self.valkey.start()
            ports |= {server.name: server.port for server in (self.postgresql, self.valkey)}
            kept["environment"] = self.environment()
            _write(self.folder, kept)
        except BaseException:
            self.stop()
            raise
        return self

    def environment(self) -> dict[str, str]:
        """The settings that lead to the engines."""
        return {
            "DATABASE_URL": self.postgresql.url(APPLICATION),
            "DATABASE_OWNER_URL": self.postgresql.url(OWNER),
            "BROKER_URL": self.valkey.url(),
        }

    def stop(self) -> None:
        """Stop both cleanly and let the folder go; harmless when nothing runs."""
        for server in ("valkey", "postgresql"):
            if hasattr(self, server):
                getattr(self, server).stop()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _take_lock(self) -> None:
        descriptor = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise FolderInUse(f"The engines in {self.folder} are already running: stop them first.") from None
        self._lock = descriptor

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.stop()


def environment_of_running(folder: Path | str) -> dict[str, str] | None:
    """The settings that lead to the engines another process runs in this folder; None when none does."""
    folder = Path(folder).absolute()
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return None
    except BlockingIOError:
        kept = _secrets(folder)
    finally:
        os.close(descriptor)
    environment: dict[str, str] | None = kept.get("environment")  # None: still in its first start
    return environment


def _secrets(folder: Path) -> dict[str, Any]:
    path = folder / SECRETS
    if path.exists():
        kept: dict[str, Any] = json.loads(path.read_text())
        return kept
    roles = (SUPERUSER, OWNER, APPLICATION, BROKER)
    fresh: dict[str, Any] = {"passwords": {role: secrets.token_urlsafe(24) for role in roles}, "ports": {}}
    _write(folder, fresh)
    return fresh


def _write(folder: Path, kept: dict[str, Any]) -> None:
    new = folder / f"{SECRETS}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(kept, file)
    new.rename(folder / SECRETS)
