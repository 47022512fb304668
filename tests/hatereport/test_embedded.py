"""The embedded engines: closed to others, gone with their owner, and whole again after kill -9."""

import multiprocessing
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import redis

from hatereport.embedded import EngineFailed, Engines, FolderInUse, data_folder, environment_of_running
from hatereport.embedded import account as accounts
from hatereport.embedded.data_folder import DataFolder
from hatereport.embedded.postgresql import APPLICATION, DATABASE, OWNER, SUPERUSER
from hatereport.embedded.server import LOOPBACK
from tests.lived_on import in_use

HERE = Path(__file__).resolve().parents[2]
#: An account that is neither root nor `nobody`; it needs a name, initdb asks for it.
ORDINARY_ACCOUNT = "daemon"


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    with Engines(tmp_path_factory.mktemp("embedded") / "engines", fsync=False) as started:
        yield started


def ask(url: str, question: str) -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def until(condition: Callable[[], bool], seconds: float = 15) -> bool:
    give_up = time.monotonic() + seconds
    while not condition() and time.monotonic() < give_up:
        time.sleep(0.05)
    return condition()


# --- closed to others -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [SUPERUSER, OWNER, APPLICATION])
@pytest.mark.parametrize("password", ["", "wrong"])
def test_no_role_enters_postgresql_without_its_password(engines: Engines, role: str, password: str) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(
            host=LOOPBACK, port=engines.postgresql.port, user=role, password=password, dbname=DATABASE, passfile="none"
        )


def test_valkey_refuses_commands_without_its_password(engines: Engines) -> None:
    with redis.Redis(host=LOOPBACK, port=engines.valkey.port) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.keys()


def test_passwords_are_stored_as_scram_and_kept_in_a_private_file(engines: Engines) -> None:
    url = engines.postgresql.url(SUPERUSER)
    stored = ask(url, "SELECT rolpassword FROM pg_authid WHERE rolcanlogin")

    assert len(stored) == 3
    assert all(str(password).startswith("SCRAM-SHA-256$") for (password,) in stored)
    assert stat.S_IMODE((engines.folder / "secrets.json").stat().st_mode) == 0o600
    assert not (engines.folder / "initdb-password").exists()


def test_no_password_stands_on_a_command_line(engines: Engines) -> None:
    secrets = [*engines.postgresql.passwords.values()]

    for server in (engines.postgresql, engines.valkey):
        assert server.process is not None
        command_line = Path(f"/proc/{server.process.pid}/cmdline").read_text()
        assert not [secret for secret in secrets if secret in command_line]


def test_postgresql_listens_on_loopback_only_and_has_no_socket_file(engines: Engines) -> None:
    settings: dict[str, str] = dict(
        ask(
            engines.postgresql.url(SUPERUSER),
            "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories')",
        )
    )
    assert settings == {"listen_addresses": LOOPBACK, "unix_socket_directories": ""}


def test_the_servers_never_run_as_root(engines: Engines) -> None:
    for server in (engines.postgresql, engines.valkey):
        assert server.process is not None
        assert Path(f"/proc/{server.process.pid}").stat().st_uid != 0


def test_the_owner_makes_tables_and_databases_and_the_application_neither(engines: Engines) -> None:
    urls = engines.environment()
    ask(urls["DATABASE_OWNER_URL"], "CREATE TABLE ours (number int)")
    ask(urls["DATABASE_OWNER_URL"], "CREATE DATABASE a_clone TEMPLATE hatereport")

    for refused in ("CREATE TABLE theirs (number int)", "CREATE DATABASE theirs", "SELECT * FROM ours"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            ask(urls["DATABASE_URL"], refused)


def test_text_is_utf8_and_sorted_the_same_on_every_machine(engines: Engines) -> None:
    rows = ask(
        engines.environment()["DATABASE_URL"],
        "SELECT datlocprovider::text, datlocale, pg_encoding_to_char(encoding), lower('ÉŁ') "
        "FROM pg_database WHERE datname = 'hatereport'",
    )
    assert rows == [("b", "C.UTF-8", "UTF8", "éł")]


# --- gone with their owner --------------------------------------------------------------------------------------------


def test_both_servers_die_when_their_owner_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "engines"
    owner = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from hatereport.embedded import Engines;"
            "Engines(sys.argv[1], fsync=False).start(); print('up', flush=True); time.sleep(600)",
            str(folder),
        ],
        cwd=HERE,
        stdout=subprocess.PIPE,
    )
    assert owner.stdout is not None
    with owner.stdout:
        assert owner.stdout.readline() == b"up\n"
    assert in_use(folder / "postgresql")
    assert in_use(folder / "valkey")
    assert environment_of_running(folder) is not None

    owner.send_signal(signal.SIGKILL)
    owner.wait()

    assert until(lambda: not in_use(folder / "postgresql") and not in_use(folder / "valkey"))
    assert environment_of_running(folder) is None


def test_a_second_launcher_is_refused_the_same_folder(engines: Engines) -> None:
    with pytest.raises(FolderInUse):
        Engines(engines.folder).start()

    assert environment_of_running(engines.folder) == engines.environment()


def test_a_folder_a_server_still_lives_on_is_not_given_to_another(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_folder, "PATIENCE", 0.2)
    another = DataFolder(engines.folder / "postgresql", engines.postgresql.account)

    with pytest.raises(EngineFailed, match="still uses"):
        another.take()
    another.close()


def test_stopping_leaves_no_process_and_frees_the_folder(tmp_path: Path) -> None:
    engines = Engines(tmp_path / "engines", fsync=False).start()
    engines.stop()

    assert not in_use(engines.folder / "postgresql")
    assert not in_use(engines.folder / "valkey")
    assert environment_of_running(engines.folder) is None
    engines.stop()


# --- whole again ------------------------------------------------------------------------------------------------------


def test_a_killed_postgresql_comes_back_with_what_was_committed(engines: Engines) -> None:
    url = engines.environment()["DATABASE_OWNER_URL"]
    ask(url, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")

    engines.postgresql.kill()
    engines.postgresql.start()

    assert engines.environment()["DATABASE_OWNER_URL"] == url
    assert ask(url, "SELECT count(*) FROM kept") == [(1000,)]


def test_a_lock_file_naming_a_living_stranger_does_not_prevent_the_start(tmp_path: Path) -> None:
    with Engines(tmp_path, fsync=False) as engines:
        engines.postgresql.kill()
        stale = tmp_path / "postgresql" / "postmaster.pid"
        lines = stale.read_text().splitlines()
        stale.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

        engines.postgresql.start()

        assert engines.postgresql.answers()


def test_a_killed_valkey_comes_back_with_its_messages_when_they_are_kept(tmp_path: Path) -> None:
    with Engines(tmp_path, fsync=True) as engines:
        with redis.Redis.from_url(engines.environment()["BROKER_URL"]) as client:
            client.rpush("celery", "a message")
            client.execute_command("WAITAOF", 1, 0, 5000)

        engines.valkey.kill()
        engines.valkey.start()

        with redis.Redis.from_url(engines.environment()["BROKER_URL"]) as client:
            assert client.lrange("celery", 0, -1) == [b"a message"]


def test_an_interrupted_first_start_is_made_good_by_the_next(tmp_path: Path) -> None:
    half_done = tmp_path / "postgresql.new"
    half_done.mkdir()
    (half_done / "PG_VERSION").write_text("18\n")

    with Engines(tmp_path, fsync=False) as engines:
        assert ask(engines.environment()["DATABASE_URL"], "SELECT 1") == [(1,)]

    assert not half_done.exists()


def test_the_addresses_stay_the_same_from_start_to_start(tmp_path: Path) -> None:
    with Engines(tmp_path, fsync=False) as first:
        before = first.environment()

    with Engines(tmp_path, fsync=False) as second:
        assert second.environment() == before


def test_a_port_taken_meanwhile_is_exchanged_for_a_free_one(tmp_path: Path) -> None:
    with Engines(tmp_path, fsync=False) as first:
        taken = first.postgresql.port

    with subprocess.Popen(
        [sys.executable, "-c", _LISTENER, str(taken)], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    ) as stranger:
        assert stranger.stdout is not None
        assert stranger.stdout.readline()
        with Engines(tmp_path, fsync=False) as second:
            assert second.postgresql.port != taken
            assert ask(second.environment()["DATABASE_URL"], "SELECT 1") == [(1,)]
        stranger.kill()


_LISTENER = (
    "import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1);"
    f"s.bind(('{LOOPBACK}', int(sys.argv[1]))); s.listen(); print('up', flush=True); sys.stdin.read()"
)


def test_a_server_that_cannot_start_quotes_its_log(tmp_path: Path) -> None:
    with Engines(tmp_path, fsync=False):
        pass
    (tmp_path / "postgresql" / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(EngineFailed, match="no_such_setting"):
        Engines(tmp_path, fsync=False).start()

    assert environment_of_running(tmp_path) is None


# --- every account ----------------------------------------------------------------------------------------------------


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder every account may enter; pytest's own belong to whoever runs it."""
    folder = Path(tempfile.mkdtemp(prefix="hatereport-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_an_ordinary_user_runs_the_engines_as_themselves(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = os.geteuid() or pwd.getpwnam(ORDINARY_ACCOUNT).pw_uid
    home = open_folder / "home"
    home.mkdir()
    os.chown(home, user, -1)
    if os.geteuid() == 0:  # the wheels may lie under root's home: lend the other account a copy
        monkeypatch.setattr(accounts, "CACHE", open_folder / "cache")
        lender = accounts.account()
        monkeypatch.setattr(accounts, "_open_to_all", lambda _tree: False)
        monkeypatch.setattr(accounts.Account, "readable", lambda _self, *tree: _readable(lender, *tree))
        Engines(open_folder / "warm-up", fsync=False).start().stop()

    child = multiprocessing.get_context("fork").Process(target=_start_as, args=(user, home / "engines"))
    child.start()
    child.join(60)

    assert child.exitcode == 0
    assert (home / "engines" / "postgresql").stat().st_uid == user


_readable = accounts.Account.readable


def _start_as(user: int, folder: Path) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    with Engines(folder, fsync=False) as engines:
        assert ask(engines.environment()["DATABASE_URL"], "SELECT 1") == [(1,)]
        assert engines.postgresql.process is not None
        assert Path(f"/proc/{engines.postgresql.process.pid}").stat().st_uid == user


def test_binaries_under_a_closed_home_are_copied_to_where_the_account_can_read(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "CACHE", open_folder / "cache")
    home = open_folder / "home"
    (home / "venv").mkdir(parents=True)
    (home / "venv" / "server").write_text("#!/bin/sh\necho started\n")
    (home / "venv" / "server").chmod(0o700)
    home.chmod(0o700)
    somebody = accounts.Account(os.geteuid(), os.getegid(), switch=True)

    copy = somebody.readable(home / "venv", "server-1")

    assert copy == open_folder / "cache" / "server-1"
    assert stat.S_IMODE((copy / "server").stat().st_mode) == 0o755
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert somebody.readable(home / "venv", "server-1") == copy
