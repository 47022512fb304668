"""A server's data folder: reachable for the server wherever it lies, and never given to two of them.

The folder is opened by us and inherited by the server as /proc/self/fd/N. So a server running as `nobody` finds its data
even below a home that only root may enter, and no parent folder has to be opened to the world. The same descriptor carries
a lock: it is free again when the server and the last of its children are gone, however they went. (Process numbers on disk
can lie, and looking into the processes of another user is refused to root in many containers.)
"""

import fcntl
import os
import time
from pathlib import Path

from hatereport.embedded.account import Account
from hatereport.embedded.errors import EngineFailed

#: Seconds a server whose launcher was killed may take to go; it is told to go at once.
PATIENCE = 30


class DataFolder:
    """One server's folder, opened for inheritance."""

    def __init__(self, path: Path, account: Account) -> None:
        self.path = path
        path.mkdir(mode=0o700, exist_ok=True)
        if path.stat().st_uid != account.uid:
            account.own(path)
        self.descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)

    @property
    def as_inherited(self) -> str:
        """The folder's name for a process that was given our descriptor (`pass_fds`)."""
        return f"/proc/self/fd/{self.descriptor}"

    def close(self) -> None:
        """Let go of our hold; a server that inherited it keeps its own, and the lock with it."""
        os.close(self.descriptor)

    def take(self) -> None:
        """Lock the folder, waiting for a server whose launcher died. Raises EngineFailed after PATIENCE seconds."""
        give_up = time.monotonic() + PATIENCE
        while not _locked(self.descriptor):
            if time.monotonic() > give_up:
                raise EngineFailed(f"A server of an earlier start still uses {self.path}: end it, then start again.")
            time.sleep(0.05)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
