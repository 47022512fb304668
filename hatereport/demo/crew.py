"""The three processes of the house, kept running: web, worker, beat.

One that dies is started again; one that keeps dying is a fault a person must look at. Production has
its own keeper of processes (docker-compose.yml).
"""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hatereport.embedded import start_child

#: Seconds.
READY_TIMEOUT = 60
STOP_TIMEOUT = 15
#: A process that died this often within a minute is not started again.
TOO_OFTEN = 5


class CrewFailed(Exception):
    """A process does not stay up; the message names its log."""


@dataclass
class Member:
    """One process of the crew."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)


class Crew:
    """Web, worker and beat as children of this process; they die with it.

    commands: name and command line of each, where they are not to be the demo's.
    """

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str],
        tree: Path,
        commands: Mapping[str, list[str]] | None = None,
    ) -> None:
        self.environment = environment
        self.tree = tree
        named = commands or _commands(folder)
        self.members = [Member(name, command, folder / f"{name}.log") for name, command in named.items()]

    def start(self) -> None:
        for member in self.members:
            member.log.write_bytes(b"")
            self._start(member)

    def wait_until_ready(self, url: str) -> None:
        """Until /readyz answers 200. Raises CrewFailed."""
        give_up = time.monotonic() + READY_TIMEOUT
        while not _answers(f"{url}/readyz"):
            for member in self.members:
                if member.process is None or member.process.poll() is not None:
                    raise CrewFailed(f"The {member.name} process stopped at once. {_last_words(member.log)}")
            if time.monotonic() > give_up:
                raise CrewFailed(
                    f"The web process did not answer within {READY_TIMEOUT} s. {_last_words(self.members[0].log)}"
                )
            time.sleep(0.1)

    def replace_the_fallen(self) -> list[Member]:
        """Start again whoever has died since the last look. Raises CrewFailed for one that keeps dying."""
        fallen = [one for one in self.members if one.process is not None and one.process.poll() is not None]
        for member in fallen:
            now = time.monotonic()
            member.deaths = [death for death in member.deaths if now - death < 60] + [now]
            if len(member.deaths) >= TOO_OFTEN:
                raise CrewFailed(f"The {member.name} process keeps stopping. {_last_words(member.log)}")
            self._start(member)
        return fallen

    def stop(self) -> None:
        """Ask all to finish what they do, then, after STOP_TIMEOUT seconds, end them."""
        running = [member.process for member in self.members if member.process is not None]
        for process in running:
            process.terminate()
        give_up = time.monotonic() + STOP_TIMEOUT
        for process in running:
            try:
                process.wait(max(0.1, give_up - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, member: Member) -> None:
        with member.log.open("ab") as log:
            member.process = start_child(member.command, environment=self.environment, output=log, cwd=self.tree)


def _commands(folder: Path) -> dict[str, list[str]]:
    """The command lines of docker-compose.yml, with one child for the worker to keep the demo small."""
    tools = Path(sys.executable).parent
    celery = [str(tools / "celery"), "--app", "hatereport", "--quiet"]
    return {
        "web": [str(tools / "gunicorn"), "hatereport.wsgi"],
        "worker": [*celery, "worker", "--loglevel", "warning", "--concurrency", "1"],
        "beat": [*celery, "beat", "--loglevel", "warning", "--schedule", str(folder / "beat"), "--pidfile="],
    }


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  (our own loopback address)
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _last_words(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return f"The end of {log} says: {' / '.join(lines[-3:]) or 'nothing'}"
