"""What the two servers have in common: start, wait until it answers, stop, be killed by a test.

A server keeps its port from start to start where it can, so that a client's address stays true
across a restart.
"""

import abc
import signal
import socket
import subprocess
import time
from pathlib import Path

from hatereport.embedded.account import Account
from hatereport.embedded.children import start_child
from hatereport.embedded.data_folder import DataFolder
from hatereport.embedded.errors import EngineFailed

#: Seconds; crash recovery after a hard kill is part of it.
START_TIMEOUT = 60
STOP_TIMEOUT = 30
LOOPBACK = "127.0.0.1"


class Server(abc.ABC):
    """One server process on its own folder and loopback port."""

    name: str
    #: Asks for a clean end.
    stop_signal: signal.Signals
    #: Sent by the kernel when the launcher is killed: to be gone soon matters more than to go cleanly.
    orphan_signal: signal.Signals

    def __init__(self, folder: Path, account: Account, port: int | None) -> None:
        self.folder = folder
        self.account = account
        self.port = port or free_port()
        self.log = folder / f"{self.name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    @abc.abstractmethod
    def command(self, data: DataFolder) -> list[str | Path]:
        """The command line; no secret may be on it, every user of the machine can read it."""

    @abc.abstractmethod
    def answers(self) -> bool:
        """Whether the server takes our password and a command."""

    def prepare(self) -> None:  # noqa: B027  (only PostgreSQL has something to prepare)
        """Make the data folder when there is none yet."""

    def configuration(self) -> bytes:
        """What the server reads from its standard input."""
        return b""

    def start(self) -> None:
        """Start on the port of last time or, when that is taken, on another. Raises EngineFailed."""
        self.prepare()
        for attempts_left in (2, 1, 0):
            if port_taken(self.port):
                self.port = free_port()
            self._launch()
            try:
                self._wait_until_it_answers()
                return
            except EngineFailed:
                # Somebody may have taken the port between our look and the server's.
                if not attempts_left or not port_taken(self.port):
                    raise

    def _launch(self) -> None:
        data = DataFolder(self.folder / self.name, self.account)
        try:
            data.take()
            self.clear_traces(data)
            with self.log.open("ab") as log:
                self.process = start_child(
                    self.command(data),
                    on_parent_death=self.orphan_signal,
                    output=log,
                    stdin=subprocess.PIPE,
                    pass_fds=[data.descriptor],
                    cwd="/",
                    **self.account.popen_options(),
                )
        finally:
            data.close()
        if self.process.stdin is not None:
            with self.process.stdin as standard_input:
                standard_input.write(self.configuration())

    def clear_traces(self, data: DataFolder) -> None:  # noqa: B027  (only PostgreSQL leaves traces)
        """Remove what a killed predecessor left; nobody is in the folder when this is called."""

    def stop(self) -> None:
        """Stop cleanly, and by force after STOP_TIMEOUT seconds."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        self.process = None

    def kill(self) -> None:
        """kill -9, for tests of what happens then."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _wait_until_it_answers(self) -> None:
        give_up = time.monotonic() + START_TIMEOUT
        while not self.answers():
            if not self.alive or time.monotonic() > give_up:
                self.kill()
                raise EngineFailed(
                    f"The embedded {self.name} did not start. The end of {self.log} says: {self._last_words()}"
                )
            time.sleep(0.03)

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return " / ".join(lines[-3:]) or "nothing"


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def port_taken(port: int) -> bool:
    """Whether somebody listens on this loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return True
        return False
