"""A whole house for journeys and faults: web, worker and beat as in the demo, on a database of their own.

Its processes are children of the test run and die with it. A test may kill a member of `house.crew`, and, in a house
with a broker of its own, stop and start `house.broker`.
"""

import itertools
import os
import secrets
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from hatereport.demo.crew import Crew
from hatereport.embedded.account import account
from hatereport.embedded.server import free_port
from hatereport.embedded.valkey import Valkey
from tests.databases import clone, drop, named

TREE = Path(__file__).resolve().parents[1]
#: A Valkey has 16 numbered databases; 0 is the tests' own. Two workers share one Valkey.
BROKER_DATABASES = 15

_numbers = itertools.count(1)


class House:
    """Starts on entering, stops on leaving. `url` is where the pages are, `mail` and `media` where it keeps files."""

    def __init__(self, test_folder: Path, template: str, *, own_broker: bool = False, **settings: str) -> None:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
        number = next(_numbers)
        self.name = f"house_{worker}_{number}"
        self.database = f"test_{self.name}"
        self.folder = test_folder / self.name
        self.mail, self.media = self.folder / "mail", self.folder / "media"
        #: Where its processes would write what is only for a moment.
        self.temporary = self.folder / "tmp"
        self.template = template
        self.settings = settings
        self.broker = _own_broker(self.folder) if own_broker else None
        self._broker_database = 1 + (int(worker.removeprefix("gw")) * 7 + number - 1) % BROKER_DATABASES
        self._cleanup = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._cleanup.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cleanup.close()

    @property
    def logs(self) -> str:
        """All that its processes have written."""
        return "\n".join(member.log.read_text(errors="replace") for member in self.crew.members)

    def member(self, name: str) -> "subprocess.Popen[bytes]":
        """The running process called web, worker or beat."""
        process = next(member.process for member in self.crew.members if member.name == name)
        assert process is not None
        return process

    def starts_again(self, **settings: str) -> None:
        """The same house with other settings, as after a deployment."""
        self.crew.stop()
        self.environment |= settings
        self.crew.environment = self.environment
        self.crew.start()
        self.crew.wait_until_ready(self.url)

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A command of manage.py by the owner of the tables, with the settings of the house."""
        owner = {"DATABASE_OWNER_URL": named(os.environ["DATABASE_OWNER_URL"], self.database)}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=TREE, env=self.environment | owner, capture_output=True, text=True, timeout=120
        )

    def _start(self) -> None:
        for folder in (self.folder, self.mail, self.media, self.temporary):
            folder.mkdir(mode=0o700, exist_ok=True)
        clone(self.template, self.database)
        self._cleanup.callback(drop, self.database)
        if self.broker is not None:
            self.broker.start()
            self._cleanup.callback(self.broker.stop)
        self.broker_url = self.broker.url() if self.broker else named(os.environ["BROKER_URL"], self._broker_database)
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self.environment = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"} | {
            "DATABASE_URL": named(os.environ["DATABASE_URL"], self.database),
            "BROKER_URL": self.broker_url,
            "MEDIA_ROOT": str(self.media),
            "AUDIT_ANCHOR_DIR": str(self.folder / "anchors"),
            "EMAIL_URL": f"filemail://{self.mail}",
            "TMPDIR": str(self.temporary),
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "WEB_WORKERS": "1",
            **self.settings,
        }
        _collect_static_once()
        self.crew = Crew(self.folder, self.environment, TREE)
        self._cleanup.callback(self.crew.stop)
        self.crew.start()
        self.crew.wait_until_ready(self.url)


def _own_broker(folder: Path) -> Valkey:
    folder.mkdir(mode=0o700, exist_ok=True)
    return Valkey(folder, account(), None, secrets.token_urlsafe(24), keep=True)


def _collect_static_once() -> None:
    if not (TREE / "static" / "collected" / "staticfiles.json").exists():
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], cwd=TREE, check=True
        )
