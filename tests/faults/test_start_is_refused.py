"""Web, worker and beat stop at once, with an id and a hint, when their keys or settings are wrong."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hatereport.embedded.server import free_port
from tests.databases import named

TREE = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent
#: Seconds a process gets to notice.
PATIENCE = 60

PROCESSES = {
    "web": [TOOLS / "gunicorn", "hatereport.wsgi"],
    "worker": [TOOLS / "celery", "--app", "hatereport", "worker", "--concurrency", "1"],
    "beat": [TOOLS / "celery", "--app", "hatereport", "beat", "--schedule", "{folder}/beat", "--pidfile="],
}
ANOTHER_KEY = "1:" + base64.b64encode(b"x" * 32).decode()
WRONG = {
    "another key": ({"SEALING_KEYS": ANOTHER_KEY}, "sealing.E004"),
    "no pepper": ({"PEPPERS": ""}, "hatereport.E003"),
    "the owner's role": ({"DATABASE_URL": "{owner}"}, "hatereport.E017"),
}


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_process_with_a_wrong_setting_stops(own_database: str, tmp_path: Path, process: str, wrong: str) -> None:
    changes, check_id = WRONG[wrong]
    owner = named(os.environ["DATABASE_OWNER_URL"], own_database)
    environment = os.environ | {
        "DATABASE_URL": named(os.environ["DATABASE_URL"], own_database),
        "PORT": str(free_port()),
        **{name: value.format(owner=owner) for name, value in changes.items()},
    }
    del environment["DATABASE_OWNER_URL"]

    stopped = subprocess.run(
        [str(part).format(folder=tmp_path) for part in PROCESSES[process]],
        cwd=TREE,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

    said = stopped.stdout + stopped.stderr
    assert stopped.returncode != 0
    assert check_id in said
    assert "HINT" in said
    assert ANOTHER_KEY not in said
