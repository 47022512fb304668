"""The demo's folder, what manage.py borrows from it, and the sentences that say what to do."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hatereport.demo import launcher, schema_stamp, surroundings
from hatereport.demo.crew import Crew, CrewFailed, Member
from hatereport.embedded import Engines

TREE = Path(__file__).resolve().parents[2]
ENGINES = ("DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL")


def run(*command: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """A command of a person at a terminal, who has none of the tests' settings."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command], cwd=TREE, env=plain | settings, capture_output=True, text=True, timeout=60
    )


# --- keys and borrowed settings ---------------------------------------------------------------------------------------


def test_keys_are_made_once_and_kept_in_a_private_file(tmp_path: Path) -> None:
    first = surroundings.settings_of(tmp_path / "demo")

    assert surroundings.settings_of(tmp_path / "demo") == first
    assert stat.S_IMODE((tmp_path / "demo" / "environment").stat().st_mode) == 0o600
    assert {"SECRET_KEY", "SEALING_KEYS", "BLIND_KEYS", "PEPPERS", "AUDIT_KEY"} <= first.keys()


def test_a_command_borrows_the_settings_of_the_running_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_DIR", str(tmp_path))
    environment: dict[str, str] = {}

    with Engines(tmp_path, fsync=False) as engines:
        surroundings.adopt(environment, ["verify_audit"])

    assert environment == surroundings.settings_of(tmp_path) | engines.environment()


def test_a_command_leaves_a_named_database_alone(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": "postgres://elsewhere/ours"}

    surroundings.adopt(environment, ["verify_audit"])

    assert environment == {"DATABASE_URL": "postgres://elsewhere/ours"}


def test_a_command_without_any_database_says_what_to_do(tmp_path: Path) -> None:
    result = run("manage.py", "sweep", DEMO_DIR=str(tmp_path))

    assert result.returncode == 1
    assert "start the demo in another terminal with `make demo`" in result.stderr
    assert "Traceback" not in result.stderr


def test_commands_that_ask_no_database_work_in_a_fresh_clone(tmp_path: Path) -> None:
    result = run("manage.py", "help", DEMO_DIR=str(tmp_path))

    assert result.returncode == 0, result.stderr


# --- what the launcher says -------------------------------------------------------------------------------------------


def test_a_taken_port_is_named_with_another_to_try(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("-m", "hatereport.demo", PORT=str(port), DEMO_DIR=str(tmp_path / "demo"))

    assert result.returncode == 1
    assert f"port {port} is taken" in result.stderr
    assert f"make demo PORT={port + 1}" in result.stderr
    assert not (tmp_path / "demo").exists()


def test_a_port_that_is_no_port_is_refused(tmp_path: Path) -> None:
    result = run("-m", "hatereport.demo", PORT="eighty", DEMO_DIR=str(tmp_path / "demo"))

    assert result.returncode == 1
    assert "choose a number from 1024 to 65535" in result.stderr


@pytest.mark.parametrize("name", ["DATABASE_URL", "BROKER_URL"])
def test_half_named_engines_are_refused(tmp_path: Path, name: str) -> None:
    result = run("-m", "hatereport.demo", DEMO_DIR=str(tmp_path / "demo"), PORT="18999", **{name: "x://127.0.0.1:1/0"})

    assert result.returncode == 1
    assert "Set both, or neither" in result.stderr
    assert not (tmp_path / "demo").exists()


def test_a_second_demo_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with Engines(tmp_path, fsync=False):
        result = run("-m", "hatereport.demo", DEMO_DIR=str(tmp_path), PORT="18999")

    assert result.returncode == 1
    assert "Stop that one, or choose another DEMO_DIR" in result.stderr


# --- the schema stamp -------------------------------------------------------------------------------------------------


def test_a_folder_of_these_migrations_fits(tmp_path: Path) -> None:
    schema_stamp.stamp(tmp_path)

    assert schema_stamp.fits(tmp_path)
    assert schema_stamp.loaded(tmp_path)


def test_a_migration_added_since_still_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema_stamp.stamp(tmp_path)
    now = schema_stamp.migrations() | {"partners/migrations/0002_more.py": "new"}
    monkeypatch.setattr(schema_stamp, "migrations", lambda: now)

    assert schema_stamp.fits(tmp_path)


def test_migrations_made_anew_set_the_folder_aside_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "kept.txt").write_text("what was in it")
    schema_stamp.stamp(folder)
    rewritten = dict.fromkeys(schema_stamp.migrations(), "another text")
    monkeypatch.setattr(schema_stamp, "migrations", lambda: rewritten)

    launcher.make_room(folder)

    assert not folder.exists()
    (aside,) = tmp_path.iterdir()
    assert (aside / "kept.txt").read_text() == "what was in it"
    assert str(aside) in capsys.readouterr().out


def test_a_first_load_cut_short_begins_again_with_the_same_keys(tmp_path: Path) -> None:
    keys = surroundings.settings_of(tmp_path)
    (tmp_path / "postgresql").mkdir()

    launcher.make_room(tmp_path)

    assert not (tmp_path / "postgresql").exists()
    assert surroundings.settings_of(tmp_path) == keys


# --- the crew ---------------------------------------------------------------------------------------------------------


def test_one_that_falls_is_started_again_and_one_that_keeps_falling_is_reported(tmp_path: Path) -> None:
    falls_at_once = [sys.executable, "-c", "print('out of paper'); raise SystemExit(3)"]
    crew = Crew(tmp_path, os.environ, TREE, {"web": falls_at_once})
    crew.start()

    assert [member.name for member in _after_the_fall(crew)] == ["web"]
    for _ in range(3):
        _after_the_fall(crew)
    with pytest.raises(CrewFailed, match="out of paper"):
        _after_the_fall(crew)


def _after_the_fall(crew: Crew) -> list[Member]:
    (member,) = crew.members
    assert member.process is not None
    member.process.wait(10)
    return crew.replace_the_fallen()
