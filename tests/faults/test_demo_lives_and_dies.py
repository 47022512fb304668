"""`make demo` as a person meets it: it comes up, carries on, stops clean, and leaves nothing behind when killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from hatereport.demo import schema_stamp, surroundings
from hatereport.embedded import Engines, environment_of_running
from hatereport.embedded.server import free_port, port_taken
from tests.lived_on import in_use

TREE = Path(__file__).resolve().parents[2]
FIRST_START, LATER_START = 180, 15  # seconds, promised in the README
MEMORY = 800 * 1024  # kB, all together


@dataclass
class Demo:
    """One run of the launcher."""

    process: subprocess.Popen[str]
    port: int
    said: str

    def family(self) -> list[int]:
        """The launcher and all that descends from it."""
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                except OSError:
                    continue
                children.setdefault(parent, []).append(int(entry.name))
        family, new = [], [self.process.pid]
        while new:
            family += new
            new = [child for parent in new for child in children.get(parent, [])]
        return family


@contextmanager
def running(folder: Path, patience: float, **settings: str) -> Iterator[Demo]:
    """The launcher once it has said Ready; stopped at the end, whatever happens."""
    port = free_port()
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-m", "hatereport.demo"],
        cwd=TREE,
        env=plain | {"DEMO_DIR": str(folder), "PORT": str(port)} | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Demo(process, port, _until_ready(process, port, patience))
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _until_ready(process: "subprocess.Popen[str]", port: int, patience: float) -> str:
    assert process.stdout is not None
    said, began = "", time.monotonic()
    for line in process.stdout:
        said += line
        if line.startswith("Ready: "):
            assert line.strip() == f"Ready: http://127.0.0.1:{port}"
            assert time.monotonic() - began < patience
            return said
    raise AssertionError(f"The demo did not come up:\n{said}")


@pytest.fixture(scope="module")
def folder(test_folder: Path) -> Iterator[Path]:
    """A demo folder with everything loaded; each test starts it again."""
    home = test_folder / "demo"
    with running(home, FIRST_START):
        pass
    yield home
    shutil.rmtree(home)


def test_a_later_start_is_quick_and_carries_on_with_the_same_data(folder: Path) -> None:
    with running(folder, LATER_START) as demo:
        engines = environment_of_running(folder)
        assert engines is not None
        connection = psycopg2.connect(engines["DATABASE_URL"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM partners_force")
            (forces,) = cursor.fetchone() or (0,)
        connection.close()

    assert "Loading" not in demo.said
    assert forces > 40


def test_everything_together_stays_small_and_stops_clean_at_ctrl_c(folder: Path) -> None:
    with running(folder, LATER_START) as demo:
        family = demo.family()
        used = sum(_share_of_memory(process) for process in family)
        demo.process.send_signal(signal.SIGINT)
        assert demo.process.wait(60) == 0

    assert used < MEMORY
    assert not in_use(folder / "postgresql")
    assert not in_use(folder / "valkey")
    assert not port_taken(demo.port)
    assert not [process for process in family if _lives(process)]


def test_a_demo_killed_hard_takes_everything_with_it_and_starts_again(folder: Path) -> None:
    with running(folder, LATER_START) as demo:
        family = demo.family()
        assert len(family) > 8
        demo.process.kill()
        demo.process.wait()

    give_up = time.monotonic() + 30
    while any(_lives(process) for process in family) and time.monotonic() < give_up:
        time.sleep(0.1)
    assert not [process for process in family if _lives(process)]
    with running(folder, LATER_START):
        pass


def test_with_engines_of_ones_own_none_is_started(folder: Path, tmp_path: Path) -> None:
    for kept in (surroundings.KEYS_FILE, schema_stamp.STAMP):
        shutil.copy(folder / kept, tmp_path / kept)

    with Engines(folder) as ours, running(tmp_path, LATER_START, **ours.environment()) as demo:
        pass

    assert "Starting PostgreSQL" not in demo.said
    assert not (tmp_path / "postgresql").exists()
    assert not (tmp_path / "valkey").exists()


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _share_of_memory(process: int) -> int:
    """kB; memory that several share is divided among them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # a short-lived one, gone meanwhile
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
