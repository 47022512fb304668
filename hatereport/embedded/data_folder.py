"""A server's data folder, owned by the server's account and reachable wherever it lies.

The folder is opened by us and inherited by the server as /proc/self/fd/N. So a server running as
`nobody` finds its data even below a home that only root may enter, and no parent folder has to be
opened to the world.
"""

import os
import signal
import time
from pathlib import Path

from hatereport.embedded.account import Account
from hatereport.embedded.children import processes_in

#: Seconds a server whose launcher died is given to finish before it is killed.
PATIENCE = 10


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
        os.close(self.descriptor)

    def wait_until_deserted(self) -> None:
        """Let a server of a launcher that died finish; after PATIENCE seconds, kill it.

        The caller holds the lock on the whole folder, so whoever is still in here has no owner.
        """
        give_up = time.monotonic() + PATIENCE
        while left_over := processes_in(self.path):
            if time.monotonic() > give_up:
                for process in left_over:
                    try:
                        os.kill(process, signal.SIGKILL)
                    except ProcessLookupError:
                        continue
            time.sleep(0.05)
