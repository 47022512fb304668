"""The house on the test stand: engines of its own in a new folder, fsync on, and the processes of production.

Two web workers and the threads of gunicorn.conf.py, the demo's Celery worker, beat. DEMO is on, because the
invented accounts and cases exist only there; it loosens cookies and the second factor, and nothing that costs time.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from hatereport.demo import surroundings
from hatereport.demo.crew import Crew
from hatereport.embedded import Engines
from hatereport.embedded.server import free_port

TREE = Path(__file__).resolve().parents[2]
#: A flood is what is measured: the doors let it through (hatereport/crowding); counting it costs what it costs.
CROWD_FACTOR = 1000


@dataclass
class Stand:
    url: str
    environment: dict[str, str]
    crew: Crew
    engines: Engines

    def manage(self, *command: str) -> str:
        """Run a command of manage.py against the house; what it says."""
        result = subprocess.run(
            [sys.executable, "manage.py", *command], env=self.environment, cwd=TREE, capture_output=True, text=True
        )
        if result.returncode:
            raise RuntimeError(f"manage.py {command[0]} failed: {result.stderr[-2000:]}")
        return result.stdout

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        """One statement by the owner of the tables."""
        connection = psycopg2.connect(self.environment["DATABASE_OWNER_URL"])
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def processor_seconds(self) -> dict[str, float]:
        """Processor time each part of the house has used so far: what counts when the machine is shared."""
        return {name: sum(_processor(pid) for pid in _family(pid)) for name, pid in self._roots().items()}

    def megabytes(self) -> dict[str, float]:
        """Memory of the house by process group: shared pages are counted once (PSS)."""
        return {name: sum(_pss(pid) for pid in _family(pid)) for name, pid in self._roots().items()}

    def _roots(self) -> dict[str, int]:
        roots = {member.name: member.process.pid for member in self.crew.members if member.process}
        servers = (self.engines.postgresql, self.engines.valkey)
        return roots | {server.name: server.process.pid for server in servers if server.process}


@contextmanager
def stand() -> Iterator[Stand]:
    """A house with reference data and accounts, and no report. Everything is gone afterwards."""
    with ExitStack() as cleanup:
        folder = Path(tempfile.mkdtemp(prefix="hatereport-bench-"))
        cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
        engines = Engines(folder)
        cleanup.callback(engines.stop)
        addresses = engines.start().environment()
        port = free_port()
        environment = dict(os.environ) | surroundings.settings_of(folder) | addresses
        environment |= {"PORT": str(port), "HOST": "127.0.0.1", "WEB_WORKERS": "2", "PYTHONPATH": str(TREE)}
        environment |= {"DJANGO_SETTINGS_MODULE": "hatereport.settings", "CROWD_FACTOR": str(CROWD_FACTOR)}
        crew = Crew(folder, {name: value for name, value in environment.items() if name != "DATABASE_OWNER_URL"}, TREE)
        house = Stand(f"http://127.0.0.1:{port}", environment, crew, engines)
        house.manage("migrate", "--database", "owner", "--verbosity", "0")
        house.manage("load_reference")
        house.manage("shell", "-c", "from hatereport.demo.cast import make_accounts; make_accounts()")
        cleanup.callback(crew.stop)
        crew.start()
        crew.wait_until_ready(house.url)
        yield house


def _family(pid: int) -> list[int]:
    """A process and all that came from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                after_name = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended while we looked
            children.setdefault(int(after_name[1]), []).append(int(entry.name))
    family = [pid]
    for member in family:
        family += children.get(member, [])
    return family


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _processor(pid: int) -> float:
    """User and system time, of children that have ended as well."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in after_name[11:15]) / os.sysconf("SC_CLK_TCK")
