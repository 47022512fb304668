"""Everything a running house leaves behind, as (place, bytes): what a thief of disks, dumps and backups would hold.

The database twice, as a dump and as the files of the engine with their write-ahead log; the broker's keys, the folders of
the house with its logs, mails and media, its temporary folder, and every file its processes hold open.
"""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import redis

from hatereport.embedded.account import account
from hatereport.embedded.postgresql import programs
from tests.databases import SUPERUSER_URL, named
from tests.running_house import House

Left = tuple[str, bytes]


def left_behind(house: House, test_folder: Path, since: float) -> Iterator[Left]:
    """`since`: seconds of the epoch; write-ahead log of before the story is not its own."""
    yield "the dump of the database", dump(house.database)
    yield from _files_of_the_engine(house.database, test_folder / "engines", since)
    yield from _broker(house.broker_url)
    yield from _files(house.folder)
    yield from _held_open(house)


def dump(database: str, *options: str) -> bytes:
    """What pg_dump makes of it."""
    url = urlsplit(os.environ[SUPERUSER_URL])
    command = [str(programs(account()) / "pg_dump"), f"--dbname={database}", *options]
    return subprocess.run(command, env=as_superuser(url.port or 5432), stdout=subprocess.PIPE, check=True).stdout


def as_superuser(port: int) -> dict[str, str]:
    """The environment by which PostgreSQL's own programs find the tests' engine; no password is on a command line."""
    url = urlsplit(os.environ[SUPERUSER_URL])
    return {
        "PGHOST": str(url.hostname),
        "PGPORT": str(port),
        "PGUSER": str(url.username),
        "PGPASSWORD": str(url.password),
    }


@contextmanager
def kept_from(folder: Path, store: Path) -> Iterator[None]:
    """Hold on to every file that appears in a folder, however soon it is deleted again: a second name keeps it alive."""
    store.mkdir()
    over = threading.Event()

    def watch() -> None:
        seen: set[tuple[int, int]] = set()
        while not over.is_set():
            for path in folder.rglob("*"):
                try:
                    told = path.stat(follow_symlinks=False)
                    if path.is_file() and (mark := (told.st_dev, told.st_ino)) not in seen:
                        (store / f"{len(seen)}-{path.name}").hardlink_to(path)
                        seen.add(mark)
                except OSError:
                    continue  # quicker than we are: the next look may still find it
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _files_of_the_engine(database: str, engines: Path, since: float) -> Iterator[Left]:
    connection = psycopg2.connect(named(os.environ[SUPERUSER_URL], database))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        found = cursor.fetchone()
    assert found is not None
    folder = str(found[0])
    connection.close()
    cluster = engines / "postgresql"
    yield from _files(cluster / "base" / folder)
    yield from _files(cluster / "base" / "pgsql_tmp")
    yield from _files(cluster / "pg_wal", since)
    yield "PostgreSQL's log", (engines / "postgresql.log").read_bytes()


def _broker(url: str) -> Iterator[Left]:
    with redis.Redis.from_url(url) as broker:
        for key in broker.scan_iter("*"):
            yield f"the broker's key {key!r}", key + b"\n" + (broker.dump(key) or b"")
            if broker.type(key) == b"list":
                yield f"the broker's key {key!r} as a list", b"\n".join(map(bytes, broker.lrange(key, 0, -1)))
        broker.config_set("appendfsync", "always")  # what still waits is written to the file


def _files(folder: Path, since: float = 0) -> Iterator[Left]:
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file() and not path.is_symlink() and path.stat().st_mtime >= since:
                yield str(path), str(path).encode() + b"\n" + path.read_bytes()
        except FileNotFoundError:
            continue  # gone while we looked: a file of the engine that is alive


def _held_open(house: House) -> Iterator[Left]:
    """Also files without a name: made, opened and deleted, which is how most temporary files live."""
    for process in _family(member.process.pid for member in house.crew.members if member.process):
        for descriptor in Path(f"/proc/{process}/fd").iterdir():
            try:
                target = os.readlink(descriptor)
                if target.startswith("/") and not target.startswith(("/dev/", "/proc/")) and descriptor.is_file():
                    with descriptor.open("rb") as opened:
                        yield f"{target}, held open by {process}", opened.read()
            except OSError:
                continue  # closed meanwhile


def _family(first: Iterator[int]) -> set[int]:
    """These processes and all that came from them."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    family = set(first)
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return family
